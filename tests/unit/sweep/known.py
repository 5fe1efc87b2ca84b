"""Functions of inputs from 0 to 1 whose Sobol indices are known, and sweeps made of them."""

import math

import numpy as np
import xarray as xr

G = np.array([0.0, 1.0, 4.5, 9.0, 99.0])


def ishigami(points):
    """Return Ishigami's function; a = 7, b = 0.1."""
    x = (2 * points - 1) * math.pi
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def ishigami_indices():
    """Return first and total order in closed form (Ishigami and Homma 1990)."""
    first = 0.5 * (1 + 0.1 * math.pi**4 / 5) ** 2
    second, both = 49 / 8, 0.01 * math.pi**8 * (1 / 18 - 1 / 50)
    variance = first + second + both
    return np.array([first, second, 0.0]) / variance, np.array([first + both, second, both]) / variance


def g(points):
    """Return Sobol's g-function."""
    return np.prod((np.abs(4 * points - 2) + G) / (1 + G), axis=1)


def g_indices():
    """Return first and total order in closed form (Sobol 2003)."""
    partial = (1 / 3) / (1 + G) ** 2
    variance = np.prod(1 + partial) - 1
    rest = np.array([np.prod(np.delete(1 + partial, place)) for place in range(G.size)])
    return partial / variance, partial * rest / variance


def sweep_of(points, values, kind, seed=0, **attributes):
    """Return a sweep over rows as ls.sweep gives it, of two criteria: values and their doubles."""
    values = np.asarray(values, dtype=float)
    both = np.stack([values, 2 * values], axis=1)
    status = np.where(np.isfinite(values), "ok", "failed")
    return xr.Dataset(
        {"width_mm": (("row", "criterion"), both, {"units": "mm"}),
         "width_mm_error": (("row", "criterion"), np.full(both.shape, 0.02), {"units": "mm"}),
         "status": ("row", status)},
        {"row": np.arange(len(points)), "criterion": ["one", "two"],
         **{f"key_{place + 1}": ("row", points[:, place]) for place in range(points.shape[1])}},
        {"kind": kind, "seed": seed, **attributes},
    )  # fmt: skip
