"""Write fields on an even grid as a VTK image file (.vti), which ParaView and other programs read.

The file is XML with the numbers in it as base64 of their bytes, little-endian, each after its length as an unsigned
64-bit number; x grows fastest.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

import numpy as np

from lesionsim.disclaimer import DISCLAIMER
from lesionsim.errors import ResultError, ScenarioError
from lesionsim.result.replacing import replacing
from lesionsim.result.store import remedy

Array = np.ndarray
ENDING = ".vti"
KINDS = {"f": ("Float32", "<f4"), "i": ("Int32", "<i4"), "u": ("UInt8", "u1"), "b": ("UInt8", "u1")}


class EvenGrid(NamedTuple):
    """Places on an even grid, mm: the first one, the distance between them, and how many along x, y and z."""

    origin_mm: tuple[float, float, float]
    spacing_mm: float
    counts: tuple[int, int, int]


def write_vti(path: str | os.PathLike[str], grid: EvenGrid, fields: dict[str, Array], time_s: float) -> Path:
    """Write fields to a .vti file, which appears whole or not at all.

    Parameters
    ----------
    fields : (nz, ny, nx) arrays by name; floats are written as 32-bit ones, whole numbers as 32-bit, flags as bytes
    time_s : moment of the fields, s

    Raises
    ------
    ScenarioError
        When the name has another ending, or its folder does not exist.
    ResultError
        When the file cannot be written.
    """
    target = vti_path(path)
    try:
        with replacing(target) as beside, beside.open("wb") as stream:
            for line in lines_of(grid, fields, time_s):
                stream.write(line.encode("ascii"))
                stream.write(b"\n")
    except OSError as error:
        raise ResultError(f"{target} cannot be written: {error.strerror or error}. {remedy(error)}") from error
    return target


def vti_path(path: str | os.PathLike[str]) -> Path:
    """Return the path of a .vti file in a folder that exists.

    >>> vti_path("lesion.vtk")
    Traceback (most recent call last):
    lesionsim.errors.ScenarioError: the file lesion.vtk must end in .vti
    """
    target = Path(path)
    if target.suffix.lower() != ENDING:
        raise ScenarioError(f"the file {target} must end in {ENDING}")
    if not target.parent.is_dir():
        raise ScenarioError(f"the folder {target.parent} does not exist; make it first, or choose another one")
    return target


def lines_of(grid: EvenGrid, fields: dict[str, Array], time_s: float) -> Iterator[str]:
    """Yield the lines of the file."""
    extent = " ".join(f"0 {count - 1}" for count in grid.counts)
    origin = " ".join(repr(float(each)) for each in grid.origin_mm)
    spacing = " ".join([repr(float(grid.spacing_mm))] * 3)
    yield '<?xml version="1.0"?>'
    yield f"<!-- lesionsim. {DISCLAIMER}. Lengths in mm, z along the probe from the end of the tip. -->"
    yield '<VTKFile type="ImageData" version="1.0" byte_order="LittleEndian" header_type="UInt64">'
    yield f'<ImageData WholeExtent="{extent}" Origin="{origin}" Spacing="{spacing}">'
    yield "<FieldData>"
    yield f'<DataArray type="Float64" Name="TimeValue" NumberOfTuples="1" format="ascii">{time_s!r}</DataArray>'
    yield "</FieldData>"
    yield f'<Piece Extent="{extent}">'
    yield f"<PointData Scalars={quoteattr(next(iter(fields)))}>"
    for name, values in fields.items():
        yield from array_lines(name, values)
    yield from ("</PointData>", "<CellData>", "</CellData>", "</Piece>", "</ImageData>", "</VTKFile>")


def array_lines(name: str, values: Array) -> Iterator[str]:
    """Yield one field: its name and type, then its bytes."""
    kind, letters = KINDS[values.dtype.kind]
    content = np.ascontiguousarray(values, dtype=letters).tobytes()
    label = quoteattr(name.encode("ascii", "xmlcharrefreplace").decode("ascii")).replace("&amp;#", "&#")
    yield f'<DataArray type="{kind}" Name={label} format="binary">'
    yield base64.b64encode(len(content).to_bytes(8, "little") + content).decode("ascii")
    yield "</DataArray>"
