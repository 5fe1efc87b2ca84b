"""The bar shows how far a sweep is to those who watch."""

import io
import sys

import pytest

from lesionsim.sweep.running.frames import Answers
from lesionsim.sweep.running.progress import shown_progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("stream", "wanted", "shown"),
    [(Terminal, None, True), (io.StringIO, None, False), (io.StringIO, True, True), (Terminal, False, False)],
)
def test_the_bar_is_shown_on_a_terminal_or_where_it_is_wanted(monkeypatch, stream, wanted, shown):
    screen = stream()
    monkeypatch.setattr(sys, "stderr", screen)
    with shown_progress(10, 4, 1, wanted) as advance:
        advance([Answers([4, 5], ["ok", "failed"], b"", 0.1)])
    assert bool(screen.getvalue()) == shown
    if shown:
        assert "6/10" in screen.getvalue()
        assert "2 failed" in screen.getvalue()
        assert "row/s" in screen.getvalue()


def test_there_is_no_bar_without_any_stderr(monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    with shown_progress(10, 0, 0, None) as advance:
        advance([])
