"""Words about an anatomy: where the probe is in it, what of it is drawn and what cannot be."""

from pathlib import PurePath

from lesionsim.lesion.labels import tissue_in_words
from lesionsim.problem.portions import known_portions, missing_files
from lesionsim.scenario import Placement, Scenario
from lesionsim.scenario.bodies import in_brackets
from lesionsim.scenario.wording import listed
from lesionsim.texts import spoken

NO_BREAK = "\N{NO-BREAK SPACE}"
SIDES = {0.0: "+x", 90.0: "+y", 180.0: "−x", 270.0: "−y"}


def surroundings_in_words(scenario: Scenario) -> list[str]:
    """Return where the probe is and which outlines are left out; nothing without an anatomy."""
    if not scenario.anatomy:
        return []
    return list(filter(None, (placement_in_words(scenario.placement), left_out(scenario))))


def placement_in_words(placement: Placement) -> str:
    """Say how the probe is tilted and turned in the anatomy, and where the end of its tip is.

    >>> placement_in_words(Placement(x_mm=1, tilt_deg=20, azimuth_deg=90)).replace("\\xa0", " ")
    'probe tilted 20° to +y, tip at (1, 0, 0) mm'
    """
    side = placement.azimuth_deg % 360.0
    towards = SIDES.get(side, f"{side:.4g}° (0: x, 90: y)")
    place = f"{in_brackets((placement.x_mm, placement.y_mm, placement.z_mm))} mm".replace(" ", NO_BREAK)
    words = "probe tilted {tilt_deg:.4g}° to {towards}" if placement.tilt_deg else "probe not tilted"
    parts = [spoken(words, tilt_deg=placement.tilt_deg, towards=towards)]
    parts += [spoken("turned {turn_deg:.4g}°", turn_deg=placement.turn_deg)] if placement.turn_deg else []
    return ", ".join([*parts, spoken("tip at {place}", place=place)])


def hatched_in_words(scenario: Scenario) -> str:
    """Name what is hatched; nothing where there is nothing to hatch."""
    names = [tissue_in_words(name) for name in dict.fromkeys(each.name for each in known_portions(scenario))]
    return spoken("hatched: {names}", names=listed(names, spoken("and"))) if names else ""


def left_out(scenario: Scenario) -> str:
    """Say which outlines are missing for want of a file; nothing where all are drawn."""
    files = missing_files(scenario)
    named = listed([PurePath(file).name for file in files], spoken("and"))
    return spoken("outlines of {files} left out: file missing or changed", files=named) if files else ""
