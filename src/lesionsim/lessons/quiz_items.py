"""The ten questions of the quiz, one for each belief; each has a number from the model that decides it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from lesionsim.lesion.measures import measure, measures
from lesionsim.lesion.nerve import nerve_coverage
from lesionsim.lesion.points import scenario_of, temperature_at
from lesionsim.lessons.exercise import Computed, Exercise, Reason
from lesionsim.lessons.runs import B1, HELD, HOLD_S, RF, run, width_mm
from lesionsim.scenario import Isotherm, StraightNerve

if TYPE_CHECKING:
    import xarray as xr

Numbers = Mapping[str, float]
SAME_HELD = (RF, ("source", "held"))  # equal ramp, hold and cool-down
SIGMA = "tissue.electrical_conductivity_s_m.value"
BENCH = (
    ("start_c", 21.0), ("blood.temperature_c", 21.0), ("tissue.perfusion_per_s", 0.0),
    ("tissue.metabolic_heat_w_kg", 0.0),
)  # fmt: skip
ELSEWHERE_MM = 8.0


class Item(NamedTuple):
    """One question of the quiz; `holds` tells whether the model's numbers bear the right answer out."""

    number: int
    belief: str
    exercise: Exercise
    holds: Callable[[Numbers], bool]

    @property
    def name(self) -> str:
        """What goals call it: q1 to q10."""
        return self.exercise.name


def sources() -> Computed:
    """Return the widths of a lesion made by a held tip and by current."""
    return Computed(numbers={"held_mm": width_mm(run(*SAME_HELD)), "rf_mm": width_mm(run(RF))})


def displayed() -> Computed:
    """Return the temperature of the tip and of tissue 3 mm from the axis, °C."""
    at_c = float(temperature_at(run(B1), r_mm=3.0, z_mm=5.0, time_s=90))
    return Computed(numbers={"tip_c": scenario_of(run(B1)).protocol.set_c, "at_c": at_c})


def rules() -> Computed:
    """Return the smallest and largest width of one run over criteria."""
    widths = [each.width_mm for each in measures(run())]
    return Computed(numbers={"least_mm": min(widths), "most_mm": max(widths)})


def cooling() -> Computed:
    """Return the growth of the volume after switch-off, by dose and by a peak isotherm, %."""
    result, gains = run(), {}
    for name, rule in (("dose", None), ("peak", Isotherm(60))):
        gains[name] = 100 * (measure(result, rule).volume_mm3 / measure(result, rule, 90.0).volume_mm3 - 1)
    return Computed(numbers={"dose": gains["dose"], "peak": abs(gains["peak"])})


def minutes() -> Computed:
    """Return the widths after one, two and three minutes."""
    return Computed(numbers={f"after_{held}_mm": width_mm(run(HELD, (HOLD_S, float(held)))) for held in (60, 120, 180)})


def ahead() -> Computed:
    """Return how far lesions reach ahead of the tip, held and by current."""
    reach = {name: measure(run(*each)).ahead_of_tip_mm for name, each in (("held_mm", SAME_HELD), ("rf_mm", (RF,)))}
    return Computed(numbers=reach)


def blood() -> Computed:
    """Return what blood changes: the width without it, and with much of it, %."""
    usual = width_mm(run())
    none, much = (width_mm(run(HELD, ("tissue.perfusion_per_s", flow))) for flow in (0.0, 0.02))
    return Computed(numbers={"without": 100 * (none / usual - 1), "much": 100 * (1 - much / usual)})


def impedance() -> Computed:
    """Return what half the electrical conductivity does to impedance, voltage and width, as shares."""
    usual = run(RF)
    sigma: Any = scenario_of(usual).tissue.electrical_conductivity_s_m
    poor = run(RF, (SIGMA, sigma.value / 2))
    traces = ("impedance", "voltage")
    shares = {name: float(during_hold(poor[name]).mean() / during_hold(usual[name]).mean()) for name in traces}
    return Computed(numbers={**shares, "width": width_mm(poor) / width_mm(usual)})


def during_hold(trace: xr.DataArray) -> xr.DataArray:
    """Return a generator's trace over the middle of the hold."""
    return trace.sel(step_time=slice(40.0, 80.0))


