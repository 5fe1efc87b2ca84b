"""Electrical conductivity of the library's tissues near 500 kHz, where it comes from, and how it grows with heat."""

from __future__ import annotations

from typing import NamedTuple

from ..scenario import Exponential
from .sources import told

GABRIEL = told("{gabriel1996}: 4-Cole-Cole model of each tissue, evaluated at 500 kHz")
SHORT_GABRIEL = "electrical: Gabriel 1996, 4-Cole-Cole at 500 kHz"
TUTORIAL = told("{irastorza}; the frequency is not told")
RECALLED = "none: recalled, not found in a source"
USUAL_RATE_PER_C = 0.015
ASSUMED_RISE = "an assumption of the field (1.5 to 2 % per °C), not measured for this tissue"


class Electrical(NamedTuple):
    """Conductivity at one temperature, S/m and °C, and its relative gain with each degree, up to 100 °C."""

    value: float
    at_c: float = 37.0
    rate_per_c: float = USUAL_RATE_PER_C
    reference: str = GABRIEL
    short_reference: str = SHORT_GABRIEL
    confidence: str = "VERIFIED"
    rise: str = ASSUMED_RISE
    note: str = ""

    @property
    def law(self) -> Exponential:
        """The conductivity over temperature."""
        return Exponential(value=self.value, at_c=self.at_c, rate_per_c=self.rate_per_c, until_c=100.0)


def recalled(value: float, at_c: float, note: str) -> Electrical:
    """Return a conductivity that nobody found in a source."""
    return Electrical(
        value, at_c, reference=RECALLED, short_reference="electrical: recalled", confidence="MEMORY", note=note
    )


MEAN = "mean over directions"
# Without an entry, because no value was found: intervertebral disc, connective tissue, water; gel, whose salt sets it.
ELECTRICAL: dict[str, Electrical] = {
    "muscle": Electrical(0.4459, note=MEAN),
    "fat": Electrical(0.0438),
    "fat-not-infiltrated": Electrical(0.0248),
    "cortical-bone": Electrical(0.0222),
    "cancellous-bone": Electrical(0.0867),
    "red-marrow": Electrical(0.1035),
    "yellow-marrow": Electrical(0.0044),
    "cartilage": Electrical(0.2008),
    "nerve": Electrical(0.1109, note=MEAN),
    "spinal-cord": Electrical(0.1109, note="there is no entry for the cord: that of nerve"),
    "cerebrospinal-fluid": Electrical(2.0),
    "dura": Electrical(0.5026),
    "blood": Electrical(0.7482),
    "tendon-ligament": Electrical(0.3908),
    "skin": Electrical(0.1776, note="wet skin; dry skin has 0.0042 S/m"),
    "liver": Electrical(0.1481),
    "myocardium": Electrical(0.28, reference=TUTORIAL, short_reference="", rise="that model's own"),
    "saline": recalled(2.0, 37.0, "about 1.5 S/m at 20-25 °C; about 85 % sure")._replace(
        rate_per_c=0.02, rise="recalled together with the value"
    ),
    "egg-white": recalled(0.725, 25.0, "middle of 0.65-0.80 S/m; about 60 % sure"),
    "chicken-breast": recalled(0.5, 22.5, "middle of 0.4-0.6 S/m at 20-25 °C; about 60 % sure"),
}


def card_rows(name: str) -> list[tuple[str, str]]:
    """Return what a tissue's card tells of its electrical conductivity.

    >>> card_rows("water")
    [('electrical', 'not known at 500 kHz: source = rf needs tissue.electrical_conductivity_s_m')]
    """
    entry = ELECTRICAL.get(name)
    if entry is None:
        return [("electrical", "not known at 500 kHz: source = rf needs tissue.electrical_conductivity_s_m")]
    note = f"; {entry.note}" if entry.note else ""
    return [
        ("electrical", f"{entry.value:g} S/m near 500 kHz at {entry.at_c:g} °C"),
        ("", f"{100 * entry.rate_per_c:+g} % per °C up to 100 °C: {entry.rise}"),
        ("", f"{entry.reference}; {entry.confidence}{note}"),
    ]


def value_in_table(name: str) -> str:
    """Return the conductivity as it stands in a table, a dash where it is not known."""
    return f"{ELECTRICAL[name].value:.4g}" if name in ELECTRICAL else "-"
