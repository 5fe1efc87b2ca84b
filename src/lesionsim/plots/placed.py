"""Words about an anatomy: where the probe is in it, what of it is drawn and what cannot be."""

from pathlib import PurePath

from lesionsim.problem.portions import known_portions, missing_files
from lesionsim.scenario import Placement, Scenario
from lesionsim.scenario.bodies import in_brackets
from lesionsim.scenario.wording import listed

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
    tilt = f"tilted {placement.tilt_deg:.4g}° to {towards}" if placement.tilt_deg else "not tilted"
    turn = f", turned {placement.turn_deg:.4g}°" if placement.turn_deg else ""
    place = f"{in_brackets((placement.x_mm, placement.y_mm, placement.z_mm))} mm".replace(" ", NO_BREAK)
    return f"probe {tilt}{turn}, tip at {place}"


def hatched_in_words(scenario: Scenario) -> str:
    """Name what is hatched; nothing where there is nothing to hatch."""
    names = list(dict.fromkeys(each.name for each in known_portions(scenario)))
    return f"hatched: {listed(names, 'and')}" if names else ""


def left_out(scenario: Scenario) -> str:
    """Say which outlines are missing for want of a file; nothing where all are drawn."""
    files = missing_files(scenario)
    named = listed([PurePath(file).name for file in files], "and")
    return f"outlines of {named} left out: file missing or changed" if files else ""
