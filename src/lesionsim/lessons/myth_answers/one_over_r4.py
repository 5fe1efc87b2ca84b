"""Does heating fall with the fourth power of distance?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lesionsim.lessons.myth_answers.myth import Model, Myth
from lesionsim.lessons.myth_answers.runs import NAN, body, conditions, run, with_grid_error
from lesionsim.lessons.myth_answers.sources import CONSENSUS
from lesionsim.plots.myth_data import LEFT, RIGHT, Curve, Curves, Number, Said, Side, floats, textbook

if TYPE_CHECKING:
    import xarray as xr

Array = np.ndarray
NEAR_MM, FAR_MM, POINTS = 3.0, 10.0, 60
HEAT, WARMTH = Said("heat"), Said("temperature")
SIDES = (
    Side(
        Said("heat ∝ 1/r⁴"), (textbook("J = I/(4πr²), q = J²/σ ∝ 1/r⁴"),),
        Said("Around a point electrode current spreads over spheres, so its density falls as 1/r² and the heat that it "
             "makes as 1/r⁴. Texts on catheters in the heart write so (from memory). It is said of the source, not of "
             "the temperature."),
    ),
    Side(
        Said("heat ∝ 1/r²"), (CONSENSUS,),
        Said("Table 10 gives heat generation as one over the square of the distance from the active tip, which is what "
             "a long needle does: current spreads over cylinders, J = I/(2πrL), q ∝ 1/r². The paper gives no "
             "derivation."),
    ),
)  # fmt: skip


def model() -> Model:
    """Run the scenario with current; fit powers of distance to heat and temperature beside the middle of the tip."""
    scenario = body()
    result = run(scenario)
    r, heat, rise = profiles(result)
    slopes, errors = with_grid_error(scenario, slopes_of)
    local = -np.gradient(np.log(heat), np.log(r))
    near = r <= NEAR_MM
    guides = tuple(
        (side, Curve(Said(name), floats(r), floats((r / r[0]) ** -power)))
        for side, name, power in ((LEFT, "1/r⁴", 4.0), (RIGHT, "1/r²", 2.0))
    )
    sentence = Said(
        "Beside the middle of a 10 mm tip the heat that current makes falls with the power {heat:.2f} ± "
        "{heat_error:.2f} of distance up to {near_mm:g} mm (numerical error only; locally {low:.1f} to {high:.1f}), "
        "and {far:.1f} from there to {far_mm:g} mm, where the needle begins to look like a point. The temperature "
        "rise, which conduction evens out, falls with the power {rise:.2f} ± {rise_error:.2f} up to {near_mm:g} mm: "
        "a lesion reaches further than its heat is made.",
        heat=slopes[0], heat_error=errors[0], far=slopes[1], rise=slopes[2], rise_error=errors[2], near_mm=NEAR_MM,
        far_mm=FAR_MM, low=float(local[near].min()), high=float(local[near].max()),
    )  # fmt: skip
    return Model(
        Said("Model, to {near_mm:g} mm: heat falls with power {heat:.1f}, temperature with {rise:.1f}", near_mm=NEAR_MM,
             heat=slopes[0], rise=slopes[2]),
        sentence,
        (
            Number(Said("power of the heat, surface to 3 mm"), slopes[0], errors[0], NAN, NAN, ""),
            Number(Said("power of the heat, 3 to 10 mm"), slopes[1], errors[1], NAN, NAN, ""),
            Number(Said("power of the temperature rise, surface to 3 mm"), slopes[2], errors[2], NAN, NAN, ""),
        ),
        conditions(scenario),
        Curves(
            (Curve(HEAT, floats(r), floats(heat / heat[0])), Curve(WARMTH, floats(r), floats(rise / rise[0]))),
            Said("distance from the axis (mm)"),
            Said("heat and temperature rise, over those at the surface"),
            guides=guides,
            logarithmic=True,
        ),
    )  # fmt: skip


def profiles(result: xr.Dataset) -> tuple[Array, Array, Array]:
    """Return distance (mm), heat made by current (W/cm³) and temperature rise (K) beside the middle of the tip."""
    from lesionsim.lesion.current import heat_density
    from lesionsim.lesion.points import scenario_of, temperature_at

    scenario = scenario_of(result)
    middle = scenario.probe.tip_length_mm / 2
    r = np.geomspace(scenario.probe.radius_mm * 1.001, FAR_MM, POINTS)
    fine_r, fine_z, density = heat_density(result)
    column = int(np.argmin(np.abs(fine_z - middle)))
    known = np.isfinite(density[:, column])
    heat = np.exp(np.interp(np.log(r), np.log(fine_r[known]), np.log(density[known, column])))
    end_s = scenario.protocol.end_of_hold_s
    rise = np.asarray(temperature_at(result, r_mm=r, z_mm=np.full(POINTS, middle), time_s=end_s)) - scenario.start_c
    return r, heat, rise


def slopes_of(result: xr.Dataset) -> list[float]:
    """Fit powers of distance: of the heat near and far, of the temperature rise near."""
    r, heat, rise = profiles(result)
    near = r <= NEAR_MM
    return [power(r[near], heat[near]), power(r[~near], heat[~near]), power(r[near], rise[near])]


def power(r: Array, values: Array) -> float:
    """Fit the power with which values fall."""
    return -float(np.polyfit(np.log(r), np.log(values), 1)[0])


MYTH = Myth(
    "one-over-r4",
    Said("Does heating fall as 1/r⁴?"),
    SIDES,
    Said("With which power of distance does heat fall beside a needle, and with which the temperature?"),
    model,
)
