"""The verbs of a run: lay out the time steps, advance the heat, watch for trouble.

The only mutable object of a run is `State`; it lives and dies inside `heat.advance`.
"""
