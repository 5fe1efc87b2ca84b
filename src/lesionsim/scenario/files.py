"""Scenarios as TOML text and files. The library adds its names to this in ``lesionsim.library``."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from typing import Any

from ..errors import Problem, ScenarioError
from .folders import read_in
from .reading import Names, read_noun
from .scenario import Scenario

LARGEST_KB = 300  # the longest scenario that the rules allow takes less
LONGEST_DOTTED = 100  # parts of one dotted key; reading a key takes the square of their number
QUOTED = re.compile(r"""\"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?""")
BETWEEN_KEYS = re.compile(r"[\s,=\[\]{}]+")
BLANKS = re.compile(r"[ \t]+")
LONGEST_LINE_SHOWN = 60
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def from_toml(text: str, file: str = "", names: Names | None = None) -> Scenario:
    """Return the scenario that a TOML text describes; one error lists every problem.

    Parameters
    ----------
    file : name of the file, for messages.
    names : functions that find a part by its name in a library, by field (rarely needed):
        ``{"tissue": library.tissue}`` allows ``tissue = "muscle"``.
    """
    problems: list[Problem] = []
    scenario = read_noun(Scenario, parsed(text, file), "", names or {}, problems)
    if problems:
        raise ScenarioError(*problems, file=file)
    return scenario


def read_scenario(path: str | os.PathLike[str], names: Names | None = None) -> Scenario:
    """Return the scenario of a TOML file; files that it names are seen from its folder."""
    return read_in(from_toml(read_text(path), os.fspath(path), names), os.path.dirname(os.fspath(path)))


def parsed(text: str, file: str) -> dict[str, Any]:
    """Return TOML text as plain tables."""
    import tomllib

    if longest_dotted(text) > LONGEST_DOTTED:
        raise ScenarioError(
            f"has a key of more than {LONGEST_DOTTED} dotted parts; a scenario needs at most five", file=file
        )
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ScenarioError("is nested too deep; a scenario needs at most five levels", file=file) from error
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError(f"is not valid TOML: {error}{line_in_words(text, str(error))}", file=file) from error
    except (ValueError, OverflowError) as error:
        raise ScenarioError(
            "holds a number of thousands of digits; write numbers as in 80 or 0.15", file=file
        ) from error


def longest_dotted(text: str) -> int:
    """Return the dots of the longest chain a.b.c, with or without quotes and blanks; lines of few dots count as 0."""
    crowded = (line for line in text.split("\n") if line.count(".") > LONGEST_DOTTED)
    plain_and_unquoted = (each for line in crowded for each in (line, QUOTED.sub("q", line)))
    tight = (BLANKS.sub(" ", each).replace(" .", ".").replace(". ", ".") for each in plain_and_unquoted)
    return max((piece.count(".") for each in tight for piece in BETWEEN_KEYS.split(each)), default=0)


def line_in_words(text: str, message: str) -> str:
    """Show the line that a message is about, and say what may help."""
    found = re.search(r"at line (\d+)", message)
    lines = text.splitlines()
    if not found or int(found[1]) > len(lines):
        return ""
    line = lines[int(found[1]) - 1].strip()
    comma = re.search(r"=\s*[-+]?(\d+),(\d+)\s*(#.*)?$", line)
    remedy = f"; decimals take a point: {comma[1]}.{comma[2]}" if comma else ""
    return f": {line[:LONGEST_LINE_SHOWN]}{'...' if len(line) > LONGEST_LINE_SHOWN else ''}{remedy}"


def read_text(path: str | os.PathLike[str]) -> str:
    """Return the text of a file; what cannot be read is a ``ScenarioError``."""
    name = os.fspath(path)
    try:
        content = read_bytes(path)
    except FileNotFoundError as error:
        raise ScenarioError("does not exist; give the path of a TOML file", file=name) from error
    except IsADirectoryError as error:
        raise ScenarioError("is a folder; give the path of a TOML file inside it", file=name) from error
    except (OSError, ValueError) as error:
        raise ScenarioError(f"cannot be read: {reason(error)}; give the path of a TOML file", file=name) from error
    if len(content) > 1000 * LARGEST_KB:
        raise ScenarioError(f"is larger than {LARGEST_KB} kB; a scenario file is a few kB", file=name)
    return decoded(content, name)


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """Return the first bytes of a file, one more than allowed; pipes and devices, which may never end, are refused."""
    mode = os.stat(path).st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError
    if not stat.S_ISREG(mode):
        raise OSError("it is a pipe or a device, not a file")
    with open(path, "rb") as stream:
        return stream.read(1000 * LARGEST_KB + 1)


def decoded(content: bytes, name: str) -> str:
    """Return bytes as text; any other encoding than UTF-8 is a ``ScenarioError`` that tells the line."""
    if content.startswith(UTF_16_MARKS) or b"\0" in content[:100]:
        raise ScenarioError("is UTF-16 text or no text at all; save it as UTF-8", file=name)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ScenarioError(
            f"is not UTF-8 text (line {line}, byte {error.start}); save it as UTF-8", file=name
        ) from error


def reason(error: Exception) -> str:
    """Return the system's reason without its numbers."""
    return getattr(error, "strerror", None) or str(error)


def parse_assignment(text: str) -> tuple[str, Any]:
    """Split "probe.gauge=18" into its key and its value, read as TOML, else taken as text.

    >>> parse_assignment("probe.gauge=18"), parse_assignment("source=held")
    (('probe.gauge', 18), ('source', 'held'))
    """
    key, sign, value = text.partition("=")
    if not sign or not key.strip():
        raise ScenarioError(Problem(repr(text[:80]), "is not an assignment; write KEY=VALUE, such as probe.gauge=18"))
    return key.strip(), value_from(value.strip())


def value_from(text: str) -> Any:
    """Read one TOML value; text that is none stays text."""
    try:
        table: Mapping[str, Any] = parsed(f"value = {text}", "")
    except ScenarioError:
        return text
    return table["value"] if set(table) == {"value"} else text
