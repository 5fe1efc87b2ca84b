"""How likely is tissue dead, and a nerve covered, when inputs vary: shares of runs, and how sure they are.

A probability here is a share of the runs of a design whose inputs were drawn from what somebody put into it. It is no
more certain than those distributions and the model, and tells nothing of a patient.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import xarray as xr

from lesionsim.disclaimer import DISCLAIMER
from lesionsim.errors import Problem, ScenarioError
from lesionsim.lesion.asking import numbers_of
from lesionsim.scenario import Scenario
from lesionsim.scenario.wording import listed, shown
from lesionsim.sweep.likelihood.indices import CONFIDENCE, REMEDY, Rows, keys_of, rows_of
from lesionsim.sweep.tables.varied import varied

Array = np.ndarray

DRAWN_KINDS = ("latin-hypercube", "sobol", "list", "saltelli")
LEVELS = (0.1, 0.5, 0.9)
LEAST_RUNS = 10
ROWS_AT_ONCE = 64
FRACTIONS = tuple(np.round(np.arange(1, 101) / 100, 2))


def wilson(count: Array | float, total: int, confidence: float = CONFIDENCE) -> tuple[Array, Array]:
    """Return the ends of Wilson's interval of a probability, from how often something came out of so many runs.

    Parameters
    ----------
    count : number or array, times that it came out
    total : runs
    confidence : of the interval

    Returns
    -------
    (low, high), arrays like count

    References
    ----------
    Wilson 1927, 10.1080/01621459.1927.10502953.

    Examples
    --------
    >>> low, high = wilson(8, 10)
    >>> round(float(low), 3), round(float(high), 3)
    (0.49, 0.943)
    """
    from scipy.special import ndtri

    z2 = float(ndtri(0.5 + confidence / 2)) ** 2
    share = np.asarray(count, dtype=float) / total
    middle = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = np.sqrt(z2 * (share * (1 - share) / total + z2 / (4 * total**2))) / (1 + z2 / total)
    return np.clip(middle - half, 0.0, share), np.clip(middle + half, share, 1.0)


def drawn_rows(rows: Rows) -> tuple[Rows, str]:
    """Keep the rows that are draws from the inputs' joint distribution, and tell what they are.

    All of a sampled design; of a Saltelli design the points A and B alone.
    """
    kind = str(rows.about.get("kind", "list"))
    if kind != "saltelli":
        return rows, kind
    each = len(rows.keys) + 2
    keep = np.isin(rows.numbers % each, (0, each - 1))
    held = {key: values[keep] for key, values in rows.coordinates.items()}
    return Rows(rows.values[keep], rows.errors[keep], rows.keys, held, rows.numbers[keep], rows.about), kind


def usable(rows: Rows, name: str) -> tuple[Rows, int]:
    """Leave out the runs without a value and count them; refuse too few."""
    keep = np.isfinite(rows.values)
    failed = int((~keep).sum())
    if int(keep.sum()) < LEAST_RUNS or failed > int(keep.sum()):
        told = f"has {int(keep.sum())} runs with {name} of {keep.size}; must have {LEAST_RUNS} and half of all"
        raise ScenarioError(Problem("dataset", f"{told}: ask for more samples, or vary less"))
    held = {key: values[keep] for key, values in rows.coordinates.items()}
    return Rows(rows.values[keep], rows.errors[keep], rows.keys, held, rows.numbers[keep], rows.about), failed


def nerve_probability(
    dataset: xr.Dataset, at_least_fraction: float | Iterable[float] = FRACTIONS, criterion: str | None = None
) -> xr.Dataset:
    """Tell in which share of the runs the lesion covers at least so much of the nerve.

    Parameters
    ----------
    dataset : Dataset over `row` from `sweep` with a sampled design and a nerve in its scenario
    at_least_fraction : shares of the nerve's length, above 0 and up to 1
    criterion : label; the first when left out

    Returns
    -------
    xarray.Dataset over `at_least_fraction`: probability with Wilson's 95 % interval (probability_low,
    probability_high), and doubtful: the share of runs so close to the line that their numerical error bar decides, of
    those that have one; NaN where none has

    Raises
    ------
    ScenarioError
        When the sweep is a grid, has no nerve, or too many runs failed.
    """
    rows, kind = drawn_rows(rows_of(dataset, "nerve_covered_fraction", criterion, DRAWN_KINDS))
    rows, failed = usable(rows, "a covered nerve")
    asked = np.atleast_1d(numbers_of("at_least_fraction", as_list(at_least_fraction), "shares from 0 to 1"))
    if not np.all((asked > 0) & (asked <= 1)):
        raise ScenarioError(Problem("at_least_fraction", f"is {shown(at_least_fraction)}; must be above 0, at most 1"))
    total, values = rows.values.size, rows.values[:, None]
    count = (values >= asked).sum(axis=0)
    low, high = wilson(count, total)
    doubtful = doubtful_share(rows, asked)
    about = {**rows.about, "kind": kind, "runs": total, "failed": failed, "confidence": CONFIDENCE}
    about |= {"keys": " ".join(rows.keys), "varied": "; ".join(varied(rows.about, rows.coordinates))}
    words = {"long_name": "share of runs that cover at least this much of the nerve"}
    axis = ("at_least_fraction", asked, {"long_name": "covered share of the nerve, at least"})
    return xr.Dataset(
        {"probability": ("at_least_fraction", count / total, words),
         "probability_low": ("at_least_fraction", low), "probability_high": ("at_least_fraction", high),
         "doubtful": ("at_least_fraction", doubtful)},
        {"at_least_fraction": axis}, about,
    )  # fmt: skip


def doubtful_share(rows: Rows, asked: Array) -> Array:
    """Return the share of runs with an error bar in which it decides whether so much is covered."""
    known = np.isfinite(rows.errors)
    if not known.any():
        return np.full(asked.size, np.nan)
    values, bars = rows.values[known, None], rows.errors[known, None]
    return np.asarray(np.mean((values - bars < asked) & (values + bars >= asked), axis=0))


def as_list(given: object) -> object:
    """Return numbers as an array, whatever they came in."""
    return list(given) if isinstance(given, Iterable) and not isinstance(given, str | dict | np.ndarray) else given


def probability_map(
    masks: xr.Dataset | Iterable[Array | str], r_mm: Array | None = None, z_mm: Array | None = None,
    scenario: Scenario | None = None, about: dict[str, object] | None = None,
) -> xr.Dataset:  # fmt: skip
    """Tell for every place beside the probe in which share of the runs it is dead.

    Parameters
    ----------
    masks : Dataset from `sweep(..., dead_map=True)` with a sampled design, or dead masks of all runs: (r, z) arrays of
        True and False, or texts that `sweep.raster.pack` made; they are read one by one
    r_mm, z_mm : mm, places of the masks' rows and columns in the probe's frame; left out for a Dataset, and for masks
        on the raster of `sweep.raster`
    scenario : whose probe is drawn; left out for a Dataset
    about : what else the map is to carry, such as the criterion (rarely needed)

    Returns
    -------
    xarray.Dataset over `r_mm` and `z_mm`: probability with Wilson's 95 % interval (probability_low, probability_high);
    over `level` 0.1, 0.5 and 0.9: reach_mm, how far from the axis the line of this probability lies at most, with
    reach_mm_low and reach_mm_high; attributes: runs, failed

    Raises
    ------
    ScenarioError
        When there are too few masks, or one of another shape than the raster.
    """
    if isinstance(masks, xr.Dataset):
        return map_of_sweep(masks)
    count, total = counted(iterable(masks))
    r_mm, z_mm = places_of(count.shape, r_mm, z_mm)
    told: dict[str, object] = {"disclaimer": DISCLAIMER, "failed": 0, **(about or {})}
    told |= {"runs": total, "confidence": CONFIDENCE, "method": "probability map"}
    if scenario is not None:
        from lesionsim.scenario import to_toml

        told |= {"scenario": to_toml(scenario), "scenario_name": scenario.name}
    return with_reach(count, total, r_mm, z_mm, told)


def iterable(given: Any) -> Iterable[Array | str]:
    """Return masks; refuse what holds none."""
    if not isinstance(given, Iterable):
        told = f"is {shown(given)}; must be a sweep with dead_map=True, or the dead masks of all runs"
        raise ScenarioError(Problem("masks", told))
    return given


def counted(masks: Iterable[Array | str]) -> tuple[Array, int]:
    """Count in how many masks every place is dead, one mask after the other; beyond a shorter mask nothing is dead."""
    count, total = np.zeros((0, 0), dtype=np.int64), 0
    for number, given in enumerate(masks):
        mask = unpacked(given) if isinstance(given, str) else np.asarray(given)
        if mask.ndim != 2 or (total and mask.shape[0] != count.shape[0]):
            told = f"has the shape {mask.shape}; must have {count.shape[0]} rows and some columns, as the others"
            raise ScenarioError(Problem(f"masks[{number}]", told))
        if mask.shape[1] > count.shape[1]:
            count = np.pad(count, ((0, mask.shape[0] - count.shape[0]), (0, mask.shape[1] - count.shape[1])))
        count[:, : mask.shape[1]] += mask.astype(bool)
        total += 1
    if total < LEAST_RUNS:
        raise ScenarioError(Problem("masks", f"has {total} runs; must have at least {LEAST_RUNS}"))
    return count, total


def places_of(shape: tuple[int, ...], r_mm: Array | None, z_mm: Array | None) -> tuple[Array, Array]:
    """Return the places of a mask's rows and columns: those given, or those of the raster that all sweeps share."""
    if r_mm is None or z_mm is None:
        from lesionsim.sweep.tables.raster import STEPS_PER_MM, raster_for

        known = [raster_for(1.0, both_sides) for both_sides in (False, True)]
        raster = next((each for each in known if each.across_mm.size == shape[0]), known[0])
        r_mm, z_mm = raster.across_mm, raster.z_mm[0] + np.arange(shape[1]) / STEPS_PER_MM
    r_mm, z_mm = np.asarray(r_mm, dtype=float), np.asarray(z_mm, dtype=float)
    if (r_mm.size, z_mm.size) != shape:
        told = f"are {r_mm.size} and {z_mm.size} places; must be {shape[0]} and {shape[1]}, as the masks have"
        raise ScenarioError(Problem("r_mm, z_mm", told))
    return r_mm, z_mm


