"""What the generator sees: ohms, watts and volts, and what they tell about the lesion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lesionsim.errors import ScenarioError
from lesionsim.lesion.points import scenario_of
from lesionsim.lessons.beliefs import Belief
from lesionsim.lessons.exercise import Computed, Exercise, Reason, Trap
from lesionsim.lessons.runs import RF, run, times_as_wide, width, width_mm
from lesionsim.library import load
from lesionsim.scenario import Exponential

if TYPE_CHECKING:
    import xarray as xr

NOTEBOOK = "06-what-the-generator-sees"
SIGMA = "tissue.electrical_conductivity_s_m.value"
WEAK = ("generator.most_v", 8.0)
BODY = (("generator.series_ohm", 150.0), ("generator.most_v", 100.0))

BELIEFS = (
    Belief("heat-insulates", "heated tissue conducts worse, so the ohms rise",
           "Below boiling every degree makes tissue a better conductor: ohms fall while it heats. They rise steeply "
           "only when tissue boils and dries.", NOTEBOOK),
    Belief("power-is-temperature", "the same temperature needs the same power",
           "Heating up takes most power. Later the generator replaces only what leaves the hot region, and that falls "
           "while the surroundings get warm.", NOTEBOOK),
    Belief("set-is-reached", "the temperature is reached because it is set",
           "A generator reaches its set temperature only within its limits of volts, watts and amperes. What is set is "
           "a wish; the sensor tells what was.", NOTEBOOK),
)  # fmt: skip


def at_end(result: xr.Dataset, name: str) -> float:
    """Return what the generator showed in the last step of heating."""
    end_s = scenario_of(result).protocol.end_of_hold_s
    steps = np.flatnonzero(result.step_time.values <= end_s)
    return float(result[name].values[steps[-1]])


def cold_ohm(result: xr.Dataset) -> float:
    """Return the first impedance that the generator showed, ohm."""
    shown = result.impedance.values
    return float(shown[np.flatnonzero(shown > 0)[0]])


def falling_ohms() -> Computed:
    """Return the impedance at the end of heating, ohm, with that at the start."""
    result = run(RF)
    return Computed(value=at_end(result, "impedance"), numbers={"cold_ohm": cold_ohm(result)})


def power_to_hold() -> Computed:
    """Return the power at the end of heating, W, with the highest of the run."""
    result = run(RF)
    return Computed(value=at_end(result, "power"), numbers={"most_w": float(result.power.max())})


def double_ohms() -> Computed:
    """Return how many times as wide the lesion is where tissue conducts half as well."""
    plain, sigma = run(RF), load(RF).tissue.electrical_conductivity_s_m
    if not isinstance(sigma, Exponential):
        raise ScenarioError(f"the conductivity of {RF} is {sigma}; this exercise halves the value of an exponential")
    half = run(RF, (SIGMA, sigma.value / 2))
    told = {"ohm": at_end(half, "impedance") / at_end(plain, "impedance"),
            "volt": at_end(half, "voltage") / at_end(plain, "voltage"),
            "watt": at_end(half, "power") / at_end(plain, "power")}  # fmt: skip
    return times_as_wide(half, plain, **told)


def weak_generator() -> Computed:
    """Return the width of the lesion of a generator that gives 8 V at most, mm."""
    result = run(RF, WEAK)
    return width(result, sensor_c=at_end(result, "sensor_temperature"), full_mm=width_mm(run(RF)))


def body_and_pad() -> Computed:
    """Return how many times the power is, where body, pad and leads add 150 ohm, and how wide the lesion is."""
    plain, whole = run(RF), run(RF, *BODY)
    ohms = at_end(whole, "impedance")
    share = at_end(whole, "power") / (at_end(whole, "voltage") ** 2 / ohms)
    return Computed(value=100 * share, numbers={"ohm": ohms, "plain_ohm": at_end(plain, "impedance"),
                                                "wide_mm": width_mm(whole), "plain_mm": width_mm(plain)})  # fmt: skip


EXERCISES = (
    Exercise(
        name="ohms-while-heating",
        question="At the start the generator shows 94 ohm. How many ohms does it show at the end of heating?",
        unit="ohm",
        hint="tissue conducts 1.5 % better for each degree. The current crosses tissue that is 20 to 25 °C warmer.",
        reasons=(
            Reason("a", "more: heat coagulates and insulates", "heat-insulates"),
            Reason("b", "less: warm tissue conducts better"),
            Reason("c", "the same: ohms belong to the needle", "display-is-tissue"),
        ),
        compute=falling_ohms,
        explains="From {cold_ohm:.0f} to {value:.0f} ohm: most of the resistance lies within millimetres of the tip, "
        "where it is hottest. This model's ohms are those of the tissue alone; leads, body and pad come on top.",
        look="Look at the ohms: ls.plots.generator_panel(result).",
        traps=(Trap("heat-insulates", lambda guess, answer: guess > 97),),
    ),
    Exercise(
        name="power-to-hold",
        question="To reach 80 °C the generator gave up to 5.8 W. How many watts does it give after 90 s at 80 °C?",
        unit="W",
        hint="the tissue close by is hot already. Only what flows on outwards must be replaced.",
        reasons=(
            Reason("a", "the same: the temperature is the same", "power-is-temperature"),
            Reason("b", "more: a larger lesion needs more power", "in-proportion"),
            Reason("c", "much less: only the heat that flows on outwards is replaced"),
        ),
        compute=power_to_hold,
        explains="{value:.1f} W, after {most_w:.1f} W at most. In chicken, with salt "
        "water injected first, 1.4 to 3.25 W were measured (Provenzano 2013).",
        look="Look at the watts: ls.plots.generator_panel(result).",
        tolerance=0.15,
        traps=(
            Trap("power-is-temperature", lambda guess, answer: 4.5 < guess <= 6.5),
            Trap("in-proportion", lambda guess, answer: guess > 6.5),
        ),
    ),
    Exercise(
        name="double-ohms",
        question="Tissue conducts half as well, so that the generator sees twice the ohms. It is set to 80 °C as "
        "before. How many times as wide is the lesion?",
        unit="times",
        hint="what does the generator do until its sensor reads 80 °C?",
        reasons=(
            Reason("a", "narrower: less current gets through", "impedance-shrinks"),
            Reason("b", "the same: volts rise until the tip is as hot, and the heat is the same"),
            Reason("c", "wider: more resistance makes more heat", "in-proportion"),
        ),
        compute=double_ohms,
        explains="{value:.2f} times as wide: ohms times {ohm:.2f}, volts times {volt:.2f}, watts times {watt:.2f}. "
        "Under temperature control the lesion follows the temperature, as long as the generator's limits allow it.",
        look="Look at both panels: ls.plots.generator_panel(result).",
        tolerance=0.05,
        traps=(
            Trap("impedance-shrinks", lambda guess, answer: guess < 0.9),
            Trap("in-proportion", lambda guess, answer: guess > 1.15),
        ),
    ),
    Exercise(
        name="weak-generator",
        question="A generator can give 8 V and no more. It is set to 80 °C. How wide is the lesion, in mm? (With all "
        "the volts it asks for it is 9.9 mm wide.)",
        unit="mm",
        hint="watts grow with the square of the volts; 10.8 V were needed at the end, and 21 V at the start.",
        reasons=(
            Reason("a", "as wide: the set temperature decides", "set-is-reached"),
            Reason("b", "8/10.8 of the width", "in-proportion"),
            Reason("c", "much narrower: the sensor never reads 80 °C, and a cooler tip leaves little that dies"),
        ),
        compute=weak_generator,
        explains="{value:.1f} mm in place of {full_mm:.1f} mm: the sensor reads {sensor_c:.0f} °C at the end. The "
        "picture and the summary say that the set temperature was not reached.",
        look="Look at the title and the sensor: ls.plots.generator_panel(weak).",
        tolerance=0.15,
        traps=(
            Trap("set-is-reached", lambda guess, answer: guess > 8.5),
            Trap("in-proportion", lambda guess, answer: 6 < guess <= 8.5),
        ),
    ),
    Exercise(
        name="body-and-pad",
        question="Body, pad and leads add 150 ohm. Which share of the generator's power heats the tissue around the "
        "tip at the end of heating, in %?",
        unit="%",
        hint="the same current flows through 67 ohm at the tip and 150 ohm elsewhere.",
        reasons=(
            Reason("a", "all of it: the tip is where it gets hot", "display-is-tissue"),
            Reason("b", "about a third: the same current heats all ohms on its way"),
            Reason("c", "none that counts: the lesion shrinks", "impedance-shrinks"),
        ),
        compute=body_and_pad,
        explains="{value:.0f} %: the generator shows {ohm:.0f} ohm, of which {plain_ohm:.0f} are around the tip. The "
        "lesion is {wide_mm:.1f} mm wide instead of {plain_mm:.1f}. The pad is large, so that nothing burns under it.",
        look="Look at ohms and watts: ls.plots.generator_panel(whole).",
        tolerance=0.15,
        traps=(Trap("display-is-tissue", lambda guess, answer: guess > 80),),
    ),
)
