"""From an English text to the same text in the language in use."""

import re
from collections.abc import Iterable
from functools import cache

from lesionsim.texts.language import in_use

ENDING = ".toml"


def spoken(english: str, /, **values: object) -> str:
    """Return a text in the language in use, with its values filled in.

    A text that the catalogue lacks stays English: a figure in two languages is better than none. So a name that comes
    from elsewhere, such as that of a tissue, can be spoken, too, whether the catalogue knows it or not.

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


def spoken_again(written: str, texts: Iterable[str]) -> str:
    """Return a text that was written in English from one of some texts, in the language in use.

    What stands in its fields is spoken, too; a text that is like none of them stays as it is.

    Parameters
    ----------
    written : the text with its values filled in
    texts : with named fields, without formats

    Examples
    --------
    >>> spoken_again("cool down for 30 s", ["hold {at_c} °C for {time_s} s", "cool down for {time_s} s"])
    'cool down for 30 s'
    """
    if in_use() == "en":
        return written
    for text in texts:
        if found := pattern_of(text).fullmatch(written):
            return spoken(text, **{name: spoken(value) for name, value in found.groupdict().items()})
    return spoken(written)


@cache
def pattern_of(text: str) -> re.Pattern[str]:
    """Return what matches a text with any values in its fields."""
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(text)))


@cache
def catalogue(code: str) -> dict[str, str]:
    """Return every text in a language, by its English words."""
    return {pair["en"]: pair[code] for pairs in catalogue_files().values() for pair in pairs}


@cache
def catalogue_files() -> dict[str, list[dict[str, str]]]:
    """Return the pairs of each file of the catalogue, by its name; read when a first text is not spoken in English."""
    import tomllib
    from importlib.resources import files

    place = files("lesionsim.texts")
    names = sorted(each.name for each in place.iterdir() if each.name.endswith(ENDING))
    return {name: tomllib.loads((place / name).read_text(encoding="utf-8"))["text"] for name in names}