def bench() -> Computed:
    """Return the widths of a lesion by current in the body and on the bench."""
    return Computed(numbers={"body_mm": width_mm(run(RF)), "bench_mm": width_mm(run(RF, *BENCH))})


def covered() -> Computed:
    """Return how much is covered of the nerve that was aimed at and of one that lies elsewhere, mm."""
    result = run()
    lengths = [nerve_coverage(result, StraightNerve(offset_mm=offset)).covered_mm for offset in (1.5, ELSEWHERE_MM)]
    return Computed(numbers={"aimed_mm": lengths[0], "elsewhere_mm": lengths[1], "elsewhere_at_mm": ELSEWHERE_MM})


def item(
    number: int, belief: str, compute: Callable[[], Computed], holds: Callable[[Numbers], bool], question: str,
    choices: tuple[tuple[str, str], ...], explains: str,
) -> Item:  # fmt: skip
    """Return an item; its choices are texts with the belief behind each, and none behind the right one."""
    reasons = tuple(Reason(chr(ord("a") + place), *choice) for place, choice in enumerate(choices))
    exercise = Exercise(
        name=f"q{number}", question=question, reasons=reasons, compute=compute, explains=explains, asks_number=False
    )
    return Item(number, belief, exercise, holds)


ITEMS = (
    item(
        1, "hot-needle", sources, lambda n: n["rf_mm"] > 1.4 * n["held_mm"],
        "A radiofrequency needle and a needle that is merely held hot both show 80 °C for 90 s. Their lesions are",
        (
            ("alike: a radiofrequency needle is a hot needle", "hot-needle"),
            ("wider with radiofrequency: current heats the tissue itself, which is the resistor", ""),
            ("wider with radiofrequency: the needle beams waves into the nerve", "hot-needle"),
            ("narrower with radiofrequency: current heats next to the metal only, as 1/r⁴", "one-over-r4"),
        ),
        "The model makes {rf_mm:.1f} mm with current and {held_mm:.1f} mm without. Current flows between tip and pad; "
        "near 500 kHz it excites neither nerve nor muscle. Nothing is radiated.",
    ),
    item(
        2, "display-is-tissue", displayed, lambda n: n["at_c"] < n["tip_c"] - 20,
        "The generator displays 80 °C. The tissue 3 mm from the needle's axis is, after 90 s,",
        (
            ("at 80 °C, too: that is what the display is for", "display-is-tissue"),
            ("hotter than 80 °C: current heats it most", "hot-needle"),
            ("still at 37 °C: blood cools it", "blood-dominates"),
            ("tens of degrees cooler than the display", ""),
        ),
        "The tip is at {tip_c:.0f} °C, that tissue at {at_c:.0f} °C (held tip).",
    ),
    item(
        3, "temperature-is-death", rules, lambda n: n["most_mm"] > 2 * n["least_mm"],
        "How wide the lesion of one and the same heating is",
        (
            ("depends on the rule for death by a factor of two and more", ""),
            ("is known to a tenth of a millimetre, as the error bar says", "error-bar-is-all"),
            ("is told by the one temperature at which tissue dies", "temperature-is-death"),
            ("is the width of all tissue that got warm", "size-is-the-hot-volume"),
        ),
        "From {least_mm:.1f} to {most_mm:.1f} mm by six rules in use, in one run.",
    ),
    item(
        4, "ends-at-switch-off", cooling, lambda n: n["dose"] > 5 > n["peak"],
        "The tip is switched off. In the half minute that follows, the lesion",
        (
            ("stays as it is: it is over at switch-off", "ends-at-switch-off"),
            ("shrinks, as the tissue cools down", "temperature-is-death"),
            ("still grows, by a rule that counts time; a peak isotherm hardly does", ""),
            ("grows as far as the heat still spreads", "size-is-the-hot-volume"),
        ),
        "By the liver rule its volume grows by {dose:.0f} %, the 60 °C isotherm's by {peak:.1f} %.",
    ),
    item(
        5, "stops-at-60s", minutes,
        lambda n: n["after_120_mm"] - n["after_60_mm"] > n["after_180_mm"] - n["after_120_mm"] > 0.5
        and n["after_180_mm"] < 2 * n["after_60_mm"],
        "From one minute of heating to two and to three, the lesion",
        (
            ("does not change: growth stops at 60 s", "stops-at-60s"),
            ("gets two and three times as wide", "in-proportion"),
            ("grows until blood stops it after about 60 s", "blood-dominates"),
            ("goes on growing, ever more slowly", ""),
        ),
        "{after_60_mm:.1f}, {after_120_mm:.1f} and {after_180_mm:.1f} mm: like a square root of time.",
    ),
    item(
        6, "nothing-ahead", ahead, lambda n: 0.5 < n["held_mm"] < n["rf_mm"],
        "Ahead of the tip, beyond the end of the metal,",
        (
            ("nothing is heated", "nothing-ahead"),
            ("the lesion reaches a millimetre or more", ""),
            ("the lesion reaches as far as beside the tip: heat knows no direction", "same-everywhere"),
            ("only current that is beamed forwards heats", "hot-needle"),
        ),
        "It reaches {held_mm:.1f} mm ahead when held and {rf_mm:.1f} mm with current. Still, most of a lesion lies "
        "beside the tip: that is why the needle is laid along the nerve.",
    ),
    item(
        7, "blood-dominates", blood, lambda n: 0 < n["without"] < 3 and n["much"] > 10,
        "In resting muscle, over 90 s, blood flow",
        (
            ("changes the width of the lesion by some per cent at most", ""),
            ("halves the width of the lesion", "blood-dominates"),
            ("keeps everything beyond 3 mm at 37 °C", "blood-dominates"),
            ("is why growth stops at 60 s", "stops-at-60s"),
        ),
        "Without blood the lesion is {without:.1f} % wider. With thirty times as much flow it is {much:.0f} % "
        "narrower.",
    ),
    item(
        8, "impedance-shrinks", impedance,
        lambda n: n["impedance"] > 1.8 and n["voltage"] > 1.2 and abs(n["width"] - 1) < 0.03,
        "Under temperature control, tissue that conducts current half as well (twice the impedance) gives",
        (
            ("half the lesion", "impedance-shrinks"),
            ("no lesion: the generator cannot heat it", "impedance-shrinks"),
            ("about the same lesion, at a higher voltage", ""),
            ("twice the lesion: more resistance, more heat", "in-proportion"),
        ),
        "{impedance:.1f} times the ohms, {voltage:.1f} times the volts, {width:.2f} times the width: the generator "
        "follows the temperature of the tip.",
    ),
    item(
        9, "bench-is-patient", bench, lambda n: n["bench_mm"] < 0.8 * n["body_mm"],
        "A lesion made in meat on a bench at 21 °C, held against one in living muscle at 37 °C with the same current "
        "needle, is",
        (
            ("the same: muscle is muscle", "bench-is-patient"),
            ("larger, as no blood cools it", "blood-dominates"),
            ("the same, as the display shows the same temperature", "display-is-tissue"),
            ("much smaller, as it starts 16 °C cooler", ""),
        ),
        "{bench_mm:.1f} mm on the bench and {body_mm:.1f} mm in the body, by the liver rule.",
    ),
    item(
        10, "coverage-is-relief", covered, lambda n: n["aimed_mm"] > 5 and math.isclose(n["elsewhere_mm"], 0.0),
        "The lesion covers a nerve along almost the whole tip. This means that",
        (
            ("the pain is gone for good", "coverage-is-relief"),
            ("this length of this nerve is in the lesion; whether it carries the pain, and for how long, is not "
            "told", ""),
            ("whichever nerve carries the pain is covered, too", "coverage-is-relief"),
            ("a larger lesion brings more relief", "coverage-is-relief"),
        ),
        "{aimed_mm:.1f} mm of the nerve aimed at are covered, and {elsewhere_mm:.0f} mm of one {elsewhere_at_mm:.0f} "
        "mm from the needle. A block finds out first which nerve carries the pain; nerves grow back; and other tissue "
        "is heated, too.",
    ),
)  # fmt: skip
