"""What people hand to a picture, checked by the name of the argument before anything is drawn."""

import functools
import inspect
import os
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lesionsim.errors import Problem, ScenarioError
from lesionsim.lesion.asking import number_of, numbers_of, wrong
from lesionsim.lesion.points import check_whole

P = ParamSpec("P")
R = TypeVar("R")

SEVERAL_CRITERIA = 'a list of labels or criteria, such as ["isotherm 50 °C"]'
LIMITS = "two temperatures in °C, the lower one first, such as (37, 80)"
PLACE = "a place along the probe in mm, from the end of the tip, such as 5"


def asked(function: Callable[P, R]) -> Callable[P, R]:
    """Return a function that checks its arguments first; its signature and its words stay."""
    signature = inspect.signature(function)

    @functools.wraps(function)
    def checked(*args: P.args, **kwargs: P.kwargs) -> R:
        bound: Any = signature.bind(*args, **kwargs)
        for name, value in bound.arguments.items():
            if name in CHECKS and not (value is None and name in MAY_BE_LEFT_OUT):
                bound.arguments[name] = CHECKS[name](name, value)
        return function(*bound.args, **bound.kwargs)

    return checked


def whole(name: str, given: Any) -> Any:
    """Return a result of which nothing is missing."""
    try:
        check_whole(given)
    except ScenarioError as error:
        if name == "result":
            raise
        raise ScenarioError(*error.problems, file=f"{name}") from None
    return given


def several_criteria(name: str, given: Any) -> list[Any]:
    """Return criteria or labels as a list; an array of labels is one."""
    if isinstance(given, np.ndarray | xr.DataArray) and given.ndim == 1:
        given = given.values.tolist() if isinstance(given, xr.DataArray) else given.tolist()
    if not isinstance(given, list | tuple):
        raise wrong(name, given, SEVERAL_CRITERIA)
    return list(given)


def limits(name: str, given: Any) -> tuple[float, float]:
    """Return two temperatures, the lower one first."""
    found = numbers_of(name, given, LIMITS)
    if found.shape != (2,) or not np.isfinite(found).all() or not found[0] < found[1]:
        raise wrong(name, given, LIMITS)
    return float(found[0]), float(found[1])


def place(name: str, given: Any) -> float:
    """Return a place along the probe, mm."""
    return number_of(name, given, PLACE)


def axes(name: str, given: Any) -> Any:
    """Return axes of Matplotlib."""
    return instance(name, given, Axes, "axes of Matplotlib, such as plt.subplots() gives")


def figure(name: str, given: Any) -> Any:
    """Return a figure of Matplotlib."""
    return instance(name, given, Figure, "a figure, such as ls.plots.lesion_map(result) gives")


def path(name: str, given: Any) -> Any:
    """Return the name of a file."""
    return instance(name, given, str | os.PathLike, 'the name of a file, such as "lesion.png"')


def instance(name: str, given: Any, kind: Any, allowed: str) -> Any:
    """Return what is of a kind."""
    if not isinstance(given, kind):
        raise ScenarioError(Problem(name, f"is {given!r:.60}; must be {allowed}"))
    return given


MAY_BE_LEFT_OUT = ("criteria", "limits_c", "z_mm", "ax")
CHECKS: dict[str, Callable[[str, Any], Any]] = {
    "result": whole,
    "a": whole,
    "b": whole,
    "criteria": several_criteria,
    "limits_c": limits,
    "z_mm": place,
    "ax": axes,
    "figure": figure,
    "path": path,
}
