"""Child processes that run rows: given batches of a fitting size, replaced when they die or take too long."""

from __future__ import annotations

import itertools
import json
import queue
import shutil
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Self

from lesionsim.errors import RunError
from lesionsim.sweep.running import frames
from lesionsim.sweep.running.batches import Batches
from lesionsim.sweep.running.child import Child, News, ended_in_words, usual_command
from lesionsim.sweep.running.frames import TIME_LIMIT, WORKER_DIED, Answers
from lesionsim.sweep.running.mark import IDLE
from lesionsim.sweep.running.options import Options
from lesionsim.sweep.running.record import Rows, line_of, over_limit, unfinished
from lesionsim.versions import VERSION

TICK_S, SHORTEST_TICK_S = 0.1, 0.005
TICKS_A_LIMIT = 10
TRIES = 2  # of a row in which children die
DEATHS_AT_MOST = 5  # of children, one after the other, without an answer or a row to blame


class Pool:
    """Child processes for the rows of one design."""

    def __init__(self, design: Rows, options: Options, workers: int, command: Sequence[str] | None = None) -> None:
        self.design, self.options, self.workers = design, options, workers
        self.command = list(command) if command is not None else usual_command()
        self.news: queue.SimpleQueue[News] = queue.SimpleQueue()
        self.batches = Batches((), workers)
        self.children: list[Child] = []
        self.tries: Counter[int] = Counter()
        self.deaths = 0
        self.folder = Path(tempfile.mkdtemp(prefix="lesionsim-sweep-"))
        self.names = itertools.count()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all children."""
        for child in self.children:
            child.kill()
        for child in self.children:
            child.bury()
        self.children.clear()
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, rows: Collection[int]) -> Iterator[list[Answers]]:
        """Run rows; every tenth of a second, or more often, give what was answered since, which may be nothing.

        Raises
        ------
        RunError
            When children cannot be started, or die again and again without a row to blame.
        """
        self.batches = Batches(rows, self.workers, seconds=self.batches.seconds)
        while True:
            self.employ()
            if not self.batches.left and not any(child.rows for child in self.children):
                return
            answers = [each for news in self.heard() for each in self.answers_from(news)]
            self.end_overdue()
            yield answers

    def employ(self) -> None:
        """Start children as long as there is work for them, and give batches to those that have little left."""
        while self.batches.left and len(self.children) < self.workers:
            self.children.append(self.born())
        for child in self.children:
            if child.ready and self.batches.left and len(child.rows) <= self.batches.size() // 2:
                child.give(self.batches.take())

    def born(self) -> Child:
        """Return a new child."""
        mark = self.folder / str(next(self.names))
        try:
            return Child((self.design, self.options), mark, self.command, self.news)
        except OSError as error:
            raise RunError(f"a worker process cannot be started: {error.strerror or error}") from error

    def heard(self) -> Iterator[News]:
        """Give what children said, for which a moment is waited."""
        try:
            yield self.news.get(timeout=self.tick_s)
            while True:
                yield self.news.get_nowait()
        except queue.Empty:
            return

    @property
    def tick_s(self) -> float:
        """Return how often the clock is looked at."""
        limit_s = self.options.time_limit_s
        return TICK_S if limit_s is None else min(TICK_S, max(limit_s / TICKS_A_LIMIT, SHORTEST_TICK_S))

    def answers_from(self, news: News) -> Iterator[Answers]:
        """Act upon what a child said, and give the answers in it."""
        child, (kind, body) = news
        if kind == frames.HELLO:
            check_version(json.loads(body)["version"])
        elif kind == frames.READY:
            child.ready = True
        elif kind == frames.DONE:
            answers = frames.unpack_answers(body)
            self.batches.learn(answers)
            self.deaths = 0
            yield child.without(answers)
        elif kind == frames.BACK:
            self.batches.give_back(child.take_back(frames.unpack_rows(body)))
        elif kind == frames.END and child in self.children:
            yield from self.replaced(child)

    def replaced(self, child: Child) -> Iterator[Answers]:
        """Take a child's end: what it was doing is tried again, or recorded as not done; the rest is for others."""
        row = child.mark.read()
        ended = ended_in_words(child.bury())
        self.children.remove(child)
        if child.overdue != IDLE:  # ended by us; a row that it had gone on to meanwhile is not to blame
            if row == child.overdue and row in child.rows:
                yield self.recorded(child, row, TIME_LIMIT, over_limit(self.options.time_limit_s or 0.0))
        elif row not in child.rows:
            self.count_death(ended)
        else:
            self.tries[row] += 1
            if self.tries[row] >= TRIES:
                yield self.recorded(child, row, WORKER_DIED, f"the worker process ended {TRIES} times in it: {ended}")
        self.batches.give_back(child.rows)

    def count_death(self, ended: str) -> None:
        """Give up when children die again and again without a row to blame."""
        self.deaths += 1
        if self.deaths >= DEATHS_AT_MOST:
            told = f"{DEATHS_AT_MOST} worker processes ended one after the other before they could run a row"
            raise RunError(f"{told}, the last one with {ended}. Messages above may say why; memory may be short.")

    def recorded(self, child: Child, row: int, status: str, reason: str) -> Answers:
        """Record a row that a child did not bring to an end."""
        del child.rows[row]
        line = line_of(unfinished(self.design, row, status, reason))
        return Answers([row], [status], line, 0.0)

    def end_overdue(self) -> None:
        """End children whose row takes too long."""
        limit_s = self.options.time_limit_s
        if limit_s is None:
            return
        now = monotonic()
        for child in self.children:
            row = child.row_over(limit_s, now)
            if row != IDLE and child.overdue == IDLE:
                child.overdue = row
                child.kill()


def check_version(version: str) -> None:
    """Refuse a child that has another lesionsim."""
    if version != VERSION:
        told = f"worker processes find lesionsim {version}, and this program is lesionsim {VERSION}"
        raise RunError(f"{told}; one of the two was installed while the program ran: start it again")