def unpacked(text: str) -> Array:
    """Return a mask that was packed into a text."""
    from lesionsim.sweep.tables.raster import unpack

    return np.asarray(unpack(text))


def map_of_sweep(table: xr.Dataset) -> xr.Dataset:
    """Map the dead masks of a sweep."""
    if "dead" not in table or table["dead"].dims[0] != "row":
        told = "has no dead masks over row; run the sweep with dead_map=True"
        raise ScenarioError(Problem("dataset", f"{told}: {REMEDY}"))
    kind = str(table.attrs.get("kind", "list"))
    if kind not in DRAWN_KINDS:
        told = f'is a sweep of kind "{kind}"; must be {listed([repr(each) for each in DRAWN_KINDS])}'
        raise ScenarioError(Problem("dataset", f"{told}: shares of its runs would be no probabilities"))
    table = table.sortby("row") if "row" in table.coords else table
    keys = keys_of(table)
    numbers = table["row"].values if "row" in table.coords else np.arange(table.sizes["row"])
    ok = np.isin(numbers % (len(keys) + 2), (0, len(keys) + 1)) if kind == "saltelli" else np.full(numbers.size, True)
    drawn = int(ok.sum())
    if "status" in table:
        ok &= table["status"].values.astype(str) == "ok"
    places = [str(name) for name in table["dead"].dims[1:]]
    dead = table["dead"].transpose("row", *sorted(places, key=lambda name: "z" in name))
    r, z = (dead[name].values for name in dead.dims[1:])
    about = {str(name): value for name, value in table.attrs.items()}
    words = "; ".join(varied(about, {key: table[key].values[ok] for key in keys}))
    if "criterion" in table.coords and "criterion" not in about:
        about["criterion"] = str(np.atleast_1d(table["criterion"].values)[0])  # masks are those of the first
    about |= {"failed": drawn - int(ok.sum()), "keys": " ".join(keys), "varied": words, "kind": kind}
    return probability_map(few_at_once(dead, np.flatnonzero(ok)), r, z, about=about)


