"""Results in netCDF files: written whole or not at all, and read back as they were."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from lesionsim.errors import ResultError
from lesionsim.result.schema import COORDINATES, SCHEMA, SELECTABLE, VARIABLES

if TYPE_CHECKING:
    import xarray as xr

FORMAT, _, NEWEST = SCHEMA.rpartition("-")
AGAIN = "Make the result again from its scenario: lesionsim run SCENARIO."
# Checksums of every block, so that damage inside a file is noticed; light compression halves the file.
PACKED = {"zlib": True, "complevel": 1, "shuffle": True, "fletcher32": True, "_FillValue": None}


@contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Give a temporary path; what is written there takes the place of `path` when the block ends well.

    The temporary file lies in the same folder, is flushed to the disk, and is removed when the block fails, so that
    `path` is always the old file or the whole new one.

    Raises
    ------
    OSError
        When the folder cannot be written to.
    """
    target = Path(path)
    handle, name = tempfile.mkstemp(prefix=f".{target.stem}-", suffix=target.suffix, dir=target.parent)
    os.close(handle)
    beside = Path(name)
    try:
        yield beside
        beside.chmod(0o666 & ~current_umask())
        flush(beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def current_umask() -> int:
    """Return the permissions that new files go without; temporary files start with fewer than usual."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def flush(path: Path) -> None:
    """Wait until a file's content is on the disk."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def save_result(result: xr.Dataset, path: str | os.PathLike[str]) -> Path:
    """Write a result to a netCDF file; an older file is replaced in one step.

    Parameters
    ----------
    result : Dataset from `simulate`
    path : file name, usually ending in .nc, in a folder that exists

    Returns
    -------
    Path of the file

    Raises
    ------
    ResultError
        When the dataset is no result of lesionsim, or the file cannot be written.
    """
    check_schema(result, "this dataset")
    target = Path(path)
    try:
        with replacing(target) as beside:
            write(result, beside)
    except OSError as error:
        why = error.strerror or error
        raise ResultError(f"{target} cannot be written: {why}. Choose a file in a folder that you may write to.") from (
            error
        )
    return target


def write(result: xr.Dataset, path: Path) -> None:
    """Write a result to a file, as it is."""
    numbers = [name for name, variable in result.variables.items() if variable.dtype.kind == "f" and variable.size]
    result.to_netcdf(path, engine="h5netcdf", encoding={name: PACKED for name in numbers})


def open_result(path: str | os.PathLike[str]) -> xr.Dataset:
    """Read a result from its file into memory.

    Returns
    -------
    Dataset identical to the one that was saved

    Raises
    ------
    ResultError
        When the file is missing, damaged, not a result of lesionsim, or made by a newer version.
    """
    source = Path(path)
    if not source.exists():
        raise ResultError(f"{source} does not exist; give the path of a result.nc that lesionsim wrote.")
    if not source.is_file():
        raise ResultError(f"{source} is not a file; give the path of the result.nc inside it.")
    result = read(source)
    check_schema(result, str(source))
    plain = [name for name in result.xindexes if str(name) not in SELECTABLE]
    return restored(result).drop_indexes(plain)


def read(source: Path) -> xr.Dataset:
    """Read a netCDF file into memory, without turning numbers into dates."""
    import xarray as xr

    try:
        return xr.load_dataset(source, engine="h5netcdf", decode_times=False, decode_timedelta=False)
    except PermissionError as error:
        raise ResultError(f"{source} cannot be read: {error.strerror}. Ask its owner for permission.") from error
    except (OSError, ValueError, KeyError, RuntimeError, AttributeError, TypeError) as error:
        # What HDF5 raises depends on the byte that is wrong.
        raise ResultError(f"{source} is damaged, cut short, or no netCDF file: {first_line(error)}. {AGAIN}") from error


def first_line(error: Exception) -> str:
    """Return the first line of a message."""
    return (str(error).splitlines() or [type(error).__name__])[0]


def check_schema(result: xr.Dataset, where: str) -> None:
    """Refuse datasets of other programs, of newer versions, and incomplete ones."""
    written = result.attrs.get("schema")
    kind, _, number = str(written).rpartition("-")
    if kind != FORMAT or not number.isdecimal():
        raise ResultError(f"{where} is not a result of lesionsim: it carries no schema {SCHEMA!r}. {AGAIN}")
    if int(number) > int(NEWEST):
        raise ResultError(
            f"{where} has schema {written!r}, newer than this version reads ({SCHEMA!r}). "
            "Update lesionsim: pip install --upgrade lesionsim."
        )
    needed = [name for name in (*COORDINATES, *VARIABLES, "attribute scenario") if not name.startswith("thermocouple")]
    have = {*map(str, result.variables), *(f"attribute {name}" for name in result.attrs)}
    missing = [name for name in needed if name not in have]
    if missing:
        raise ResultError(f"{where} is incomplete: it lacks {', '.join(missing)}. {AGAIN}")


def restored(result: xr.Dataset) -> xr.Dataset:
    """Give texts and attributes the types that a fresh result has; HDF5 keeps its own."""
    texts = [name for name, variable in result.variables.items() if variable.dtype.kind == "O"]
    fresh = result.assign({name: (result[name].dims, result[name].values.astype(str)) for name in texts})
    for name in texts:
        fresh[name].attrs.update(result[name].attrs)
    for variable in fresh.variables.values():
        variable.encoding = {}
    fresh.encoding = {}
    fresh.attrs = {name: value.item() if hasattr(value, "item") else value for name, value in result.attrs.items()}
    return fresh
