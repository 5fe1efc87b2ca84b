"""Two runs side by side: which inputs changed, and what that did to the lesion."""

import dataclasses
import math
from collections.abc import Iterator
from typing import Any

import xarray as xr

from lesionsim.lesion.bars import with_error
from lesionsim.lesion.changed import Change, changed_inputs
from lesionsim.lesion.labels import label_in_words
from lesionsim.lesion.level import choose
from lesionsim.lesion.measures import Lesion, measure
from lesionsim.lesion.points import scenario_of
from lesionsim.result.summary import peak_c, plain_value, power_at_end_of_hold
from lesionsim.scenario import Criterion
from lesionsim.texts import spoken

SIZES = {"width_mm": ("width", "mm"), "length_mm": ("length", "mm"), "volume_mm3": ("volume", "mm³")}
PUT_IN = {("held", "held"): "heat from the tip", ("rf", "rf"): "heat made by current"}
PUT_IN_DIFFERENTLY = "heat from the tip or by current"
ENERGIES = {
    "energy_metabolic": "metabolic heat",
    "energy_stored": "heat stored in the tissue",
    "energy_to_blood": "heat to the blood",
    "energy_to_outer_wall": "heat to the outer wall",
}
DIGITS = {"mm": 2, "W": 3}
VERDICTS = {True: "more than the error bars", False: "within the error bars", None: ""}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Difference:
    """One number of both runs. Errors are numerical error bars, NaN where a result carries none.

    `ratio` is b / a, NaN where a is nothing: zero in the digits that are shown. `beyond_errors` tells whether the runs
    differ by more than both error bars together; None where an error bar is missing.
    """

    quantity: str
    unit: str
    a: float
    b: float
    error_a: float
    error_b: float
    difference: float
    ratio: float
    beyond_errors: bool | None

    def __str__(self) -> str:
        relative = math.isfinite(self.ratio) and self.unit != "°C"  # its zero is no nothing
        ratio = f", {100 * unsigned_zero(self.ratio - 1, 3):+.1f}%" if relative else ""
        verdict = f" ({spoken(VERDICTS[self.beyond_errors])})" if VERDICTS[self.beyond_errors] else ""
        digits = DIGITS.get(self.unit, 1)
        one, other = (
            with_error(unsigned_zero(value, digits), error, digits)
            for value, error in ((self.a, self.error_a), (self.b, self.error_b))
        )
        change = f"{unsigned_zero(self.difference, digits):+.{digits}f} {self.unit}"
        return f"{spoken(self.quantity)}: {one} → {other} {self.unit}: {change}{ratio}{verdict}"


@dataclasses.dataclass(frozen=True, kw_only=True)
class LesionDifference:
    """The lesion of both runs under one criterion, each at the end of its run."""

    criterion: str
    sizes: tuple[Difference, ...]
    a_reaches_outer_wall: bool
    b_reaches_outer_wall: bool

    def __str__(self) -> str:
        reached = [name for name in "ab" if getattr(self, f"{name}_reaches_outer_wall")]
        runs = spoken("{a} and {b}", a="a", b="b") if len(reached) > 1 else "".join(reached)
        wall = spoken(" (reaches the outer wall in {runs}: no lesion size)", runs=runs) if reached else ""
        return "\n".join([f"  {label_in_words(self.criterion)}{wall}", *(f"    {size}" for size in self.sizes)])


@dataclasses.dataclass(frozen=True, kw_only=True)
class Comparison:
    """What changed between two runs, and what that did. Prints as text; `as_dict` fits into JSON."""

    a: str
    b: str
    changes: tuple[Change, ...]
    lesions: tuple[LesionDifference, ...]
    only_in_a: tuple[str, ...]
    only_in_b: tuple[str, ...]
    runs: tuple[Difference, ...]

    def __str__(self) -> str:
        return "\n".join(lines(self))

    def as_dict(self) -> dict[str, Any]:
        """Return plain values with names; what is not a number is None."""
        return {name: plain_value(value) for name, value in dataclasses.asdict(self).items()}


def compare(a: xr.Dataset, b: xr.Dataset, criterion: Criterion | str | None = None) -> Comparison:
    """Tell which inputs changed between two runs and what that did to lesion, temperature, power and heat.

    Parameters
    ----------
    a, b : Datasets from `simulate`; grids, durations and criteria may differ
    criterion : the one criterion to compare, which both runs must know; every common one when left out

    Returns
    -------
    Comparison

    Raises
    ------
    ScenarioError
        When a run did not integrate the criterion.

    Examples
    --------
    >>> import lesionsim as ls
    >>> thin = ls.load("b1")
    >>> warm = ls.change(thin, {"protocol.steps[0].at_c": 70})
    >>> told = compare(ls.simulate(thin), ls.simulate(warm), ls.Isotherm(50))
    >>> print(told.changes[0])
    protocol.steps[0].at_c: 80 → 70 °C
    >>> width = told.lesions[0].sizes[0]
    >>> f"{width.a:.1f} {width.b:.1f} {width.unit}"
    '5.5 4.3 mm'
    """
    first, second = scenario_of(a), scenario_of(b)
    labels = [[each.label for each in scenario.criteria] for scenario in (first, second)]
    asked: list[Criterion | str] = [label for label in labels[0] if label in labels[1]]
    if criterion is not None:
        asked = [choose(a, criterion)]
    names = names_of(a, b)
    return Comparison(
        a=names[0],
        b=names[1],
        changes=changed_inputs(first, second),
        lesions=tuple(lesion_difference(measure(a, each), measure(b, each)) for each in asked),
        only_in_a=tuple(label for label in labels[0] if label not in labels[1]),
        only_in_b=tuple(label for label in labels[1] if label not in labels[0]),
        runs=tuple(run_differences(a, b)),
    )


