"""Judges answers to benchmark B1."""

import numpy as np
from peers.b1_problem import REFERENCE_POWER_W, REFERENCE_TEMPERATURES_C, REFERENCE_VOLUME_MM3, Answer
from race import Bar, Problem


def errors(answer: Answer) -> dict[str, float]:
    """Errors of an answer; the temperature's is the largest of eight."""
    return {
        "volume_error_percent": 100 * (answer.volume_mm3 / REFERENCE_VOLUME_MM3 - 1),
        "temperature_error_k": float(np.abs(answer.temperatures_c - REFERENCE_TEMPERATURES_C).max()),
        "power_error_percent": 100 * (answer.power_w / REFERENCE_POWER_W - 1),
    }


B1 = Problem(
    name="B1",
    about="tip held at 80 °C for 90 s",
    equal_accuracy="volume within 0.5 %, all eight temperatures within 0.15 K, power within 1 % where given",
    bars=(
        Bar(
            error="volume_error_percent",
            heading="volume %",
            label="error of the lesion's volume (%)",
            limit=0.5,
            decimals=3,
        ),
        Bar(
            error="temperature_error_k",
            heading="T error K",
            label="largest error of eight temperatures (K)",
            limit=0.15,
            decimals=3,
        ),
        Bar(error="power_error_percent", heading="power %", label="error of the tip's power (%)", limit=1.0),
    ),
    errors=errors,
)
