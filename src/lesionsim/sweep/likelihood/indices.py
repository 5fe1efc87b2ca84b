"""Rows of a sweep as numbers: one measure in the order of the design's points, and how sure a mean over them is."""

import math
from collections.abc import Callable, Hashable
from typing import NamedTuple

import numpy as np
import xarray as xr

from lesionsim.disclaimer import DISCLAIMER
from lesionsim.errors import Problem, ScenarioError
from lesionsim.scenario.wording import listed, nearest, shown

Array = np.ndarray

CONFIDENCE = 0.95
RESAMPLES = 1000
NO_KEYS = ("row", "status", "reason", "scenario_sha256")  # coordinates along rows that no design varies
OK = "ok"
REMEDY = "give what ls.sweep(scenario, vary, kind=...) returns"


class Rows(NamedTuple):
    """One measure of the rows of a design, in the order of its points."""

    values: Array  # (rows,), NaN where a run failed or has no such measure
    errors: Array  # (rows,), numerical error bars; NaN where there is none
    keys: tuple[str, ...]
    coordinates: dict[str, Array]  # of every key, (rows,)
    numbers: Array  # of the rows in the design, (rows,); some may be missing
    about: dict[str, object]  # the measure in words, the criterion, and what the sweep says of itself


def rows_of(dataset: object, measure: str, criterion: str | None, kinds: tuple[str, ...] = ()) -> Rows:
    """Take one measure out of a sweep.

    Parameters
    ----------
    dataset : Dataset over `row`
    measure : name of a variable, such as "width_mm"
    criterion : label; the first when left out
    kinds : designs that will do; any when empty

    Raises
    ------
    ScenarioError
        When this is no sweep over rows, or one of another design, or without this measure or criterion.
    """
    table = table_of(dataset, kinds)
    found = chosen(table, measure, criterion)
    values = np.asarray(found.values, dtype=float)
    bar = f"{measure}_error"
    errors = chosen(table, bar, criterion).values.astype(float) if bar in table else np.full(values.size, math.nan)
    if "status" in table:
        values = np.where(table["status"].values.astype(str) == OK, values, math.nan)
    about: dict[str, object] = {str(name): value for name, value in table.attrs.items()}
    about |= {"disclaimer": DISCLAIMER, "measure": measure, **words_of(found, measure)}
    keys = keys_of(table)
    numbers = table["row"].values.astype(int) if "row" in table.coords else np.arange(values.size)
    return Rows(values, errors, keys, {key: table[key].values for key in keys}, numbers, about)


def table_of(dataset: object, kinds: tuple[str, ...]) -> xr.Dataset:
    """Return a sweep over rows, sorted by row."""
    if not isinstance(dataset, xr.Dataset):
        raise ScenarioError(Problem("dataset", f"is {shown(dataset)}; must be a sweep: {REMEDY}"))
    kind = dataset.attrs.get("kind")
    if kinds and kind is not None and kind not in kinds:
        told = f'is a sweep of kind "{kind}"; must be {listed([repr(each) for each in kinds])}: {REMEDY}'
        raise ScenarioError(Problem("dataset", told.replace("kind=...", f'kind="{kinds[0]}"')))
    if "row" not in dataset.dims:
        raise ScenarioError(Problem("dataset", f"has no dimension row; must be a sweep over rows: {REMEDY}"))
    return dataset.sortby("row") if "row" in dataset.coords else dataset


def chosen(table: xr.Dataset, measure: str, criterion: str | None) -> xr.DataArray:
    """Return a variable over rows alone, under one criterion where there are several."""
    numeric = [str(name) for name in table.data_vars if table[name].dtype.kind in "fiu" and "row" in table[name].dims]
    if measure not in numeric:
        known = [name for name in numeric if not name.endswith("_error")]
        near = nearest(str(measure), known) or tuple(known[:3])
        raise ScenarioError(
            Problem("measure", f"is {shown(measure)}; must be one that the sweep has, such as {listed(near)}")
        )
    found = table[measure]
    labels = [str(label) for label in np.atleast_1d(table["criterion"].values)] if "criterion" in found.coords else []
    if criterion is not None and labels and criterion not in labels:
        told = f"is {shown(criterion)}; must be {listed([repr(label) for label in labels])}"
        raise ScenarioError(Problem("criterion", told))
    if "criterion" not in found.dims:
        return found
    return found.isel(criterion=0 if criterion is None else labels.index(criterion))


