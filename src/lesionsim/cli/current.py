"""What `run` says about current: what the generator shows, or what a real RF tip would do differently."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lesionsim.cli.report import Idea, fits, without
from lesionsim.errors import ScenarioError
from lesionsim.texts import spoken

if TYPE_CHECKING:
    import xarray as xr

    from lesionsim.scenario import Scenario

REAL_TIP = (
    "A real RF tip heats the tissue around it by current, which makes another lesion at the same temperature of the "
    "tip. To see it"
)
RAMP_S = 10


def generator_sentence(result: xr.Dataset) -> str:
    """Say what the generator shows when heating ends, and what went wrong; nothing for a held tip."""
    if result.attrs["source"] != "rf":
        return ""
    from lesionsim.lesion.generator import display_at_end, overshoot_in_words, shortfall_in_words
    from lesionsim.lesion.withheld import withheld_in_words
    from lesionsim.result.summary import peak_c

    shown = display_at_end(result)
    hottest = spoken("The hottest tissue reached {at_c:.1f} °C.", at_c=peak_c(result))
    hottest = hottest if peak_c(result) > shown.sensor_c else ""
    wrong = (withheld_in_words(result), shortfall_in_words(shown), overshoot_in_words(result))
    return " ".join(filter(None, (f"{shown}.", *wrong, hottest)))


def try_current(scenario: Scenario, words: Sequence[str]) -> str:
    """Name the options with which a held scenario runs with current; nothing where it has it or cannot."""
    typed = {word.partition("=")[0] for word in words}
    if scenario.source == "rf" or "--source" in typed or not could_have_current(scenario):
        return ""
    ramps = any(step.kind == "ramp" for step in scenario.protocol.steps)
    ramp = [] if ramps or "--ramp" in typed or not fits(scenario, Idea("", "--ramp", RAMP_S)) else ["--ramp", "10"]
    command = shlex.join(["lesionsim", *without(words, "--out"), "--source", "rf", *ramp])
    return f"{spoken(REAL_TIP)}:\n  {command}"


def could_have_current(scenario: Scenario) -> bool:
    """Tell whether a scenario runs with current as it is, but for the source."""
    from lesionsim.library import change

    try:
        change(scenario, {"source": "rf"})
    except ScenarioError:
        return False
    return True
