"""Does bone beside the needle enlarge the lesion?"""

from __future__ import annotations

import dataclasses

from lesionsim.lessons.myth_answers.myth import Model, Myth
from lesionsim.lessons.myth_answers.runs import HELD, RF, Spread, body, conditions, run, short_names
from lesionsim.lessons.myth_answers.sources import DUPUY
from lesionsim.plots.myth_data import Row, Rows, Said, Side, textbook
from lesionsim.scenario import Scenario

FROM_MM = 3.0
WORDS = {
    "heat conduction": Said("held, its heat conduction"),
    "heat storage": Said("held, its heat storage"),
    "blood flow": Said("held, its blood flow"),
    HELD: Said("held, bone"),
    "current conduction": Said("current, its current conduction"),
    RF: Said("current, bone"),
}

SIDES = (
    Side(
        Said("bone insulates"), (DUPUY,),
        Said("Pig vertebrae: less heat passed through cancellous bone, and cortical bone insulated what lay behind "
             "it."),
    ),
    Side(
        Said("bone sends heat back"), (textbook("(e₁ - e₂)/(e₁ + e₂) > 0, e = √(kρc)"),),
        Said("At a wall between two materials the share (e₁ - e₂)/(e₁ + e₂) of the heat comes back at first. Bone's "
             "e is two thirds of muscle's (from the IT'IS database, 10.13099/VIP21000-05-0), so bone is the warmer "
             "neighbour. It also carries a twentieth of the current: less heat is made there."),
    ),
)  # fmt: skip


def model() -> Model:
    """Run a plane of bone 3 mm from the axis: held and with current, and with one of its properties at a time."""
    from lesionsim.sweep.bone import CURRENT, EFFECTS, with_bone

    every = frozenset(field for effect in (*EFFECTS, CURRENT) for field in effect.fields)
    beside = {source: with_plane(source) for source in (HELD, RF)}
    none = {source: reach(with_bone(scenario, frozenset())) for source, scenario in beside.items()}
    runs = {effect.words: (HELD, frozenset(effect.fields)) for effect in EFFECTS}
    runs |= {HELD: (HELD, every), CURRENT.words: (RF, frozenset(CURRENT.fields)), RF: (RF, every)}
    towards = {key: reach(with_bone(beside[source], own)).minus(none[source]) for key, (source, own) in runs.items()}
    held, rf = towards[HELD], towards[RF]
    sentence = Said(
        "With a held tip the lesion reaches {held:+.2f} ± {held_error:.2f} mm further towards a plane of cortical bone "
        "3 mm from the axis than without (liver set, numerical error only; {held_low:+.2f} to {held_high:+.2f} mm over "
        "criteria), because bone stores and conducts less heat. With current it is {rf:+.2f} ± {rf_error:.2f} mm "
        "({rf_low:+.2f} to {rf_high:+.2f}): hardly any current flows in bone, and less heat is made on that side.",
        held=held.values[0], held_error=held.errors[0], held_low=held.low, held_high=held.high, rf=rf.values[0],
        rf_error=rf.errors[0], rf_low=rf.low, rf_high=rf.high,
    )  # fmt: skip
    return Model(
        Said("Model, towards bone: held {held:+.1f} mm, with current {rf:+.1f} mm", held=held.values[0],
             rf=rf.values[0]),
        sentence,
        tuple(each.number(WORDS[key], "mm") for key, each in towards.items()),
        conditions(beside[RF]),
        Rows(short_names(beside[RF]), tuple(Row(WORDS[key], *each) for key, each in towards.items()),
             Said("reach towards bone, gained or lost (mm)"), zero=True, digits=2),
    )  # fmt: skip


def with_plane(source: str) -> Scenario:
    """Return the scenario with cortical bone from x = 3 mm on, the geometry of benchmark B3."""
    from lesionsim.library import tissue
    from lesionsim.scenario import HalfSpace

    plain = body(source)
    plane = HalfSpace(tissue=tissue("cortical-bone"), normal=(1, 0, 0), from_mm=FROM_MM)
    dry = dataclasses.replace(plain.tissue, boiling=None)  # nothing comes to boil at 80 °C
    return dataclasses.replace(plain, tissue=dry, anatomy=(plane,), nerve=None)


def reach(scenario: Scenario) -> Spread:
    """Return how far the lesion reaches from the axis towards bone; its error is that of half of the width."""
    from lesionsim.lesion.measures import measures
    from lesionsim.lesion.reach import reach_mm

    result = run(scenario)
    far = tuple(reach_mm(result, 0.0, criterion) for criterion in scenario.criteria)
    return Spread(far, tuple(each.width_mm_error / 2 for each in measures(result)))


MYTH = Myth(
    "bone-enlarges",
    Said("Does bone enlarge the lesion?"),
    SIDES,
    Said("How much further towards bone does a lesion reach than without bone, and which property of bone does it?"),
    model,
)
