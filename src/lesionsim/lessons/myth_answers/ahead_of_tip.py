"""Is nothing heated ahead of the tip?"""

from lesionsim.lessons.myth_answers.myth import Model, Myth
from lesionsim.lessons.myth_answers.runs import HELD, HOW, RF, Spread, bench, conditions, run, short_names, spread
from lesionsim.lessons.myth_answers.sources import BOGDUK, COSMAN
from lesionsim.plots.myth_data import LEFT, RIGHT, Row, Rows, Said, Side

HOLD_S = 120.0
AHEAD = {HELD: Said("ahead, held"), RF: Said("ahead, current")}
BOTH = {HELD: Said("both ends, held"), RF: Said("both ends, current")}
NONE_MM, LONGER_MM = (0.0, 0.0), (1.0, 5.0)  # Bogduk 1987; Cosman 2014

SIDES = (
    Side(
        Said("nothing ahead"), (BOGDUK,),
        Said("Egg white and fresh meat: a radius of 2 mm at most, and no extension distal to the tip. Needle, "
             "temperature and time are not in the abstract."),
    ),
    Side(
        Said("1–5 mm longer than the tip"), (COSMAN,),
        Said("Over 400 lesions in animal tissue: lesions extend distal and proximal to the tip and exceed its length "
             "by 1 to 5 mm at 80 °C and 2 min. The edge is inferred from colour, as an isotherm."),
    ),
)  # fmt: skip


def model() -> Model:
    """Run the bench at 21 °C for two minutes, held and with current; measure what is dead ahead of the tip."""
    results = {source: run(bench(source, hold_s=HOLD_S)) for source in (HELD, RF)}
    ahead = {source: spread(result, "ahead_of_tip_mm") for source, result in results.items()}
    longer = {source: beyond(spread(result, "length_mm")) for source, result in results.items()}
    scenario = bench(RF, hold_s=HOLD_S)
    rows = (
        *(Row(AHEAD[each], *ahead[each], published=((LEFT, *NONE_MM),)) for each in (HELD, RF)),
        *(Row(BOTH[each], *longer[each], published=((RIGHT, *LONGER_MM),)) for each in (HELD, RF)),
    )
    low, high = min(each.low for each in ahead.values()), max(each.high for each in ahead.values())
    sentence = Said(
        "Tissue dies {low:.1f} to {high:.1f} mm ahead of the tip, with a held tip or with current, under every "
        "criterion: by the liver set {held:.2f} ± {held_error:.2f} mm held and {rf:.2f} ± {rf_error:.2f} mm with "
        "current (numerical error only). How much is a matter of the criterion, whether is not.",
        low=low, high=high, held=ahead[HELD].values[0], held_error=ahead[HELD].errors[0], rf=ahead[RF].values[0],
        rf_error=ahead[RF].errors[0],
    )  # fmt: skip
    return Model(
        Said("Model: {low:.1f}–{high:.1f} mm ahead; the criterion decides how much", low=low, high=high),
        sentence,
        (
            *(ahead[each].number(AHEAD[each], "mm") for each in HOW),
            *(longer[each].number(BOTH[each], "mm") for each in HOW),
        ),
        conditions(scenario),
        Rows(short_names(scenario), rows, Said("dead tissue beyond the tip (mm)"), zero=True),
    )


def beyond(length: Spread) -> Spread:
    """Return how much longer than the tip lesions are, mm."""
    return length.times(1.0, -bench().probe.tip_length_mm)


MYTH = Myth(
    "ahead-of-tip",
    Said("Is nothing heated ahead of the tip?"),
    SIDES,
    Said("How far ahead of the tip is tissue dead after 2 min at 80 °C?"),
    model,
)
