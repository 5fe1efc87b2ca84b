"""Rows run by Dask: by the workers of a scheduler, a client or a cluster. The one file that imports Dask.

Each thread of each Dask worker has one child process, so that time limits and deaths are treated as on one machine. At
most a few batches for each thread are under way; where a worker is lost, Dask gives its batches to another one.
"""

from __future__ import annotations

import queue
import secrets
import warnings
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from importlib import metadata
from time import monotonic
from types import TracebackType
from typing import Any, NamedTuple, Self

from lesionsim.errors import LesionsimError, Problem, RunError, ScenarioError
from lesionsim.scenario.wording import shown
from lesionsim.sweep.running.batches import Batches
from lesionsim.sweep.running.dask_worker import Work, dismiss, run_batch
from lesionsim.sweep.running.frames import WORKER_DIED, Answers, pack_rows
from lesionsim.sweep.running.options import Options
from lesionsim.sweep.running.record import Rows, line_of, unfinished
from lesionsim.versions import VERSION

PACKAGE = "lesionsim"
ALLOWED = 'the address of a scheduler such as "tcp://10.0.0.1:8786", a Dask client, or a Dask cluster'
REACHED_WITHIN_S = 10.0
TICK_S = 0.1
BATCH_S = 1.0  # to hand over a batch takes about a hundredth of that
AHEAD = 2  # batches for each thread of a worker, so that it never waits
LOOKED_EVERY_S = 2.0  # for workers that came or went
GONE = "the connection to the Dask scheduler was lost. Rows finished before are safe: go on with --resume"
LOST = "the Dask workers that ran it were lost, one after the other"


class Batch(NamedTuple):
    """A batch under way."""

    future: Any
    rows: list[int]


