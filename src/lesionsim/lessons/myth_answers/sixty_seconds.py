"""Does a lesion stop growing at 60 s?"""

from lesionsim.lessons.myth_answers.myth import Model, Myth
from lesionsim.lessons.myth_answers.runs import HELD, RF, Spread, bench, conditions, run, short_names, spread
from lesionsim.lessons.myth_answers.sources import COSMAN, MANUAL, PROVENZANO_TIME
from lesionsim.plots.myth_data import LEFT, RIGHT, Curve, Curves, Mark, Number, Said, Side

HOLDS_S = (60.0, 90.0, 120.0, 150.0, 180.0)
PERCENT = 100.0
AFTER_120, AFTER_180 = (11.0, 20.0), (23.0, 32.0)  # %, Cosman 2014
WIDER = {
    RF: "current: wider after {hold_s:g} s than after 60 s",
    HELD: "held: wider after {hold_s:g} s than after 60 s",
}
WIDE_S = 2.0  # half the width of a published range on the picture

SIDES = (
    Side(
        Said("stops at 60 s"), (MANUAL,),
        Said("A maker's statement: a prolate spheroid that does not grow after 60 s. Its figures could not be read."),
    ),
    Side(
        Said("still grows at 180 s"), (COSMAN, PROVENZANO_TIME),
        Said("Cosman: 11 to 20 % wider after 2 min than after 1, 23 to 32 % after 3, at 80 °C in animal tissue. "
             "Provenzano, in chicken: the surface area grows through 180 s and is largest then."),
    ),
)  # fmt: skip


def model() -> Model:
    """Run holds of one to three minutes and compare the widths with that of the first."""
    growth = {source: growths(source) for source in (RF, HELD)}
    names, shown = short_names(bench()), growth[RF]
    curves = tuple(
        Curve(name, HOLDS_S, tuple(each.values[number] for each in shown)) for number, name in enumerate(names)
    )
    last = {source: each[-1] for source, each in growth.items()}
    marks = (
        Mark(LEFT, (HOLDS_S[0], HOLDS_S[-1]), (0.0, 0.0)),
        Mark(RIGHT, (120 - WIDE_S, 120 + WIDE_S), AFTER_120),
        Mark(RIGHT, (180 - WIDE_S, 180 + WIDE_S), AFTER_180),
    )
    sentence = Said(
        "Growth slows and does not stop: after 3 min the lesion is {low:.0f} to {high:.0f} % wider than after 1 min "
        "with current and {held_low:.0f} to {held_high:.0f} % held, from criterion to criterion; by the liver set "
        "{rf:.1f} ± {error:.1f} % with current (numerical error only). Longer is wider, by less and less.",
        low=last[RF].low, high=last[RF].high, held_low=last[HELD].low, held_high=last[HELD].high,
        rf=last[RF].values[0], error=last[RF].errors[0],
    )  # fmt: skip
    return Model(
        Said("Model: {low:.0f}–{high:.0f} % wider after 3 min than 1, slower and slower", low=last[RF].low,
             high=last[RF].high),
        sentence,
        tuple(numbers(growth)),
        conditions(bench(), f"{HOLDS_S[0]:g}–{HOLDS_S[-1]:g}"),
        Curves(curves, Said("time at 80 °C (s)"), Said("wider than after 60 s (%)"), marks),
    )  # fmt: skip


def growths(source: str) -> list[Spread]:
    """Return by how much a lesion is wider than after the first hold, %, for every hold."""
    widths = [spread(run(bench(source, hold_s=hold_s))) for hold_s in HOLDS_S]
    first = Spread((0.0,) * len(widths[0].values), (0.0,) * len(widths[0].values))
    return [first, *(width.over(widths[0]).times(PERCENT, -PERCENT) for width in widths[1:])]


def numbers(growth: dict[str, list[Spread]]) -> list[Number]:
    """Return the growth after two and three minutes, for both sources."""
    return [
        growth[source][HOLDS_S.index(hold_s)].number(Said(WIDER[source], hold_s=hold_s), "%")
        for source in (RF, HELD)
        for hold_s in (120.0, 180.0)
    ]


MYTH = Myth(
    "sixty-seconds",
    Said("Does a lesion stop growing at 60 s?"),
    SIDES,
    Said("How much wider is a lesion after 2 and 3 min than after 1?"),
    model,
)
