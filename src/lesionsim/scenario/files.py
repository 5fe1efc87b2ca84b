"""Scenarios as TOML text and files. The library adds its names to this in ``lesionsim.library``."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any

from ..errors import Problem, ScenarioError
from .reading import Names, read_noun
from .scenario import Scenario

LARGEST_BYTES = 1_000_000
LONGEST_DOTTED = 40  # parts of one dotted key; reading a key takes the square of their number


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
    """Return the scenario of a TOML file."""
    return from_toml(read_text(path), os.fspath(path), names)


def parsed(text: str, file: str) -> dict[str, Any]:
    """Return TOML text as plain tables."""
    import tomllib

    if any(
        piece.count(".") > LONGEST_DOTTED for piece in re.split(r"[\s,=\[\]{}]+", re.sub(r"[ \t]+\.[ \t]*", ".", text))
    ):
        raise ScenarioError(
            f"has a key of more than {LONGEST_DOTTED} dotted parts; a scenario needs at most five", file=file
        )
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ScenarioError("is nested too deep; a scenario needs at most five levels", file=file) from error
    except (ValueError, OverflowError) as error:
        raise ScenarioError(f"is not valid TOML: {error}", file=file) from error


def read_text(path: str | os.PathLike[str]) -> str:
    """Return the text of a file; what cannot be read is a ``ScenarioError``."""
    name = os.fspath(path)
    try:
        with open(path, "rb") as stream:
            content = stream.read(LARGEST_BYTES + 1)
        if len(content) > LARGEST_BYTES:
            raise ScenarioError(
                f"is larger than {LARGEST_BYTES // 1_000_000} MB; a scenario file is a few kB", file=name
            )
        return content.decode("utf-8-sig")
    except FileNotFoundError as error:
        raise ScenarioError("does not exist; give the path of a TOML file", file=name) from error
    except IsADirectoryError as error:
        raise ScenarioError("is a folder; give the path of a TOML file inside it", file=name) from error
    except UnicodeDecodeError as error:
        raise ScenarioError(f"is not UTF-8 text (byte {error.start}); save it as UTF-8", file=name) from error
    except (OSError, ValueError) as error:
        if isinstance(error, ScenarioError):
            raise
        raise ScenarioError(f"cannot be read: {reason(error)}", file=name) from error


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
