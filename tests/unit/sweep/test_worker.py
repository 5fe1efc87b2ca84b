"""A worker shows the row in progress, and says what it did."""

import io
from pathlib import Path

import pytest

import lesionsim as ls
from lesionsim.errors import RunError
from lesionsim.sweep.design.design import make_design
from lesionsim.sweep.running import frames, worker
from lesionsim.sweep.running.mark import IDLE, Mark, make_mark
from lesionsim.sweep.running.options import Options
from lesionsim.sweep.running.worker import Work, Worker, reason_of


class Warm:
    """Warming that only notes what the mark shows meanwhile."""

    def __init__(self, mark: Path, known: bool):
        self.mark, self.known, self.seen = Mark(mark), known, []

    def knows(self, scenario) -> bool:
        return self.known

    def up(self, scenario) -> None:
        self.seen.append(self.mark.read())


def made(tmp_path, run_row, known=True, rows=5):
    design = make_design(ls.load("b1"), {"temperature_c": {"low": 60, "high": 80}}, samples=rows)
    mark = make_mark(tmp_path / "mark")
    warm = Warm(mark, known)
    return Worker(Work(design, Options(), str(mark)), run_row, warm, io.BytesIO()), warm


def said(found: Worker) -> list[tuple[bytes, bytes]]:
    found.stream.seek(0)
    told = []
    while (frame := frames.receive(found.stream)).kind != frames.END:
        told.append(frame)
    return told


def test_the_row_in_progress_is_shown_and_nothing_while_it_warms_up_or_waits(tmp_path):
    seen = []
    found, warm = made(tmp_path, lambda scenario, options, row: seen.append((row, warm.mark.read())) or {}, known=False)
    assert warm.mark.read() == IDLE
    found.run([3, 1])
    assert seen == [(3, 3), (1, 1)]
    assert warm.seen == [IDLE, IDLE]
    assert warm.mark.read() == IDLE


def test_rows_are_said_together_unless_time_has_passed(tmp_path, monkeypatch):
    found, _ = made(tmp_path, lambda scenario, options, row: {})
    monkeypatch.setattr(worker, "SAID_EVERY_S", 1e9)
    found.run([0, 1, 2])
    assert [frames.unpack_answers(body).rows for _, body in said(found)] == [[0, 1, 2]]
    found, _ = made(tmp_path, lambda scenario, options, row: {})
    monkeypatch.setattr(worker, "SAID_EVERY_S", 0)
    found.run([0, 1, 2])
    assert [frames.unpack_answers(body).rows for _, body in said(found)] == [[0], [1], [2]]


def test_what_takes_too_long_is_given_back_after_what_is_done_was_said(tmp_path, monkeypatch):
    found, _ = made(tmp_path, lambda scenario, options, row: {})
    monkeypatch.setattr(worker, "BATCH_AT_MOST_S", 0)
    found.run([4, 0, 2])
    (done, answers), (back, rows) = said(found)
    assert (done, back) == (frames.DONE, frames.BACK)
    assert frames.unpack_answers(answers).rows == [4]
    assert frames.unpack_rows(rows) == [0, 2]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (RunError("too hot at 3 s"), "too hot at 3 s"),
        (KeyError("width"), "KeyError: 'width'"),
        (RuntimeError(), "RuntimeError"),
        (MemoryError(), "the run needs more memory than there is"),
        (RunError("x" * 10_000), "x" * 2000),
    ],
)
def test_a_reason_is_in_words(error, reason):
    assert reason_of(error) == reason