class Cluster:
    """The workers of a Dask scheduler, for the rows of one design."""

    def __init__(self, design: Rows, options: Options, dask: Any, command: Sequence[str] | None = None) -> None:
        self.design, self.options = design, options
        self.client, self.own = client_of(dask)
        self.name = secrets.token_hex(8)
        self.landed: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.flying: dict[str, Batch] = {}
        self.alone: deque[int] = deque()  # rows of lost batches, given one by one
        self.looked, self.threads = -LOOKED_EVERY_S, 1
        try:
            check_versions(self.client)
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", "Sending large graph")
                about = (design, options, self.name, VERSION, list(command) if command else None)
                self.work = self.client.submit(Work, *about, pure=False, key=f"lesionsim-sweep-{self.name}")
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give up what is under way, end child processes, and leave the scheduler as it was."""
        with suppress(Exception):  # a scheduler that is gone cannot be tidied up
            if self.client.status == "running":
                self.client.cancel([each.future for each in self.flying.values()])
                self.client.run(dismiss, self.name, on_error="ignore")
        self.flying.clear()
        self.work = None
        if self.own:
            with suppress(Exception):
                self.client.close(timeout=REACHED_WITHIN_S)

    def run(self, rows: Collection[int]) -> Iterator[list[Answers]]:
        """Run rows; every tenth of a second, or more often, give what was answered since, which may be nothing.

        Raises
        ------
        RunError
            When the scheduler is lost, or a worker cannot run rows.
        """
        batches = Batches(rows, self.threads, BATCH_S)
        while True:
            self.fill(batches)
            if not self.flying:
                return
            answers = [each for key in self.finished() for each in self.answers_of(self.flying.pop(key))]
            for each in answers:
                batches.learn(each)
            yield answers

    def fill(self, batches: Batches) -> None:
        """Send batches until there are a few for each thread."""
        self.look()
        batches.workers = self.threads
        while not self.alone and batches.left and len(self.flying) < AHEAD * self.threads:
            self.send(batches.take())
        if self.alone and not self.flying:  # whatever else is on a worker that is lost would be blamed too
            self.send([self.alone.popleft()])

    def send(self, rows: list[int]) -> None:
        """Send a batch."""
        future = self.client.submit(run_batch, self.work, pack_rows(rows), pure=False)
        self.flying[future.key] = Batch(future, rows)
        future.add_done_callback(lambda future: self.landed.put(future.key))

    def look(self) -> None:
        """Look now and then how many threads there are."""
        if self.client.status not in ("running", "connecting"):
            raise RunError(GONE)
        if monotonic() - self.looked > LOOKED_EVERY_S:
            with suppress(OSError, TimeoutError):
                self.threads = max(1, sum(self.client.nthreads().values()))
            self.looked = monotonic()

    def finished(self) -> list[str]:
        """Return the batches that are no longer under way, for which a moment is waited."""
        found = []
        with suppress(queue.Empty):
            found.append(self.landed.get(timeout=TICK_S))
            while True:
                found.append(self.landed.get_nowait())
        return [key for key in found if key in self.flying]

    def answers_of(self, batch: Batch) -> list[Answers]:
        """Return the answers of a batch; of one whose workers were lost, its rows are given again, one by one."""
        from distributed import CancelledError, KilledWorker

        try:
            found: list[Answers] = batch.future.result()
        except KilledWorker:
            if len(batch.rows) > 1:
                self.alone.extend(batch.rows)
                return []
            row = batch.rows[0]
            return [Answers([row], [WORKER_DIED], line_of(unfinished(self.design, row, WORKER_DIED, LOST)), 0.0)]
        except LesionsimError:
            raise
        except (CancelledError, OSError, TimeoutError) as error:
            raise RunError(GONE) from error
        except Exception as error:
            told = f"a Dask worker cannot run rows: {type(error).__name__}: {error}"
            raise RunError(f"{told}. Scheduler and workers need the same lesionsim as this program") from error
        return found


def client_of(dask: Any) -> tuple[Any, bool]:
    """Return a client, and whether it is ours to close.

    Raises
    ------
    ScenarioError
        When Dask is not installed, nothing answers at the address, or something else was given.
    """
    try:
        from distributed import Client
    except ImportError as error:
        told = "needs Dask, which is not installed; install it with: pip install 'lesionsim[cluster]'"
        raise ScenarioError(Problem("dask", told)) from error
    if isinstance(dask, Client):
        if dask.asynchronous:
            raise ScenarioError(Problem("dask", "is an asynchronous client; make it without asynchronous=True"))
        return dask, False
    if not isinstance(dask, str) and not hasattr(dask, "scheduler_address"):
        raise ScenarioError(Problem("dask", f"is {shown(dask)}; must be {ALLOWED}"))
    try:
        if isinstance(dask, str):
            check_address(dask)
        make: Any = Client
        return make(dask, timeout=REACHED_WITHIN_S, set_as_default=False), True
    except (OSError, TimeoutError) as error:
        told = f"is {shown(dask)}, where no scheduler answers; start one with `dask scheduler`, or check the address"
        raise ScenarioError(Problem("dask", told)) from error
    except (ValueError, TypeError) as error:
        raise ScenarioError(Problem("dask", f"is {shown(dask)}; must be {ALLOWED}")) from error


def check_address(address: str) -> None:
    """Raise `ValueError` where an address has an unknown scheme or no port: a client would take long to find out."""
    from distributed.comm.addressing import parse_address, parse_host_port
    from distributed.comm.registry import get_backend

    scheme, place = parse_address(address)
    get_backend(scheme)
    if scheme != "inproc":
        parse_host_port(place)


def check_versions(client: Any) -> None:
    """Refuse workers that have no lesionsim, or another one; those that come later are asked with their first batch.

    Raises
    ------
    RunError
        When one of them has.
    """
    here = metadata.version(PACKAGE)
    for address, found in client.run(metadata.version, PACKAGE, on_error="return").items():
        if isinstance(found, metadata.PackageNotFoundError):
            raise RunError(f"the Dask worker {address} has no lesionsim; install lesionsim {here} there")
        if found != here:
            told = f"the Dask worker {address} has lesionsim {found}, and this program is lesionsim {here}"
            raise RunError(f"{told}; install the same version on both")
