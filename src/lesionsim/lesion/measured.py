"""Temperatures that somebody measured, and how far a run is from them."""

import math
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import xarray as xr

from lesionsim.errors import ScenarioError
from lesionsim.lesion.readings import Measured, Trace, measured_from

Array = np.ndarray

LARGEST_MB = 5
TIP_NAMES = ("tip", "tip (mean)", "tip temperature", "tip mean")


def read_measured(path: str | os.PathLike[str]) -> Measured:
    """Read measured temperatures from a CSV file.

    A line of names comes first; then one line a reading: time, and one temperature a column. Names may carry their
    unit: `time_s,beside_c` or `time (min);beside (°C)`. Commas, semicolons or tabs stand between cells; decimal
    commas are understood beside semicolons and tabs. Empty cells are gaps; lines that begin with # are skipped.

    Parameters
    ----------
    path : file name

    Returns
    -------
    Measured

    Raises
    ------
    ScenarioError
        When the file cannot be used; names the file, the line and what stands there.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "bench.csv")
    ...     _ = path.write_text("time_s,beside_c\\n0,37\\n5,44.2\\n10,48.9\\n", encoding="utf-8")
    ...     print(read_measured(path))
    bench.csv: beside; 3 readings from 0 to 10 s
    """
    if not isinstance(path, str | os.PathLike):
        raise ScenarioError(f"path is {path!r:.60}; give the name of a CSV file with measured temperatures.")
    name = Path(path).name
    try:
        return measured_from(text_of(Path(path)), name)
    except ScenarioError as error:
        raise ScenarioError(*error.problems, file=name) from None


def text_of(path: Path) -> str:
    """Read a file as text, in the codings that spreadsheets write."""
    content = content_of(path)
    coding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(coding)
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    if "\0" in text:
        raise ScenarioError("is no text file; export the readings as CSV and read that.")
    return text


def content_of(path: Path) -> bytes:
    """Read the bytes of a file that is not too large."""
    remedy = "give the name of a CSV file with measured temperatures."
    try:
        if path.is_dir():
            raise ScenarioError(f"is a folder, not a file; {remedy}")
        with path.open("rb") as stream:
            content = stream.read(int(LARGEST_MB * 1e6) + 1)
    except FileNotFoundError:
        raise ScenarioError(f"does not exist; {remedy}") from None
    except (OSError, ValueError) as error:
        raise ScenarioError(f"cannot be read ({error}); {remedy}") from None
    if len(content) > LARGEST_MB * 1e6:
        raise ScenarioError(f"is larger than {LARGEST_MB} MB; keep a few readings a second and leave out the rest.")
    return content


def traces_of(measured: object) -> tuple[Trace, ...]:
    """Return every trace of what somebody gave: a file name, what `read_measured` returned, or several of them."""
    return tuple(_each(measured))


def _each(measured: object) -> Iterator[Trace]:
    if measured is None:
        return
    if isinstance(measured, Trace):
        yield measured
    elif isinstance(measured, Measured):
        yield from measured.traces
    elif isinstance(measured, str | os.PathLike):
        yield from read_measured(measured).traces
    elif isinstance(measured, Sequence):
        for part in measured:
            yield from _each(part)
    else:
        raise ScenarioError(
            f"measured is {measured!r:.60}; must be the name of a CSV file, or what read_measured returned."
        )


def unread(measured: Measured, end_s: float) -> list[Trace]:
    """Return the traces that hold no reading between 0 and a moment."""
    return [
        trace
        for trace in measured.traces
        if not np.isfinite(trace.temperature_c[(trace.time_s >= 0) & (trace.time_s <= end_s)]).any()
    ]


def simulated(result: xr.Dataset, name: str) -> Array | None:
    """Return the simulated readings of the same name, one for each step: a thermocouple's or the tip's; else None."""
    if "thermocouple_temperature" in result:
        for number, known in enumerate(result["thermocouple"].values):
            if str(known).casefold() == name.casefold():
                return np.asarray(result["thermocouple_temperature"].values[number])
    return np.asarray(result["tip_temperature"].values) if name.casefold() in TIP_NAMES else None


def rms_difference_c(result: xr.Dataset, trace: Trace) -> float:
    """Return the root mean square of measured minus simulated temperature, K, over the readings during the run.

    The simulated readings are those of the same name; NaN where there are none, or no reading falls into the run.
    """
    readings = simulated(result, trace.name)
    steps = result["step_time"].values
    inside = np.isfinite(trace.temperature_c) & (trace.time_s >= steps[0]) & (trace.time_s <= steps[-1])
    if readings is None or not inside.any():
        return math.nan
    difference = trace.temperature_c[inside] - np.interp(trace.time_s[inside], steps, readings)
    return float(np.sqrt(np.mean(difference**2)))
