"""Names that programs read, as people read them: of criteria and tissues, in the language in use."""

import re
from collections.abc import Sequence

from lesionsim.texts import spoken

ISOTHERM = re.compile(r"isotherm (\S+) °C")
CEM43 = re.compile(r"CEM43 (\S+) min \((.+)\)")
ARRHENIUS = re.compile(r"Arrhenius (.+?)(, omega \S+)?")


def label_in_words(label: str) -> str:
    """Write the label of a criterion in the language in use; in English it is the label itself.

    Examples
    --------
    >>> from lesionsim.texts import language
    >>> with language("es"):
    ...     label_in_words("isotherm 47 °C"), label_in_words("Arrhenius liver"), label_in_words("my own")
    ('isoterma de 47 °C', 'Arrhenius hígado', 'my own')
    """
    if found := ISOTHERM.fullmatch(label):
        return spoken("isotherm {at_c} °C", at_c=found[1])
    if found := CEM43.fullmatch(label):
        return spoken("CEM43 {minutes} min ({convention})", minutes=found[1], convention=spoken(found[2]))
    if found := ARRHENIUS.fullmatch(label):
        return spoken("Arrhenius {tissue}{omega}", tissue=spoken(found[1]), omega=found[2] or "")
    return spoken(label)


def tissue_in_words(name: str) -> str:
    """Write the name of a tissue in the language in use; one that the catalogue lacks stays as it is.

    Examples
    --------
    >>> from lesionsim.texts import language
    >>> with language("es"):
    ...     tissue_in_words("cortical-bone"), tissue_in_words("my gel")
    ('hueso cortical', 'my gel')
    """
    return spoken(name)


def inside_out(parts: Sequence[str]) -> str:
    """Write a thing after what it belongs to, or before it where the language does so.

    Usual things have words of their own.

    >>> inside_out(["body 1", "tissue", "conductivity"])
    'body 1 tissue conductivity'
    """
    whole = " ".join(parts)
    if (words := spoken(whole)) != whole:
        return words
    words = ""
    for part in map(spoken, parts):
        words = spoken("{where} {what}", where=words, what=part) if words else part
    return words
