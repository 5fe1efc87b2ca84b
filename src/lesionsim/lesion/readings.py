"""The readings in a table of measured temperatures: names, units and numbers, each checked."""

import csv
import io
import math
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from lesionsim.errors import Problem, ScenarioError

Array = np.ndarray

MOST_TRACES = 16
LONGEST_NAME = 60
COLDEST_C, HOTTEST_C = -200.0, 500.0
KELVIN_FROM = 273.0  # all readings from here on: these are kelvins, no tissue is so hot for a whole trace
SECONDS = {"s": 1.0, "sec": 1.0, "secs": 1.0, "second": 1.0, "seconds": 1.0, "min": 60.0, "mins": 60.0,
           "minute": 60.0, "minutes": 60.0, "ms": 1e-3}  # fmt: skip
CELSIUS = ("c", "°c", "degc", "deg c", "celsius", "℃", "ºc")
OTHER_UNITS = {"k": "kelvin", "kelvin": "kelvin", "f": "Fahrenheit", "°f": "Fahrenheit", "degf": "Fahrenheit",
               "fahrenheit": "Fahrenheit"}  # fmt: skip
GAPS = ("", "nan", "na", "n/a", "-", "--")
TIME = re.compile(r"(?i)(time|t|zeit|elapsed|seconds?|minutes?)\b")


class Trace(NamedTuple):
    """One measured temperature over time; NaN where nothing was read."""

    name: str
    time_s: Array  # (n,) s, increasing
    temperature_c: Array  # (n,) °C


class Measured(NamedTuple):
    """The traces of one file, all at the same times."""

    file: str
    traces: tuple[Trace, ...]

    def __str__(self) -> str:
        names = ", ".join(trace.name for trace in self.traces)
        time_s = self.traces[0].time_s
        return f"{self.file}: {names}; {time_s.size} readings from {time_s[0]:g} to {time_s[-1]:g} s"