def words_of(found: xr.DataArray, measure: str) -> dict[str, str]:
    """Return the measure's name, unit and criterion in words."""
    words = {"long_name": str(found.attrs.get("long_name", "")), "units": str(found.attrs.get("units", ""))}
    label = {"criterion": str(found.coords["criterion"].item())} if "criterion" in found.coords else {}
    return {**words, **label}


def keys_of(table: xr.Dataset) -> tuple[str, ...]:
    """Return the swept keys: those that the sweep names, or every coordinate along its rows."""
    named = table.attrs.get("keys")
    if isinstance(named, str):
        named = named.replace(",", " ").split()
    if named is not None and all(key in table for key in named):
        return tuple(str(key) for key in named)
    return tuple(str(name) for name in table.coords if table[name].dims == ("row",) and name not in NO_KEYS)


def whole_groups(rows: Rows, each: int) -> Array:
    """Return the measure as groups of rows, (groups, each); rows that are missing are NaN."""
    count = math.ceil((int(rows.numbers.max()) + 1) / each) if rows.numbers.size else 0
    values = np.full(count * each, math.nan)
    values[rows.numbers] = rows.values
    return values.reshape(count, each)


def enough(usable: Array, least: int, name: str, remedy: str) -> int:
    """Return how many groups are dropped; refuse where too few are left to tell anything.

    Parameters
    ----------
    usable : (groups,) bool
    least : the fewest groups
    name, remedy : what a group is called, and what to do
    """
    kept, dropped = int(usable.sum()), int((~usable).sum())
    if kept < least or dropped > kept:
        told = (
            f"has {kept} whole {name} of {usable.size}: {dropped} hold a run that failed or has no such measure; at "
            f"least {least} and at least half must be whole. {remedy}"
        )
        raise ScenarioError(Problem("dataset", told))
    return dropped


def must_vary(values: Array, measure: str) -> None:
    """Refuse a measure that is the same in every run."""
    spread, size = float(np.std(values)), float(np.max(np.abs(values)))
    if not spread > 1e-12 * size:
        told = f'is "{measure}", which is {float(values[0]):.6g} in every run; must vary: widen what is varied, or ask'
        raise ScenarioError(Problem("measure", f"{told} another measure"))


def resampled_sd(sums: Array, counts: Array, indices: Callable[[Array], Array], seed: int) -> Array:
    """Return the spread of indices over resampled blocks, corrected for few blocks.

    Parameters
    ----------
    sums : (blocks, columns), sums over the members of each block; an index is a function of their means
    counts : (blocks,), members of each block
    indices : takes means (resamples, columns), returns (resamples, ...)
    seed : the same seed gives the same answer

    Raises
    ------
    ScenarioError
        When the seed is none.
    """
    blocks = counts.size
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or seed < 0:
        raise ScenarioError(Problem("seed", f"is {shown(seed)}; must be a whole number from 0 on"))
    weights = np.random.default_rng(seed).multinomial(blocks, np.full(blocks, 1 / blocks), RESAMPLES).astype(float)
    spread = np.std(indices((weights @ sums) / (weights @ counts)[:, None]), axis=0, ddof=1)
    return np.asarray(spread * math.sqrt(blocks / (blocks - 1)))


def students_t(blocks: int) -> float:
    """Return how many standard deviations the confidence interval of a mean over few blocks reaches to either side.

    >>> round(students_t(16), 2), round(students_t(10_000), 2)
    (2.13, 1.96)
    """
    from scipy.special import stdtrit

    return float(stdtrit(blocks - 1, 0.5 + CONFIDENCE / 2))


def index_dataset(
    found: dict[str, tuple[Array, str]], keys: tuple[str, ...], varied: list[str], about: dict[str, object]
) -> xr.Dataset:
    """Put indices over keys into a Dataset.

    Parameters
    ----------
    found : values and what they are, by name
    """
    variables: dict[Hashable, tuple[str, object, dict[str, str]]] = {
        name: ("key", values, {"long_name": words}) for name, (values, words) in found.items()
    }
    if varied:
        variables["varied"] = ("key", varied, {"long_name": "values that the key took"})
    return xr.Dataset(variables, {"key": ("key", list(keys), {"long_name": "what was varied"})}, about)


def spread_words(values: Array, errors: Array) -> dict[str, object]:
    """Return mean and spread of a measure over its runs, and the numerical error beside it, in its own unit."""
    known = errors[np.isfinite(errors)]
    bar = float(np.sqrt(np.mean(known**2))) if known.size else math.nan
    return {"mean": float(np.mean(values)), "sd": float(np.std(values, ddof=1)), "numerical_error": bar}
