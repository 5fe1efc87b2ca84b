"""Says in text and JSON how a race went."""

import json
import math
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from race import Bar, Problem, Row, fastest_qualifying

PACKAGES = ("lesionsim", "scikit-fem", "numba", "numpy", "scipy")
TIMES = ("total ms", "median", "solve ms", "median")


def table(problem: Problem, rows: list[Row]) -> str:
    """All rows; a star marks those that meet the bars."""
    wide = [2 + max(len(text) for text in texts) for texts in zip(*map(names, rows), strict=True)]
    heads = [f"{bar.heading:>{width(bar)}}" for bar in problem.bars] + [f"{head:>10}" for head in TIMES]
    head = f"{'':2}{'contestant':{wide[0]}}{'resolution':{wide[1]}}{'unknowns':>9}{''.join(heads)}{'runs':>6}"
    return "\n".join([head, *(line(problem, row, wide) for row in rows)])


def names(row: Row) -> tuple[str, str]:
    """What identifies a row."""
    return row.contestant, row.resolution


def width(bar: Bar) -> int:
    """Of a bar's column."""
    return max(9, len(bar.heading) + 2)


def line(problem: Problem, row: Row, wide: list[int]) -> str:
    """One row of the table."""
    star = "* " if row.qualifies else "  "
    errors = [f"{cell(row.errors[bar.error], bar.decimals):>{width(bar)}}" for bar in problem.bars]
    times = (row.seconds_min, row.seconds_median, row.solve_seconds_min, row.solve_seconds_median)
    return (
        f"{star}{row.contestant:{wide[0]}}{row.resolution:{wide[1]}}{row.unknowns:9d}{''.join(errors)}"
        + "".join(f"{1e3 * seconds:10.2f}" for seconds in times)
        + f"{row.runs:6d}"
    )


def cell(error: float, decimals: int) -> str:
    """An error, or a dash where the contestant gives none."""
    return "-" if math.isnan(error) else f"{error:+.{decimals}f}"


def verdict(problem: Problem, rows: list[Row], against: str) -> str:
    """The fastest qualifying row of each contestant, and how many times longer it took than `against`."""
    fastest = fastest_qualifying(rows)
    lines = [f"Ratio at equal accuracy ({problem.equal_accuracy}), least time of each:"]
    lines += [outcome(problem, name, fastest, against, rows) for name in fastest]
    return "\n".join(lines)


def outcome(
    problem: Problem, name: str, fastest: dict[str, Row | None], against: str, rows: list[Row]
) -> str:  # fmt: skip
    """What one contestant reached."""
    row, winner = fastest[name], fastest[against]
    if row is None:
        closest = min((row for row in rows if row.contestant == name), key=lambda row: row.of_bar)
        missed = ", ".join(
            f"{bar.heading} {closest.errors[bar.error]:+.2f}"
            for bar in problem.bars
            if abs(closest.errors[bar.error]) > bar.limit
        )
        return (
            f"  {name}: never qualifies; closest at {closest.resolution} in {1e3 * closest.seconds_min:.1f} ms, "
            f"which misses {missed}"
        )
    own = f"  {name}: {1e3 * row.seconds_min:.2f} ms total at {row.resolution}"
    if winner is None or row is winner:
        return own
    return (
        f"{own}; {row.seconds_min / winner.seconds_min:.3g} times {winner.contestant} (medians "
        f"{row.seconds_median / winner.seconds_median:.3g}), solve alone "
        f"{row.solve_seconds_min / winner.solve_seconds_min:.3g} times"
    )


def write_json(problem: Problem, rows: list[Row], path: Path) -> None:
    """Save rows, bars, machine and versions."""
    fastest = fastest_qualifying(rows)
    content = {
        "problem": problem.name,
        "equal_accuracy": problem.equal_accuracy,
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


def publish(problem: Problem, rows: list[Row], against: str, out: Path) -> None:
    """Print a table and the ratios; write the JSON file and the picture."""
    print(f"{problem.name} on {machine()}, one thread, warm; least and median of interleaved runs\n")
    print(table(problem, rows), end="\n\n")
    print(verdict(problem, rows, against))
    out.mkdir(parents=True, exist_ok=True)
    listing, picture = (out / f"{problem.name.lower()}.{kind}" for kind in ("json", "png"))
    write_json(problem, rows, listing)
    from figure import accuracy_against_time

    accuracy_against_time(problem, rows, picture)
    print(f"\nWritten: {listing}, {picture}")
