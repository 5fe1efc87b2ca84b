"""The words on pictures: titles, parameters, sizes."""

import math
import re
import textwrap
from collections.abc import Sequence

import xarray as xr

from lesionsim.lesion.bars import with_error
from lesionsim.lesion.generator import Display, display_at_end
from lesionsim.lesion.heating import amount_in_words, goal_in_words, steps_in_words
from lesionsim.lesion.labels import label_in_words
from lesionsim.lesion.labels import tissue_in_words as name_of_tissue
from lesionsim.lesion.measures import Lesion
from lesionsim.lesion.points import scenario_of
from lesionsim.plots.lettering import JOINED, broken
from lesionsim.plots.placed import surroundings_in_words
from lesionsim.scenario import ConstantPerfusion, Hold, PerfusionFollowsDamage, Probe, Scenario
from lesionsim.texts import spoken

SOURCE_TITLES = {
    "held": "Idealised heated probe without current",
    "rf": "RF current, sensor kept at the set temperature",
}
BRIEF_SOURCES = {"held": "without current", "rf": "RF current"}
TITLE_CHARACTERS_PER_IN = 9.2  # of the bold title
CAPTION_CHARACTERS_PER_IN = 13.8
MM_DIGITS = 1
STEPS_TOLD = 4
NAME_LETTERS, SHORT_NAME_LETTERS = 60, 24
NUMERICAL = "±\N{NO-BREAK SPACE}numerical\N{NO-BREAK SPACE}only"


def title_of(result: xr.Dataset, width_in: float) -> str:
    """Return the title: how the tip heats, then with what; broken to fit the width."""
    scenario = scenario_of(result)
    return wrapped(f"{source_title(result)}: {run_in_words(scenario)}", width_in * TITLE_CHARACTERS_PER_IN)


def source_title(result: xr.Dataset) -> str:
    """Say how the tip heats; also that the generator did not reach what was set, where it did not."""
    source = str(result.attrs["source"])
    if source != "rf":
        return spoken(SOURCE_TITLES.get(source, source))
    shown = display_at_end(result)
    if shown.missed:
        return missed_in_words(shown)
    if shown.mode == "temperature":
        return spoken(SOURCE_TITLES["rf"])
    return spoken("RF current, {quantity} kept", quantity=spoken(shown.mode))


def missed_in_words(shown: Display) -> str:
    """Say what the generator did not reach or keep, or when it shut off."""
    if shown.withheld.shut_off_s is not None:
        return spoken("RF current, {missed}", missed=shown.missed)
    if shown.mode == "temperature":
        return spoken("RF current, set temperature not reached")
    return spoken("RF current, set {quantity} not kept", quantity=spoken(shown.mode))


def run_in_words(scenario: Scenario) -> str:
    """Write thickness, tip, temperature or what is kept, hold: from the values, which a changed scenario carries."""
    probe = scenario.probe
    thick = f"{probe.gauge} G"
    if probe.gauge is None:
        thick = spoken("{thickness} thick", thickness=f"{probe.outer_diameter_mm:g} mm")
    words, goal = "{thickness}, {tip_mm:g} mm tip, {goal}", goal_in_words(scenario)
    return spoken(words, thickness=thick, tip_mm=probe.tip_length_mm, goal=goal)


def wrapped(text: str, characters: float) -> str:
    """Break a text into lines of at most so many characters, never between a number and its unit."""
    text = JOINED.sub("\N{NO-BREAK SPACE}", text)
    return "\n".join(textwrap.wrap(text, max(20, int(characters)))).strip()


def caption_of(result: xr.Dataset, shown: int, width_in: float) -> str:
    """Return the parameters of the run, in a sentence or two, broken to fit the width."""
    scenario = scenario_of(result)
    parts = [
        scenario.name,
        source_title(result),
        probe_in_words(scenario.probe),
        protocol_in_words(scenario),
        tissue_in_words(scenario),
        start_in_words(scenario),
        *surroundings_in_words(scenario),
        spoken("{shown} of {count} damage criteria drawn", shown=shown, count=len(scenario.criteria)),
    ]
    return wrapped(" · ".join(parts), width_in * CAPTION_CHARACTERS_PER_IN)


def caption_within(result: xr.Dataset, room_in: float, size_pt: float, lines: int, *more: str) -> str:
    """Return the parameters of the run in few lines: fewer words where they would take more.

    Probe, protocol, tissue with its blood and start always stand there, in an anatomy the probe's place too.

    Parameters
    ----------
    room_in, size_pt : width of the caption in inches, and the size of its letters in points
    lines : int, most lines
    more : what else to tell, if there is room
    """
    scenario = scenario_of(result)
    tissue = [tissue_in_words(scenario), start_in_words(scenario), *surroundings_in_words(scenario)]
    probe, protocol = probe_in_words(scenario.probe), protocol_in_words(scenario)
    name, brief = (shortened(scenario.name, letters) for letters in (NAME_LETTERS, SHORT_NAME_LETTERS))
    source = source_title(result)
    usual = spoken(SOURCE_TITLES.get(scenario.source, ""))
    little = spoken(BRIEF_SOURCES[scenario.source]) if source == usual else source
    versions = [
        [name, source, probe, protocol, *tissue, *more],
        [name, source, probe, protocol, *tissue],
        [name, little, probe, protocol, *tissue],
        [brief, little, without_thickness(probe), protocol, *tissue],
        [brief, little, without_thickness(probe), brief_steps(scenario), *tissue],
    ]
    captions = [broken(" · ".join(parts), room_in, size_pt) for parts in versions]
    return next((caption for caption in captions if caption.count("\n") < lines), captions[-1])


