"""The words on pictures: titles, parameters, sizes."""

import re
import textwrap

import xarray as xr

from lesionsim.lesion.measures import Lesion
from lesionsim.lesion.points import scenario_of
from lesionsim.scenario import ConstantPerfusion, Probe, Protocol, Scenario

SOURCE_TITLES = {"held": "Idealised heated probe without current"}
TITLE_CHARACTERS_PER_IN = 9.2  # of the bold title
CAPTION_CHARACTERS_PER_IN = 13.8
MM_DIGITS = 1
STEPS_TOLD = 4


def title_of(result: xr.Dataset, width_in: float) -> str:
    """Return the title: how the tip heats, then with what; broken to fit the width."""
    scenario = scenario_of(result)
    head = SOURCE_TITLES.get(result.attrs["source"], result.attrs["source"])
    return wrapped(f"{head}: {run_in_words(scenario)}", width_in * TITLE_CHARACTERS_PER_IN)


def run_in_words(scenario: Scenario) -> str:
    """Write thickness, tip, temperature and hold: from the values themselves, which a changed scenario carries."""
    probe, protocol = scenario.probe, scenario.protocol
    thickness = f"{probe.gauge} G" if probe.gauge is not None else f"{probe.outer_diameter_mm:g} mm thick"
    heat = f"{protocol.set_c:g} °C for {protocol.hold_s:g} s" if protocol.hold_s else f"up to {protocol.set_c:g} °C"
    return f"{thickness}, {probe.tip_length_mm:g} mm tip, {heat}"


def wrapped(text: str, characters: float) -> str:
    """Break a text into lines of at most so many characters, never between a number and its unit."""
    text = re.sub(r"(?<=\d) (?=\S)|(?<=\bper) (?=s\b)", "\N{NO-BREAK SPACE}", text)
    return "\n".join(textwrap.wrap(text, max(20, int(characters)))).strip()


def caption_of(result: xr.Dataset, shown: int, width_in: float) -> str:
    """Return the parameters of the run, in a sentence or two, broken to fit the width."""
    scenario = scenario_of(result)
    parts = [
        scenario.name,
        probe_in_words(scenario.probe),
        protocol_in_words(scenario.protocol),
        tissue_in_words(scenario),
        start_in_words(scenario),
        f"{shown} of {len(scenario.criteria)} damage criteria drawn",
    ]
    return wrapped(" · ".join(parts), width_in * CAPTION_CHARACTERS_PER_IN)


def probe_in_words(probe: Probe) -> str:
    """Write gauge, thickness and bare length."""
    thickness = f"{probe.outer_diameter_mm:g} mm"
    gauge = f"{probe.gauge} G ({thickness})" if probe.gauge is not None else f"{thickness} thick"
    return f"{gauge} probe, {probe.tip_length_mm:g} mm bare tip"


def protocol_in_words(protocol: Protocol) -> str:
    """Write the steps; only how many, how hot and how long where they are more than a few."""
    if len(protocol.steps) <= STEPS_TOLD:
        return str(protocol)
    return f"{len(protocol.steps)} steps up to {protocol.set_c:g} °C in {protocol.duration_s:g} s"


def tissue_in_words(scenario: Scenario) -> str:
    """Write the tissue and what its blood does."""
    perfusion = scenario.tissue.perfusion_per_s
    if not perfusion:
        return f"{scenario.tissue.name}, no blood flow"
    how = "constant" if isinstance(scenario.perfusion, ConstantPerfusion) else "stopped by damage"
    return f"{scenario.tissue.name}, perfusion {perfusion:.2g} per s, {how}"


def start_in_words(scenario: Scenario) -> str:
    """Write the temperatures at the start; the blood's where it differs."""
    blood = scenario.blood.temperature_c
    if scenario.tissue.perfusion_per_s and blood != scenario.start_c:
        return f"start at {scenario.start_c:g} °C, blood {blood:g} °C"
    return f"start at {scenario.start_c:g} °C"


def size_in_words(lesion: Lesion) -> str:
    """Write a criterion with its lesion's width and length."""
    if lesion.volume_mm3 == 0:
        return f"{lesion.criterion}: no lesion"
    if lesion.reaches_outer_wall:
        return f"{lesion.criterion}: reaches the outer wall, no lesion size"
    width, length = (f"{size:.{MM_DIGITS}f}" for size in (lesion.width_mm, lesion.length_mm))
    return f"{lesion.criterion}: {width} mm wide × {length} mm long"
