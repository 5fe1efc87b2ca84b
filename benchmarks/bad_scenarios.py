"""What becomes of wrong input: `python benchmarks/bad_scenarios.py [--fuzz 1000]`.

Puts every wrong file and command line of `tests/regression`, and scenarios broken at random, through the command line,
with files on the disk. Each must end with exit code 2 and one message that names what is wrong and what to do, and must
leave nothing behind. Exits with 1 when one does not.
"""

import argparse
import contextlib
import io
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import tomli_w
from hypothesis import HealthCheck, given, settings

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from regression.bad_scenarios import FILES, TYPED
from regression.breaking import broken_scenarios

from lesionsim.cli import main as command_line

LONGEST_S = 2.0
SCENARIO = "mine.toml"
PIPE = "pipe.toml"


class Attack(NamedTuple):
    """One wrong input: a file where there is one, the words typed, and what the message must contain."""

    about: str
    content: bytes | None
    words: list[str]
    told: tuple[str, ...]


class Answer(NamedTuple):
    """What came of it."""

    code: int
    message: str
    seconds: float
    left: list[str]


def by_hand() -> Iterator[Attack]:
    """Yield every wrong input that is written by hand."""
    for bad in FILES:
        yield Attack(bad.about, bad.content, ["run", SCENARIO, "--json"], (*bad.named, bad.remedy))
    for words, named, remedy in TYPED:
        yield Attack(" ".join(words)[:60], None, words, (named, remedy))
    if os.name == "posix":
        for place in (PIPE, "/dev/zero"):
            yield Attack(f"run {place}", None, ["run", place], ("a pipe or a device", "give the path"))


def at_random(number: int) -> list[Attack]:
    """Return scenarios broken at random, the same in every run."""
    found: list[Attack] = []

    @settings(max_examples=number, database=None, derandomize=True, deadline=None, suppress_health_check=HealthCheck)
    @given(broken_scenarios())
    def collect(broken):
        if len(found) < number:
            content = tomli_w.dumps(broken.table).encode()
            found.append(Attack(f"fuzz {len(found)}", content, ["run", SCENARIO, "--json"], broken.named))

    collect()
    return found


def answer(attack: Attack) -> Answer:
    """Put one attack through the command line, in a folder of its own."""
    out, err = io.StringIO(), io.StringIO()
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        if PIPE in attack.words:
            os.mkfifo(PIPE)
        if attack.content is not None:
            Path(SCENARIO).write_bytes(attack.content)
        started = time.perf_counter()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = command_line(attack.words)
            except BaseException as error:  # whatever comes through is what this benchmark looks for
                code = -1
                err.write(f"Traceback: {type(error).__name__}: {error}")
        seconds = time.perf_counter() - started
        left = sorted(set(os.listdir()) - {SCENARIO, PIPE})
    return Answer(code, err.getvalue(), seconds, left)


def report(title: str, attacks: list[Attack]) -> bool:
    """Attack, print one line of counts and what went wrong, and return whether all went well."""
    pairs = [(attack, answer(attack)) for attack in attacks]
    rejected = [each for _, each in pairs if each.code == 2]
    nameless = [a for a, each in pairs if not all(told in each.message for told in a.told)]
    tracebacks = [a for a, each in pairs if "Traceback" in each.message]
    accepted = [a for a, each in pairs if each.code == 0]
    littered = [a for a, each in pairs if each.left]
    slowest = max(pairs, key=lambda pair: pair[1].seconds)
    print(
        f"{title}: {len(pairs)} wrong inputs, {len(rejected)} rejected with exit code 2, "
        f"{len(pairs) - len(nameless)} told by name, {len(tracebacks)} tracebacks, {len(accepted)} accepted, "
        f"{len(littered)} left files behind; slowest {slowest[1].seconds:.2f} s ({slowest[0].about})"
    )
    faults = {attack.about: each for attack, each in pairs if each.code != 2 or attack in [*nameless, *littered]}
    for about, each in list(faults.items())[:20]:
        print(f"  {about}: exit code {each.code}; {each.message[:300]}")
    return not faults and not tracebacks and slowest[1].seconds <= LONGEST_S


def main() -> int:
    """Attack by hand and at random."""
    parser = argparse.ArgumentParser(description="Put wrong input through the command line.")
    parser.add_argument("--fuzz", type=int, default=1000, metavar="N", help="scenarios broken at random")
    options = parser.parse_args()
    fine = [report("by hand", list(by_hand()))]
    if options.fuzz > 0:
        fine.append(report("at random", at_random(options.fuzz)))
    return 0 if all(fine) else 1


if __name__ == "__main__":
    sys.exit(main())
