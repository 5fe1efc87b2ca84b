"""Questions on which papers disagree, and what the model says."""

import math

from trends.claims import Claim, hotter_percent
from trends.findings import claim_of, of_model, of_starts
from trends.papers import GOLDBERG, NEEDLES
from trends.tables import table

LITTLE_HOTTER = Claim(
    "wider from 80 to 90 °C", GOLDBERG, "B13", 0, math.inf, "%", "verified", NEEDLES, hotter_percent(80.0, 90.0)
)


def conflicts() -> str:
    """Return the questions, who says what, and the model's range over the usual criteria and both starts."""
    rows = [ahead_row(), stop_row(), width_row(), hotter_row()]
    return table(["question", "one side", "the other side", "model, over the usual criteria"], rows)


def ahead_row() -> list[str]:
    """Return the question of the tip's end."""
    return [
        "Does it reach ahead of the tip?",
        "Cosman 2014: yes, ahead and behind, 1 to 5 mm longer than the tip",
        "Bogduk 1987: no. NeuroTherm manual: very little",
        f"yes, always: {of_model(claim_of('Bogduk', 'reach'))} after 1 min",
    ]


def stop_row() -> list[str]:
    """Return the question of time."""
    early, late = claim_of("NeuroTherm", "wider"), claim_of("Goldberg", "wider")
    return [
        "Does it stop growing?",
        "NeuroTherm manual: at 60 s. Goldberg 1995: at 6 min",
        "Cosman 2014: 11 to 20 % wider after 2 min than after 1. Provenzano 2015: growing at 180 s",
        f"it slows and does not stop; wider from 1 to 2 min: {of_model(early)}; from 6 to 12 min: {of_model(late)}",
    ]


def width_row() -> list[str]:
    """Return the question of size."""
    thin, thick = (of_starts(claim_of("Cosman", f"width, {gauge} G")) for gauge in (22, 16))
    return [
        "How wide is it?",
        "Bogduk 1987: radius 2 mm at most. Older work (A05, A06, secondary): radius 1.1 to 2.2 mm",
        "Cosman 2014 (derived): 4.6 to 6.9 mm with 22 G, 7.6 to 10.9 mm with 16 G",
        f"22 G: {thin}; 16 G: {thick}",
    ]


def hotter_row() -> list[str]:
    """Return the question of temperature."""
    much = of_model(claim_of("Cosman", "wider from 60"))
    return [
        "Does a hotter tip matter?",
        "Cosman 2014: 108 to 152 % wider from 60 to 90 °C",
        "Goldberg 1995: little, from 80 to 90 °C",
        f"60 to 90 °C: {much}; 80 to 90 °C: {of_model(LITTLE_HOTTER)}: both can be right",
    ]
