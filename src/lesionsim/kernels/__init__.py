"""Compiled loops over plain arrays: heat flow, time steps, damage, lesion measures.

Only this room imports Numba. A kernel knows neither tissues nor geometry: it gets conductances (W/K), heat
capacities and tables, in SI units with temperatures in °C. All arrays over space are flat over *points*: the
(r, z) cells with one frame of wall points around them, z fastest (see `arrays`). Every kernel has a plain NumPy
twin in the tests.
"""
