"""Two sweeps side by side: which inputs differ between their designs, and what that did to the lesions."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from lesionsim.lesion.changed import Change, changed_inputs
from lesionsim.lesion.labels import label_in_words
from lesionsim.result.summary import plain_value
from lesionsim.sweep.running.head import differences
from lesionsim.sweep.tables.folders import Found, dataset_of, found_in
from lesionsim.sweep.tables.summary import DIGITS, SHOWN, column
from lesionsim.texts import spoken

if TYPE_CHECKING:
    import xarray as xr

Array = np.ndarray


@dataclasses.dataclass(frozen=True, kw_only=True)
class MeasureContrast:
    """One measure of both sweeps under one criterion: means over all rows that are ok, and row by row where rows match.

    Row by row: how many rows differ, by how much on the average, and where the most; NaN and -1 where rows do not
    match.
    """

    measure: str
    criterion: str
    units: str
    mean_a: float
    mean_b: float
    differing: int
    mean_difference: float
    largest_difference: float
    largest_at_row: int

    def __str__(self) -> str:
        digits = DIGITS.get(self.units, 2)
        a, b, most = f"{self.mean_a:.{digits}f}", f"{self.mean_b:.{digits}f}", f"{self.largest_difference:+.{digits}f}"
        means = spoken("mean {a} → {b} {units}", a=a, b=b, units=self.units)
        tail = ""
        if self.differing > 0:
            words = "; {rows} rows differ, most row {row}: {most} {units}"
            tail = spoken(words, rows=self.differing, row=self.largest_at_row, most=most, units=self.units)
        elif self.differing == 0:
            tail = spoken("; no row differs")
        return f"{self.measure}, {label_in_words(self.criterion)}: {means}{tail}"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Contrast:
    """What differs between two sweeps. Prints as text; `as_dict` fits into JSON."""

    a: str
    b: str
    changes: tuple[Change, ...]
    design: tuple[str, ...]
    same_rows: bool
    rows_a: str
    rows_b: str
    measures: tuple[MeasureContrast, ...]

    def __str__(self) -> str:
        return "\n".join(lines(self))

    def as_dict(self) -> dict[str, Any]:
        """Return plain values with names; what is not a number is None."""
        return {name: plain_value(value) for name, value in dataclasses.asdict(self).items()}


def contrast(a: str | os.PathLike[str], b: str | os.PathLike[str]) -> Contrast:
    """Compare the sweeps in two folders: their designs, and every measure that both have.

    Rows are compared one by one where both sweeps vary the same keys over the same values.

    Raises
    ------
    ResultError
        When a folder holds no sweep.
    """
    one, other = found_in(Path(a)), found_in(Path(b))
    first, second = dataset_of(one), dataset_of(other)
    match = same_rows(one, other)
    changes = changed_inputs(one.layout.design.scenario, other.layout.design.scenario)
    return Contrast(
        a=str(a),
        b=str(b),
        changes=changes,
        design=tuple(differences(about(one), about(other))),
        same_rows=match,
        rows_a=one.tally.in_words(),
        rows_b=other.tally.in_words(),
        measures=tuple(measures(first, second, match)),
    )


def about(found: Found) -> dict[str, Any]:
    """Return what is told of a design beside its scenario."""
    design = {name: value for name, value in found.head["design"].items() if name != "scenario"}
    return {**design, "options": found.head["options"], "version": found.head["version"]}


def same_rows(one: Found, other: Found) -> bool:
    """Tell whether both sweeps vary the same keys over the same values, row by row."""
    a, b = one.layout.design, other.layout.design
    if a.keys != b.keys or len(a) != len(b):
        return False
    return all(a.values(row) == b.values(row) for row in range(len(a)))


def measures(a: xr.Dataset, b: xr.Dataset, match: bool) -> Iterator[MeasureContrast]:
    """Yield every main measure under every criterion that both sweeps have."""
    labels = [[str(label) for label in np.atleast_1d(each["criterion"].values)] for each in (a, b)]
    for measure in (name for name in SHOWN if name in a and name in b):
        for place, label in enumerate(labels[0]):
            if label in labels[1]:
                values = (column(a, measure, place), column(b, measure, labels[1].index(label)))
                yield one_measure((measure, label, str(a[measure].attrs["units"])), values, match)


def one_measure(names: tuple[str, str, str], values: tuple[Array, Array], match: bool) -> MeasureContrast:
    """Compare one measure."""
    means = [float(np.nanmean(each)) if np.isfinite(each).any() else np.nan for each in values]
    change = values[1] - values[0] if match else np.array([])
    known = np.isfinite(change)
    most = int(np.argmax(np.where(known, np.abs(change), -1))) if known.any() else -1
    return MeasureContrast(
        measure=names[0],
        criterion=names[1],
        units=names[2],
        mean_a=means[0],
        mean_b=means[1],
        differing=int(np.sum(change[known] != 0)) if known.any() else -1,
        mean_difference=float(change[known].mean()) if known.any() else np.nan,
        largest_difference=float(change[most]) if most >= 0 else np.nan,
        largest_at_row=most,
    )


def lines(told: Contrast) -> Iterator[str]:
    """Write a comparison of sweeps line by line."""
    yield f"a: {told.a} ({told.rows_a})"
    yield f"b: {told.b} ({told.rows_b})"
    yield spoken("changed inputs (a → b)") if told.changes else spoken("no input of the scenario changed")
    yield from (f"  {each}" for each in told.changes)
    if told.design:
        yield spoken("designs")
        yield from (f"  {each}" for each in told.design)
    if told.same_rows:
        yield spoken("lesions, row by row")
    else:
        yield spoken("lesions, over all rows: the sweeps do not have the same rows")
    yield from (f"  {each}" for each in told.measures)
