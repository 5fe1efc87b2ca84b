"""Ctrl-C ends the command in order, wherever it comes."""

import signal
import subprocess
import sys
from types import FunctionType

import pytest

from lesionsim.cli.stopping import Stop, dropped, listen, stop

START = "import signal, sys; from lesionsim.cli import main; sys.argv = ['lesionsim', 'list']\n"
INTERRUPTED = {
    "while a word is parsed": "import lesionsim.cli.parser as p; p.parse = lambda words: signal.raise_signal(2)\n",
    "in a finalizer": (
        "import lesionsim.cli.parser as p, time\n"
        "class Late:\n    def __del__(self): signal.raise_signal(2)\n"
        "def parse(words):\n    Late()\n    time.sleep(20)\n"
        "p.parse = parse\n"
    ),
    "where somebody else catches everything": (
        "import lesionsim.cli.parser as p, time\n"
        "def parse(words):\n    try: signal.raise_signal(2)\n    except BaseException: pass\n    time.sleep(20)\n"
        "p.parse = parse\n"
    ),
    "and somebody else makes it another error": (
        "import lesionsim.cli.parser as p\n"
        "def parse(words):\n    try: signal.raise_signal(2)\n"
        "    except BaseException: raise ImportError('half') from None\n"
        "p.parse = parse\n"
    ),
}


@pytest.mark.parametrize("program", INTERRUPTED.values(), ids=INTERRUPTED)
def test_ctrl_c_says_stopped_and_nothing_else(program):
    typed = [sys.executable, "-c", f"{START}{program}sys.exit(main())"]
    ended = subprocess.run(typed, check=False, capture_output=True, text=True)

    assert (ended.returncode, ended.stderr, ended.stdout) == (130, "lesionsim: stopped\n", "")


def test_ctrl_c_while_the_command_is_imported_says_stopped():
    program = (
        "import sys\n"
        "class Finder:\n"
        "    def find_spec(self, name, *rest):\n"
        "        if name == 'lesionsim.cli.entry': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Finder())\n"
        "import lesionsim.cli"
    )
    ended = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True)

    assert (ended.returncode, ended.stderr) == (130, "lesionsim: stopped\n")


def test_other_programs_keep_their_own_answer_to_ctrl_c(monkeypatch):
    own = signal.getsignal(signal.SIGINT)
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        listen()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, own)


def frame_here():
    return sys._getframe()


def test_what_compiled_code_calls_back_is_left_alone():
    called = {"__name__": "llvmlite.binding.executionengine", "sys": sys}
    assert dropped(FunctionType(frame_here.__code__, called)())
    assert not dropped(sys._getframe())


def test_once_stopping_has_begun_nothing_is_raised(monkeypatch):
    monkeypatch.setattr(Stop, "begun", True)
    monkeypatch.setattr(Stop, "asked", False)

    stop(signal.SIGINT, None)
    assert Stop.asked
