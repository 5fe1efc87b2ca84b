"""Is it over at switch-off?"""

from lesionsim.lessons.myth_answers.myth import Model, Myth
from lesionsim.lessons.myth_answers.runs import (
    HELD,
    RF,
    Spread,
    body,
    conditions,
    heating,
    run,
    short_names,
    spread,
)  # fmt: skip
from lesionsim.lessons.myth_answers.sources import COSMAN, LATENCY
from lesionsim.plots.myth_data import LEFT, Curve, Curves, Mark, Number, Said, Side
from lesionsim.scenario import Scenario

RAMP_S, HOLD_S, COOL_S, STEP_S = 10.0, 90.0, 60.0, 10.0
PERCENT, DIGITS = 100.0, 2
WORDS = {RF: Said("current: volume added after switch-off"), HELD: Said("held: volume added after switch-off")}

SIDES = (
    Side(
        Said("an isotherm is the edge"), (COSMAN,),
        Said("Lesions are read off as an isotherm: dead is what was ever hot enough. After switch-off little tissue "
             "becomes hotter than it was, so such an edge hardly moves."),
    ),
    Side(
        Said("heating goes on afterwards"), (LATENCY,),
        Said("In dog's muscle tissue went on heating after the current ended: of the heating above 50 °C at 3 mm, "
             "32 % came after 30 s at 30 W, 58 % after 10 s at 50 W, 88 % after 4 s at 90 W. Damage adds up as long "
             "as tissue is hot: Ω = ∫ A exp(-E/RT) dt."),
    ),
)  # fmt: skip


def model() -> Model:
    """Follow the volume under every criterion for a minute after switch-off."""
    scenarios = {source: cooling(source) for source in (RF, HELD)}
    times = tuple(STEP_S * number for number in range(int(COOL_S / STEP_S) + 1))
    end_s = scenarios[RF].protocol.end_of_hold_s
    added = {source: additions(scenario, times) for source, scenario in scenarios.items()}
    names, shown = short_names(scenarios[RF]), added[RF]
    doses = [number for number, each in enumerate(scenarios[RF].criteria) if each.kind != "isotherm"]
    peaks = [number for number, each in enumerate(scenarios[RF].criteria) if each.kind == "isotherm"]
    dose, peak = (part(shown[-1], chosen) for chosen in (doses, peaks))
    sentence = Said(
        "In the minute after switch-off at {end_s:g} s the lesion grows by {low:.0f} to {high:.0f} % in volume where a "
        "dose decides (liver set: {liver:.1f} ± {error:.1f} %, numerical error only), and by {peak_low:.1f} to "
        "{peak_high:.1f} % where a peak temperature does; held, the doses add {held_low:.0f} to {held_high:.0f} %.",
        end_s=end_s, low=dose.low, high=dose.high, liver=shown[-1].values[0], error=shown[-1].errors[0],
        peak_low=peak.low, peak_high=peak.high, held_low=part(added[HELD][-1], doses).low,
        held_high=part(added[HELD][-1], doses).high,
    )  # fmt: skip
    return Model(
        Said("Model: doses add {low:.0f}–{high:.0f} %, peak isotherms {peak_low:.0f}–{peak_high:.0f} %", low=dose.low,
             high=dose.high, peak_low=peak.low, peak_high=peak.high),
        sentence,
        tuple(numbers(added, names)),
        conditions(scenarios[RF]),
        Curves(
            tuple(Curve(name, times, tuple(each.values[n] for each in shown)) for n, name in enumerate(names)),
            Said("time after switch-off (s)"), Said("volume added (%)"), (Mark(LEFT, (0.0, COOL_S), (0.0, 0.0)),),
        ),
    )  # fmt: skip


def cooling(source: str) -> Scenario:
    """Return the scenario with a minute of cool-down."""
    return body(source, protocol=heating(80.0, HOLD_S, RAMP_S, COOL_S))


def additions(scenario: Scenario, times_s: tuple[float, ...]) -> list[Spread]:
    """Return by how much the volume exceeds that at switch-off, %, at times after it."""
    result, end_s = run(scenario), scenario.protocol.end_of_hold_s
    volumes = [spread(result, "volume_mm3", end_s + time_s) for time_s in times_s]
    return [additional(volume, volumes[0]) for volume in volumes]


def additional(volume: Spread, first: Spread) -> Spread:
    """Return a growth in percent; both volumes come from one run, so their errors go the same way and cancel but for
    the share by which the volume grew.
    """
    grown = volume.over(first).times(PERCENT, -PERCENT)
    values = tuple(round(each, DIGITS) + 0.0 for each in grown.values)  # no -0.0
    shares = (error / size for error, size in zip(first.errors, first.values, strict=True))
    return Spread(values, tuple(abs(each) * share for each, share in zip(values, shares, strict=True)))


def part(whole: Spread, chosen: list[int]) -> Spread:
    """Return some criteria of a spread."""
    return Spread(tuple(whole.values[n] for n in chosen), tuple(whole.errors[n] for n in chosen))


def numbers(added: dict[str, list[Spread]], names: tuple[Said, ...]) -> list[Number]:
    """Return what is added after a minute: of the first criterion with the range, then each alone."""
    last = added[RF][-1]
    each = [
        Number(Said("current, {criterion}", criterion=name), value, error, float("nan"), float("nan"), "%")
        for name, value, error in zip(names, last.values, last.errors, strict=True)
    ]
    return [*(added[source][-1].number(WORDS[source], "%") for source in (RF, HELD)), *each]


MYTH = Myth(
    "over-at-switch-off",
    Said("Is it over at switch-off?"),
    SIDES,
    Said("How much larger is the lesion a minute after switch-off?"),
    model,
)
