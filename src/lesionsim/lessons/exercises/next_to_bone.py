"""Exercises of notebook 08: what bone beside the tip does, held and with current."""

from __future__ import annotations

import math
from functools import cache

from lesionsim.errors import ScenarioError
from lesionsim.lesion.measures import measure
from lesionsim.lesion.reach import reach_mm
from lesionsim.lessons.beliefs import Belief
from lesionsim.lessons.exercise import Computed, Exercise, Reason, Trap
from lesionsim.lessons.runs import run
from lesionsim.library import load
from lesionsim.scenario import HalfSpace, Tissue

NOTEBOOK = "08-next-to-bone"
TOWARDS_DEG, AWAY_DEG = 45.0, 225.0  # the corner where the bones of the groove meet, and its opposite

# fmt: off
BELIEFS = (
    Belief("bone-shields", "bone is a shield against heat",
           "Heat goes into bone, too. As bone conducts worse than muscle it holds heat back on its near side, and a "
           "held tip's lesion reaches a little further towards it.", NOTEBOOK),
    Belief("bone-is-metal", "bone conducts heat like a metal",
           "Living bone conducts heat worse than muscle, and far worse than metal.", NOTEBOOK),
    Belief("edge-is-the-end", "what lies beyond the edge of the lesion does not matter",
           "Tissue beyond the edge is warm, too, and whether it lets heat pass decides where the edge lies.", NOTEBOOK),
)
# fmt: on


@cache
def reaches_mm(name: str, towards_deg: float, away_deg: float) -> tuple[float, float]:
    """Return how far the lesion of a scenario reaches from the axis to two sides, mm."""
    result = run(name)
    return reach_mm(result, towards_deg), reach_mm(result, away_deg)


def turned_back() -> float:
    """Return the share of a heat wave that B3's bone turns back into muscle, %, as computed on paper."""
    scenario = load("b3-bone")
    (body,) = (each for each in scenario.anatomy if isinstance(each, HalfSpace))
    muscle, bone = sluggishness(scenario.tissue), sluggishness(body.tissue)
    return 100 * (muscle - bone) / (muscle + bone)


def sluggishness(tissue: Tissue) -> float:
    """Return √(k·ρ·c) of a tissue whose numbers do not change with temperature, SI."""
    conductivity, capacity = tissue.conductivity_w_m_k, tissue.heat_capacity_j_kg_k
    if not isinstance(conductivity, int | float) or not isinstance(capacity, int | float):
        raise ScenarioError(f"{tissue.name} changes with temperature; the estimate on paper needs plain numbers")
    return math.sqrt(conductivity * tissue.density_kg_m3 * capacity)


def towards_bone() -> Computed:
    """Answer how far a held tip's lesion reaches towards bone 3 mm away."""
    value, away = reaches_mm("b3-bone", 0.0, 180.0)
    without, _ = reaches_mm("b3", 0.0, 180.0)
    return Computed(value=value, numbers={"away": away, "without": without, "back": turned_back()})


def why_further() -> Computed:
    """Answer how much of the gain towards bone its heat conduction alone makes, %."""
    from lesionsim.sweep.bone import bone_effects

    towards = bone_effects(load("b3-bone")).toward_mm
    gains = {case: float(towards.sel(case=case) - towards.sel(case="no bone")) for case in towards.case.values}
    shares = {case: 100 * gain / gains["bone"] for case, gain in gains.items()}
    numbers = {"storage": shares["only heat storage"], "blood": shares["only blood flow"], "gain": gains["bone"]}
    return Computed(value=shares["only heat conduction"], numbers=numbers)


def with_current() -> Computed:
    """Answer how far a lesion made by current reaches towards the corner of two bones."""
    value, away = reaches_mm("lumbar-bone-rf", TOWARDS_DEG, AWAY_DEG)
    held, held_away = reaches_mm("lumbar-bone", TOWARDS_DEG, AWAY_DEG)
    without = measure(run("lumbar-medial-branch-rf")).width_mm / 2
    return Computed(value=value, numbers={"away": away, "held": held, "held_away": held_away, "without": without})


