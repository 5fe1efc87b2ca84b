"""How far a sweep is: a bar on stderr with rate and time left."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from lesionsim.sweep.running.frames import OK, Answers

LOGGED_EVERY_S = 10.0  # where stderr is no terminal

Advance = Callable[[list[Answers]], None]


@contextmanager
def shown_progress(rows: int, done: int, failed: int, wanted: bool | None) -> Iterator[Advance]:
    """Give what moves the bar; with `wanted` None there is one where people watch a terminal."""
    watched = sys.stderr is not None and sys.stderr.isatty()
    if not (watched if wanted is None else wanted):
        yield lambda answers: None
        return
    from tqdm import tqdm

    pause_s = 0.1 if watched else LOGGED_EVERY_S
    with tqdm(total=rows, initial=done, desc="sweep", unit="row", mininterval=pause_s, dynamic_ncols=watched) as bar:
        not_ok = failed

        def advance(answers: list[Answers]) -> None:
            nonlocal not_ok
            not_ok += sum(status != OK for each in answers for status in each.statuses)
            if not_ok:
                bar.set_postfix_str(f"{not_ok} failed", refresh=False)
            bar.update(sum(len(each.rows) for each in answers))

        yield advance
