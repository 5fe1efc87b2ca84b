"""Judges answers to benchmark B3, with bone and without."""

from collections.abc import Callable

import numpy as np
from peers.b3_problem import REFERENCE, Answer
from race import Bar, Problem


def judge(beside: str) -> Callable[[Answer], dict[str, float]]:
    """Return what tells the errors of an answer; the temperature's is the largest of eight."""
    truth = REFERENCE[beside]

    def errors(answer: Answer) -> dict[str, float]:
        return {
            "volume_error_percent": 100 * (answer.volume_mm3 / truth.volume_mm3 - 1),
            "towards_error_percent": 100 * (answer.towards_mm / truth.towards_mm - 1),
            "away_error_percent": 100 * (answer.away_mm / truth.away_mm - 1),
            "temperature_error_k": float(np.abs(answer.temperatures_c - truth.temperatures_c).max()),
            "power_error_percent": 100 * (answer.power_w / truth.power_w - 1),
        }

    return errors


def bar(kind: str, label: str, limit: float, unit: str = "percent") -> Bar:
    """A bar whose column bears the name of its kind."""
    sign = {"percent": "%", "k": "K"}[unit]
    return Bar(
        error=f"{kind}_error_{unit}", heading=f"{kind} {sign}", label=f"error of {label} ({sign})", limit=limit,
        decimals=3,
    )  # fmt: skip


BARS = (
    bar("volume", "the lesion's volume", 0.5),
    bar("towards", "the reach towards the bone", 0.5),
    bar("away", "the reach away from it", 0.5),
    bar("temperature", "eight temperatures", 0.15, "k"),
    bar("power", "the tip's power", 1.0),
)
EQUAL_ACCURACY = (
    "volume and both reaches within 0.5 %, all eight temperatures within 0.15 K, power within 1 %, all at once"
)
PROBLEMS = {
    beside: Problem(name=name, about=about, equal_accuracy=EQUAL_ACCURACY, bars=BARS, errors=judge(beside))
    for beside, name, about in (
        ("bone", "B3", "tip held at 80 °C for 90 s, bone from 3 mm on"),
        ("none", "B3-without-bone", "tip held at 80 °C for 90 s, in three dimensions"),
    )
}
"""Problems by what is beside the probe."""
