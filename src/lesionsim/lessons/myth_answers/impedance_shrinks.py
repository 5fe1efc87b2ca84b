"""Does a higher impedance make a smaller lesion?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lesionsim.lessons.myth_answers.myth import Model, Myth
from lesionsim.lessons.myth_answers.runs import NAN, body, conditions, run, short_names, spread
from lesionsim.lessons.myth_answers.sources import PROVENZANO_SALINE
from lesionsim.plots.myth_data import Number, Row, Rows, Said, Side, textbook

if TYPE_CHECKING:
    import xarray as xr

    from lesionsim.scenario import Scenario

SIGMA = "tissue__electrical_conductivity_s_m__value"
HALF = 0.5
SHOWN = (
    ("impedance", Said("impedance")), ("voltage", Said("voltage")), ("power", Said("power")),
)  # fmt: skip
WIDTH_KEPT, WIDTH_VOLTS = Said("width, 80 °C kept"), Said("width, voltage kept")

SIDES = (
    Side(
        Said("more saline, larger lesion"), (PROVENZANO_SALINE,),
        Said("Sodium chloride of 0.7 to 23.4 % injected before RF in chicken makes the surface area 1.29 to 2.54 times "
             "that after water, with a mean power of 1.4 to 3.25 W: less impedance, larger lesion. But the fluid lies "
             "round the tip only, and carries the current further out."),
    ),
    Side(
        Said("temperature kept: no change"), (textbook("q = σ|∇φ|² = (σ/2)|√2·∇φ|²"),),
        Said("Heat is σ|∇φ|². Halve σ everywhere and raise the voltage by √2: the heat is the same at every place, and "
             "so is the lesion. A generator that follows a temperature does just that, up to its limits."),
    ),
)  # fmt: skip


def model() -> Model:
    """Halve the conductivity everywhere: once with the temperature kept, once with the voltage kept."""
    whole, half = body(), halved()
    before, after = run(whole), run(half)
    width = spread(after).over(spread(before))
    volts = kept_voltage(before)
    fixed = spread(run(halved(**volts))).over(spread(run(body(**volts))))
    ratios = {name: at_end(after, name) / at_end(before, name) for name, _ in SHOWN}
    names = short_names(whole)
    rows = (
        *(Row(words, (ratios[name],), (0.0,)) for name, words in SHOWN),
        Row(WIDTH_KEPT, *width),
        Row(WIDTH_VOLTS, *fixed),
    )
    sentence = Said(
        "With half the conductivity everywhere the impedance is {ohm:.2f} times as high and the voltage {volt:.2f} "
        "times; with the temperature kept the lesion is as wide as before: {width:.3f} ± {error:.3f} times by the "
        "liver set (numerical error only), {low:.3f} to {high:.3f} over criteria. A generator that kept its voltage "
        "would make it {fixed_low:.2f} to {fixed_high:.2f} times as wide. What is injected at the tip only is "
        "another matter: the model has no injected fluid yet.",
        ohm=ratios["impedance"], volt=ratios["voltage"], width=width.values[0], error=width.errors[0], low=width.low,
        high=width.high, fixed_low=fixed.low, fixed_high=fixed.high,
    )  # fmt: skip
    return Model(
        Said("Model: ohms × {ohm:.1f}, volts × {volt:.1f}, width × {width:.2f}", ohm=ratios["impedance"],
             volt=ratios["voltage"], width=width.values[0]),
        sentence,
        (
            *(Number(Said("{what}, halved σ over whole", what=words), ratios[name], NAN, NAN, NAN, "")
              for name, words in SHOWN),
            width.number(Said("width, halved σ over whole, 80 °C kept"), ""),
            fixed.number(Said("width, halved σ over whole, voltage kept"), ""),
        ),
        conditions(whole),
        Rows(names, rows, Said("with half the conductivity, over with all of it"), digits=2),
    )  # fmt: skip


def halved(**changes: Any) -> Scenario:
    """Return the scenario with half the electrical conductivity."""
    value = getattr(body().tissue.electrical_conductivity_s_m, "value")  # noqa: B009
    return body(**{SIGMA: HALF * value}, **changes)


def kept_voltage(result: xr.Dataset) -> dict[str, Any]:
    """Return the changes that make a generator keep the voltage at which a run ended."""
    return {"generator__mode": "voltage", "generator__set_v": at_end(result, "voltage")}


def at_end(result: xr.Dataset, name: str) -> float:
    """Return what the generator shows when heating ends."""
    from lesionsim.result.end_of_hold import at_end_of_hold

    return float(at_end_of_hold(result, name))


MYTH = Myth(
    "impedance-shrinks",
    Said("Does a higher impedance make a smaller lesion?"),
    SIDES,
    Said("Halve the conductivity of all tissue: what happens to ohms, volts and width?"),
    model,
)
