"""The kinds of body that an anatomy may hold, and what a scenario's anatomy demands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .bodies import Box, Cylinder, HalfSpace, Layer, Sphere
from .tissue import Tissue
from .vertebra import Vertebra
from .vessel import Vessel
from .voxels import Voxels
from .wording import counted, listed

if TYPE_CHECKING:
    from .scenario import Scenario

Body = HalfSpace | Layer | Box | Cylinder | Sphere | Vertebra | Vessel | Voxels


def is_bone(body: Body) -> bool:
    """Tell whether a body is bone, or some of its voxels are."""
    return any(is_bony(tissue) for _, tissue in tissues_in(body))


def is_bony(tissue: Tissue) -> bool:
    """Tell whether a tissue is bone, which no probe enters: its name says so."""
    return "bone" in tissue.name.casefold()


def names_of(body: Body) -> tuple[str, ...]:
    """Return the names of what a body consists of: one, or one for each tissue of its voxels."""
    return tuple(dict.fromkeys(tissue.name for _, tissue in tissues_in(body))) or ("vessel",)


def name_of(body: Body) -> str:
    """Return the names of what a body consists of, as in a sentence."""
    return listed(names_of(body), "and")


def tissues_in(body: Body) -> tuple[tuple[str, Tissue], ...]:
    """Return the tissues of one body, each with its place in it; a vessel has none."""
    if isinstance(body, Vessel):
        return ()
    if isinstance(body, Voxels):
        return tuple((f"tissues[{i}].tissue", each.tissue) for i, each in enumerate(body.tissues))
    return (("tissue", body.tissue),)


def tissues_of(scenario: Scenario) -> tuple[tuple[str, Tissue], ...]:
    """Return every tissue of a scenario with its place, that around the probe first; vessels have none."""
    return (("tissue", scenario.tissue), *tissues_of_bodies(scenario.anatomy))


def tissues_of_bodies(anatomy: tuple[Body, ...]) -> tuple[tuple[str, Tissue], ...]:
    """Return the tissues of every body with their places; vessels have none."""
    return tuple(
        (f"anatomy[{i}].{place}", tissue) for i, body in enumerate(anatomy) for place, tissue in tissues_in(body)
    )


def needs_three_dimensions(scenario: Scenario) -> str:
    """Return why a scenario is computed in three dimensions; nothing where it is the same all around the probe.

    Any anatomy does, even a layer across the probe, which is the same all around too.
    """
    if not scenario.anatomy:
        return ""
    names = listed(list(dict.fromkeys(name for body in scenario.anatomy for name in names_of(body))), "and")
    return f"its anatomy has {counted(len(scenario.anatomy), 'body', 'bodies')} beside the probe ({names})"
