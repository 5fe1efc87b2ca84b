"""Do radio waves beam heat into the nerve?"""

import math

from lesionsim.lessons.myth_answers.myth import Model, Myth
from lesionsim.lessons.myth_answers.runs import HELD, NAN, RF, body, conditions, run, short_names, spread
from lesionsim.lessons.myth_answers.sources import HAEMMERICH, LEAFLET
from lesionsim.plots.myth_data import Number, Row, Rows, Said, Side

FREQUENCY_HZ, LIGHT_M_S, PERMEABILITY = 5e5, 299_792_458.0, 4e-7 * math.pi
MM_PER_M = 1000.0
WORDS = {HELD: Said("lesion width, held"), RF: Said("lesion width, current")}

SIDES = (
    Side(
        Said("radio waves heat nerves"), (LEAFLET,),
        Said("A page for patients: radio waves are used to heat and destroy certain nerves; the waves travel through "
             "electrodes. The same page says further down that currents pass to pads on the body."),
    ),
    Side(
        Said("current heats tissue"), (HAEMMERICH,),
        Said("Electric current between the electrode and a pad heats tissue by its resistance. About 450 to 500 kHz is "
             "used because it is too fast to excite nerve or muscle, not because it would be radiated."),
    ),
)  # fmt: skip


def model() -> Model:
    """Compare the lengths: tip, lesion held and with current, and the wave at 500 kHz."""
    scenarios = {source: body(source) for source in (HELD, RF)}
    results = {source: run(scenario) for source, scenario in scenarios.items()}
    widths = {source: spread(result) for source, result in results.items()}
    sigma = float(getattr(scenarios[RF].tissue.electrical_conductivity_s_m, "value"))  # noqa: B009
    tip_mm = scenarios[RF].probe.tip_length_mm
    muscle_mm, air_mm = wave_in_conductor_m(sigma) * MM_PER_M, LIGHT_M_S / FREQUENCY_HZ * MM_PER_M
    count = len(scenarios[RF].criteria)
    rows = (
        Row(Said("bare tip"), (tip_mm,), (0.0,)),
        *(Row(WORDS[source], *widths[source]) for source in (HELD, RF)),
        Row(Said("wave in muscle"), (muscle_mm,), (0.0,)),
        Row(Said("wave in air"), (air_mm,), (0.0,)),
    )
    ratio = widths[RF].over(widths[HELD])
    sentence = Said(
        "At 500 kHz a wave is {air:.0f} m long in air and at most {muscle:.1f} m in muscle, {times:.0f} times the tip: "
        "a needle that short radiates nothing that counts. Current heats: at the same 80 °C it makes the lesion "
        "{ratio:.2f} ± {error:.2f} times as wide as a tip that is only hot (liver set, numerical error only; {low:.2f} "
        "to {high:.2f} times over {count} criteria).",
        air=air_mm / MM_PER_M, muscle=muscle_mm / MM_PER_M, times=muscle_mm / tip_mm, ratio=ratio.values[0],
        error=ratio.errors[0], low=ratio.low, high=ratio.high, count=count,
    )  # fmt: skip
    return Model(
        Said("Model: current, {low:.1f}–{high:.1f} × as wide; waves, {muscle:.0f} m",
             low=ratio.low, high=ratio.high, muscle=muscle_mm / MM_PER_M),
        sentence,
        (
            *(widths[source].number(WORDS[source], "mm") for source in (HELD, RF)),
            ratio.number(Said("width with current over held"), ""),
            Number(Said("wave in muscle at 500 kHz, at most"), muscle_mm / MM_PER_M, NAN, NAN, NAN, "m"),
            Number(Said("wave in air at 500 kHz"), air_mm / MM_PER_M, NAN, NAN, NAN, "m"),
        ),
        conditions(scenarios[RF]),
        Rows(short_names(scenarios[RF]), rows, Said("length (mm)"), logarithmic=True, digits=0),
    )  # fmt: skip


def wave_in_conductor_m(sigma_s_m: float) -> float:
    """Return the wavelength in a good conductor: 2π times the skin depth, m.

    Muscle is not quite one at 500 kHz: its permittivity makes the wave about a tenth shorter still.

    >>> round(wave_in_conductor_m(0.4459), 1)
    6.7
    """
    return 2 * math.pi * math.sqrt(2 / (2 * math.pi * FREQUENCY_HZ * PERMEABILITY * sigma_s_m))


MYTH = Myth(
    "waves-beam",
    Said("Do radio waves beam heat into the nerve?"),
    SIDES,
    Said("How long is a wave at 500 kHz beside the tip, and what does current do that heat alone does not?"),
    model,
)
