"""The kinds of figures: what each shows, which function draws it, and which options it takes."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple

from lesionsim.errors import ScenarioError
from lesionsim.scenario.wording import listed, nearest_phrase, shown


class Takes(NamedTuple):
    """The parameter of a drawing function behind an option, and whether it takes several values."""

    parameter: str
    several: bool


class Kind(NamedTuple):
    """One kind of figure."""

    about: str
    module: str
    function: str
    takes: dict[str, Takes]
    needs_nerve: bool = False
    needs_current: bool = False
    sweep: str = ""  # function of the package that runs what is drawn, from the scenario
    of: str = ""  # what `multiples` varies
    film: bool = False
    usual: str = ""  # the scenario that is drawn when none is typed

    def drawer(self) -> Callable[..., Any]:
        """Return the function that draws."""
        function: Callable[..., Any] = getattr(import_module(f"lesionsim.plots.{self.module}"), self.function)
        return function


ONE, SEVERAL = Takes("criterion", False), Takes("criteria", True)
MOMENTS = Takes("times_s", True)
BESIDE = ("comparisons_side_by_side", "comparisons", {"criterion": ONE})
KINDS = {
    "map": Kind(
        "section through the probe: temperature, isotherms, lesion edges",
        "maps", "lesion_map", {"criterion": SEVERAL, "time": Takes("time_s", False)},
    ),
    "slices": Kind(
        "three planes through the lesion, with the anatomy",
        "planes", "slices", {"criterion": SEVERAL, "time": Takes("time_s", False)},
    ),
    "view-3d": Kind(
        "the lesion in space, with probe, nerve and bone",
        "scene_3d", "view_3d", {"criterion": ONE, "time": Takes("time_s", False)},
    ),
    "traces": Kind(
        "temperature, power, width and volume over time",
        "curves", "traces", {"criterion": SEVERAL, "measured": Takes("measured", False)},
    ),
    "growth": Kind("the lesion at several moments", "strip", "growth_strip", {"criterion": ONE, "time": MOMENTS}),
    "profile": Kind("temperature against distance from the probe", "profile", "temperature_profile", {"time": MOMENTS}),
    "damage": Kind("every criterion on one lesion, with a table of widths", "panel", "damage_panel", {}),
    "joules": Kind("where the energy went", "accounts", "joules", {}),
    "generator": Kind("what the generator shows over time (source = rf)", "display", "generator_panel", {},
                      needs_current=True),
    "current": Kind("potential, and where current makes heat (source = rf)", "field_maps", "current_map", {},
                    needs_current=True),
    "nerve": Kind("the nerve beside the lesion, and what of it is covered", "nerve", "nerve_capture",
                  {"criterion": ONE}, needs_nerve=True),
    "nerve-angles": Kind("covered length of a nerve against the angle between needle and nerve",
                         "nerve_turning", "nerve_angles", {"criterion": ONE}),
    "placement": Kind("how far the needle may be off or tilted before the nerve is missed: 49 runs",
                      "placement", "placement_map", {"criterion": ONE}, needs_nerve=True, sweep="placement_sweep"),
    "growth-film": Kind("the lesion growing, as a film: .gif, .webp, .mp4 or .html", "film", "animation",
                        {"criterion": ONE}, film=True),
    "gauges": Kind("needles of four gauges side by side: 4 runs", *BESIDE, of="gauges"),
    "tips": Kind("four lengths of the bare tip side by side: 4 runs", *BESIDE, of="tips"),
    "temperatures": Kind("four set temperatures side by side: 4 runs", *BESIDE, of="temperatures"),
    "times": Kind("four times at temperature side by side: 4 runs", *BESIDE, of="times"),
    "sources": Kind("held against current, with the same ramp, hold and cool-down: 2 runs", *BESIDE, of="sources"),
    "bone": Kind("which property of bone does what to the lesion: 8 runs", "bone", "bone_effects",
                 {"criterion": ONE}, sweep="bone_effects", usual="lumbar-bone"),
    "sensitivity": Kind("which inputs change the width most: 84 runs", "influence", "sensitivity",
                        {"criterion": ONE}, sweep="what_matters"),
}  # fmt: skip
DEFAULT_KIND = "map"


def kind_named(name: str) -> Kind:
    """Return a kind of figure; a misspelt one is told with the three nearest."""
    if name not in KINDS:
        raise ScenarioError(f"--kind {shown(name)} is no kind of figure{nearest_phrase(name, KINDS)}")
    return KINDS[name]


def arguments(name: str, options: dict[str, list[object]]) -> dict[str, object]:
    """Return the arguments of a kind's drawing function from the options that were typed.

    Parameters
    ----------
    name : of the kind
    options : values by the option's name, without its dashes

    Raises
    ------
    ScenarioError
        When the kind does not take an option, or takes it once only; tells which kinds do.

    Examples
    --------
    >>> arguments("growth", {"time": [10.0, 30.0]})
    {'times_s': [10.0, 30.0]}
    """
    kind = kind_named(name)
    found: dict[str, object] = {}
    for option, values in options.items():
        if option not in kind.takes:
            others = listed([other for other, each in KINDS.items() if option in each.takes], "and")
            raise ScenarioError(f"--kind {name} takes no --{option}; these do: {others}")
        takes = kind.takes[option]
        if len(values) > 1 and not takes.several:
            many = [each for each, other in KINDS.items() if option in other.takes and other.takes[option].several]
            more = f"; {listed(many, 'and')} take several" if many else ""
            raise ScenarioError(f"--kind {name} takes --{option} once, but it is given {len(values)} times{more}")
        found[takes.parameter] = values if takes.several else values[0]
    return found
