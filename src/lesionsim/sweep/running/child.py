"""One child process, as the program sees it: started, given rows, read by a thread, ended."""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any, BinaryIO, NamedTuple, cast

from lesionsim.sweep.running import frames
from lesionsim.sweep.running.frames import Answers, Frame
from lesionsim.sweep.running.mark import IDLE, Mark, make_mark
from lesionsim.sweep.running.options import Options
from lesionsim.sweep.running.record import Rows

BOOT = "import sys; sys.path[:] = sys.argv[1:]; from lesionsim.sweep.running.worker import main; main()"
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS",
              "NUMBA_NUM_THREADS")  # fmt: skip
ENDED_WITHIN_S = 10.0


class News(NamedTuple):
    """Something that a child said."""

    child: Child
    frame: Frame


def usual_command() -> list[str]:
    """Return what starts a child that finds the same modules as this process."""
    return [sys.executable, "-P", "-c", BOOT, *(each for each in sys.path if isinstance(each, str))]


class Child:
    """A child process; what it says arrives in a queue, last of all that it ended."""

    def __init__(self, work: tuple[Rows, Options], mark: Path, command: Sequence[str], news: queue.SimpleQueue[News]):
        self.mark_file = make_mark(mark)
        self.mark = Mark(mark)
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=own_environment(), **apart()
        )
        self.incoming, self.outgoing = cast(BinaryIO, self.process.stdin), cast(BinaryIO, self.process.stdout)
        self.rows: dict[int, None] = {}  # given and not yet answered, in order
        self.ready = False  # it has warmed up and waits for rows
        self.overdue = IDLE  # the row for which it was ended
        self.seen, self.since = IDLE, monotonic()
        start = pickle.dumps((*work, str(mark)), protocol=5)
        self.thread = threading.Thread(target=self.listen, args=(start, news), daemon=True)
        self.thread.start()

    def listen(self, start: bytes, news: queue.SimpleQueue[News]) -> None:
        """Tell the child its work, then pass on what it says; runs in a thread of its own."""
        with suppress(OSError):
            frames.send(self.incoming, frames.START, start)
        del start
        with suppress(OSError):
            while (frame := frames.receive(self.outgoing)).kind != frames.END:
                news.put(News(self, frame))
        news.put(News(self, Frame(frames.END, b"")))

    def give(self, rows: list[int]) -> None:
        """Give rows to run; where it is dead, this shows when its end arrives."""
        self.rows.update(dict.fromkeys(rows))
        with suppress(OSError):
            frames.send(self.incoming, frames.BATCH, frames.pack_rows(rows))

    def without(self, answers: Answers) -> Answers:
        """Cross answered rows off the list, and return the answers."""
        for row in answers.rows:
            del self.rows[row]
        return answers

    def take_back(self, rows: list[int]) -> list[int]:
        """Take rows away that were given, and return them."""
        for row in rows:
            del self.rows[row]
        return rows

    def row_over(self, limit_s: float, now: float) -> int:
        """Return the row that has been in progress for too long, or `IDLE`."""
        row = self.mark.read()
        if row != self.seen:
            self.seen, self.since = row, now
        return row if row != IDLE and now - self.since > limit_s else IDLE

    def kill(self) -> None:
        """End the process at once."""
        with suppress(OSError):
            self.process.kill()

    def bury(self) -> int:
        """Wait for the end, let go of everything, and return the exit code."""
        try:
            code = self.process.wait(ENDED_WITHIN_S)
        except subprocess.TimeoutExpired:  # its pipe is closed and it goes on
            self.kill()
            code = self.process.wait()
        self.thread.join()
        for stream in (self.incoming, self.outgoing):
            with suppress(OSError):
                stream.close()
        self.mark.close()
        with suppress(OSError):
            self.mark_file.unlink(missing_ok=True)
        return code


def own_environment() -> dict[str, str]:
    """Return this process's environment; a child computes in a single thread."""
    return {**os.environ, **dict.fromkeys(ONE_THREAD, "1")}


def apart() -> dict[str, Any]:
    """Return what keeps Ctrl-C in the terminal from reaching a child: it is for the program alone."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def ended_in_words(code: int) -> str:
    """Say how a process ended.

    Examples
    --------
    >>> ended_in_words(3)
    'exit code 3'
    """
    if code >= 0:
        return f"exit code {code}" if code < 1 << 16 else f"exit code {code:#x}"
    try:
        return f"signal {-code}, {signal.Signals(-code).name}"
    except ValueError:
        return f"signal {-code}"