def few_at_once(dead: xr.DataArray, rows: Array) -> Iterator[Array]:
    """Yield the masks of some rows; those of a store are read a few at once."""
    for first in range(0, rows.size, ROWS_AT_ONCE):
        yield from dead.isel(row=rows[first : first + ROWS_AT_ONCE]).values


def with_reach(count: Array, total: int, r_mm: Array, z_mm: Array, about: dict[str, object]) -> xr.Dataset:
    """Return probabilities with intervals, and how far their lines reach."""
    low, high = wilson(count, total)
    fields = {"probability": count / total, "probability_low": low, "probability_high": high}
    words = {"probability": "share of runs in which this place is dead", "probability_low": "lower end of the interval",
             "probability_high": "upper end of the interval"}  # fmt: skip
    reach = {
        name.replace("probability", "reach_mm"): [reach_mm(values, r_mm, level) for level in LEVELS]
        for name, values in fields.items()
    }
    return xr.Dataset(
        {**{name: (("r_mm", "z_mm"), values, {"long_name": words[name]}) for name, values in fields.items()},
         **{name: ("level", values, {"units": "mm"}) for name, values in reach.items()}},
        {"r_mm": ("r_mm", r_mm, {"long_name": "distance from the probe's axis", "units": "mm"}),
         "z_mm": ("z_mm", z_mm, {"long_name": "distance along the probe, from the tip's end", "units": "mm"}),
         "level": ("level", list(LEVELS), {"long_name": "probability"})},
        about,
    )  # fmt: skip


def reach_mm(probability: Array, r_mm: Array, level: float) -> float:
    """Return the largest distance from the axis at which a probability is still reached; 0 where it never is.

    >>> reach_mm(np.array([[1.0], [0.8], [0.2]]), np.array([0.0, 1.0, 2.0]), 0.5)
    1.5
    """
    if r_mm[0] < 0:  # both sides of the axis
        sides = (probability[r_mm <= 0][::-1], -r_mm[r_mm <= 0][::-1]), (probability[r_mm >= 0], r_mm[r_mm >= 0])
        return max(reach_mm(values, places, level) for values, places in sides)
    most = probability.max(axis=1)
    last = np.flatnonzero(most >= level)
    if last.size == 0:
        return 0.0
    here = int(last[-1])
    if here + 1 == r_mm.size:
        return float(r_mm[here])
    share = (most[here] - level) / (most[here] - most[here + 1])
    return float(r_mm[here] + share * (r_mm[here + 1] - r_mm[here]))
