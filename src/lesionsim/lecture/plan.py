"""Which figures a lecture has, in a teaching order, each with the question that it answers."""

from __future__ import annotations

from typing import NamedTuple

HELD, CURRENT, BONE, NECK, BENCH = (
    "lumbar-medial-branch", "lumbar-medial-branch-rf", "lumbar-bone", "cervical-bone", "ex-vivo-21c",
)  # fmt: skip


class Item(NamedTuple):
    """One figure of a lecture.

    Parameters
    ----------
    name : of its files
    question : that it answers
    draw : function of `lesionsim.plots`
    scenarios : that it is about
    made_by : what draws on their results ("run"), or the function of the package that runs what is drawn
    of : what `multiples` varies, or the name of a myth
    steps : whether it also comes step by step, and blank for an exam
    vector : whether it comes as SVG, too; surfaces in space would take megabytes
    """

    name: str
    question: str
    draw: str
    scenarios: tuple[str, ...] = (HELD,)
    made_by: str = "run"
    of: str = ""
    steps: bool = False
    vector: bool = True


class Part(NamedTuple):
    """Figures that belong together."""

    title: str
    items: tuple[Item, ...]


def multiple(of: str, question: str, steps: bool = False) -> Item:
    """Return the figure of runs that differ in one thing."""
    return Item(of, question, "comparisons", (HELD,), "multiples", of, steps)


PARTS = (
    Part("One needle, one lesion", (
        Item("map", "How far does the heat go?", "lesion_map", steps=True),
        Item("growth", "Why does it slow down?", "growth_strip", steps=True),
        Item("film", "What does growing look like?", "animation"),
        Item("profile", "Does the display show the tissue's temperature?", "temperature_profile", steps=True),
        Item("traces", "Is it over at switch-off?", "traces"),
        Item("damage", "Which temperature kills?", "damage_panel", steps=True),
        Item("joules", "Where did the joules go?", "joules"),
    )),
    Part("Needle, time and temperature", (
        multiple("gauges", "How much does a thicker needle help?", steps=True),
        multiple("tips", "What does a longer tip do?"),
        multiple("temperatures", "What does a hotter tip do?"),
        multiple("times", "What does more time do?"),
        Item("sensitivity", "Which inputs matter most?", "sensitivity", made_by="what_matters"),
    )),
    Part("Held, or heated by current", (
        multiple("sources", "Is a radiofrequency needle a hot needle?", steps=True),
        Item("current", "Where does current make heat?", "current_map", (CURRENT,)),
        Item("generator", "What does the generator see?", "generator_panel", (CURRENT,)),
        Item("film-current", "How does a lesion grow with current?", "animation", (CURRENT,)),
        Item("bench", "Is the bench the patient?", "compare", (HELD, BENCH)),
    )),
    Part("Nerve and bone", (
        Item("nerve", "What does the lesion cover of the nerve?", "nerve_capture", steps=True),
        Item("nerve-angles", "Why does the needle lie along the nerve?", "nerve_angles"),
        Item("slices", "What does a lesion beside bone look like?", "slices", (BONE,)),
        Item("view-3d", "How does it lie in space?", "view_3d", (BONE,), vector=False),
        Item("film-bone", "How does it grow beside bone?", "animation", (BONE,)),
        Item("bone", "Which property of bone does what?", "bone_effects", (BONE,), "bone_effects"),
        Item("placement", "How far may the needle be off?", "placement_map", (NECK,), "placement_sweep"),
    )),
)  # fmt: skip
MYTHS = "What is believed, what is published, and what the model answers"
SLOW = ("placement_sweep", "bone_effects", "myth")  # drawn first, so that no process waits for them in the end
FILM = "animation"


def parts() -> tuple[Part, ...]:
    """Return all parts; those of the myths come last."""
    from lesionsim.lessons.myths import myths

    cards = tuple(Item(f"myth-{each.name}", str(each.belief), "myth_card", (), "myth", each.name) for each in myths())
    return (*PARTS, Part(MYTHS, cards))


def numbered(found: tuple[Part, ...]) -> dict[str, Item]:
    """Return all figures by the name of their files, which begins with a number in the order of teaching."""
    every = [item for part in found for item in part.items]
    return {f"{number:02d}-{item.name}": item for number, item in enumerate(every, 1)}
