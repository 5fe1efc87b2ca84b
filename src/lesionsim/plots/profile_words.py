"""The words on the temperature profile: what it claims, and what it tells to those who cannot see it."""

from typing import NamedTuple

import numpy as np
import xarray as xr

from lesionsim.lesion.labels import label_in_words
from lesionsim.lesion.points import scenario_of, temperature_at
from lesionsim.plots.moments import Moment
from lesionsim.plots.revealing import FRAME, NUMBERS
from lesionsim.plots.revealing import ISOTHERMS as ISOTHERM_STEP
from lesionsim.plots.telling import Step, Table
from lesionsim.scenario import Criterion
from lesionsim.texts import spoken

Array = np.ndarray
SIDES = ("+x", "\N{MINUS SIGN}x")  # the two directions where they differ
FINE, TABLE_EVERY = 1001, 5
CLAIMED_C, LEAST_FALL_C = (60.0, 50.0, 45.0), 5.0  # the isotherm that is claimed lies that much below the surface
QUESTION = "How fast does heat fade with distance? Draw the curves."


class Curve(NamedTuple):
    """The temperature at one moment."""

    moment: Moment
    temperature_c: Array  # over the same distances as all curves
    edge_mm: float  # of the lesion so far, from the surface; not finite without one


def fading_claim(result: xr.Dataset, z_mm: float) -> str:
    """Claim within which distance the tissue falls to an isotherm when heating ends: the hottest that it crosses."""
    scenario = scenario_of(result)
    recorded = result["time"].values
    end_s = float(recorded[int(np.argmin(np.abs(recorded - scenario.protocol.end_of_hold_s)))])
    distance = np.linspace(0.0, scenario.domain.radius_mm - scenario.probe.radius_mm, FINE)
    heat = np.asarray(temperature_at(result, scenario.probe.radius_mm + distance, z_mm, end_s, 0.0))
    crossed = [at_c for at_c in CLAIMED_C if heat[-1] < at_c < heat[0] - LEAST_FALL_C]
    told = {"start_c": float(heat[0]), "time_s": end_s}
    if not crossed:
        return spoken("After {time_s:g} s the tissue beside the probe is at {start_c:.0f} °C", **told)
    first_mm, last_mm = (float(distance[int(np.argmax(heat < at_c))]) for at_c in (crossed[0], crossed[-1]))
    told |= {"first_c": crossed[0], "first_mm": first_mm, "last_c": crossed[-1], "last_mm": last_mm}
    if len(crossed) == 1:
        return spoken("After {time_s:g} s: {start_c:.0f} °C at the probe, {first_c:g} °C at {first_mm:.1f} mm", **told)
    words = (
        "After {time_s:g} s: {start_c:.0f} °C at the probe, {first_c:g} °C at {first_mm:.1f} mm, "
        "{last_c:g} °C at {last_mm:.1f} mm"
    )
    return spoken(words, **told)


def seen_in(place: float, curves: list[list[Curve]]) -> str:
    """Say what the curves show, for those who cannot see them."""
    words = (
        "Temperature against distance from the probe's surface, {place_mm:g} mm from the end of the tip, at {moments}"
    )
    moments_told = ", ".join(str(curve.moment) for curve in curves[0])
    return spoken(words, place_mm=place, moments=moments_told)


def edges_in_words(criterion: Criterion, curves: list[list[Curve]]) -> list[str]:
    """Say where the edge of the lesion lies at each moment; nothing where there is none."""
    at = [f"{curve.moment}: {curve.edge_mm:.2f} mm" for curve in curves[0] if np.isfinite(curve.edge_mm)]
    words = "Distance of the lesion's edge ({criterion}) from the surface: {edges}"
    return [spoken(words, criterion=label_in_words(criterion.label), edges=", ".join(at))] if at else []


def table_of(distance: Array, curves: list[list[Curve]]) -> Table:
    """Return the curves as columns."""
    names = SIDES if len(curves) > 1 else ("",)
    columns = [
        f"{side} {curve.moment} (°C)".strip() for side, part in zip(names, curves, strict=True) for curve in part
    ]
    values = np.stack([distance, *(curve.temperature_c for part in curves for curve in part)], axis=1)[::TABLE_EVERY]
    return Table(("distance (mm)", *columns), [tuple(row) for row in values.tolist()])


def steps_of(shown: list[Moment]) -> tuple[Step, ...]:
    """Return how the profile is revealed: isotherms, then moment by moment, then the edge of the lesion."""
    curves = (
        Step(str(moment), (f"*/temperature after {moment}", f"*/edge after {moment}", f"*/label {moment}"))
        for moment in shown
    )
    return (FRAME, ISOTHERM_STEP, *curves, NUMBERS)
