"""Ctrl-C, and the signals by which systems end programs: a sweep finishes what it is writing and says how to go on."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

ENDING = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")  # those that a system has


class Stopped(KeyboardInterrupt):
    """The sweep was stopped; its message says what is kept and how to go on."""


@contextmanager
def in_order() -> Iterator[Callable[[], bool]]:
    """Within the block, note that the program is to end, and tell when asked; the second time, end at once.

    What the program ignores stays ignored. Outside the main thread signals are somebody else's.
    """
    asked: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)

    before = {}
    if threading.current_thread() is threading.main_thread():
        numbers = [getattr(signal, name) for name in ENDING if hasattr(signal, name)]
        before = {number: signal.getsignal(number) for number in numbers}
    taken = {number: handler for number, handler in before.items() if handler not in (signal.SIG_IGN, None)}
    for number in taken:
        signal.signal(number, note)
    try:
        yield lambda: bool(asked)
    finally:
        for number, handler in taken.items():
            signal.signal(number, handler)
