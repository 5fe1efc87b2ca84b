"""How many rows a worker gets at a time: a quarter of a second's worth, and fewer towards the end."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from itertools import islice

from lesionsim.sweep.running.frames import Answers

BATCH_S = 0.25
MOST = 4096
MEMORY = 0.7  # how much of the pace known so far stays when rows are answered


class Batches:
    """The rows that no worker has yet."""

    def __init__(self, rows: Collection[int], workers: int, batch_s: float = BATCH_S, seconds: float = 0.0) -> None:
        self.fresh, self.left = iter(rows), len(rows)
        self.back: deque[int] = deque()
        self.workers, self.batch_s = workers, batch_s
        self.seconds = seconds  # a row; 0: not known yet

    def size(self) -> int:
        """Return how many rows a worker gets now; one, until it is known how long they take."""
        if not self.seconds:
            return 1
        fair = -(-self.left // (2 * self.workers))
        return max(1, min(int(self.batch_s / self.seconds), fair, MOST))

    def take(self) -> list[int]:
        """Return a batch; without any row when none is left."""
        size = self.size()
        rows = [self.back.popleft() for _ in range(min(size, len(self.back)))]
        rows += islice(self.fresh, size - len(rows))
        self.left -= len(rows)
        return rows

    def give_back(self, rows: Collection[int]) -> None:
        """Take rows back, to be given before all others."""
        self.back.extendleft(reversed(list(rows)))
        self.left += len(rows)

    def learn(self, answers: Answers) -> None:
        """Learn from answers how long rows take."""
        if answers.rows:
            seconds = max(answers.seconds / len(answers.rows), 1e-6)
            self.seconds = MEMORY * self.seconds + (1 - MEMORY) * seconds if self.seconds else seconds
