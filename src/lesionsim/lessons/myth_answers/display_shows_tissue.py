"""Does the display show the tissue's temperature?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lesionsim.lessons.myth_answers.myth import Model, Myth
from lesionsim.lessons.myth_answers.runs import HELD, HOW, NAN, RF, body, conditions, run, with_grid_error
from lesionsim.lessons.myth_answers.sources import KLEINSTUECK
from lesionsim.plots.myth_data import LEFT, RIGHT, Curve, Curves, Mark, Number, Said, Side, floats, textbook

if TYPE_CHECKING:
    import xarray as xr

AT_MM, FAR_MM, POINTS = 3.0, 11.0, 45
MEASURED = ((1.0, 64.0), (2.0, 60.0), (6.0, 50.0), (7.0, 48.0), (10.0, 45.0))  # mm from a hot coil, °C at most
WORDS = {HELD: Said("at r = 3 mm, held"), RF: Said("at r = 3 mm, with current")}

SIDES = (
    Side(
        Said("the sensor reads metal"), (textbook("T(sensor) = T(metal)"),),
        Said("The thermocouple sits in the tip. Metal conducts so well that it has nearly one temperature: the display "
             "is right, about the metal."),
    ),
    Side(
        Said("64 °C beside a hotter coil"), (KLEINSTUECK,),
        Said("A heating coil in cadaver discs at 37 °C, 520 points: at most 64.0 °C within 1 mm, above 60 °C within 1 "
             "to 2 mm in under 2 % of points, 50 to 60 °C up to about 6 mm, above 48 °C to 7 mm, above 45 °C to 10 mm. "
             "The coil was at 65 to 90 °C for about 16.5 min (from memory). It heats by conduction, not by current. "
             "Distances are from the coil; the picture adds this probe's radius."),
    ),
)  # fmt: skip


def model() -> Model:
    """Read the temperature beside the middle of the tip when heating ends, held and with current."""
    scenarios = {source: body(source) for source in (RF, HELD)}
    set_c, radius = scenarios[RF].protocol.set_c, scenarios[RF].probe.radius_mm
    r = np.linspace(radius, FAR_MM, POINTS)
    results = {source: run(scenario) for source, scenario in scenarios.items()}
    curves = tuple(Curve(HOW[source], floats(r), floats(beside(result, r))) for source, result in results.items())
    read = {source: with_grid_error(scenario, at_three) for source, scenario in scenarios.items()}
    held, rf = read[HELD][0][0], read[RF][0][0]
    marks = (
        Mark(LEFT, (radius, FAR_MM), (set_c, set_c)),
        *(Mark(RIGHT, (mm + radius, mm + radius), (at_c, at_c)) for mm, at_c in MEASURED),
    )
    sentence = Said(
        "While the display says {set_c:g} °C, tissue {at_mm:g} mm from the axis has {held:.1f} ± {held_error:.1f} °C "
        "with a held tip and {rf:.1f} ± {rf_error:.1f} °C with current (numerical error only). With current the "
        "hottest tissue has {hottest:.0f} °C, more than the display tells, because it is made hot where the sensor is "
        "not.",
        set_c=set_c, at_mm=AT_MM, held=held, held_error=read[HELD][1][0], rf=rf, rf_error=read[RF][1][0],
        hottest=read[RF][0][1],
    )  # fmt: skip
    return Model(
        Said("Model at 3 mm: {held:.0f} °C held, {rf:.0f} °C with current", held=held, rf=rf),
        sentence,
        (
            *(Number(WORDS[each], read[each][0][0], read[each][1][0], NAN, NAN, "°C") for each in HOW),
            Number(Said("hottest tissue, with current"), read[RF][0][1], read[RF][1][1], NAN, NAN, "°C"),
        ),
        conditions(scenarios[RF]),
        Curves(curves, Said("distance from the axis (mm)"), Said("temperature when heating ends (°C)"), marks),
    )


def beside(result: xr.Dataset, r_mm: np.ndarray) -> np.ndarray:
    """Return temperatures beside the middle of the tip when heating ends, °C."""
    from lesionsim.lesion.points import scenario_of, temperature_at

    scenario = scenario_of(result)
    middle = np.full(r_mm.shape, scenario.probe.tip_length_mm / 2)
    return np.asarray(temperature_at(result, r_mm=r_mm, z_mm=middle, time_s=scenario.protocol.end_of_hold_s))


def at_three(result: xr.Dataset) -> list[float]:
    """Return the temperature at 3 mm and the highest one when heating ends, °C."""
    from lesionsim.lesion.points import scenario_of

    moment = result["temperature"].sel(time=scenario_of(result).protocol.end_of_hold_s, method="nearest")
    return [float(beside(result, np.array([AT_MM]))[0]), float(moment.max())]


MYTH = Myth(
    "display-shows-tissue",
    Said("Does the display show the tissue's temperature?"),
    SIDES,
    Said("The display says 80 °C: how hot is tissue 3 mm from the axis?"),
    model,
)
