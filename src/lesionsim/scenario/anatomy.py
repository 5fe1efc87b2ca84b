"""The kinds of body that an anatomy may hold, and what a scenario's anatomy demands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .bodies import Box, Cylinder, HalfSpace, Layer, Sphere
from .tissue import Tissue
from .vertebra import Vertebra
from .vessel import Vessel
from .wording import listed

if TYPE_CHECKING:
    from .scenario import Scenario

Body = HalfSpace | Layer | Box | Cylinder | Sphere | Vertebra | Vessel


def is_bone(body: Body) -> bool:
    """Tell whether a body is bone, which no probe enters: the name of its tissue says so."""
    return not isinstance(body, Vessel) and "bone" in body.tissue.name.casefold()


def name_of(body: Body) -> str:
    """Return the name of what a body consists of."""
    return "vessel" if isinstance(body, Vessel) else body.tissue.name


def tissues_of(scenario: Scenario) -> tuple[tuple[str, Tissue], ...]:
    """Return every tissue of a scenario with its place, that around the probe first; vessels have none."""
    return (("tissue", scenario.tissue), *tissues_of_bodies(scenario.anatomy))


def tissues_of_bodies(anatomy: tuple[Body, ...]) -> tuple[tuple[str, Tissue], ...]:
    """Return the tissue of every body with its place; vessels have none."""
    bodies = ((f"anatomy[{i}].tissue", body) for i, body in enumerate(anatomy))
    return tuple((place, body.tissue) for place, body in bodies if not isinstance(body, Vessel))


def needs_three_dimensions(scenario: Scenario) -> str:
    """Return why a scenario is computed in three dimensions; nothing where it is the same all around the probe.

    Any anatomy does, even a layer across the probe, which is the same all around too.
    """
    if not scenario.anatomy:
        return ""
    count = len(scenario.anatomy)
    names = listed(list(dict.fromkeys(name_of(body) for body in scenario.anatomy)), "and")
    return f"its anatomy has {count} {'body' if count == 1 else 'bodies'} beside the probe ({names})"
