"""The runs behind the answers, and what is measured on them. Nothing is kept: every answer runs anew."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from lesionsim.plots.myth_data import Number, Said

if TYPE_CHECKING:
    import xarray as xr

    from lesionsim.scenario import Criterion, Scenario

CURRENT = "lumbar-medial-branch-rf"  # 20 G, 10 mm, 80 °C for 90 s after 10 s of ramp, 30 s of cool-down, six criteria
NAN = math.nan
HELD, RF = "held", "rf"
HOW = {HELD: Said("hot tip"), RF: Said("current")}
BLOOD, NO_BLOOD = Said("with blood flow"), Said("no blood flow")
CONDITIONS = (
    "model: {gauge:g} G, {tip_mm:g} mm tip, {set_c:g} °C for {hold} s, {ramp_s:g} s ramp, {cool_s:g} s cool-down; "
    "{where}"
)
WHERE = "muscle from {start_c:g} °C, {blood}"
MUSCLE = Said("muscle")
BENCH_RAMP_S = 15.0


class Spread(NamedTuple):
    """One measure under every criterion of a scenario, the liver set first, with numerical error bars."""

    values: tuple[float, ...]
    errors: tuple[float, ...]

    @property
    def low(self) -> float:
        """The smallest over criteria."""
        return min(self.values)

    @property
    def high(self) -> float:
        """The largest over criteria."""
        return max(self.values)

    def number(self, what: Said, unit: str) -> Number:
        """Return the first criterion's value with its error bar, and the range."""
        return Number(what, self.values[0], self.errors[0], self.low, self.high, unit)

    def minus(self, other: Spread) -> Spread:
        """Return the difference to another spread."""
        errors = tuple(math.hypot(*pair) for pair in zip(self.errors, other.errors, strict=True))
        return Spread(tuple(a - b for a, b in zip(self.values, other.values, strict=True)), errors)

    def over(self, other: Spread) -> Spread:
        """Return the ratio to another spread."""
        values = tuple(a / b for a, b in zip(self.values, other.values, strict=True))
        parts = zip(values, self.errors, other.values, other.errors, strict=True)
        return Spread(values, tuple(math.hypot(ea / b, q * eb / b) for q, ea, b, eb in parts))

    def times(self, factor: float, plus: float = 0.0) -> Spread:
        """Return the spread times a factor, plus a number."""
        return Spread(tuple(factor * v + plus for v in self.values), tuple(abs(factor) * e for e in self.errors))


def body(source: str = RF, **changes: Any) -> Scenario:
    """Return the library's scenario with current, or the same with a held tip; `__` in names stands for a dot."""
    from lesionsim.library import change, load

    return change(load(CURRENT), {"source": source, **{key.replace("__", "."): each for key, each in changes.items()}})


def bench(source: str = RF, start_c: float = 21.0, hold_s: float = 90.0) -> Scenario:
    """Return the same on the bench: no blood, everything at one temperature at first."""
    return body(
        source, start_c=start_c, blood__temperature_c=start_c, tissue__perfusion_per_s=0,
        tissue__metabolic_heat_w_kg=0, protocol=heating(80.0, hold_s, BENCH_RAMP_S, 30.0),
    )  # fmt: skip


def heating(set_c: float, hold_s: float, ramp_s: float, cool_s: float) -> Any:
    """Return ramp, hold and cool-down."""
    from lesionsim.scenario import heat_and_hold

    return heat_and_hold(set_c, hold_s, ramp_s=ramp_s, cooldown_s=cool_s)


def run(scenario: Scenario) -> xr.Dataset:
    """Run a scenario."""
    from lesionsim.simulation import simulate

    return simulate(scenario)


def spread(result: xr.Dataset, name: str = "width_mm", time_s: float | None = None) -> Spread:
    """Measure a lesion under every criterion of its scenario, by the name of a field of `Lesion`."""
    from lesionsim.lesion.measures import measures

    lesions = measures(result, time_s)
    return Spread(
        tuple(getattr(each, name) for each in lesions), tuple(getattr(each, f"{name}_error") for each in lesions)
    )


def short_names(scenario: Scenario) -> tuple[Said, ...]:
    """Return the criteria in a word each."""
    return tuple(short_name(criterion) for criterion in scenario.criteria)


def short_name(criterion: Criterion) -> Said:
    """Return a criterion in a word: liver, CEM43, 50 °C.

    >>> from lesionsim.library import damage
    >>> [str(short_name(damage(name))) for name in ("liver", "cem43", "isotherm-50", "three-state")]
    ['liver', 'CEM43', '50 °C', 'three-state cell death']
    """
    kind, name = criterion.kind, str(getattr(criterion, "name", ""))
    if kind == "isotherm":
        return Said("{at_c:g} °C", at_c=float(getattr(criterion, "at_c", NAN)))
    return Said({"cem43": "CEM43", "arrhenius": name}.get(kind, "three-state cell death"))


def conditions(scenario: Scenario, hold: str = "", rows_tell_where: bool = False) -> Said:
    """Say under which conditions the model answers; `hold` where several times are compared, s."""
    protocol, probe = scenario.protocol, scenario.probe
    blood = BLOOD if scenario.tissue.perfusion_per_s else NO_BLOOD
    return Said(
        CONDITIONS, gauge=probe.gauge, tip_mm=probe.tip_length_mm, set_c=protocol.set_c,
        hold=hold or f"{protocol.hold_s:g}", ramp_s=protocol.end_of_hold_s - protocol.hold_s,
        cool_s=protocol.duration_s - protocol.end_of_hold_s,
        where=MUSCLE if rows_tell_where else Said(WHERE, start_c=scenario.start_c, blood=blood),
    )  # fmt: skip


def finer(scenario: Scenario) -> Scenario:
    """Return the same on a grid with cells three quarters as long: how far its answer moves tells the error."""
    from lesionsim.library import change

    numerics = scenario.numerics
    return change(
        scenario,
        {"numerics.first_cell_mm": 0.75 * numerics.first_cell_mm, "numerics.growth": 0.75 * numerics.growth,
         "numerics.error_bars": "off"},
    )  # fmt: skip


def with_grid_error(
    scenario: Scenario, read: Callable[[xr.Dataset], Sequence[float]]
) -> tuple[list[float], list[float]]:
    """Read numbers from a run, and their errors from a finer one.

    At order two a grid with cells of 3/4 leaves 9/16 of the error, so that the difference is 7/16 of it.
    """
    usual, fine = list(read(run(scenario))), list(read(run(finer(scenario))))
    return usual, [abs(a - b) * 16 / 7 for a, b in zip(usual, fine, strict=True)]
