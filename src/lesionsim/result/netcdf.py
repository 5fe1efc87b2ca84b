"""A result as the bytes of a netCDF file, and back."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from lesionsim.result.checksum import seal_of

if TYPE_CHECKING:
    import xarray as xr

SIGNATURE = b"\x89HDF\r\n\x1a\n"
PACKED = {"zlib": True, "complevel": 1, "shuffle": True, "fletcher32": True, "_FillValue": None}  # half the size


def to_bytes(result: xr.Dataset) -> bytes:
    """Return the sealed file; it is made in memory, where no disk can be full halfway."""
    numbers = [name for name, variable in result.variables.items() if variable.dtype.kind == "f" and variable.size]
    stream = BytesIO()
    result.to_netcdf(stream, engine="h5netcdf", encoding={name: PACKED for name in numbers})
    content = stream.getvalue()
    return content + seal_of(content)


def from_bytes(content: bytes) -> xr.Dataset:
    """Read a sealed file, without turning numbers into dates; the seal lies behind what HDF5 reads."""
    import xarray as xr

    return xr.load_dataset(BytesIO(content), engine="h5netcdf", decode_times=False, decode_timedelta=False)


def whole_length(content: bytes) -> int | None:
    """Return how many bytes the file says that it has, without the seal; None when it does not say.

    The "superblock" at the beginning of an HDF5 file holds the address of its end (HDF5 file format, version 3.0).
    """
    version = content[8:9]
    place = {b"\x00": 40, b"\x01": 44, b"\x02": 28, b"\x03": 28}.get(version)
    if place is None or len(content) < place + 8:
        return None
    return int.from_bytes(content[place : place + 8], "little")
