"""Does blood flow always decide?"""

from lesionsim.lessons.myth_answers.myth import Model, Myth
from lesionsim.lessons.myth_answers.runs import NAN, body, conditions, run, short_names, spread
from lesionsim.lessons.myth_answers.sources import PERFUSED_LIVER
from lesionsim.plots.myth_data import LEFT, Number, Row, Rows, Said, Side, textbook

PERCENT, S_PER_MIN = 100.0, 60.0
TENFOLD = 10.0
# Vertical and horizontal diameters of 28.4 and 38.6 mm with flow, 35.7 and 49.5 mm without
WITH_FLOW = (PERCENT * (38.6 / 49.5 - 1), PERCENT * (28.4 / 35.7 - 1))
LIVER = Said("flow of liver")

SIDES = (
    Side(
        Said("20 % smaller in perfused liver"), (PERFUSED_LIVER,),
        Said("Livers of cattle with pumped blood substitute: 28.4 × 38.6 mm in place of 35.7 × 49.5 mm without flow. "
             "Large electrodes, long heating, and liver has more than twenty times the flow of resting muscle."),
    ),
    Side(
        Said("little in 90 s"), (textbook("t = 1/w = 25 min"),),
        Said("Blood needs about 1/w to carry off the heat that tissue holds: 25 min at 6.7e-4 per s, the library's "
             "resting muscle. A hold of 90 s is over long before."),
    ),
)  # fmt: skip


def model() -> Model:
    """Run the scenario without blood, with that of resting muscle, ten times that, and that of liver."""
    from lesionsim.library import tissue

    resting = body().tissue.perfusion_per_s
    liver = tissue("liver").perfusion_per_s
    none = spread(run(body(tissue__perfusion_per_s=0.0)))
    flows = ((Said("resting muscle"), resting), (Said("ten times that"), TENFOLD * resting), (LIVER, liver))
    changes = [spread(run(body(tissue__perfusion_per_s=flow))).over(none).times(PERCENT, -PERCENT) for _, flow in flows]
    published = {2: ((LEFT, *WITH_FLOW),)}
    rows = tuple(
        Row(name, *each, published=published.get(n, ()))
        for n, ((name, _), each) in enumerate(zip(flows, changes, strict=True))
    )
    rest, much = changes[0], changes[2]
    sentence = Said(
        "Compared with no blood at all the width changes by {rest_low:.1f} to {rest_high:.1f} % at the flow of resting "
        "muscle (liver set {rest:.1f} ± {rest_error:.1f} %, numerical error only) and by {much_low:.0f} to "
        "{much_high:.0f} % at that of liver. Blood takes about 1/w to matter, {minutes:.0f} min in resting muscle, "
        "{liver_s:.0f} s in liver.",
        rest_low=rest.low, rest_high=rest.high, rest=rest.values[0], rest_error=rest.errors[0], much_low=much.low,
        much_high=much.high, minutes=1 / resting / S_PER_MIN, liver_s=1 / liver,
    )  # fmt: skip
    return Model(
        Said("Model: {rest:.0f} % in resting muscle, {much:.0f} % at liver's flow", rest=rest.values[0],
             much=much.values[0]),
        sentence,
        (
            *(each.number(Said("change of width, {flow}", flow=name), "%")
              for (name, _), each in zip(flows, changes, strict=True)),
            Number(Said("time of blood in resting muscle, 1/w"), 1 / resting / S_PER_MIN, NAN, NAN, NAN, "min"),
        ),
        conditions(body()),
        Rows(short_names(body()), rows, Said("change of width against no blood (%)"), zero=True),
    )  # fmt: skip


MYTH = Myth(
    "blood-dominates",
    Said("Does blood flow always decide?"),
    SIDES,
    Said("How much narrower is the lesion with blood than without?"),
    model,
)
