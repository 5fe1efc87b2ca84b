"""The child process of a sweep: it reads the design once, then runs rows and answers with lines of the journal.

It is started as `python -m lesionsim.sweep.running.worker` and spoken to by frames. What a run prints goes to stderr,
so it cannot disturb the answers. When the program that started it is gone, it ends at once.
"""

from __future__ import annotations

import json
import os
import pickle
import queue
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from time import perf_counter
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from lesionsim.errors import LesionsimError
from lesionsim.scenario import Scenario
from lesionsim.sweep.running import frames
from lesionsim.sweep.running.frames import FAILED, OK, TIME_LIMIT, Answers, Frame
from lesionsim.sweep.running.mark import IDLE, Mark
from lesionsim.sweep.running.options import Options
from lesionsim.sweep.running.record import Hashes, Record, Rows, begun, line_of, over_limit
from lesionsim.versions import VERSION

if TYPE_CHECKING:
    from lesionsim.sweep.running.warming import Warm

SAID_EVERY_S = 0.05
BATCH_AT_MOST_S = 2.0  # what is left of a batch then is given back, for whoever is free
LONGEST_REASON = 2000

RunRow = Callable[[Scenario, Options, int], Record]


class Work(NamedTuple):
    """What all rows share: the design, the options, and the file that shows the row in progress."""

    design: Rows
    options: Options
    mark: str


class Worker:
    """Runs rows and answers."""

    def __init__(self, work: Work, run_row: RunRow, warm: Warm, stream: BinaryIO) -> None:
        self.design, self.options = work.design, work.options
        self.run_row, self.stream = run_row, stream
        self.mark = Mark(work.mark)
        self.warm = warm
        self.hashes = Hashes()
        self.rows: list[int] = []
        self.statuses: list[str] = []
        self.lines: list[bytes] = []
        self.said = perf_counter()

    def run(self, rows: list[int]) -> None:
        """Run a batch; give back what is left when it takes too long."""
        self.said = started = perf_counter()
        for number, row in enumerate(rows):
            self.add(self.record(row))
            now = perf_counter()
            if now - self.said > SAID_EVERY_S:
                self.say()
            if now - started > BATCH_AT_MOST_S and number + 1 < len(rows):
                self.say()
                tell(self.stream, frames.BACK, frames.pack_rows(rows[number + 1 :]))
                return
        self.say()

    def record(self, row: int) -> Record:
        """Run one row; whatever goes wrong in it becomes its reason."""
        self.mark.write(row)
        try:
            scenario = self.design.scenario_at(row)
        except Exception as error:
            return begun(self.design, row, FAILED, reason_of(error))
        if not self.warm.knows(scenario):
            self.mark.write(IDLE)
            self.warm.up(scenario)
            self.mark.write(row)
        sha256 = self.hashes.of(scenario)
        started = perf_counter()
        try:
            measured = self.run_row(scenario, self.options, row)
        except Exception as error:
            return begun(self.design, row, FAILED, reason_of(error), sha256)
        limit_s = self.options.time_limit_s
        if limit_s is not None and perf_counter() - started > limit_s:
            return begun(self.design, row, TIME_LIMIT, over_limit(limit_s), sha256)
        return begun(self.design, row, OK, "", sha256) | measured

    def add(self, record: Record) -> None:
        """Keep a record to be said soon."""
        self.rows.append(record["row"])
        self.statuses.append(record["status"])
        self.lines.append(line_of(record))

    def say(self) -> None:
        """Answer with the rows that are done."""
        self.mark.write(IDLE)
        now = perf_counter()
        if self.rows:
            answers = Answers(self.rows, self.statuses, b"".join(self.lines), now - self.said)
            tell(self.stream, frames.DONE, frames.pack_answers(answers))
            self.rows, self.statuses, self.lines = [], [], []
        self.said = now


def reason_of(error: Exception) -> str:
    """Say what went wrong in a row; what is not an error of lesionsim's own carries its type."""
    words = str(error)[:LONGEST_REASON]
    if isinstance(error, LesionsimError):
        return words
    if isinstance(error, MemoryError):
        return "the run needs more memory than there is"
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def main(run_row: RunRow | None = None) -> None:
    """Say hello, take the design, warm up, and answer batches until the program that started this process is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program, which then ends its children
    incoming, outgoing = own_pipes()
    tell(outgoing, frames.HELLO, json.dumps({"version": VERSION}).encode())
    start = frames.receive(incoming)
    if start.kind != frames.START:
        return
    work = Work(*pickle.loads(start.body))  # noqa: S301 what our own parent process wrote a moment ago
    batches: queue.SimpleQueue[Frame] = queue.SimpleQueue()
    threading.Thread(target=listen, args=(incoming, batches, os.path.dirname(work.mark)), daemon=True).start()
    from lesionsim.sweep.running import row
    from lesionsim.sweep.running.warming import Warm

    run_row = run_row or row.run_row
    worker = Worker(work, run_row, Warm(run_row, work.options), outgoing)
    with suppress(OSError):
        os.unlink(work.mark)  # it stays mapped; on Windows the parent removes it later
    worker.warm.up(work.design.scenario)
    tell(outgoing, frames.READY)
    while True:
        worker.run(frames.unpack_rows(batches.get().body))


def tell(stream: BinaryIO, kind: bytes, body: bytes = b"") -> None:
    """Send a frame; where nobody is there to read it, end without a word."""
    try:
        frames.send(stream, kind, body)
    except OSError:
        os._exit(0)


def own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take stdin and stdout for frames alone: others who read find nothing, and what they print goes to stderr."""
    incoming = os.fdopen(os.dup(0), "rb")
    outgoing = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return incoming, outgoing


def listen(incoming: BinaryIO, batches: queue.SimpleQueue[Frame], folder: str) -> None:
    """Take batches while rows are run, and end the process when nobody is there any more."""
    while (frame := frames.receive(incoming)).kind != frames.END:
        batches.put(frame)
    with suppress(OSError):
        os.rmdir(folder)  # its maker may have had no time to clear up
    os._exit(0)


if __name__ == "__main__":
    main()
