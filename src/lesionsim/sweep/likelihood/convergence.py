"""Were there enough runs: mean, quantiles and a probability against the number of samples, each with its band."""

import numpy as np
import xarray as xr

from lesionsim.errors import Problem, ScenarioError
from lesionsim.lesion.asking import number_of
from lesionsim.sweep.likelihood.indices import CONFIDENCE, rows_of
from lesionsim.sweep.likelihood.probability import DRAWN_KINDS, drawn_rows, usable, wilson
from lesionsim.sweep.tables.varied import varied

Array = np.ndarray

QUANTILES = (0.05, 0.5, 0.95)
FEWEST, MOMENTS = 10, 60
BANDS = {
    "latin-hypercube": "for independent draws; a whole Latin hypercube is usually surer",
    "sobol": "for independent draws; Sobol points are usually surer",
    "saltelli": "for independent draws; Sobol points are usually surer",
    "list": "for independent draws, if the listed runs are some",
}


def convergence(
    dataset: xr.Dataset, measure: str = "width_mm", at_least: float | None = None, criterion: str | None = None
) -> xr.Dataset:
    """Follow mean, quantiles and a probability of a measure as samples are added, in the order of the rows.

    Bands are 95 % for independent draws: of the mean by Student's t, of quantiles by ranks, of the probability by
    Wilson. Points of a Latin hypercube or of Sobol are more even than independent draws, so the truth is usually nearer
    than the band says; the first part of a Latin hypercube alone is not one.

    Parameters
    ----------
    dataset : Dataset over `row` from `sweep` with a sampled design
    measure : name of a variable, such as "width_mm"
    at_least : in the measure's unit: the probability that it is reached is followed; the mean when left out
    criterion : label; the first when left out

    Returns
    -------
    xarray.Dataset over `samples`: mean, probability, and over `quantile` also quantiles; each with _low and _high.
    Ends of a quantile's band are NaN where too few samples tell them. Attributes: sd, numerical_error (typical error
    bar of one run), band (what the band means)

    Raises
    ------
    ScenarioError
        When the sweep is a grid or the like, or too many runs failed.
    """
    rows, kind = drawn_rows(rows_of(dataset, measure, criterion, DRAWN_KINDS))
    rows, failed = usable(rows, f'"{measure}"')
    line = float(np.mean(rows.values)) if at_least is None else number_of("at_least", at_least, "a number, such as 5")
    if not np.isfinite(line):
        raise ScenarioError(Problem("at_least", f"is {line}; must be a finite number in the unit of {measure}"))
    samples = moments_of(rows.values.size)
    known = rows.errors[np.isfinite(rows.errors)]
    about = {**rows.about, "kind": kind, "failed": failed, "runs": rows.values.size, "at_least": line,
             "sd": float(np.std(rows.values, ddof=1)), "confidence": CONFIDENCE, "band": BANDS.get(kind, BANDS["list"]),
             "numerical_error": float(np.sqrt(np.mean(known**2))) if known.size else np.nan,
             "keys": " ".join(rows.keys), "varied": "; ".join(varied(rows.about, rows.coordinates))}  # fmt: skip
    found = {**running_mean(rows.values, samples), **running_share(rows.values >= line, samples)}
    quantiles = running_quantiles(rows.values, samples)
    return xr.Dataset(
        {**{name: ("samples", values) for name, values in found.items()},
         **{name: (("samples", "quantile"), values) for name, values in quantiles.items()}},
        {"samples": ("samples", samples, {"long_name": "runs"}), "quantile": list(QUANTILES)}, about,
    )  # fmt: skip


def moments_of(count: int) -> Array:
    """Return numbers of samples, evenly apart on a logarithmic scale, the last one all."""
    return np.unique(np.geomspace(min(FEWEST, count), count, MOMENTS).round().astype(int))


def running_mean(values: Array, samples: Array) -> dict[str, Array]:
    """Return the mean of the first samples with Student's interval."""
    from scipy.special import stdtrit

    middle = values.mean()  # sums of squares around it keep their digits
    mean = np.cumsum(values - middle)[samples - 1] / samples
    square = np.cumsum((values - middle) ** 2)[samples - 1] / samples
    sd = np.sqrt(np.maximum(square - mean**2, 0.0) * samples / (samples - 1))
    half = stdtrit(samples - 1, 0.5 + CONFIDENCE / 2) * sd / np.sqrt(samples)
    return {"mean": middle + mean, "mean_low": middle + mean - half, "mean_high": middle + mean + half}


def running_share(reached: Array, samples: Array) -> dict[str, Array]:
    """Return the share of the first samples that reach a line with Wilson's interval."""
    count = np.cumsum(reached)[samples - 1]
    ends = [wilson(float(each), int(total)) for each, total in zip(count, samples, strict=True)]
    low, high = (np.array([float(end[side]) for end in ends]) for side in (0, 1))
    return {"probability": count / samples, "probability_low": low, "probability_high": high}


def running_quantiles(values: Array, samples: Array) -> dict[str, Array]:
    """Return quantiles of the first samples with intervals by ranks."""
    found = np.full((3, samples.size, len(QUANTILES)), np.nan)
    for number, count in enumerate(samples):
        ordered = np.sort(values[:count])
        found[0, number] = np.quantile(ordered, QUANTILES)
        for place, quantile in enumerate(QUANTILES):
            found[1:, number, place] = by_ranks(ordered, quantile)
    return {"quantiles": found[0], "quantiles_low": found[1], "quantiles_high": found[2]}


def by_ranks(ordered: Array, quantile: float) -> tuple[float, float]:
    """Return an interval of a quantile whose ends are values of the sample; NaN for an end that it is too small for.

    >>> by_ranks(np.arange(1.0, 101.0), 0.5), by_ranks(np.arange(1.0, 11.0), 0.95)
    ((40.0, 61.0), (8.0, nan))
    """
    from scipy.special import bdtr

    count, beyond = ordered.size, (1 - CONFIDENCE) / 2
    below = bdtr(np.arange(count), count, quantile)  # probability that at most so many samples lie below the quantile
    low = int(np.searchsorted(below, beyond, side="right"))  # the first rank above which too little probability lies
    high = int(np.searchsorted(below, 1 - beyond, side="left")) + 1
    return (
        float(ordered[low - 1]) if low > 0 else float("nan"),
        float(ordered[high - 1]) if high <= count else float("nan"),
    )
