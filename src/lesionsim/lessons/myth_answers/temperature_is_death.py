"""Is one temperature death?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lesionsim.lessons.myth_answers.myth import Model, Myth
from lesionsim.lessons.myth_answers.runs import NAN, body, conditions, run, short_names, spread
from lesionsim.lessons.myth_answers.sources import BRACE, MERTYNA
from lesionsim.plots.myth_data import LEFT, RIGHT, Number, Row, Rows, Said, Side

if TYPE_CHECKING:
    import xarray as xr

    from lesionsim.scenario import Scenario

NAMES = ("liver", "cem43", "skin", "muscle", "artery", "collagen")
INSTANT_C, MARGIN_C = (60.0, 60.0), (33.0, 58.0)
PEAKS_C = (45.0, 50.0, 60.0)

SIDES = (
    Side(
        Said("60 °C kills at once"), (BRACE,),
        Said("Above 60 °C death is nearly instantaneous; from 50 to 60 °C it takes minutes."),
    ),
    Side(
        Said("33–58 °C at margins"), (MERTYNA,),
        Said("Bovine liver, RF, n = 114: where coagulation ended, the temperature at the end of heating was anything "
             "from 33 to 58 °C. One isotherm is a poor criterion."),
    ),
)  # fmt: skip


def model() -> Model:
    """Read one run under six rules for death: how hot was the tissue at the edge of each lesion?"""
    scenario = with_rules()
    result = run(scenario)
    widths, edges = spread(result), edges_c(result)
    names = short_names(scenario)
    order = sorted(range(len(NAMES)), key=lambda number: edges[number])
    published = ((LEFT, *INSTANT_C), (RIGHT, *MARGIN_C))
    labels = [Said("{rule}: {width_mm:.1f} mm wide", rule=names[n], width_mm=widths.values[n]) for n in order]
    rows = tuple(Row(label, (edges[n],), (0.0,), published) for label, n in zip(labels, order, strict=True))
    isotherms = [isotherm_width(result, at_c) for at_c in PEAKS_C]
    sentence = Said(
        "One run, six rules: tissue at the edge of the lesion was at most {cold:.1f} to {hot:.1f} °C hot, and the "
        "lesion is {narrow:.1f} to {wide:.1f} mm wide (liver set {liver:.2f} ± {error:.2f} mm, numerical error "
        "only); as a peak isotherm of 45, 50 or 60 °C it would be {at_45:.1f}, {at_50:.1f} or {at_60:.1f} mm. "
        "Temperature and time kill, under a rule that somebody chose.",
        cold=min(edges), hot=max(edges), narrow=widths.low, wide=widths.high, liver=widths.values[0],
        error=widths.errors[0], at_45=isotherms[0], at_50=isotherms[1], at_60=isotherms[2],
    )  # fmt: skip
    return Model(
        Said("Model: edges at {cold:.0f}–{hot:.0f} °C, {narrow:.0f}–{wide:.0f} mm wide, one run", cold=min(edges),
             hot=max(edges), narrow=widths.low, wide=widths.high),
        sentence,
        (
            widths.number(Said("lesion width"), "mm"),
            *(Number(Said("edge by {rule}", rule=names[n]), edges[n], NAN, NAN, NAN, "°C") for n in order),
        ),
        conditions(scenario),
        Rows((), rows, Said("highest temperature at the edge (°C)"), sizes=False),
    )  # fmt: skip


def with_rules() -> Scenario:
    """Return the scenario with current under six rules, none of them an isotherm."""
    return body(criteria=list(NAMES))


def edges_c(result: xr.Dataset) -> list[float]:
    """Return the highest temperature that the edge of the lesion ever had, beside its widest place, °C."""
    import numpy as np

    from lesionsim.lesion.fields import fine
    from lesionsim.lesion.measures import measures
    from lesionsim.lesion.points import moment, points, scenario_of

    peak = points(result, "peak_temperature", scenario_of(result).outer_wall_c, moment(result, None))
    r, z, values = fine(result, peak)
    found = []
    for lesion in measures(result):
        column = int(np.argmin(np.abs(z - lesion.widest_at_mm)))
        known = np.isfinite(values[:, column])
        found.append(float(np.interp(lesion.width_mm / 2, r[known], values[known, column])))
    return found


def isotherm_width(result: xr.Dataset, at_c: float) -> float:
    """Return the width of a peak isotherm, mm."""
    from lesionsim.lesion.measures import measure
    from lesionsim.scenario import Isotherm

    return measure(result, Isotherm(at_c)).width_mm


MYTH = Myth(
    "temperature-is-death",
    Said("Is one temperature death?"),
    SIDES,
    Said("How hot was the tissue at the edge of the lesion, under different rules?"),
    model,
)
