"""A sweep as one labelled Dataset: over the swept axes for a grid, over `row` for every other kind."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from lesionsim.disclaimer import DISCLAIMER
from lesionsim.scenario import to_toml
from lesionsim.sweep.running.record import Record
from lesionsim.sweep.tables.columns import Column, Layout
from lesionsim.sweep.tables.dead_maps import Extent, extent_with

if TYPE_CHECKING:
    import xarray as xr

Array = np.ndarray
Variables = dict[Hashable, tuple[tuple[str, ...], Any, dict[str, str]]]

SCHEMA = "lesionsim-sweep-1"
NOT_RUN = "not run"
LONGEST_DESIGN = 50_000  # letters; a longer one stands in design.toml alone
STATUS_LETTERS = 16
EMPTY = {"number": np.nan, "flag": False}


class Gathering:
    """The arrays of a sweep while its records come in, in any order."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        rows, criteria = len(layout.design), len(layout.labels)
        self.status = np.full(rows, NOT_RUN, dtype=f"U{STATUS_LETTERS}")
        self.reason = np.full(rows, "", dtype=object)
        self.sha256 = np.full(rows, "", dtype=object)
        self.arrays = {
            each.name: np.full((rows, criteria) if each.place == "lesion" else rows, EMPTY[each.sort])
            for each in layout.measures
        }
        self.labels = [set([label] if label else []) for label in layout.labels]
        self.extent: Extent | None = None

    def add(self, record: Record) -> None:
        """Take one record."""
        row = record["row"]
        self.status[row] = record["status"]
        self.reason[row] = record["reason"]
        self.sha256[row] = record["scenario_sha256"]
        for place, lesion in enumerate(record.get("lesions", ())):
            self.labels[place].add(lesion["criterion"])
            self.put((row, place), lesion)
        self.put(row, record)
        if "dead" in record:
            self.extent = extent_with(self.extent, record["dead"])

    def put(self, place: int | tuple[int, int], measured: Record) -> None:
        """Put measures into their arrays; what is not a number stays so."""
        for name in measured.keys() & self.arrays.keys():
            if measured[name] is not None:
                self.arrays[name][place] = measured[name]

    @property
    def criteria(self) -> list[str]:
        """The label of each criterion; its key in the scenario where rows differ in it."""
        return [next(iter(found)) if len(found) == 1 else f"criteria[{i}]" for i, found in enumerate(self.labels)]


def gathered(records: Iterable[Record], layout: Layout) -> Gathering:
    """Return the arrays of records."""
    found = Gathering(layout)
    for record in records:
        found.add(record)
    return found


def to_dataset(found: Gathering, about: dict[str, Any]) -> xr.Dataset:
    """Return a sweep as a Dataset.

    Parameters
    ----------
    found : what was gathered from the records
    about : versions and the like, for the attributes

    Returns
    -------
    xarray.Dataset over the swept keys for a grid, else over `row`, with a dimension `criterion` where there are several
    """
    import xarray as xr

    layout, several = found.layout, len(found.labels) > 1
    dims, shape = shape_of(layout)
    fields: Variables = {}
    for each in layout.measures:
        values = found.arrays[each.name]
        inner: tuple[str, ...] = ()
        if each.place == "lesion":
            inner, values = (("criterion",), values) if several else ((), values[:, 0])
        fields[each.name] = (dims + inner, values.reshape(shape + values.shape[1:]), attributes(each))
    words = {"status": found.status, "reason": found.reason, "scenario_sha256": found.sha256}
    meanings = {each.name: attributes(each) for each in layout.columns}
    for name, texts in words.items():
        fields[name] = (dims, texts.reshape(shape), meanings[name])
    labels = found.criteria if several else found.criteria[0]
    criterion = {"criterion": (("criterion",) if several else (), labels, meanings["criterion"])}
    return xr.Dataset(fields, {**coordinates(layout), **criterion}, attrs_of(found, about))


def shape_of(layout: Layout) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the dimensions of a sweep and their sizes; in a grid the last key changes fastest."""
    design = layout.design
    if design.kind != "grid":
        return ("row",), (len(design),)
    return design.keys, tuple(len(source.values) for source in design.sources)


def coordinates(layout: Layout) -> Variables:
    """Return the values of every key: along an axis of its own in a grid, else along the rows."""
    design = layout.design
    if design.kind == "grid":
        pairs = zip(layout.keys, design.sources, strict=True)
        return {key.name: ((key.name,), typed(source.values, key), attributes(key)) for key, source in pairs}
    row = layout.columns[0]
    found: Variables = {"row": (("row",), np.arange(len(design)), attributes(row))}
    for key, (levels, values) in zip(layout.keys, design.columns, strict=True):
        along = values if levels is None else typed([levels[number] for number in values.tolist()], key)
        found[key.name] = (("row",), along, attributes(key))
    return found


def typed(values: Any, key: Column) -> Array:
    """Return values of a key as an array; what the scenario leaves out is not a number, or no word."""
    if key.sort == "text":
        return np.array(["" if each is None else str(each) for each in values])
    missing = any(each is None for each in values)
    numbers = [np.nan if each is None else each for each in values]
    return np.array(numbers, dtype=np.int64 if key.sort == "whole" and not missing else np.float64)


def attributes(column: Column) -> dict[str, str]:
    """Return unit and meaning of a column."""
    return {"units": column.units, "long_name": column.about}


def attrs_of(found: Gathering, about: dict[str, Any]) -> dict[str, Any]:
    """Return everything by which a sweep can be made again, and what it is not for."""
    design, options = found.layout.design, found.layout.options
    text = "" if design.kind == "list" and len(design) > LONGEST_DESIGN // 50 else design.to_toml(options)
    optional = {"samples": design.samples, "time_limit_s": options.time_limit_s}
    return {
        "schema": SCHEMA,
        "title": design.title,
        "kind": design.kind,
        "keys": " ".join(design.keys),
        "rows": len(design),
        "failed": int(np.sum((found.status != "ok") & (found.status != NOT_RUN))),
        "seed": design.seed,
        **{name: value for name, value in optional.items() if value is not None},
        "error_bars": options.error_bars,
        "scenario_name": design.scenario.name,
        "scenario": to_toml(design.scenario),
        "design": text if len(text) <= LONGEST_DESIGN else "too long to stand here: see design.toml",
        "design_sha256": design.sha256,
        **about,
        "disclaimer": DISCLAIMER,
    }
