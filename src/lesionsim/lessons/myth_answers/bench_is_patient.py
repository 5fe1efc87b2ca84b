"""Is the bench the patient?"""

import math

from lesionsim.lessons.myth_answers.myth import Model, Myth
from lesionsim.lessons.myth_answers.runs import (
    BENCH_RAMP_S,
    HELD,
    RF,
    bench,
    body,
    conditions,
    heating,
    run,
    short_names,
    spread,
)  # fmt: skip
from lesionsim.lessons.myth_answers.sources import MONTEFIORE
from lesionsim.plots.myth_data import LEFT, Row, Rows, Said, Side, textbook

WORDS = {
    ("body", RF): Said("body, current"),
    ("warm", RF): Said("37 °C, no blood, current"),
    ("cold", RF): Said("21 °C, no blood, current"),
    ("body", HELD): Said("body, held"),
    ("cold", HELD): Said("21 °C, no blood, held"),
}
AREA_MM2, LONG_MM = 80.8, (11.0, 12.0)
# If the area is that of an ellipse: 4 A / (π L); if it is length times width: A / L.
DERIVED_MM = (AREA_MM2 / LONG_MM[1], 4 * AREA_MM2 / (math.pi * LONG_MM[0]))

SIDES = (
    Side(
        Said("80.8 mm² in meat at 21 °C"), (MONTEFIORE,),
        Said("Chicken breast, 20 G, 10 mm tip, 80 °C, 90 s, no fluid, n = 12: a mean surface area of 80.8 mm². Nearly "
             "all published sizes are from meat without blood. The width on the picture, 6.7 to 9.4 mm, is derived: it "
             "depends on whether the area is length times width or an ellipse."),
    ),
    Side(
        Said("warmer tissue needs less"), (textbook("θ = (T - T₀)/(80 °C - T₀)"),),
        Said("Heat flow knows only differences. To reach 50 °C at a tip of 80 °C, tissue of 37 °C needs 30 % of the "
             "difference and tissue of 21 °C 49 %: 50 °C on the bench is where 58 °C is in the body."),
    ),
)  # fmt: skip


def model() -> Model:
    """Run the same needle in the body and on the bench, warm and cold."""
    same = heating(80.0, 90.0, BENCH_RAMP_S, 30.0)
    scenarios = {
        ("body", RF): body(RF, protocol=same), ("warm", RF): bench(RF, 37.0), ("cold", RF): bench(RF, 21.0),
        ("body", HELD): body(HELD, protocol=same), ("cold", HELD): bench(HELD, 21.0),
    }  # fmt: skip
    widths = {key: spread(run(scenario)) for key, scenario in scenarios.items()}
    patient, cold = widths["body", RF], widths["cold", RF]
    ratio = cold.over(patient)
    published = {("cold", RF): ((LEFT, *DERIVED_MM),)}
    rows = tuple(Row(WORDS[key], *width, published=published.get(key, ())) for key, width in widths.items())
    sentence = Said(
        "The same needle makes {cold:.2f} ± {cold_error:.2f} mm on the bench at 21 °C and {patient:.2f} ± "
        "{patient_error:.2f} mm in the body (liver set, numerical error only): {low:.2f} to {high:.2f} times as wide "
        "over criteria. The starting temperature does nearly all of it; blood at rest does little.",
        cold=cold.values[0], cold_error=cold.errors[0], patient=patient.values[0], patient_error=patient.errors[0],
        low=ratio.low, high=ratio.high,
    )  # fmt: skip
    return Model(
        Said("Model: the bench's lesion is {low:.0f}–{high:.0f} % narrower", low=100 * (1 - ratio.high),
             high=100 * (1 - ratio.low)),
        sentence,
        (*(width.number(WORDS[key], "mm") for key, width in widths.items()),
         ratio.number(Said("bench at 21 °C over body, current"), "")),
        conditions(scenarios["body", RF], rows_tell_where=True),
        Rows(short_names(scenarios["body", RF]), rows, Said("lesion width (mm)")),
    )  # fmt: skip


MYTH = Myth(
    "bench-is-patient",
    Said("Is the bench the patient?"),
    SIDES,
    Said("How wide is the lesion of one needle at 21 °C without blood, and in the body?"),
    model,
)
