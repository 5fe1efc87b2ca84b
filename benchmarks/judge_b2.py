"""Judges answers to benchmark B2."""

import numpy as np
from peers.b2_problem import REFERENCE, Answer
from race import Bar, Problem


def percent(answer: Answer, name: str) -> float:
    """Signed error of a measure; of several values, the one that is furthest off."""
    return furthest(100 * (np.atleast_1d(getattr(answer, name)) / getattr(REFERENCE, name) - 1))


def furthest(errors: np.ndarray) -> float:
    """The largest error, with its sign."""
    return float(errors[np.abs(errors).argmax()])


def errors(answer: Answer) -> dict[str, float]:
    """Errors of an answer, the worst of each kind."""
    return {
        "volume_error_percent": percent(answer, "volume_mm3"),
        "half_width_error_percent": percent(answer, "half_width_mm"),
        "length_error_percent": percent(answer, "length_mm"),
        "impedance_error_percent": percent(answer, "impedance_ohm"),
        "voltage_error_percent": percent(answer, "voltage_v"),
        "power_error_percent": percent(answer, "power_w"),
        "sensor_error_k": furthest(answer.sensor_c - REFERENCE.sensor_c),
        "energy_error_percent": percent(answer, "energy_j"),
    }


def bar(kind: str, label: str, limit: float, unit: str = "percent") -> Bar:
    """A bar whose column bears the name of its kind."""
    sign = {"percent": "%", "k": "K"}[unit]
    return Bar(
        error=f"{kind.replace(' ', '_')}_error_{unit}",
        heading=f"{kind} {sign}",
        label=f"error of {label} ({sign})",
        limit=limit,
    )


B2 = Problem(
    name="B2",
    about="metal needle heated by current under a controller, 120 s",
    equal_accuracy=(
        "volume within 0.6 %, half-width and length within 0.5 %, impedance, voltage, power and energy within 1 %, "
        "sensor within 0.1 K, at every time of the reference"
    ),
    bars=(
        bar("volume", "the lesion's volume", 0.6),
        bar("half width", "its half-width", 0.5),
        bar("length", "its length", 0.5),
        bar("impedance", "three impedances", 1.0),
        bar("voltage", "two voltages", 1.0),
        bar("power", "four powers", 1.0),
        bar("sensor", "three sensor readings", 0.1, "k"),
        bar("energy", "the energy", 1.0),
    ),
    errors=errors,
)
