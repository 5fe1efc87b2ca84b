"""Says in text and JSON how a race went."""

import json
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
from race import POWER_BAR_PERCENT, TEMPERATURE_BAR_K, VOLUME_BAR_PERCENT, Row, fastest_qualifying

PACKAGES = ("lesionsim", "scikit-fem", "numba", "numpy", "scipy")
EQUAL_ACCURACY = (
    f"volume within {VOLUME_BAR_PERCENT:g} %, all eight temperatures within {TEMPERATURE_BAR_K:g} K, "
    f"power within {POWER_BAR_PERCENT:g} % where given"
)


def table(rows: list[Row]) -> str:
    """All rows; a star marks those that meet the bars."""
    head = (
        f"{'':2}{'contestant':14}{'resolution':42}{'volume %':>9}{'T error K':>10}{'power %':>9}"
        f"{'total ms':>10}{'median':>10}{'solve ms':>10}{'median':>10}{'runs':>6}"
    )
    return "\n".join([head, *map(line, rows)])


def line(row: Row) -> str:
    """One row of the table."""
    star = "* " if row.qualifies else "  "
    times = (row.seconds_min, row.seconds_median, row.solve_seconds_min, row.solve_seconds_median)
    return (
        f"{star}{row.contestant:14}{row.resolution:42}{row.volume_error_percent:+9.3f}"
        f"{row.temperature_error_k:10.3f}{power(row):>9}"
        + "".join(f"{1e3 * seconds:10.2f}" for seconds in times)
        + f"{row.runs:6d}"
    )


def power(row: Row) -> str:
    """The power's error, or a dash where the contestant gives no power."""
    return "-" if np.isnan(row.power_error_percent) else f"{row.power_error_percent:+.2f}"


def verdict(rows: list[Row], against: str) -> str:
    """The fastest qualifying row of each contestant, and how many times longer it took than `against`."""
    fastest = fastest_qualifying(rows)
    lines = [f"Ratio at equal accuracy ({EQUAL_ACCURACY}), least time of each:"]
    lines += [outcome(name, row, fastest[against], rows) for name, row in fastest.items()]
    return "\n".join(lines)


def outcome(name: str, row: Row | None, winner: Row | None, rows: list[Row]) -> str:
    """What one contestant reached."""
    if row is None:
        closest = min((row for row in rows if row.contestant == name), key=closeness)
        return (
            f"  {name}: never qualifies; closest at {closest.resolution}: volume "
            f"{closest.volume_error_percent:+.2f} %, T {closest.temperature_error_k:.2f} K "
            f"in {1e3 * closest.seconds_min:.1f} ms"
        )
    own = f"  {name}: {1e3 * row.seconds_min:.2f} ms total at {row.resolution}"
    if winner is None:
        return own
    return (
        f"{own}; {row.seconds_min / winner.seconds_min:.1f} times {winner.contestant} (medians "
        f"{row.seconds_median / winner.seconds_median:.1f}), solve alone "
        f"{row.solve_seconds_min / winner.solve_seconds_min:.1f} times"
    )


def closeness(row: Row) -> float:
    """How far outside the bars a row is: the largest error in units of its bar."""
    errors = (
        abs(row.volume_error_percent) / VOLUME_BAR_PERCENT,
        row.temperature_error_k / TEMPERATURE_BAR_K,
        abs(row.power_error_percent) / POWER_BAR_PERCENT,
    )
    return float(np.nanmax(errors))


def write_json(rows: list[Row], path: Path) -> None:
    """Save rows, bars, machine and versions."""
    fastest = fastest_qualifying(rows)
    content = {
        "problem": "B1",
        "equal_accuracy": EQUAL_ACCURACY,
        "machine": machine(),
        "threads": 1,
        "versions": {"python": platform.python_version(), **installed()},
        "rows": [row.as_dict() for row in rows],
        "fastest_qualifying": {name: row and row.as_dict() for name, row in fastest.items()},
    }
    path.write_text(json.dumps(content, indent=2, allow_nan=False) + "\n", encoding="utf-8")


def installed() -> dict[str, str]:
    """Versions of the packages that took part."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def machine() -> str:
    """The processor's name where the system tells it."""
    listing = Path("/proc/cpuinfo")
    if listing.exists():
        for entry in listing.read_text(encoding="utf-8").splitlines():
            if entry.startswith("model name"):
                return f"{entry.partition(':')[2].strip()}, {platform.system()}"
    return f"{platform.processor() or platform.machine()}, {platform.system()}"
