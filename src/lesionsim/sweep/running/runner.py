"""Run a sweep into a folder: rows go to the journal as they finish, and nothing that finished is lost."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from lesionsim.errors import Problem, ResultError, ScenarioError
from lesionsim.scenario.wording import shown
from lesionsim.sweep.design.design import Design
from lesionsim.sweep.running.frames import Answers
from lesionsim.sweep.running.head import Head, differences, head_of
from lesionsim.sweep.running.journal import NAME, Contents, Journal, begin, go_on, read_contents
from lesionsim.sweep.running.options import Options
from lesionsim.sweep.running.pool import Pool
from lesionsim.sweep.running.progress import Advance, shown_progress
from lesionsim.sweep.running.stopping import Stopped, in_order

if TYPE_CHECKING:
    pass

LOCK = ".lesionsim-sweep.lock"
MOST_WORKERS = 1024


class Crew(Protocol):
    """Whoever runs rows: child processes here, or a cluster."""

    def run(self, rows: Collection[int]) -> Iterator[list[Answers]]:
        """Run rows; give answers as they come, and every moment control."""


class Place(NamedTuple):
    """The journal, and what is still to be done."""

    journal: Journal
    missing: Sequence[int]
    failed: int
    rows: int


def run_sweep(
    design: Design,
    options: Options,
    folder: str | os.PathLike[str],
    workers: int | None = None,
    resume: bool = False,
    dask: Any = None,
    progress: bool | None = None,
    command: Sequence[str] | None = None,
) -> Path:
    """Run every row of a design that a folder does not have yet.

    Parameters
    ----------
    folder : made when it is not there; keeps the journal `rows.journal`
    workers : how many processes; as many as there are processors when left out
    resume : go on with the sweep in the folder, which must have the same design, options and versions
    dask : address of a Dask scheduler ("tcp://..."), a Dask client or a Dask cluster, in place of processes
    progress : whether to show a bar on stderr; only where that is a terminal, when left out
    command : what starts a worker process, as a list of words (rarely needed)

    Returns
    -------
    the folder

    Raises
    ------
    ScenarioError
        When an argument is not allowed.
    ResultError
        When the folder has a sweep already, or one that differs from this one, or a damaged journal.
    RunError
        When the journal cannot be written, or workers cannot be started.
    Stopped
        A `KeyboardInterrupt`: Ctrl-C was pressed, or the system ended the program; it says how to go on.
    """
    if not isinstance(design, Design):
        raise ScenarioError(Problem("design", f"is {shown(design)}; must be a Design, as make_design gives"))
    workers = workers_from(workers)
    folder = prepared(Path(folder))
    with alone_in(folder), in_order() as stopped:
        place = opened(folder, head_of(design, options), resume)
        done = len(design) - len(place.missing)
        with kept(place) as journal, shown_progress(len(design), done, place.failed, progress) as advance:
            if place.missing:
                with crew(design, options, min(workers, len(place.missing)), dask, command) as found:
                    keep(found, place.missing, (journal, advance), stopped, folder)
    return folder


@contextmanager
def kept(place: Place) -> Iterator[Journal]:
    """Give the journal to be written to; one that was begun and holds no row goes again when something goes wrong."""
    begun = place.journal.end if len(place.missing) == place.rows else None
    try:
        with place.journal as journal:
            yield journal
    except BaseException:
        if place.journal.end == begun:
            with suppress(OSError):
                place.journal.path.unlink()
        raise


def keep(
    crew: Crew, missing: Sequence[int], kept: tuple[Journal, Advance], stopped: Callable[[], bool], folder: Path
) -> None:
    """Add answers to the journal as they come, until all are there or the program is to end."""
    journal, advance = kept
    left = len(missing)
    for answers in crew.run(missing):
        if answers:
            journal.append(b"".join(each.text for each in answers))
            left -= sum(len(each.rows) for each in answers)
            advance(answers)
        if stopped() and left:
            raise Stopped(f"stopped with {left} rows to go; the others are safe in {folder}. Go on with --resume")


def crew(
    design: Design, options: Options, workers: int, dask: Any, command: Sequence[str] | None
) -> AbstractContextManager[Crew]:
    """Return whoever runs the rows."""
    if dask is None:
        return Pool(design, options, workers, command)
    from lesionsim.sweep.running.cluster import Cluster

    return Cluster(design, options, dask, command)


def workers_from(workers: object) -> int:
    """Return how many processes are to run."""
    if workers is None:
        return processors()
    if isinstance(workers, bool) or not isinstance(workers, int) or not 1 <= workers <= MOST_WORKERS:
        allowed = f"must be a whole number from 1 to {MOST_WORKERS}"
        raise ScenarioError(Problem("workers", f"is {shown(workers)}; {allowed}"))
    return workers


def processors() -> int:
    """Return how many processors this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def prepared(folder: Path) -> Path:
    """Return the folder, made when it is not there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or str(error)
        raise ScenarioError(f"the folder {str(folder)[:80]} cannot be made: {told}; choose another one") from error
    return folder


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, which the system lets go of when the program ends, however it ends."""
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise ResultError(f"another program runs a sweep in {folder}; wait for it, or choose another folder") from None
    except (OSError, NotImplementedError) as error:
        told = getattr(error, "strerror", None) or str(error)
        raise ResultError(f"{folder} cannot be locked: {told}; choose a folder on a disk of this machine") from error
    try:
        yield
    finally:
        lock.release()


def opened(folder: Path, head: Head, resume: bool) -> Place:
    """Return the journal to write to, and what is still missing."""
    path = folder / NAME
    contents = read_contents(path) if path.exists() else None
    if contents is None:
        return Place(begin(path, head), range(head["rows"]), 0, head["rows"])
    if not resume:
        told = f"{folder} holds a sweep already: {told_of(contents)}"
        raise ScenarioError(f"{told}. Go on with --resume, or choose another folder")
    found = differences(contents.head, head)
    if found:
        told = f"{folder} holds another sweep; choose another folder, or go on with what it was begun with:"
        raise ScenarioError("\n  ".join([told, *found]))
    return Place(go_on(path, contents), contents.missing, contents.failed, head["rows"])


def told_of(contents: Contents) -> str:
    """Say how far a sweep is."""
    rows = contents.head["rows"]
    return f"{rows - len(contents.missing)} of {rows} rows are done"