def measured_from(text: str, name: str) -> Measured:
    """Read measured temperatures from the text of a file."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    lines = [(number, line) for number, line in lines if not line.lstrip().startswith("#")]
    if len(lines) < 3:
        raise ScenarioError(
            "holds no readings; it must have a line of names such as time_s,beside_c and at least two lines of numbers."
        )
    mark = delimiter_of(lines[0][1])
    header = cells_of(lines[0][1], mark)
    seconds, names = seconds_of(header[0]), [name_of(cell, column) for column, cell in enumerate(header[1:], 2)]
    check_header(header, names)
    table = np.array([row_of(number, line, mark, header) for number, line in lines[1:]])
    check_times(table[:, 0], [number for number, _ in lines[1:]])
    times = table[:, 0] * seconds
    traces = tuple(Trace(name, times, table[:, column]) for column, name in enumerate(names, 1))
    for trace in traces:
        check_readings(trace)
    return Measured(name, traces)


def delimiter_of(header: str) -> str:
    """Tell what stands between the cells of a file: the mark found in its line of names."""
    for mark in (";", "\t", ","):
        if mark in header:
            return mark
    raise ScenarioError(
        f'the line of names is "{header:.60}"; it must name a time and at least one temperature, with a comma, a '
        "semicolon or a tab between them: time_s,beside_c"
    )


def cells_of(line: str, mark: str) -> list[str]:
    """Split a line into cells."""
    try:
        return [cell.strip() for cell in next(csv.reader(io.StringIO(line), delimiter=mark))]
    except csv.Error as error:
        raise ScenarioError(f'the line "{line:.40}" cannot be split into cells ({error}).') from None


def unit_of(cell: str) -> tuple[str, str]:
    """Split a name into the name and its unit: `beside (°C)`, `beside [°C]`, `beside_c`, `beside / °C`."""
    found = re.fullmatch(r"(.*?)\s*(?:\(([^()]*)\)|\[([^\[\]]*)\]|/\s*([^/]+)|_([A-Za-z°℃º]+)| in (\S+))", cell)
    if not found:
        return cell, ""
    unit = next(group for group in found.groups()[1:] if group is not None).strip().lower()
    known = unit in SECONDS or unit in CELSIUS or unit in OTHER_UNITS
    return (found[1].strip(), unit) if known else (cell, "")


def seconds_of(cell: str) -> float:
    """Return how many seconds a unit of the first column is."""
    if is_number(cell):
        raise ScenarioError(
            f'the first line begins with "{cell:.40}"; it must name the columns: time_s,beside_c. Put a line of names '
            "above the numbers."
        )
    name, unit = unit_of(cell)
    if unit in SECONDS:
        return SECONDS[unit]
    if unit or (name.lower() not in SECONDS and not TIME.match(name)):
        raise ScenarioError(f'the first column is "{cell:.40}"; it must be time in s or min, such as time_s.')
    return SECONDS.get(name.lower(), 1.0)


def name_of(cell: str, column: int) -> str:
    """Return the name of a column of temperatures; refuse other units."""
    name, unit = unit_of(cell)
    if unit in OTHER_UNITS:
        raise ScenarioError(f'column {column} is "{cell:.40}", in {OTHER_UNITS[unit]}; temperatures must be in °C.')
    if unit in SECONDS:
        name = cell
    if name.lower().startswith("time"):
        raise ScenarioError(f'column {column} is "{cell:.40}", another time; temperatures in °C stand beside the time.')
    return (name or f"column {column}")[:LONGEST_NAME]


def check_header(header: list[str], names: list[str]) -> None:
    """Refuse too many columns, and two of one name."""
    if len(names) > MOST_TRACES:
        raise ScenarioError(f"has {len(names)} columns of temperatures; at most {MOST_TRACES} can be read at once.")
    for name in names:
        if names.count(name) > 1:
            raise ScenarioError(f'has two columns named "{name}"; give each its own name.')


def is_number(cell: str) -> bool:
    """Tell whether a cell holds a number."""
    try:
        float(cell.replace(",", "."))
    except ValueError:
        return False
    return True


def row_of(number: int, line: str, mark: str, header: list[str]) -> list[float]:
    """Read one line of numbers."""
    cells = cells_of(line, mark)
    if len(cells) > len(header) and any(cells[len(header) :]):
        decimal = " A decimal comma needs semicolons between cells." if mark == "," else ""
        raise ScenarioError(
            Problem(f"line {number}", f"has {len(cells)} cells; the line of names has {len(header)}.{decimal}")
        )
    cells += [""] * (len(header) - len(cells))
    return [
        value_of(cell, f'line {number}, column {column} "{name:.40}"', may_be_empty=column > 1, mark=mark)
        for column, (cell, name) in enumerate(zip(cells, header, strict=False), 1)
    ]


def value_of(cell: str, place: str, may_be_empty: bool, mark: str) -> float:
    """Read one number; an empty cell is a gap."""
    if cell.lower() in GAPS:
        if may_be_empty:
            return math.nan
        raise ScenarioError(Problem(place, "is empty; every line must have a time."))
    try:
        value = float(cell if mark == "," else cell.replace(",", "."))
    except ValueError:
        raise ScenarioError(
            Problem(place, f'is "{cell:.40}"; must be a number, or empty where none was read.')
        ) from None
    if not math.isfinite(value) or "_" in cell:
        raise ScenarioError(Problem(place, f'is "{cell:.40}"; must be a number, or empty where none was read.'))
    return value


def check_times(times: Array, lines: Sequence[int]) -> None:
    """Refuse times that do not increase."""
    back = np.flatnonzero(np.diff(times) <= 0)
    if back.size:
        row = int(back[0]) + 1
        raise ScenarioError(
            Problem(
                f"line {lines[row]}",
                f"is at time {times[row]:g}, after {times[row - 1]:g} in the line before; times must increase.",
            )
        )


def check_readings(trace: Trace) -> None:
    """Refuse temperatures that cannot be degrees Celsius."""
    readings = trace.temperature_c[np.isfinite(trace.temperature_c)]
    if not readings.size:
        raise ScenarioError(f'"{trace.name}" holds no reading; leave out the column.')
    if readings.min() >= KELVIN_FROM:
        raise ScenarioError(
            f'"{trace.name}" runs from {readings.min():g} to {readings.max():g}; that looks like kelvin. Temperatures '
            "must be in °C: subtract 273.15."
        )
    if readings.min() < COLDEST_C or readings.max() > HOTTEST_C:
        raise ScenarioError(
            f'"{trace.name}" runs from {readings.min():g} to {readings.max():g} °C; must stay between '
            f"{COLDEST_C:g} and {HOTTEST_C:g} °C."
        )
