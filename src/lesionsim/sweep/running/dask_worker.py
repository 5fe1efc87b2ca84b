"""What a Dask worker does with a batch of rows: it gives them to a child process that stays for the next batch."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from lesionsim.errors import RunError
from lesionsim.sweep.running.frames import Answers, unpack_rows
from lesionsim.sweep.running.options import Options
from lesionsim.sweep.running.pool import Pool
from lesionsim.sweep.running.record import Rows
from lesionsim.versions import VERSION


class Work(NamedTuple):
    """What all batches of a sweep share, and the version of the program that asks for it."""

    design: Rows
    options: Options
    name: str
    version: str
    command: list[str] | None


class Resting(NamedTuple):
    """A pool between two batches, and the sweep that it is for."""

    name: str
    pool: Pool


POOLS: list[Resting] = []
DISMISSED: set[str] = set()
LOCK = threading.Lock()


def run_batch(work: Work, rows: bytes) -> list[Answers]:
    """Run a batch of rows in a child process; without any answer where the sweep was given up meanwhile.

    Raises
    ------
    RunError
        When this worker has another lesionsim, or no child process can run rows.
    """
    if work.version != VERSION:
        told = f"a Dask worker has lesionsim {VERSION}, and this program is lesionsim {work.version}"
        raise RunError(f"{told}; install the same version on both")
    found: list[Answers] = []
    with borrowed(work) as pool:
        for answers in pool.run(unpack_rows(rows)):
            found += answers
            if work.name in DISMISSED:
                pool.close()
                break
    return found


@contextmanager
def borrowed(work: Work) -> Iterator[Pool]:
    """Give a pool of one child for a sweep; pools of other sweeps that rest here are ended."""
    with LOCK:
        mine = next((each for each in POOLS if each.name == work.name), None)
        others = [each for each in POOLS if each.name != work.name]
        POOLS[:] = [each for each in POOLS if each.name == work.name and each is not mine]
    for each in others:
        each.pool.close()
    pool = mine.pool if mine else Pool(work.design, work.options, 1, work.command)
    try:
        yield pool
    except BaseException:
        pool.close()
        raise
    with LOCK:
        kept = work.name not in DISMISSED
        if kept:
            POOLS.append(Resting(work.name, pool))
    if not kept:
        pool.close()


def dismiss(name: str) -> None:
    """End a sweep's child processes on this worker; those that run rows end within a moment."""
    with LOCK:
        DISMISSED.add(name)
        mine = [each for each in POOLS if each.name == name]
        POOLS[:] = [each for each in POOLS if each.name != name]
    for each in mine:
        each.pool.close()
