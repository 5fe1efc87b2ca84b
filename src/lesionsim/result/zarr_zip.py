"""A result as the bytes of one zip file with Zarr inside, and back.

Zarr's format 2, because it has texts. The seal is the comment of the zip file, which is always its end.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

from lesionsim.errors import ResultError
from lesionsim.result.checksum import BLANK, LENGTH, seal_of

if TYPE_CHECKING:
    import xarray as xr

SIGNATURE = b"PK\x03\x04"


def need_zarr() -> Any:
    """Return the package zarr, or say how to get it."""
    try:
        import zarr.buffer
        import zarr.storage
    except ImportError as error:
        raise ResultError(
            'files ending in ".zarr.zip" need the package zarr, which is not installed or too old: '
            "pip install 'lesionsim[zarr]', or take a file ending in \".nc\"."
        ) from error
    return zarr


def to_bytes(result: xr.Dataset) -> bytes:
    """Return the sealed file."""
    need_zarr()
    entries: dict[str, Any] = {}
    result.to_zarr(entries, zarr_format=2, consolidated=True)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        place = {str(name): number for number, name in enumerate(result.variables)}
        for name in sorted(entries, key=lambda entry: (place.get(entry.split("/")[0], -1), entry)):
            # in the order of the variables, with a fixed date, so that equal results give equal bytes
            archive.writestr(zipfile.ZipInfo(name), entries[name].to_bytes())
        archive.comment = BLANK
    content = stream.getvalue()[:-LENGTH]
    return content + seal_of(content)


def from_bytes(content: bytes) -> xr.Dataset:
    """Read a sealed file, without turning numbers into dates."""
    zarr = need_zarr()
    import xarray as xr

    with zipfile.ZipFile(BytesIO(content)) as archive:
        order = dict.fromkeys(name.split("/")[0] for name in archive.namelist() if "/" in name)
        entries = {name: zarr.buffer.cpu.Buffer.from_bytes(archive.read(name)) for name in archive.namelist()}
    store = zarr.storage.MemoryStore(entries)
    opened = xr.open_dataset(
        store,
        engine="zarr",
        chunks=None,
        decode_times=False,
        decode_timedelta=False,
        backend_kwargs={"zarr_format": 2, "consolidated": True},
    )
    with opened:
        return in_order(opened.load(), list(order))


def in_order(result: xr.Dataset, names: list[str]) -> xr.Dataset:
    """Return the same dataset with its variables in an order; Zarr sorts them by name."""
    import xarray as xr

    variables = {name: result.variables[name] for name in names}
    fields = {name: variable for name, variable in variables.items() if name not in result.coords}
    places = {name: variable for name, variable in variables.items() if name in result.coords}
    coordinates = xr.Coordinates(places, indexes=dict(result.xindexes))
    return xr.Dataset(fields, coordinates, result.attrs)
