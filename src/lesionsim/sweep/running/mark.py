"""The row in progress, in a small file that a child and its program have mapped: it can be read after any death."""

from __future__ import annotations

import mmap
from pathlib import Path

IDLE = -1  # in place of a row: nothing that the time limit counts is going on
SIZE = 8


def make_mark(path: Path) -> Path:
    """Make the file, with nothing in progress."""
    path.write_bytes(IDLE.to_bytes(SIZE, "little", signed=True))
    return path


class Mark:
    """One process's view of the file."""

    def __init__(self, path: str | Path) -> None:
        with open(path, "r+b") as file:
            self.map = mmap.mmap(file.fileno(), SIZE)
        self.row = memoryview(self.map).cast("q")

    def read(self) -> int:
        """Return the row in progress, or `IDLE`."""
        return self.row[0]

    def write(self, row: int) -> None:
        """Show the row in progress."""
        self.row[0] = row

    def close(self) -> None:
        """Let go of the file."""
        self.row.release()
        self.map.close()
