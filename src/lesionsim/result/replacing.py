"""Put whole files in the place of older ones, in one step.

A file is either the old one or the whole new one, also when the process is killed, the disk is full or the power
fails. Several files cannot change in one step on any system; `replace_all` says what holds for them.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from errno import EACCES, EINVAL
from pathlib import Path

from lesionsim.result.staging import staging

BEFORE = ".before"
WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
TRIES_S = (0.05, 0.1, 0.2, 0.4, 0.8)  # virus scanners on Windows hold fresh files for a moment


@contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Give a temporary path; what is written there takes the place of `path` when the block ends well.

    The temporary file has the same name, lies in a hidden folder beside `path`, is flushed to the disk, and is removed
    when the block fails. A symbolic link stays: the file it leads to is replaced.

    Raises
    ------
    OSError
        When the folder cannot be written to, or `path` is no ordinary file, or a read-only one.
    """
    target = behind_links(Path(path))
    check_writable(target)
    with staging(target.parent) as room:
        beside = room / target.name
        yield beside
        flush(beside)
        keep_mode(target, beside)
        move(beside, target)
    flush_folder(target.parent)


def replace_all(folder: Path, writers: Mapping[str, Callable[[Path], object]]) -> None:
    """Write files that belong together; the last one stands there only when it belongs to all the others.

    All are written and flushed aside first, so that a full disk or a kill during this, the long part, changes nothing.
    Then the last one of before is taken away, the new ones take their places, and the new last one comes last. An
    error in between, such as a file that another program keeps open, brings all of before back. A kill in between,
    within about a millisecond, leaves a folder without the last file, and all of before in the folder `.before` of
    the hidden one.
    """
    *others, last = writers
    targets = {name: folder / name for name in writers}
    for target in targets.values():
        check_writable(target)
    with staging(folder) as room:
        for name, write in writers.items():
            write(room / name)
            flush(room / name)
            keep_mode(targets[name], room / name)
        before = room / BEFORE
        before.mkdir()
        for name in others:
            if targets[name].exists():
                shutil.copy2(targets[name], before / name)
        try:
            if targets[last].exists():
                move(targets[last], before / last)
            for name, target in targets.items():
                move(room / name, target)
        except BaseException:
            restore(before, room, targets)
            raise
    flush_folder(folder)


def restore(before: Path, room: Path, targets: Mapping[str, Path]) -> None:
    """Bring back what stood there before; new files that had no forerunner go."""
    for name, target in targets.items():
        taken = not (room / name).exists()
        with suppress(OSError):
            if (before / name).exists() and (taken or not target.exists()):
                move(before / name, target)
            elif taken:
                target.unlink()


def behind_links(path: Path) -> Path:
    """Return the file that a path leads to.

    Raises
    ------
    OSError
        When it is a folder, a device or anything else that is no ordinary file.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        raise OSError(EINVAL, "it is not an ordinary file", str(path))
    return target


def check_writable(target: Path) -> None:
    """Refuse to replace a file that somebody made read-only; the system would allow it.

    Raises
    ------
    PermissionError
        When the file is there and may not be written to, or nobody may.
    """
    if target.exists() and not (os.access(target, os.W_OK) and target.stat().st_mode & WRITABLE):
        raise PermissionError(EACCES, "it is read-only", str(target))


def keep_mode(target: Path, beside: Path) -> None:
    """Give a new file the permissions of the one that it replaces; Windows keeps them by folder."""
    if sys.platform != "win32" and target.exists():
        with suppress(OSError):
            beside.chmod(stat.S_IMODE(target.stat().st_mode))


def move(source: Path, target: Path) -> None:
    """Move a file over another one; on Windows, wait for programs that hold it for a moment."""
    for pause_s in TRIES_S if sys.platform == "win32" else ():
        with suppress(PermissionError):
            source.replace(target)
            return
        time.sleep(pause_s)
    source.replace(target)


def flush(path: Path) -> None:
    """Wait until a file's content is on the disk."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def flush_folder(folder: Path) -> None:
    """Wait until a folder's new names are on the disk, where the system knows how."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
