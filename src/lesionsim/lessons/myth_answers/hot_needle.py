"""Is RF a hot needle?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lesionsim.lessons.myth_answers.myth import Model, Myth
from lesionsim.lessons.myth_answers.runs import (
    HELD,
    NAN,
    RF,
    bench,
    body,
    conditions,
    heating,
    run,
    spread,
    with_grid_error,
)
from lesionsim.lessons.myth_answers.sources import HAINES, PROVENZANO_SALINE
from lesionsim.plots.myth_data import RIGHT, Number, Row, Rows, Said, Side

if TYPE_CHECKING:
    import xarray as xr

    from lesionsim.scenario import Scenario

MEASURED_W = (1.4, 3.25)
WORDS = {
    ("bench", HELD): Said("bench 21 °C, held"), ("bench", RF): Said("bench 21 °C, current"),
    ("body", HELD): Said("body, held"), ("body", RF): Said("body, current"),
}  # fmt: skip

SIDES = (
    Side(
        Said("a hot rim, then conduction"), (HAINES,),
        Said("In the heart current heats a rim of less than 1 mm at the electrode; deeper tissue is heated from "
             "there by conduction, as by a hot needle."),
    ),
    Side(
        Said("1.4–3.25 W measured"), (PROVENZANO_SALINE,),
        Said("Mean power of the generator in chicken, from 0.7 to 23.4 % of sodium chloride injected first. Needle and "
             "temperature are not in the abstract."),
    ),
)  # fmt: skip


def model() -> Model:
    """Compare the mean power into tissue during the hold, and the lesions, held and with current."""
    same = heating(80.0, 90.0, 15.0, 30.0)
    scenarios = {
        ("bench", HELD): bench(HELD), ("bench", RF): bench(RF), ("body", HELD): body(HELD, protocol=same),
        ("body", RF): body(RF, protocol=same),
    }  # fmt: skip
    watts = {key: with_grid_error(scenario, mean_power) for key, scenario in scenarios.items()}
    widths = {source: spread(run(scenarios["body", source])) for source in (HELD, RF)}
    rows = tuple(
        Row(WORDS[key], tuple(read[0]), tuple(read[1]), ((RIGHT, *MEASURED_W),) if key[0] == "bench" else ())
        for key, read in watts.items()
    )
    held, rf = watts["bench", HELD][0][0], watts["bench", RF][0][0]
    sentence = Said(
        "On the bench a tip that is only hot gives off {held:.2f} ± {held_error:.2f} W while 80 °C are held, one "
        "with current {rf:.2f} ± {rf_error:.2f} W (numerical error only): only the second is as much as was "
        "measured. In the body the lesion of the hot tip is {held_low:.1f} to {held_high:.1f} mm wide over "
        "criteria, with current {rf_low:.1f} to {rf_high:.1f} mm: tissue heats itself, and conduction carries on "
        "from there.",
        held=held, held_error=watts["bench", HELD][1][0], rf=rf, rf_error=watts["bench", RF][1][0],
        held_low=widths[HELD].low, held_high=widths[HELD].high, rf_low=widths[RF].low, rf_high=widths[RF].high,
    )  # fmt: skip
    return Model(
        Said("Model, bench: {held:.1f} W from a hot tip, {rf:.1f} W with current", held=held, rf=rf),
        sentence,
        (
            *(Number(WORDS[key], read[0][0], read[1][0], NAN, NAN, "W") for key, read in watts.items()),
            widths[HELD].number(Said("lesion width in the body, held"), "mm"),
            widths[RF].number(Said("lesion width in the body, current"), "mm"),
        ),
        conditions(scenarios["bench", RF], rows_tell_where=True),
        Rows((), rows, Said("mean power while 80 °C are held (W)"), digits=1),
    )


def mean_power(result: xr.Dataset) -> list[float]:
    """Return the mean power into the tissue during the hold, W."""
    from lesionsim.lesion.points import scenario_of

    scenario: Scenario = scenario_of(result)
    protocol = scenario.protocol
    account = "energy_joule" if scenario.source == "rf" else "energy_from_tip"
    times, heat = result["step_time"].values, result[account].values
    end_s, begin_s = protocol.end_of_hold_s, protocol.end_of_hold_s - protocol.hold_s
    joules = [float(heat[abs(times - at_s).argmin()]) for at_s in (begin_s, end_s)]
    return [(joules[1] - joules[0]) / protocol.hold_s]


MYTH = Myth(
    "hot-needle",
    Said("Is RF a hot needle?"),
    SIDES,
    Said("How much power does a hot tip give off, and one with current, at the same 80 °C?"),
    model,
)
