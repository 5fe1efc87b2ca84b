"""A hidden folder beside the files to be replaced: new files grow in it, and vanish with it when the writing fails.

Its name starts with `.lesionsim-`. While it is in use, a lock on the file `.alive` in it says so; the system drops the
lock when the process ends, however it ends. What a killed process left is removed by a later write into the same
folder, once it is an hour old and no one holds the lock.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

PREFIX = ".lesionsim-"
ALIVE = ".alive"
KEPT_S = 3600.0  # leftovers younger than this stay: locks do not reach across every network drive


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """Give a fresh hidden folder inside `folder`; it is gone when the block ends.

    Raises
    ------
    OSError
        When the folder cannot be written to.
    """
    room = folder / f"{PREFIX}{os.getpid()}-{secrets.token_hex(4)}"
    room.mkdir()  # with the usual permissions: on Windows, files moved out of it keep those of their first folder
    try:
        with (room / ALIVE).open("wb") as alive:
            lock(alive)
            yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)
    clear_leftovers(folder)


def lock(alive: BinaryIO) -> bool:
    """Hold a file until it is closed; tell whether nobody else holds it. On Windows, being open is enough."""
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(alive, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True


def clear_leftovers(folder: Path) -> None:
    """Remove what killed processes left in a folder; what cannot be removed stays."""
    with suppress(OSError):
        for room in folder.glob(f"{PREFIX}*"):
            with suppress(OSError):
                if room.is_dir() and time.time() - room.stat().st_mtime > KEPT_S and is_dead(room):
                    shutil.rmtree(room)


def is_dead(room: Path) -> bool:
    """Tell whether no living process writes in a hidden folder."""
    alive = room / ALIVE
    if not alive.exists():
        return True
    if sys.platform == "win32":
        alive.unlink()  # fails while a process has it open
        return True
    with alive.open("rb") as stream:
        return lock(stream)
