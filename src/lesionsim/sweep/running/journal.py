"""The journal of a sweep: one line a finished row, each with a checksum, only ever added to.

A line that the end of the program or of the power cut in half is the last one; it is dropped, and its row is run again.
"""

from __future__ import annotations

import io
import json
import os
from array import array
from collections.abc import Iterator, Sequence
from contextlib import suppress
from errno import ENOSPC
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, NamedTuple, Self

from lesionsim.errors import ResultError, RunError
from lesionsim.result.replacing import replacing
from lesionsim.sweep.running.frames import OK
from lesionsim.sweep.running.head import FORMAT, Head
from lesionsim.sweep.running.record import Record, checked, content_of, row_and_status

NAME = "rows.journal"
SYNCED_EVERY_S = 1.0
NOWHERE = -1  # in place of a row's position: there is no such line


class Contents(NamedTuple):
    """What a journal holds: its head, where each row's line begins, how many rows failed, and where it is whole to."""

    head: Head
    places: array[int]
    failed: int
    end: int

    @property
    def missing(self) -> Sequence[int]:
        """The rows that are not there, in order."""
        return array("q", (row for row, place in enumerate(self.places) if place == NOWHERE))


class Journal:
    """A journal that is written."""

    def __init__(self, stream: io.RawIOBase, path: Path, end: int = 0) -> None:
        self.stream, self.path, self.end = stream, path, end
        self.synced = monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self.guarded(b"", sync=True)
            else:
                with suppress(OSError):
                    self.sync()
        finally:
            self.stream.close()

    def append(self, text: bytes) -> None:
        """Add whole lines; about every second wait until they are on the disk.

        Raises
        ------
        RunError
            When the disk is full or gone; what was added before stays whole.
        """
        self.guarded(text, sync=monotonic() - self.synced > SYNCED_EVERY_S)

    def guarded(self, text: bytes, sync: bool) -> None:
        """Add lines and perhaps wait for the disk; on trouble take half a line away again."""
        try:
            write_whole(self.stream, text)
            if sync:
                self.sync()
        except OSError as error:
            with suppress(OSError):
                self.stream.truncate(self.end)
                self.stream.seek(self.end)
            told = f"{self.path} cannot be written to: {error.strerror or error}. Rows finished before are safe in it"
            raise RunError(f"{told}: make room, then go on with --resume") from error
        self.end += len(text)

    def sync(self) -> None:
        """Wait until everything is on the disk."""
        os.fsync(self.stream.fileno())
        self.synced = monotonic()


def write_whole(stream: io.RawIOBase, text: bytes) -> None:
    """Write all bytes; a disk that fills up takes a part first."""
    rest = memoryview(text)
    while rest:
        count = stream.write(rest)
        if not count:
            raise OSError(ENOSPC, "nothing more can be written")
        rest = rest[count:]


def begin(path: Path, head: Head) -> Journal:
    """Return a new journal; the file is there with its whole head, or not at all.

    Raises
    ------
    RunError
        When it cannot be written.
    """
    line = checked(json.dumps(head, separators=(",", ":")).encode())
    try:
        with replacing(path) as beside:
            beside.write_bytes(line)
    except OSError as error:
        raise RunError(f"{path} cannot be written: {error.strerror or error}; choose another folder") from error
    return opened_at(path, len(line))


def go_on(path: Path, contents: Contents) -> Journal:
    """Return a journal to be added to, without half a line at its end."""
    return opened_at(path, contents.end)


def opened_at(path: Path, end: int) -> Journal:
    """Return a journal to be added to after so many bytes; what is behind them goes."""
    stream = path.open("r+b", buffering=0)
    stream.truncate(end)
    stream.seek(end)
    return Journal(stream, path, end)


def read_contents(path: Path) -> Contents | None:
    """Read a whole journal and check every line; None where the file is empty.

    Raises
    ------
    ResultError
        When it is damaged in the middle, or is no journal, or one of a later lesionsim.
    """
    lines = whole_lines(path)
    head_line = next(lines, None)
    if head_line is None:
        return None
    head = checked_head(head_line[1], path)
    places, failed, end = array("q", [NOWHERE]) * head["rows"], 0, head_line[0]
    for line_end, content in lines:
        row, status = known(row_and_status(content), head, path)
        if places[row] == NOWHERE:
            places[row] = end
            failed += status != OK
        end = line_end
    return Contents(head, places, failed, end)


def whole_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the end and the content of every whole line, but for what is torn at the end."""
    with path.open("rb") as file:
        end, torn = 0, NOWHERE
        for line in file:
            content = content_of(line)
            if content is None:
                torn = end if torn == NOWHERE else torn
            elif torn != NOWHERE:
                told = f"{path} is damaged at byte {torn}: what follows is whole, so no crash cut it off"
                raise ResultError(f"{told}. Bring it back from a copy, or run the sweep again into another folder")
            else:
                yield end + len(line), content
            end += len(line)
        if end and torn == 0:
            raise ResultError(f"{path} is no journal of a sweep, or its head is damaged; choose another folder")


def checked_head(content: bytes, path: Path) -> Head:
    """Return the head of a journal that this version can read."""
    head: Any = json.loads(content)
    version = head.get("lesionsim_sweep") if isinstance(head, dict) else None
    if version is None:
        raise ResultError(f"{path} is no journal of a sweep; choose another folder")
    if version != FORMAT:
        raise ResultError(f"{path} was written by a later lesionsim ({head.get('version')}); go on with that one")
    rows = head.get("rows")
    if type(rows) is not int or rows < 1:
        raise ResultError(f"{path} has a head that no lesionsim wrote; run the sweep again into another folder")
    return head


def known(found: tuple[int, str] | None, head: Head, path: Path) -> tuple[int, str]:
    """Return the row and status of a line, if the sweep has such a row."""
    if found is None or found[0] >= head["rows"]:
        raise ResultError(f"{path} holds what is no row of its sweep; run the sweep again into another folder")
    return found


def read_head(folder: Path) -> Head:
    """Return the head of the journal in a folder: rows, options, versions, and the design as plain values.

    Raises
    ------
    ResultError
        When there is none.
    """
    path = folder / NAME
    first = next(whole_lines(path), None) if path.is_file() else None
    if first is None:
        raise ResultError(f"{folder} holds no sweep: there is no whole {NAME} in it")
    return checked_head(first[1], path)


def read_records(folder: Path) -> Iterator[Record]:
    """Yield every record of the sweep in a folder in the order of its rows, each row once; memory stays small.

    Raises
    ------
    ResultError
        When there is no journal, or it is damaged.
    """
    path = folder / NAME
    contents = read_contents(path) if path.is_file() else None
    if contents is None:
        raise ResultError(f"{folder} holds no sweep: there is no whole {NAME} in it")
    with path.open("rb") as file:
        for place in contents.places:
            if place != NOWHERE:
                file.seek(place)
                yield record_in(file.readline(), path)


def record_in(line: bytes, path: Path) -> Record:
    """Return the record in a line that was whole a moment ago."""
    content = content_of(line)
    if content is None:
        raise ResultError(f"{path} has changed while it was read; try again")
    record: Record = json.loads(content)
    return record
