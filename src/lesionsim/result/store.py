"""Results in files: written whole or not at all, sealed by a checksum, and read back as they were."""

from __future__ import annotations

import os
from errno import errorcode
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from lesionsim.errors import ResultError
from lesionsim.result import netcdf, zarr_zip
from lesionsim.result.checksum import is_intact
from lesionsim.result.replacing import replacing
from lesionsim.result.schema import SELECTABLE
from lesionsim.result.stranger import AGAIN, complaint

if TYPE_CHECKING:
    import xarray as xr

ENDINGS: dict[str, ModuleType] = {".nc": netcdf, ".zarr.zip": zarr_zip}
FULL = ("ENOSPC", "EDQUOT")
IN_ONE_FILE = 'Take ".zarr.zip": the same in one file, which can be replaced in one step and carry a checksum.'


def save_result(result: xr.Dataset, path: str | os.PathLike[str]) -> Path:
    """Write a result to a file; an older file is replaced in one step, or stays as it was.

    The file carries a checksum of all its bytes, which `open_result` checks.

    Parameters
    ----------
    result : Dataset from `simulate`, whole
    path : file name ending in .nc (netCDF) or .zarr.zip (Zarr in one file; needs the package zarr), in a folder that
        exists

    Returns
    -------
    Path of the file

    Raises
    ------
    ResultError
        When the dataset is no whole result of lesionsim, or the file cannot be written.

    Examples
    --------
    >>> import lesionsim as ls
    >>> ls.save_result(ls.simulate(ls.load("b1")), "b1.txt")
    Traceback (most recent call last):
    lesionsim.errors.ResultError: the result file b1.txt must end in .nc (netCDF) or .zarr.zip (Zarr in one file)...
    """
    target = as_path(path)
    form = form_of(target)
    content = in_bytes(result, form)
    try:
        with replacing(target) as beside:
            beside.write_bytes(content)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise ResultError(f"{target} cannot be written: {why}. {remedy(error)}") from error
    return target


def as_path(path: str | os.PathLike[str]) -> Path:
    """Return what was given as a path."""
    try:
        return Path(path)
    except TypeError as error:
        raise ResultError(f"path is {path!r:.60}; give the path of a file, such as 'result.nc'.") from error


def form_of(path: Path) -> ModuleType:
    """Tell the format of a file to be written from its ending."""
    name = path.name.lower()
    for ending, form in ENDINGS.items():
        if name.endswith(ending):
            return form
    if name.endswith(".zarr"):
        raise ResultError(f"the result file {path} ends in .zarr, which is a folder of many files. {IN_ONE_FILE}")
    raise ResultError(f"the result file {path} must end in .nc (netCDF) or .zarr.zip (Zarr in one file). Take .nc.")


def remedy(error: Exception) -> str:
    """Say what helps when a file cannot be written."""
    if isinstance(error, FileNotFoundError):
        return "Make the folder first, or choose another one."
    if isinstance(error, PermissionError):
        return "Close it where it is open and allow writing, or choose a file in a folder that you may write to."
    if errorcode.get(getattr(error, "errno", None) or 0) in FULL:
        return "Free some space, or choose another disk; a file that was there is unchanged."
    return "Choose another name or folder; a file that was there is unchanged."


def in_bytes(result: xr.Dataset, form: ModuleType) -> bytes:
    """Return the whole file, sealed."""
    import xarray as xr

    from lesionsim.result.whole import WHOLE, check_schema

    if not isinstance(result, xr.Dataset):
        raise ResultError(f"result is a {type(result).__name__}; it must be a Dataset. {WHOLE}")
    check_schema(result, "this dataset")
    try:
        return bytes(form.to_bytes(result))
    except (TypeError, ValueError, AttributeError, NotImplementedError) as error:
        raise ResultError(f"this dataset holds something that no file takes: {first_line(error)}. {WHOLE}") from error


def open_result(path: str | os.PathLike[str]) -> xr.Dataset:
    """Read a result from its file into memory.

    All bytes are read once and checked against the checksum at the end of the file.

    Returns
    -------
    Dataset identical to the one that was saved

    Raises
    ------
    ResultError
        When the file is missing, changed, cut short, not a result of lesionsim, or made by a newer version.
    """
    source = as_path(path)
    content = bytes_of(source)
    if not is_intact(content):
        raise ResultError(complaint(source, content))
    from lesionsim.result.whole import check_schema

    result = restored(read(source, content))
    check_schema(result, str(source))
    return result.drop_indexes([name for name in result.xindexes if str(name) not in SELECTABLE])


def bytes_of(source: Path) -> bytes:
    """Read a file at once."""
    try:
        if source.is_dir():
            raise ResultError(f"{source} is not a file; {inside(source)}")
        if source.exists() and not source.is_file():
            raise ResultError(f"{source} is not an ordinary file; give the path of a result.nc that lesionsim wrote.")
        return source.read_bytes()
    except FileNotFoundError as error:
        raise ResultError(f"{source} does not exist; give the path of a result.nc that lesionsim wrote.") from error
    except PermissionError as error:
        raise ResultError(f"{source} cannot be read: {error.strerror}. Ask its owner for permission.") from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise ResultError(f"{str(source)[:300]} cannot be read: {why}. Check the path and the disk.") from error


def inside(folder: Path) -> str:
    """Say what to give instead of a folder."""
    if folder.name.lower().endswith(".zarr"):
        return f"lesionsim reads no folders of Zarr. {IN_ONE_FILE} {AGAIN}"
    found = [path.name for ending in ENDINGS for path in sorted(folder.glob(f"*{ending}"))]
    return f"give the path of the {found[0] if found else 'result.nc'} inside it."


def read(source: Path, content: bytes) -> xr.Dataset:
    """Read a checked file."""
    form = zarr_zip if content.startswith(zarr_zip.SIGNATURE) else netcdf
    try:
        return form.from_bytes(content)
    except (OSError, ValueError, KeyError, RuntimeError, AttributeError, TypeError, NotImplementedError) as error:
        raise ResultError(
            f"{source} is as it was written, but cannot be read here: {first_line(error)}. "
            "Update the packages: pip install --upgrade lesionsim xarray h5netcdf zarr."
        ) from error


def first_line(error: Exception) -> str:
    """Return the first line of a message."""
    return (str(error).splitlines() or [type(error).__name__])[0]


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
