"""From typed words to an exit code."""

import errno
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from lesionsim.cli.screen import tell
from lesionsim.cli.stopping import Stop, listen
from lesionsim.errors import LesionsimError, ScenarioError, visible

SUCCESS, FAILED, WRONG_INPUT, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Examples
    --------
    >>> main(["show", "20G"])
    20G (probe): 20 G needle
      outer diameter  0.908 mm
    ...
    0
    """
    words = list(sys.argv[1:] if argv is None else argv)
    if argv is None:
        listen()
    with open_screens():
        show_any_letter()
        return exit_code(words, alone=argv is None)


def exit_code(words: list[str], alone: bool) -> int:
    """Do what the words say, tell what went wrong, and return the exit code."""
    code = outcome(words, alone)
    Stop.begun = True  # nothing is left to be stopped
    return code


def outcome(words: list[str], alone: bool) -> int:
    """Do what the words say, and turn what went wrong into words and an exit code."""
    try:
        return obey(words, alone)
    except SystemExit as done:  # --help and --version end this way
        return int(done.code or SUCCESS)
    except BrokenPipeError:  # the reader of a pipe, such as head, has seen enough
        silence()
        return SUCCESS
    except KeyboardInterrupt as stop:
        tell(f"lesionsim: {str(stop) or 'stopped'}")
        return INTERRUPTED
    except ScenarioError as error:
        tell(f"lesionsim: {error}")
        return WRONG_INPUT
    except (LesionsimError, OSError, MemoryError, ImportError) as error:
        if Stop.asked:  # this is what somebody else's code made of Ctrl-C
            tell("lesionsim: stopped")
            return INTERRUPTED
        tell(f"lesionsim: {in_words(error)}")
        return FAILED


def obey(words: list[str], alone: bool) -> int:
    """Do what the words say; `alone` in this process, or as a guest of another program."""
    from lesionsim.cli.languages import in_language
    from lesionsim.cli.parser import parse

    with in_language(words) as others:
        options = parse(others)
        options.alone, options.words = alone, words
        code: int = options.obey(options)
    sys.stdout.flush()
    return code


def in_words(error: Exception) -> str:
    """Say what happened, with the file that it happened to."""
    if isinstance(error, MemoryError):
        return "the run needs more memory than there is; make the domain smaller or the first cell larger."
    if isinstance(error, ImportError):
        return f"a part of the installation is missing: {error}. Install again: pip install lesionsim"
    if isinstance(error, OSError) and error.strerror:
        where = f"{visible(str(error.filename))}: " if error.filename else ""
        remedy = ". Free some space, or choose another disk" if error.errno == errno.ENOSPC else ""
        return f"{where}{error.strerror}{remedy}"
    return str(error)


@contextmanager
def open_screens() -> Iterator[None]:
    """Where a program was started with its screen closed, let its words go nowhere, as Python's own do."""
    closed = [name for name in ("stdout", "stderr") if getattr(sys, name) is None]
    with ExitStack() as stack:
        for name in closed:
            setattr(sys, name, stack.enter_context(open(os.devnull, "w", encoding="utf-8")))
        try:
            yield
        finally:
            for name in closed:
                setattr(sys, name, None)


def show_any_letter() -> None:
    """Let screens that lack a letter, such as °, show a question mark in its place."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def silence() -> None:
    """Send what is still to be written nowhere; Python would complain about the closed pipe when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