# fmt: off
EXERCISES = (
    Exercise(
        name="towards-bone",
        question="In muscle alone the lesion of a held tip (80 °C, 90 s) reaches 2.5 mm from the axis. Now bone "
        "begins 3 mm from the axis, beyond the edge of the lesion. How far does the lesion reach towards the bone?",
        unit="mm",
        reasons=(
            Reason("a", "Less far: bone is hard and shields.", "bone-shields"),
            Reason("b", "A little further: bone conducts worse than muscle and holds the heat back on its near side."),
            Reason("c", "Less far: bone conducts heat away like a metal.", "bone-is-metal"),
            Reason("d", "Just as far: the bone lies beyond the edge of the lesion.", "edge-is-the-end"),
        ),
        compute=towards_bone,
        hint="of a wave of heat that meets a wall the share (e₁ − e₂)/(e₁ + e₂) is turned back, with "
        "e = √(k·ρ·c). Muscle: 0.49 W/m/K, 1090 kg/m³, 3421 J/kg/K. Bone: 0.32, 1908, 1313.",
        explains="It reaches {value:.2f} mm towards the bone and {away:.2f} mm away from it; without bone "
        "{without:.2f} mm. On paper {back:.0f} % of the heat is turned back.",
        look="Look at ls.plots.slices(result): the edge bulges towards the bone",
        tolerance=0.05,
        traps=(Trap("edge-is-the-end", lambda guess, truth: abs(guess - 2.5) <= 0.05),
               Trap("bone-shields", lambda guess, truth: guess < 2.45)),
    ),
    Exercise(
        name="why-towards-bone",
        question="The lesion reaches further towards the bone than it would in muscle. Give bone's heat conduction "
        "alone to a body that is muscle in all else: which share of this gain does it make?",
        unit="%",
        reasons=(
            Reason("a", "Nearly nothing: bone has little blood, and blood that does not cool makes the gain.",
                   "blood-dominates"),
            Reason("b", "Most of it: bone conducts less than muscle; that it stores less heat makes the rest."),
            Reason("c", "Less than nothing: by conduction alone bone would draw heat away.", "bone-is-metal"),
        ),
        compute=why_further,
        hint="e = √(k·ρ·c). Put bone's k alone into it, then bone's ρ·c alone. Which moves e more?",
        explains="Conduction alone makes {value:.0f} % of the gain of {gain:.2f} mm, heat storage alone "
        "{storage:.0f} %, blood flow alone {blood:.0f} %. What is missing from 100 they do together.",
        look="Look at ls.plots.bone_effects(ls.bone_effects(scenario))",
        tolerance=0.2,
        scale=50.0,
        traps=(Trap("bone-is-metal", lambda guess, truth: guess < 0),
               Trap("blood-dominates", lambda guess, truth: 0 <= guess <= 15)),
    ),
    Exercise(
        name="bone-and-current",
        question="With current the lesion in muscle alone reaches 4.9 mm from the axis. Now the needle lies in the "
        "groove of a vertebra, where two bones begin 1.6 mm from the axis. How far does the lesion reach towards the "
        "corner where the bones meet?",
        unit="mm",
        reasons=(
            Reason("a", "Further than 4.9 mm: so it was with the held tip.", "hot-needle"),
            Reason("b", "4.9 mm: the display shows the same 80 °C.", "display-is-tissue"),
            Reason("c", "Less far than 4.9 mm: bone carries little current, so little heat is made in it."),
        ),
        compute=with_current,
        hint="heat per volume is σ·|field|². Cortical bone has σ = 0.022 S/m, muscle 0.45 S/m.",
        explains="Towards the bones it reaches {value:.1f} mm, away from them {away:.1f} mm, and {without:.1f} mm in "
        "muscle alone. A held tip does the opposite: {held:.1f} mm towards, {held_away:.1f} mm away.",
        look="Look at ls.plots.slices of both: the same bone, bulges to opposite sides",
        tolerance=0.06,
        traps=(Trap("display-is-tissue", lambda guess, truth: abs(guess - 4.9) <= 0.05),
               Trap("hot-needle", lambda guess, truth: guess > 5.0)),
    ),
)
# fmt: on
