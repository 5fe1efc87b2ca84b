"""A scenario, its probe and its nerve in one line, in the language in use; in English what they themselves print."""

import math
from itertools import pairwise

from lesionsim.lesion.heating import step_as_set
from lesionsim.lesion.labels import tissue_in_words
from lesionsim.scenario import Nerve, Probe, Scenario, StraightNerve
from lesionsim.scenario.wording import plain
from lesionsim.texts import spoken


def scenario_in_words(scenario: Scenario) -> str:
    """Write name, probe, protocol and tissue.

    Examples
    --------
    >>> import lesionsim as ls
    >>> scenario_in_words(ls.load("b1")) == str(ls.load("b1"))
    True
    """
    steps = spoken(", then ").join(map(step_as_set, scenario.protocol.steps))
    where = spoken("in {tissue}", tissue=tissue_in_words(scenario.tissue.name))
    return f"{scenario.name}: {probe_in_words(scenario.probe)}; {steps}; {where}"


def probe_in_words(probe: Probe) -> str:
    """Write thickness and bare length, and what is unusual: its wall, shaft, sleeve or contact."""
    thick = f"{probe.gauge} G"
    if probe.gauge is None:
        thick = spoken("{thickness} thick", thickness=f"{plain(probe.outer_diameter_mm)} mm")
    words = [spoken("{thickness} probe, {tip} mm bare tip", thickness=thick, tip=plain(probe.tip_length_mm))]
    if probe.metal.wall_mm is not None:
        words.append(spoken("wall {wall} mm", wall=plain(probe.metal.wall_mm)))
    if probe.shaft == "metal":
        words.append(spoken("shaft of metal"))
    if (sleeve := probe.sleeve) is not None:
        thickness, conducts = plain(sleeve.thickness_mm), plain(sleeve.conductivity_w_m_k)
        words.append(spoken("sleeve {mm} mm thick, {w_m_k} W/m/K", mm=thickness, w_m_k=conducts))
    if probe.contact_w_m2_k is not None:
        words.append(spoken("contact {w_m2_k} W/m²/K", w_m2_k=plain(probe.contact_w_m2_k)))
    return ", ".join(words)


def nerve_in_words(nerve: Nerve | StraightNerve) -> str:
    """Write how thick a nerve is and where it runs.

    Examples
    --------
    >>> import lesionsim as ls
    >>> nerve = ls.StraightNerve(offset_mm=2, angle_deg=20)
    >>> nerve_in_words(nerve) == str(nerve)
    True
    """
    thick = plain(nerve.diameter_mm)
    if isinstance(nerve, StraightNerve):
        words = "{thick} mm thick nerve at {angle}° to the probe, {offset} mm from its axis"
        return spoken(words, thick=thick, angle=plain(nerve.angle_deg), offset=plain(nerve.offset_mm))
    words = "{thick} mm thick nerve through {count} points, {length:.3g} mm long"
    if nerve.frame == "anatomy":
        words = "{thick} mm thick nerve fixed in the anatomy through {count} points, {length:.3g} mm long"
    length = sum(math.dist(*pair) for pair in pairwise(nerve.points_mm))
    return spoken(words, thick=thick, count=len(nerve.points_mm), length=length)
