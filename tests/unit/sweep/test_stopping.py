"""A request to end is noted, and answered in order."""

import os
import signal
import sys
import threading

import pytest

from lesionsim.sweep.running.stopping import Stopped, in_order

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process there cannot send itself these signals")


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_is_noted_and_nothing_is_interrupted(name):
    number = getattr(signal, name)
    before = signal.getsignal(number)
    with in_order() as asked:
        assert not asked()
        os.kill(os.getpid(), number)
        assert asked()
    assert signal.getsignal(number) == before


def test_the_second_time_it_ends_at_once():
    with in_order():
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)


def test_what_the_program_ignores_stays_ignored():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with in_order() as asked:
            os.kill(os.getpid(), signal.SIGHUP)
            assert not asked()
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_in_another_thread_signals_are_left_alone():
    found = []

    def look():
        with in_order() as asked:
            found.extend([signal.getsignal(signal.SIGINT), asked()])

    before = signal.getsignal(signal.SIGINT)
    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert found == [before, False]


def test_being_stopped_is_a_keyboard_interrupt_with_a_message():
    assert str(Stopped("12 rows to go")) == "12 rows to go"
    assert issubclass(Stopped, KeyboardInterrupt)
