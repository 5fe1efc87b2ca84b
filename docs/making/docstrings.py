"""Docstrings as Sphinx reads them: names between single backticks are code."""

from __future__ import annotations

import re
from typing import Any

NAME = re.compile(r"(?<![`:\w])`([^`\n]+)`(?!`|_)")
STAR = re.compile(r"(?<=[\s(])\*(?=\w)")
UNDERSCORE = re.compile(r"(?<=\w)_(?=[\s,.;:)]|$)")


def as_restructured(line: str) -> str:
    """Return a line of a docstring in which nothing is taken for markup but code."""
    if line.lstrip().startswith((">>>", "...")):
        return line
    return UNDERSCORE.sub(r"\\_", STAR.sub(r"\\*", NAME.sub(r"``\1``", line)))


def process(app: Any, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """Rewrite a docstring in place, before its sections are read."""
    in_example = False
    for number, line in enumerate(lines):
        in_example = line.lstrip().startswith(">>>") or (in_example and bool(line.strip()))
        lines[number] = line if in_example else as_restructured(line)


def setup(app: Any) -> dict[str, bool]:
    """Tell Sphinx to ask here first."""
    app.connect("autodoc-process-docstring", process, priority=1)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
