"""Works as BibTeX, in plain ASCII that every BibTeX reads."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

from .sources import Work

SPECIAL: Final = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}"} | {each: f"\\{each}" for each in "&%$#_"} | {
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "°": r"{\textdegree}", "³": r"\textsuperscript{3}",
    "²": r"\textsuperscript{2}", "±": r"{\textpm}", "µ": r"{\textmu}", "–": "--", "’": "'", "ß": r"{\ss}", "ø": r"{\o}",
    "…": "...", "≥": r"{$\ge$}",
}  # fmt: skip
ACCENTS: Final = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0308": '"',
    "\u0327": "c ",
    "\u030c": "v ",
}


def bibtex(works: Iterable[Work], behind: dict[str, str]) -> str:
    """Return one entry for each work.

    Parameters
    ----------
    works : of the library's table
    behind : by the work's key, what it stands behind
    """
    return "\n\n".join(entry(work, behind.get(work.key, "")) for work in works)


def entry(work: Work, behind: str = "") -> str:
    """Return the entry of one work.

    >>> from lesionsim.library.sources import BY_KEY
    >>> print(entry(BY_KEY["irastorza"]))
    @misc{irastorza,
      author = {Irastorza, Ramiro},
      title = {{RFA tutorial}},
      url = {https://github.com/rirastorza/RFA-tutorial},
      note = {Seen: the code}
    }
    """
    kind = "article" if work.volume or work.number else "misc"
    label = "Source" if work.seen.startswith("not seen") else "Seen"
    parts = {label: work.seen, "Record": work.record, "Behind": behind}
    told = [f"{label}: {text}" for label, text in parts.items() if text]
    fields = {
        "author": " and ".join(author(each) for each in work.authors),
        "title": f"{{{escaped(work.title)}}}",
        "journal" if kind == "article" else "howpublished": escaped(work.journal),
        "year": "" if work.year is None else str(work.year),
        "volume": work.volume,
        "number": work.number,
        "pages": work.pages.replace("-", "--"),
        "doi": work.doi,
        "url": work.url,
        "note": escaped(". ".join(told)),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@{kind}{{{work.key},\n{lines}\n}}"


def author(name: str) -> str:
    """Return one author; a name without a comma is that of a group, which braces keep whole."""
    return escaped(name) if "," in name or name == "others" else f"{{{escaped(name)}}}"


def escaped(text: str) -> str:
    """Return a text in which TeX reads every letter as it is.

    >>> escaped("Koestenbauer & Müller: 50 % at 37 °C")
    'Koestenbauer \\\\& M{\\\\"u}ller: 50 \\\\% at 37 {\\\\textdegree}C'
    """
    return "".join(letter(each) for each in text)


def letter(each: str) -> str:
    """Return one letter as TeX writes it."""
    if each in SPECIAL:
        return SPECIAL[each]
    if each.isascii():
        return each
    parts = unicodedata.normalize("NFD", each)
    if len(parts) == 2 and parts[1] in ACCENTS:
        return f"{{\\{ACCENTS[parts[1]]}{parts[0]}}}"
    return unicodedata.normalize("NFKD", each).encode("ascii", "ignore").decode()
