"""Which language is in use: chosen in Python, by `--language`, or by LESIONSIM_LANGUAGE."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from lesionsim.errors import ScenarioError

LANGUAGES = {"en": "English", "es": "español"}
VARIABLE = "LESIONSIM_LANGUAGE"
CHOSEN: ContextVar[str | None] = ContextVar("language", default=None)


def in_use() -> str:
    """Return the code of the language in use.

    Examples
    --------
    >>> with language("es"):
    ...     in_use()
    'es'
    """
    chosen = CHOSEN.get()
    return checked(os.environ.get(VARIABLE, "") or "en", VARIABLE) if chosen is None else chosen


def use_language(code: str) -> None:
    """Speak a language from now on, on figures and in lessons.

    Parameters
    ----------
    code : "en" or "es"

    Raises
    ------
    ScenarioError
        When there is no such language.

    Examples
    --------
    >>> use_language("en")
    """
    CHOSEN.set(checked(code, "language"))


@contextmanager
def language(code: str) -> Iterator[None]:
    """Speak a language within a block.

    Examples
    --------
    >>> from lesionsim.texts import spoken
    >>> with language("es"):
    ...     spoken("Educational, not for clinical planning")
    'Para la enseñanza, no para planificación clínica'
    """
    before = CHOSEN.set(checked(code, "language"))
    try:
        yield
    finally:
        CHOSEN.reset(before)


def checked(code: str, name: str) -> str:
    """Return the code of a language that the catalogue has."""
    if code not in LANGUAGES:
        known = " or ".join(f'"{each}" ({words})' for each, words in LANGUAGES.items())
        raise ScenarioError(f"{name} is {code!r:.40}; must be {known}.")
    return code
