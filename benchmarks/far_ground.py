"""Where the outer boundary at 0 V lies, and what that changes: `python benchmarks/far_ground.py`.

The dispersive pad is far away. Here the boundary of the block stands for it, at the distance `domain.radius_mm` to the
side, `domain.ahead_mm` ahead of the tip and `domain.shaft_mm` behind it; b2 has 40, 40 and 30 mm.
"""

import lesionsim as ls
from lesionsim.result.summary import summary

DISTANCES_MM = (15, 20, 30, 40, 60, 80, 120)
HEAD = ("distance", "impedance", "voltage", "power", "sensor", "width", "length", "volume")
UNITS = ("mm", "ohm", "V", "W", "°C", "mm", "mm", "mm³")


def at_distance(distance_mm: float) -> list[float]:
    """Run b2 with the boundary so far away in every direction; values at the end of the hold, and the lesion."""
    far = {"domain.radius_mm": distance_mm, "domain.ahead_mm": distance_mm, "domain.shaft_mm": distance_mm - 10}
    result = ls.simulate(ls.change(ls.load("b2"), {**far, "numerics.error_bars": "off"}))
    lesion = ls.measure(result)
    told = summary(result, [lesion])
    shown = [told[name] for name in ("impedance_ohm", "voltage_v", "power_w", "sensor_temperature_c")]
    return [distance_mm, *shown, lesion.width_mm, lesion.length_mm, lesion.volume_mm3]


def main() -> None:
    """Print one row for each distance, and the change against the usual 40 mm."""
    rows = [at_distance(distance_mm) for distance_mm in DISTANCES_MM]
    usual = next(row for row in rows if row[0] == 40)
    print("  ".join(f"{name:>10}" for name in HEAD))
    print("  ".join(f"{unit:>10}" for unit in UNITS))
    for row in rows:
        print("  ".join(f"{value:10.4g}" for value in row))
    print("change against 40 mm, %")
    for row in rows:
        changes = (100 * (value / was - 1) for value, was in zip(row[1:], usual[1:], strict=True))
        print(f"{row[0]:10.4g}  " + "  ".join(f"{change:+10.2f}" for change in changes))


if __name__ == "__main__":
    main()
