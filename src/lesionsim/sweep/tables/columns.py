"""The columns of a sweep's table: name, sort, unit, meaning, and where in a record each is found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from lesionsim.errors import Problem, ScenarioError
from lesionsim.scenario import Scenario
from lesionsim.scenario.wording import listed, shown
from lesionsim.sweep.design.design import Design
from lesionsim.sweep.design.names import meaning
from lesionsim.sweep.running.options import Options

Sort = Literal["number", "whole", "flag", "text"]
Place = Literal["record", "values", "lesion"]  # of a column: the row's own, its inputs, or one criterion's

EVERY = ("all",)
NERVE, GAP = "nerve_", "nerve_gap_mm"
ERROR = "_error"
MM3 = "mm³"


class Column(NamedTuple):
    """One column of the table."""

    name: str
    sort: Sort
    units: str
    about: str
    place: Place = "record"

    @property
    def is_bar(self) -> bool:
        """Tell whether this is the numerical error bar of a measure."""
        return self.place == "lesion" and self.name.endswith(ERROR)


FIRST = (
    Column("row", "whole", "", "number of the row in the design, from 0"),
    Column("status", "text", "", "ok, failed, time limit or worker died"),
    Column("reason", "text", "", "why a row is not ok"),
)
LABEL = Column("criterion", "text", "", "damage criterion of the lesion", "lesion")
WITH_BARS = (
    Column("width_mm", "number", "mm", "largest extent of the lesion across the probe", "lesion"),
    Column("length_mm", "number", "mm", "extent of the lesion along the probe", "lesion"),
    Column("ahead_of_tip_mm", "number", "mm", "how far the lesion reaches beyond the end of the tip", "lesion"),
    Column("behind_tip_mm", "number", "mm", "how far the lesion reaches behind the bare tip", "lesion"),
    Column("volume_mm3", "number", MM3, "volume of dead tissue, without the probe", "lesion"),
    Column("nerve_covered_mm", "number", "mm", "covered length of the nerve", "lesion"),
    Column("nerve_covered_fraction", "number", "1", "covered share of the nerve's length", "lesion"),
    Column("nerve_gap_mm", "number", "mm", "gap between nerve and lesion, negative inside", "lesion"),
)
WITHOUT_BARS = (
    Column("probe_volume_mm3", "number", MM3, "volume of the probe between the lesion's ends", "lesion"),
    Column("widest_at_mm", "number", "mm", "where along the probe the lesion is widest", "lesion"),
    Column("measured_at_s", "number", "s", "moment at which the lesion is measured", "lesion"),
    Column(
        "reaches_outer_wall", "flag", "", "whether the lesion is cut off at the edge of the computed block", "lesion"
    ),
)
WHOLE_RUN = (
    Column("peak_tissue_temperature_c", "number", "°C", "highest temperature of tissue during the run"),
    Column("power_w", "number", "W", "heat from the tip, or made by current, when heating ends"),
    Column("energy_balance_error", "number", "1", "residual of the run's energy balance, relative"),
)
OF_CURRENT = (
    Column("voltage_v", "number", "V", "voltage of the generator when heating ends"),
    Column("current_a", "number", "A", "current when heating ends"),
    Column("impedance_ohm", "number", "ohm", "voltage over current when heating ends"),
    Column("sensor_temperature_c", "number", "°C", "temperature of the metal at the sensor when heating ends"),
    Column("charge_balance_error", "number", "1", "residual of the run's charge balance, relative"),
)
LAST = (Column("scenario_sha256", "text", "", "SHA-256 of the row's whole scenario, as JSON with sorted keys"),)
NOT_IN_TABLES = ("values", "lesions", "dead")  # parts of a record that are no column


class Layout(NamedTuple):
    """What the tables of a sweep look like: its design and options, the criteria, and the columns in order."""

    design: Design
    options: Options
    labels: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def keys(self) -> tuple[Column, ...]:
        """The columns of what was varied."""
        return tuple(each for each in self.columns if each.place == "values")

    @property
    def measures(self) -> tuple[Column, ...]:
        """The columns of what was measured, under each criterion or of the whole run, error bars among them."""
        apart = {LABEL.name, *(each.name for each in (*FIRST, *LAST))}
        return tuple(each for each in self.columns if each.place != "values" and each.name not in apart)


def layout_of(design: Design, options: Options) -> Layout:
    """Return what the tables of a sweep look like.

    Examples
    --------
    >>> import lesionsim as ls
    >>> from lesionsim.sweep.design.design import make_design
    >>> layout = layout_of(make_design(ls.load("b1"), {"gauge": [18, 20]}), Options(error_bars="none"))
    >>> [column.name for column in layout.columns][:6]
    ['row', 'status', 'reason', 'gauge', 'criterion', 'width_mm']
    """
    return Layout(design, options, labels_of(design, options), tuple(columns_of(design, options)))


def columns_of(design: Design, options: Options) -> Iterator[Column]:
    """Yield the columns in order; those of a nerve, of current and of error bars where there may be some."""
    yield from FIRST
    for key, (levels, _) in zip(design.keys, design.columns, strict=True):
        about, unit = meaning(key)
        used = levels[:-1] if levels is not None and design.kind == "grid" else levels  # the last: as in the scenario
        yield Column(key, "number" if used is None else sort_of(used), unit, about, "values")
    yield LABEL
    for measure in WITH_BARS:
        if is_measured(measure.name, design, options):
            yield measure
            if options.error_bars != "none":
                yield measure._replace(name=measure.name + ERROR, about=f"numerical error bar: {measure.about}")
    yield from WITHOUT_BARS
    yield from WHOLE_RUN
    yield from OF_CURRENT if has_current(design) else ()
    yield from LAST


def is_measured(name: str, design: Design, options: Options) -> bool:
    """Tell whether rows may have a measure: a nerve's, where there is one, and its gap where it is asked for."""
    return not name.startswith(NERVE) or (has_nerve(design) and (options.nerve_gap or name != GAP))