def names_of(a: xr.Dataset, b: xr.Dataset) -> tuple[str, str]:
    """Return the names of two runs; where they are the same, with their titles, which tell what was changed."""
    names, titles = ([scenario.name for scenario in map(scenario_of, (a, b))], [run.attrs["title"] for run in (a, b)])
    if names[0] != names[1] or titles[0] == titles[1]:
        return names[0], names[1]
    one, other = (
        title if title.startswith(name) else f"{name}: {title}" if title else name
        for name, title in zip(names, titles, strict=True)
    )
    return one, other


def lesion_difference(a: Lesion, b: Lesion) -> LesionDifference:
    """Compare two lesions."""
    sizes = [
        difference(quantity, unit, (getattr(a, name), bar_of(a, name)), (getattr(b, name), bar_of(b, name)))
        for name, (quantity, unit) in SIZES.items()
    ]
    return LesionDifference(
        criterion=a.criterion,
        sizes=tuple(sizes),
        a_reaches_outer_wall=a.reaches_outer_wall,
        b_reaches_outer_wall=b.reaches_outer_wall,
    )


def unsigned_zero(value: float, digits: int) -> float:
    """Return a value that is zero, and not minus zero, where its digits after the point show nothing else."""
    return value if round(value, digits) else 0.0


def bar_of(lesion: Lesion, name: str) -> float:
    """Return the numerical error bar of one measure; NaN without any."""
    return float(getattr(lesion, f"{name}_error"))


def difference(quantity: str, unit: str, a: tuple[float, float], b: tuple[float, float]) -> Difference:
    """Compare two numbers, each with its error bar."""
    known = math.isfinite(a[1]) and math.isfinite(b[1])
    return Difference(
        quantity=quantity,
        unit=unit,
        a=a[0],
        b=b[0],
        error_a=a[1],
        error_b=b[1],
        difference=b[0] - a[0],
        ratio=b[0] / a[0] if unsigned_zero(a[0], DIGITS.get(unit, 1)) else math.nan,
        beyond_errors=abs(b[0] - a[0]) > a[1] + b[1] if known else None,
    )


def run_differences(a: xr.Dataset, b: xr.Dataset) -> Iterator[Difference]:
    """Compare duration, hottest tissue, power and the heat accounts at the end of each run."""
    pairs = {
        ("duration", "s"): [float(each["step_time"].values[-1]) for each in (a, b)],
        ("highest tissue temperature", "°C"): [peak_c(each) for each in (a, b)],
        ("power when heating ends", "W"): [power_at_end_of_hold(each) for each in (a, b)],
        (heat_put_in(a, b), "J"): [put_in_j(each) for each in (a, b)],
        **{(text, "J"): [float(each[name].values[-1]) for each in (a, b)] for name, text in ENERGIES.items()},
    }
    for (quantity, unit), (one, other) in pairs.items():
        yield difference(quantity, unit, (one, math.nan), (other, math.nan))


def heat_put_in(a: xr.Dataset, b: xr.Dataset) -> str:
    """Say how heat was put in: from a held tip, by current, or one in each run."""
    return PUT_IN.get((a.attrs["source"], b.attrs["source"]), PUT_IN_DIFFERENTLY)


def put_in_j(result: xr.Dataset) -> float:
    """Return the heat that came from the tip and that current made, up to the end of the run, J."""
    names = [name for name in ("energy_from_tip", "energy_joule") if name in result]
    return sum(float(result[name].values[-1]) for name in names)


def lines(told: Comparison) -> Iterator[str]:
    """Write a comparison line by line."""
    yield f"a: {told.a}"
    yield f"b: {told.b}"
    yield spoken("changed inputs (a → b)") if told.changes else spoken("no input changed")
    yield from (f"  {change}" for change in told.changes)
    yield spoken("lesions") if told.lesions else spoken("no common criterion")
    yield from map(str, told.lesions)
    for name, labels in (("a", told.only_in_a), ("b", told.only_in_b)):
        if labels:
            yield "  " + spoken("only in {name}: {labels}", name=name, labels=", ".join(map(label_in_words, labels)))
    yield spoken("runs")
    yield from (f"  {each}" for each in told.runs)