def shortened(text: str, letters: int) -> str:
    """Cut a text that is longer than so many letters, and show that it is cut."""
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def without_thickness(probe: str) -> str:
    """Leave out the thickness in brackets that stands beside a gauge."""
    return re.sub(r" \([^)]*\)", "", probe)


def probe_in_words(probe: Probe) -> str:
    """Write gauge, thickness and bare length."""
    thickness = f"{probe.outer_diameter_mm:g} mm"
    gauge = f"{probe.gauge} G ({thickness})"
    if probe.gauge is None:
        gauge = spoken("{thickness} thick", thickness=thickness)
    return spoken("{thickness} probe, {tip} mm bare tip", thickness=gauge, tip=f"{probe.tip_length_mm:g}")


def protocol_in_words(scenario: Scenario) -> str:
    """Write the steps; only how many, how hot and how long where they are more than a few."""
    return steps_in_words(scenario) if len(scenario.protocol.steps) <= STEPS_TOLD else brief_steps(scenario)


def brief_steps(scenario: Scenario) -> str:
    """Write the one hold of a protocol; of several, how many steps there are, how hot they get and how long they take.

    A single step is written in full.
    """
    protocol = scenario.protocol
    if len(protocol.steps) == 1:
        return steps_in_words(scenario)
    if sum(isinstance(step, Hold) for step in protocol.steps) == 1:
        return spoken("{goal}, {time_s:g} s in all", goal=goal_in_words(scenario), time_s=protocol.duration_s)
    count, amount = len(protocol.steps), amount_in_words(scenario)
    return spoken(
        "{count} steps up to {amount} in {time_s:g} s", count=count, amount=amount, time_s=protocol.duration_s
    )


def tissue_in_words(scenario: Scenario) -> str:
    """Write the tissue and what its blood does."""
    perfusion, name = scenario.tissue.perfusion_per_s, name_of_tissue(scenario.tissue.name)
    if not perfusion:
        return spoken("{tissue}, no blood flow", tissue=name)
    hows = {ConstantPerfusion: "constant", PerfusionFollowsDamage: "follows damage"}
    how = spoken(hows.get(type(scenario.perfusion), "stopped by damage"))
    return spoken("{tissue}, perfusion {perfusion:.2g} per s, {how}", tissue=name, perfusion=perfusion, how=how)


def start_in_words(scenario: Scenario) -> str:
    """Write the temperatures at the start; the blood's where it differs."""
    blood = scenario.blood.temperature_c
    if scenario.tissue.perfusion_per_s and blood != scenario.start_c:
        return spoken("start at {start_c:g} °C, blood {blood_c:g} °C", start_c=scenario.start_c, blood_c=blood)
    return spoken("start at {start_c:g} °C", start_c=scenario.start_c)


def size_in_words(lesion: Lesion) -> str:
    """Write a criterion with its lesion's width and length."""
    size = spoken("no lesion") if lesion.volume_mm3 == 0 else spoken("reaches the outer wall, no lesion size")
    if lesion.volume_mm3 > 0 and not lesion.reaches_outer_wall:
        words, length = "{width} wide × {length} mm long", f"{lesion.length_mm:.{MM_DIGITS}f}"
        size = spoken(words, width=width_in_words(lesion), length=length)
    return f"{label_in_words(lesion.criterion)}: {size}"


def brief_size(lesion: Lesion) -> str:
    """Write width × length."""
    if lesion.volume_mm3 == 0:
        return spoken("no lesion")
    if lesion.reaches_outer_wall:
        return spoken("reaches the outer wall")
    width = with_error(lesion.width_mm, error_of(lesion))
    return f"{width} × {lesion.length_mm:.{MM_DIGITS}f} mm".replace(" ", "\N{NO-BREAK SPACE}")


def width_in_words(lesion: Lesion) -> str:
    """Write a lesion's width with its numerical error, where one is known."""
    return f"{with_error(lesion.width_mm, error_of(lesion))} mm"


def error_of(lesion: Lesion) -> float:
    """Return the numerical error of a lesion's width in mm; nan when it is not known."""
    return float(getattr(lesion, "width_mm_error", math.nan))


def any_error(lesions: Sequence[Lesion]) -> bool:
    """Tell whether a numerical error is written for any of these lesions."""
    sized = (lesion for lesion in lesions if lesion.volume_mm3 > 0 and not lesion.reaches_outer_wall)
    return any(math.isfinite(error_of(lesion)) for lesion in sized)


def range_in_words(lesions: Sequence[Lesion]) -> str:
    """Write from where to where the width goes over criteria; nothing for fewer than two.

    Examples
    --------
    >>> import lesionsim as ls
    >>> range_in_words(ls.measures(ls.simulate(ls.load("b1"))))
    '5.0–5.5 mm wide over 2 criteria'
    """
    if len(lesions) < 2:
        return ""
    widths = [lesion.width_mm for lesion in lesions if not lesion.reaches_outer_wall]
    count = len(lesions)
    if not widths:
        return spoken("every width reaches the outer wall over {count} criteria", count=count)
    low, high = (f"{size:.{MM_DIGITS}f}" if size else "0" for size in (min(widths), max(widths)))
    if len(widths) < len(lesions):
        return spoken("{low} mm wide to the outer wall over {count} criteria", low=low, count=count)
    words = "{low}–{high} mm wide over {count} criteria"
    words = words if max(widths) else "no lesion under any of {count} criteria"
    return spoken(words, low=low, high=high, count=count)
