"""Which language is in use: chosen in Python, by `--language`, or by LESIONSIM_LANGUAGE."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from lesionsim.errors import ScenarioError

LANGUAGES = {"en": "English", "es": "español"}
VARIABLE = "LESIONSIM_LANGUAGE"
WITHIN: ContextVar[str | None] = ContextVar("language", default=None)


class Chosen:
    """What `use_language` chose. It holds in every thread and in every cell of a notebook, as no context does."""

    code: str | None = None


def in_use() -> str:
    """Return the code of the language in use.

    Raises
    ------
    ScenarioError
        When nothing was chosen in Python and LESIONSIM_LANGUAGE names a language that is not there.

    Examples
    --------
    >>> with language("es"):
    ...     in_use()
    'es'
    """
    return WITHIN.get() or Chosen.code or checked(os.environ.get(VARIABLE) or "en", VARIABLE)


def use_language(code: str) -> None:
    """Speak a language from now on, on figures and in lessons; within a block of `language` that one stays.

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
    Chosen.code = checked(code, "language")


@contextmanager
def language(code: str) -> Iterator[None]:
    """Speak a language within a block.

    Parameters
    ----------
    code : "en" or "es"

    Raises
    ------
    ScenarioError
        When there is no such language.

    Examples
    --------
    >>> from lesionsim.texts import spoken
    >>> with language("es"):
    ...     spoken("Educational, not for clinical planning")
    'Para la enseñanza, no para planificación clínica'
    """
    before = WITHIN.set(checked(code, "language"))
    try:
        yield
    finally:
        WITHIN.reset(before)


def checked(code: str, name: str) -> str:
    """Return the code of a language that the catalogue has."""
    if not isinstance(code, str) or code not in LANGUAGES:
        known = " or ".join(f'"{each}" ({words})' for each, words in LANGUAGES.items())
        raise ScenarioError(f"{name} is {code!r:.40}; must be {known}.")
    return code
