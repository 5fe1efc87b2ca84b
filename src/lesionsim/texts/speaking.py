"""From an English text to the same text in the language in use."""

import tomllib
from functools import cache
from importlib.resources import files

from lesionsim.texts.language import in_use

ENDING = ".toml"


def spoken(english: str, /, **values: object) -> str:
    """Return a text in the language in use, with its values filled in.

    A text that the catalogue lacks stays English: a figure in two languages is better than none.

    Parameters
    ----------
    english : the text with named fields, as for `str.format`: "{width_mm:.1f} mm wide"
    values : what to fill in

    Examples
    --------
    >>> spoken("{width_mm:.1f} mm wide", width_mm=5.52)
    '5.5 mm wide'
    """
    code = in_use()
    text = english if code == "en" else catalogue(code).get(english, english)
    return text.format(**values) if values else text


@cache
def catalogue(code: str) -> dict[str, str]:
    """Return every text in a language, by its English words."""
    return {pair["en"]: pair[code] for pairs in catalogue_files().values() for pair in pairs}


@cache
def catalogue_files() -> dict[str, list[dict[str, str]]]:
    """Return the pairs of each file of the catalogue, by its name."""
    place = files("lesionsim.texts")
    names = sorted(each.name for each in place.iterdir() if each.name.endswith(ENDING))
    return {name: tomllib.loads((place / name).read_text(encoding="utf-8"))["text"] for name in names}
