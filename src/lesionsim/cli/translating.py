"""Notebooks in the language in use: their words, not their code."""

from __future__ import annotations

import json
import re

from lesionsim.texts import in_use, spoken

NOTEBOOK = ".ipynb"
IMPORT = re.compile(r"^([ \t]*)import lesionsim as ls[^\n]*$", re.MULTILINE)


def translated(name: str, content: bytes) -> bytes:
    """Return a file of the notebooks in the language in use; what is no notebook stays as it is.

    Words between code are those of the catalogue, by the whole text of a cell. Code stays, and chooses the language
    after the import, so that figures and exercises speak it, too.
    """
    code = in_use()
    if code == "en" or not name.endswith(NOTEBOOK):
        return content
    notebook = json.loads(content)
    for cell in notebook["cells"]:
        text = "".join(cell["source"])
        cell["source"] = lines(spoken(text) if cell["cell_type"] == "markdown" else speaking(text, code))
    return (json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()


def speaking(code_cell: str, code: str) -> str:
    """Choose the language after the import of lesionsim, where a cell has it."""
    return IMPORT.sub(lambda found: f'{found[0]}; ls.use_language("{code}")', code_cell, count=1)


def lines(text: str) -> list[str]:
    """Return a text as notebooks keep it."""
    return text.splitlines(keepends=True)
