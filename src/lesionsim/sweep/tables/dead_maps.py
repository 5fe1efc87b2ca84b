"""Maps of dead tissue of all rows on one raster: in memory where they are few, else in a Zarr store."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from lesionsim.disclaimer import DISCLAIMER
from lesionsim.errors import Problem, ScenarioError
from lesionsim.sweep.running.record import Record

if TYPE_CHECKING:
    import xarray as xr

Array = np.ndarray

STORE = "dead.zarr"
IN_MEMORY_BYTES = 2**28
ROWS_AT_ONCE = 64  # of a chunk in the store, 2 MB before it is packed
WORDS: dict[str, Any] = {
    "units": "",
    "long_name": "dead at the end of the run, under the first criterion that is measured",
}
ACROSS = {
    "r": {"units": "mm", "long_name": "distance from the probe's axis"},
    "x": {"units": "mm", "long_name": "distance from the probe's axis, negative to the side of 180 degrees"},
}
ALONG = {"units": "mm", "long_name": "distance along the probe from the end of the tip"}


class Extent(NamedTuple):
    """The raster on which all maps of a sweep have room: number of places across and along the probe."""

    across: int
    along: int

    @property
    def bytes_each(self) -> int:
        """Return how much memory one map takes."""
        return self.across * self.along


def extent_with(found: Extent | None, text: str) -> Extent:
    """Return a raster that has room for one more map, of which only the head is read."""
    across, along = np.frombuffer(base64.b64decode(text[:8])[:4], dtype="<u2").tolist()
    return Extent(across, along) if found is None else Extent(max(found.across, across), max(found.along, along))


def places_of(extent: Extent) -> dict[str, tuple[str, Array, dict[str, str]]]:
    """Return the places of a raster, mm in the probe's frame: `r` where all directions are alike, else `x`; and `z`."""
    from lesionsim.sweep.tables.raster import ACROSS_STEPS, BEYOND_STEPS, STEPS_PER_MM

    name, first = ("r", 0) if extent.across == ACROSS_STEPS + 1 else ("x", -ACROSS_STEPS)
    across = np.arange(first, first + extent.across) / STEPS_PER_MM
    along = np.arange(-BEYOND_STEPS, extent.along - BEYOND_STEPS) / STEPS_PER_MM
    return {name: (name, across, ACROSS[name]), "z": ("z", along, ALONG)}


def maps_of(records: Iterable[Record], extent: Extent) -> Iterator[tuple[int, Array]]:
    """Yield the number and the map of each row that has one, on the common raster."""
    from lesionsim.sweep.tables.raster import unpack

    for record in records:
        if "dead" in record:
            yield record["row"], fitted(unpack(record["dead"]), extent)


def fitted(mask: Array, extent: Extent) -> Array:
    """Return a map on a larger raster: behind a shorter one tissue is alive, half a plane is the same on both sides."""
    if mask.shape[0] < extent.across:
        mask = np.concatenate([mask[:0:-1], mask])
    return np.pad(mask, ((0, 0), (0, extent.along - mask.shape[1])))


def in_memory(records: Iterable[Record], rows: int, extent: Extent) -> Array:
    """Return the maps of all rows, (rows, across, along) bool; alive where a row has none."""
    found = np.zeros((rows, *extent), dtype=bool)
    for row, mask in maps_of(records, extent):
        found[row] = mask
    return found


def write_store(path: Path, records: Iterable[Record], rows: int, extent: Extent) -> None:
    """Write the maps of all rows into a new Zarr store, a few at once; rows come in order."""
    import xarray as xr

    places: dict[Any, Any] = places_of(extent)
    dims = ("row", *places)
    frame = xr.Dataset(coords={"row": np.arange(rows), **places}, attrs={"disclaimer": DISCLAIMER})
    frame.to_zarr(path, zarr_format=3, consolidated=False)
    store = zarr_array(path, (rows, *extent), dims)
    part, first = np.zeros((ROWS_AT_ONCE, *extent), dtype=bool), 0
    for row, mask in maps_of(records, extent):
        if row >= first + ROWS_AT_ONCE:
            store[first : first + ROWS_AT_ONCE] = part[: rows - first]
            part[:], first = False, row - row % ROWS_AT_ONCE
        part[row - first] = mask
    store[first : first + ROWS_AT_ONCE] = part[: rows - first]


def zarr_array(path: Path, shape: tuple[int, ...], dims: tuple[str, ...]) -> Any:
    """Return a new array of a store, all alive."""
    import zarr

    return zarr.open_group(path, mode="r+", zarr_format=3).create_array(
        "dead", shape=shape, dtype="bool", chunks=(min(ROWS_AT_ONCE, shape[0]), *shape[1:]), fill_value=False,
        dimension_names=dims, attributes=WORDS,
    )  # fmt: skip


def with_maps(table: xr.Dataset, maps: Array, extent: Extent) -> xr.Dataset:
    """Return a Dataset with the maps of its rows as `dead`."""
    places: dict[Any, Any] = places_of(extent)
    dims = tuple(str(name) for name in table["status"].dims)
    values = maps.reshape(*table["status"].shape, *extent)
    return table.assign_coords(places).assign(dead=((*dims, *places), values, WORDS))


def with_store(table: xr.Dataset, path: Path) -> xr.Dataset:
    """Return a Dataset over rows whose `dead` is read from its store when used, piece by piece."""
    import xarray as xr

    store = xr.open_zarr(path, chunks=None, zarr_format=3, consolidated=False)
    return table.assign_coords({name: store[name] for name in store.dims if name != "row"}).assign(dead=store["dead"])


def check_room(rows: int, kind: str, tip_mm: float, kept: bool) -> None:
    """Refuse maps for which there is no room, before anything is run.

    Parameters
    ----------
    kept : whether there is a folder for a store
    """
    from lesionsim.sweep.tables.raster import raster_for

    raster = raster_for(tip_mm)
    size = rows * raster.across_mm.size * raster.z_mm.size
    if size <= IN_MEMORY_BYTES or kept:
        return
    told = f"of {rows} rows takes {size / 2**20:.0f} MiB; must be at most {IN_MEMORY_BYTES / 2**20:.0f} MiB in memory"
    raise ScenarioError(Problem("dead_map", f"{told}: give out, a folder, and the maps go into {STORE} in it"))