def sort_of(levels: tuple[float | int | str | None, ...]) -> Sort:
    """Tell what a key's levels are; whole numbers stay whole."""
    found = [each for each in levels if each is not None]
    if any(isinstance(each, str) for each in found):
        return "text"
    return "whole" if all(isinstance(each, int) for each in found) and found else "number"


def has_nerve(design: Design) -> bool:
    """Tell whether rows may have a nerve."""
    return design.scenario.nerve is not None or any(key.startswith("nerve") for key in design.dotted)


def has_current(design: Design) -> bool:
    """Tell whether rows may have current."""
    return design.scenario.source == "rf" or "source" in design.dotted


def labels_of(design: Design, options: Options) -> tuple[str, ...]:
    """Return the labels of the criteria that are measured; empty words where rows change the criteria themselves."""
    labels = criteria_of(design.scenario, options)
    return labels if not varies_criteria(design) else ("",) * len(labels)


def varies_criteria(design: Design) -> bool:
    """Tell whether rows differ in their criteria."""
    return any(key.startswith("criteria") for key in design.dotted)


def criteria_of(scenario: Scenario, options: Options) -> tuple[str, ...]:
    """Return the labels of the criteria of a scenario that are measured.

    Raises
    ------
    ScenarioError
        When the scenario has no such criterion.
    """
    known = tuple(each.label for each in scenario.criteria)
    if not options.criteria:
        return known[:1]
    if options.criteria == EVERY:
        return known
    for label in options.criteria:
        if label not in known:
            told = f"holds {shown(label)}; must be among those of the scenario, {listed(known)}, or 'all'"
            remedy = "Others are added to the scenario's own criteria first"
            raise ScenarioError(Problem("criteria", f"{told}. {remedy}"))
    return options.criteria
