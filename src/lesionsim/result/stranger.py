"""Say what a file is that does not carry a right seal, and what to do about it."""

from __future__ import annotations

import tomllib
from pathlib import Path

from lesionsim.result import netcdf, zarr_zip
from lesionsim.result.checksum import LENGTH, MARK, has_seal

AGAIN = "Make the result again from its scenario: lesionsim run SCENARIO."
KINDS = {
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"%PDF": "a PDF",
    b"CDF\x01": "a netCDF file of another program (classic format)",
    b"CDF\x02": "a netCDF file of another program (classic format)",
    b"CDF\x05": "a netCDF file of another program (classic format)",
    b"\x1f\x8b": "a compressed file (gzip)",
    b"\x80\x04": "a Python pickle",
    b"\x80\x05": "a Python pickle",
    b"\x93NUMPY": "a NumPy array",
}


def complaint(source: Path, content: bytes) -> str:
    """Return the message about a file whose seal is missing or wrong."""
    if not content:
        return f"{source} is empty: it was cut short to nothing. {AGAIN}"
    if has_seal(content):
        return (
            f"{source} is damaged: its checksum does not match, so bytes have changed since lesionsim wrote it. "
            f"Take another copy. {AGAIN}"
        )
    if content.startswith(netcdf.SIGNATURE):
        return f"{source} {about_netcdf(content)} {AGAIN}"
    if content.startswith(zarr_zip.SIGNATURE):
        return f"{source} {about_zip(content)} {AGAIN}"
    if MARK in content[-2 * LENGTH :]:
        return f"{source} is damaged: its beginning is not that of a result, and its checksum is not whole. {AGAIN}"
    return f"{source} is no result of lesionsim: {other_kind(source, content)}"


def about_netcdf(content: bytes) -> str:
    """Tell a file that was cut short from one of another program."""
    whole = netcdf.whole_length(content)
    if whole is None or len(content) < whole:
        expected = "" if whole is None else f" and should have {whole + LENGTH}"
        return f"is damaged or cut short: it has {len(content)} bytes{expected}."
    return without_seal("netCDF (HDF5)", content, content[whole:])


def about_zip(content: bytes) -> str:
    """Tell a zip file that was cut short from one of another program."""
    end = content.rfind(b"PK\x05\x06")
    if end < 0 or len(content) < end + 22:
        return f"is damaged or cut short: it has {len(content)} bytes and lacks the end of a zip file."
    return without_seal("zip", content, content[end + 22 :])


def without_seal(kind: str, content: bytes, rest: bytes) -> str:
    """Tell why a file whose data are all there has no right seal."""
    if rest and MARK.startswith(rest[: len(MARK)]) and len(rest) < LENGTH:
        return f"is cut short: the last {LENGTH - len(rest)} bytes are missing."
    if MARK in content or resembles_seal(rest):
        return "is damaged: something was added behind its end, or its checksum was changed."
    return (
        f"is a {kind} file without the checksum at its end that lesionsim writes: "
        "another program wrote it, or changed it since, or its end is cut off."
    )


def resembles_seal(rest: bytes) -> bool:
    """Tell whether most bytes of the mark are where they belong."""
    return sum(a == b for a, b in zip(rest, MARK, strict=False)) > len(MARK) // 2


def other_kind(source: Path, content: bytes) -> str:
    """Name what the file is instead, and the way on."""
    for start, name in KINDS.items():
        if content.startswith(start):
            return f'it is {name}. Give the path of the result.nc that "lesionsim run" wrote.'
    if not any(content):
        return f"it holds nothing but zeros, as after a crash of the disk. {AGAIN}"
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return f'its beginning is not that of a netCDF (".nc") or ".zarr.zip" file; it may be damaged. {AGAIN}'
    return about_text(source, text)


def about_text(source: Path, text: str) -> str:
    """Tell scenarios and summaries from other texts."""
    if is_scenario(text) or source.suffix.lower() == ".toml":
        return f"it is a scenario. Run it first: lesionsim run {source}"
    if text.lstrip().startswith("{"):
        return 'it is JSON, perhaps the summary of a run. Give the path of the result.nc that "lesionsim run" wrote.'
    return 'it is a text. Give the path of the result.nc that "lesionsim run" wrote.'


def is_scenario(text: str) -> bool:
    """Tell whether a text is the description of a run."""
    try:
        return not {"probe", "tissue", "protocol"}.isdisjoint(tomllib.loads(text))
    except tomllib.TOMLDecodeError:
        return False
