"""What a sweep's program and its child processes say to each other: frames over a pipe, each with its length.

The child's answers carry finished lines of the journal, so that the program passes them on without reading them.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable
from typing import BinaryIO, NamedTuple

HEAD = struct.Struct("<cI")
ANSWERS = struct.Struct("<dI")

START, BATCH = b"S", b"B"  # to the child: the design; rows to run
HELLO, READY, DONE, BACK = b"H", b"R", b"D", b"G"  # from the child: who it is; waits; finished rows; rows given back
END = b""  # the pipe is closed

STATUSES = ("ok", "failed", "time limit", "worker died")
OK, FAILED, TIME_LIMIT, WORKER_DIED = STATUSES


class Frame(NamedTuple):
    """What is said, in one letter, and its content."""

    kind: bytes
    body: bytes


class Answers(NamedTuple):
    """Some finished rows in order: their numbers, what became of each, the journal's lines, and the seconds taken."""

    rows: list[int]
    statuses: list[str]
    text: bytes
    seconds: float


def send(stream: BinaryIO, kind: bytes, body: bytes = b"") -> None:
    """Write one frame."""
    stream.write(HEAD.pack(kind, len(body)) + body)
    stream.flush()


def receive(stream: BinaryIO) -> Frame:
    """Read one frame; one of kind `END` where the other side is gone, also in the middle of a frame."""
    head = exactly(stream, HEAD.size)
    if not head:
        return Frame(END, b"")
    kind, length = HEAD.unpack(head)
    body = exactly(stream, length)
    return Frame(END, b"") if body is None else Frame(kind, body)


def exactly(stream: BinaryIO, count: int) -> bytes | None:
    """Read so many bytes; None where there are fewer."""
    parts, missing = [], count
    while missing:
        part = stream.read(missing)
        if not part:
            return None
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def pack_rows(rows: Iterable[int]) -> bytes:
    """Return row numbers as bytes."""
    return array("q", rows).tobytes()


def unpack_rows(body: bytes) -> list[int]:
    """Return row numbers from bytes."""
    return array("q", body).tolist()


def pack_answers(answers: Answers) -> bytes:
    """Return finished rows as bytes."""
    statuses = bytes(map(STATUSES.index, answers.statuses))
    head = ANSWERS.pack(answers.seconds, len(answers.rows))
    return head + pack_rows(answers.rows) + statuses + answers.text


def unpack_answers(body: bytes) -> Answers:
    """Return finished rows from bytes."""
    seconds, count = ANSWERS.unpack_from(body)
    rows_end = ANSWERS.size + 8 * count
    statuses = [STATUSES[each] for each in body[rows_end : rows_end + count]]
    return Answers(unpack_rows(body[ANSWERS.size : rows_end]), statuses, body[rows_end + count :], seconds)
