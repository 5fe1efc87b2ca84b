"""The record of one row, and the line of the journal that holds it: a checksum, a space, JSON.

A record has no time of day and no name of a machine in it: it is the same, bit for bit, whoever ran the row.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any, Protocol
from zlib import crc32

from lesionsim.errors import LesionsimError
from lesionsim.scenario import Scenario
from lesionsim.scenario.writing import plain_value
from lesionsim.sweep.design.hashing import sealed
from lesionsim.sweep.running.frames import STATUSES

Record = dict[str, Any]

CHECK = 8  # letters of the checksum
STARTS = re.compile(rb'\{"row":(\d{1,18}),"status":"([a-z ]{1,20})"')


class Rows(Protocol):
    """What running needs to know of a design."""

    @property
    def scenario(self) -> Scenario:
        """The scenario that rows change."""

    @property
    def sha256(self) -> str:
        """The hash of everything that decides rows."""

    def __len__(self) -> int: ...

    def values(self, number: int) -> dict[str, Any]:
        """Return the values of a row, by key."""

    def scenario_at(self, number: int) -> Scenario:
        """Return the scenario of a row."""


def begun(design: Rows, row: int, status: str, reason: str = "", sha256: str = "") -> Record:
    """Return the record of a row without what was measured; `sha256` is its scenario's."""
    values = design.values(row)
    return {"row": row, "status": status, "reason": reason, "scenario_sha256": sha256, "values": values}


def unfinished(design: Rows, row: int, status: str, reason: str) -> Record:
    """Return the record of a row that was not brought to an end."""
    try:
        sha256 = scenario_sha256(design.scenario_at(row))
    except LesionsimError:  # a row without a scenario fails on its own account, if it ever comes to that
        sha256 = ""
    return begun(design, row, status, reason, sha256)


def over_limit(limit_s: float) -> str:
    """Say that a row took too long."""
    return f"the row took longer than the time limit of {limit_s:g} s"


def plain(value: Any) -> Any:
    """Return a number or an array of NumPy as JSON knows it."""
    return value.tolist()


ENCODED = json.JSONEncoder(separators=(",", ":"), default=plain).encode
SORTED = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=plain).encode
FIELDS = sorted(Scenario.__dataclass_fields__)


class Hashes:
    """Hashes of scenarios that have most parts in common; a part that is the same object as before is not read."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[Any, str]] = {}

    def of(self, scenario: Scenario) -> str:
        """Return the hash of a scenario; see `scenario_sha256`."""
        whole = sealed(scenario)
        fields = [(name, getattr(whole, name)) for name in FIELDS]
        text = ",".join(self.part(name, value) for name, value in fields if value is not None)
        return hashlib.sha256(f"{{{text}}}".encode()).hexdigest()

    def part(self, name: str, value: Any) -> str:
        """Return a field as JSON, with its name."""
        before, text = self.known.get(name, (self, ""))
        if before is not value:
            text = f'"{name}":{SORTED(plain_value(value))}'
            self.known[name] = value, text
        return text


def scenario_sha256(scenario: Scenario) -> str:
    """Return the SHA-256 of a scenario's table, written as JSON with sorted keys and without spaces.

    A labelled volume counts by what its file holds, not by the file's name alone.

    Examples
    --------
    >>> import lesionsim as ls
    >>> scenario_sha256(ls.load("b1")) == scenario_sha256(ls.change(ls.load("b1"), {"start_c": 36}))
    False
    """
    return Hashes().of(scenario)


def line_of(record: Record) -> bytes:
    """Return a record as a line; numbers keep every bit.

    Examples
    --------
    >>> line_of({"row": 7, "status": "ok", "width_mm": 0.1})
    b'007d0f58 {"row":7,"status":"ok","width_mm":0.1}\\n'
    """
    return checked(ENCODED(record).encode())


def checked(content: bytes) -> bytes:
    """Return a content as a line with its checksum."""
    return b"%08x %s\n" % (crc32(content), content)


def content_of(line: bytes) -> bytes | None:
    """Return the content of a line; None where the line is not whole."""
    content = line[CHECK + 1 : -1]
    return content if line == checked(content) else None


def read_line(line: bytes) -> Record | None:
    """Return the record of a line; None where the line is not whole."""
    content = content_of(line)
    return None if content is None else json.loads(content)


def row_and_status(content: bytes) -> tuple[int, str] | None:
    """Return the row and the status that a line's content begins with, without reading the rest."""
    found = STARTS.match(content)
    return (int(found[1]), found[2].decode()) if found and found[2].decode() in STATUSES else None
