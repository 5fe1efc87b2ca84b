"""Processes that draw side by side, each with one figure at a time."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import IO, Any

from lesionsim.errors import RunError
from lesionsim.sweep.running.child import apart, own_environment

BOOT = "import sys; sys.path[:] = sys.argv[1:]; from lesionsim.lecture.worker import main; main()"
Task = dict[str, Any]


class Crew:
    """Processes that start at once and then take tasks, the next one whenever one is free."""

    def __init__(self, count: int) -> None:
        command = [sys.executable, "-P", "-c", BOOT, *(each for each in sys.path if isinstance(each, str))]
        surroundings = {**own_environment(), "PYTHONIOENCODING": "utf-8"}
        self.processes = [
            subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=surroundings, encoding="utf-8", **apart()
            )
            for _ in range(count)
        ]

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.processes:
            with suppress(OSError):
                process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with suppress(OSError):
                        stream.close()

    def run(self, tasks: Sequence[Task], heard: Callable[[int], object]) -> dict[str, dict[str, Any]]:
        """Give out all tasks, and return the answers by the tasks' names.

        Parameters
        ----------
        tasks : each with a name; those that take long first
        heard : called with the number of tasks that are done

        Raises
        ------
        RunError
            When a figure cannot be drawn, or a process ends early; names the figure.
        """
        left: queue.SimpleQueue[Task] = queue.SimpleQueue()
        for task in tasks:
            left.put(task)
        news: queue.SimpleQueue[tuple[str, dict[str, Any]]] = queue.SimpleQueue()
        for process in self.processes:
            threading.Thread(target=attend, args=(process, left, news), daemon=True).start()
        found: dict[str, dict[str, Any]] = {}
        while len(found) < len(tasks):
            name, answer = news.get()
            if "drawn" not in answer:
                raise RunError(f"the figure {name} of the lecture cannot be drawn: {answer.get('failed', answer)}")
            found[name] = answer["drawn"]
            heard(len(found))
        return found


def attend(process: subprocess.Popen[str], left: queue.SimpleQueue[Task], news: Any) -> None:
    """Give one process task after task, and pass on what it answers; runs in a thread of its own."""
    while True:
        try:
            task = left.get_nowait()
        except queue.Empty:
            return
        try:
            line = asked(process.stdin, process.stdout, task)
        except (OSError, ValueError) as error:  # its pipes are closed
            line = json.dumps({"failed": f"a drawing process ended early ({error})"})
        news.put((task["name"], json.loads(line) if line else {"failed": ended_in_words(process)}))


def asked(outgoing: IO[str] | None, incoming: IO[str] | None, task: Task) -> str:
    """Send a task and wait for its answer; empty when the process has ended."""
    if outgoing is None or incoming is None:
        return ""
    outgoing.write(json.dumps(task) + "\n")
    outgoing.flush()
    return incoming.readline()


def ended_in_words(process: subprocess.Popen[str]) -> str:
    """Say how a process ended."""
    return f"a drawing process ended early, with exit code {process.wait()}"
