"""Parameter cards as text."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from ..disclaimer import DISCLAIMER
from ..texts import spoken
from .parameters import MEANINGS, Parameter, Part, Spread, grade
from .sources import Work, works_in

if TYPE_CHECKING:
    from .parameter_cards import Cards

WIDTH = 100
NOTHING = ("", "none given", "the scenario", "none: recalled, not found in a source")


def text(cards: Cards) -> str:
    """Return all cards, the words for how sure they are, and the sources."""
    places = {work: number for number, work in enumerate(cards.works, start=1)}
    width = max((len(spoken(each.name)) for each in cards.parameters), default=0)
    head = [spoken("Parameter cards: {name}", name=cards.name), spoken(cards.title), spoken(DISCLAIMER)]
    parts = [part_text(part, width, places) for part in cards.parts]
    return "\n".join([*filter(None, head), *(f"\n{each}" for each in parts), f"\n{legend(cards)}", sources(places)])


def part_text(part: Part, width: int, places: dict[Work, int]) -> str:
    """Return the cards of one part."""
    lines = [line for each in part.parameters for line in parameter_lines(each, width, places)]
    return "\n".join([heading(part), *lines])


def heading(part: Part) -> str:
    """Return the heading of a part in the language in use."""
    return f"{spoken(part.title)}: {spoken(part.of)}" if part.of else spoken(part.title)


def parameter_lines(parameter: Parameter, width: int, places: dict[Work, int]) -> list[str]:
    """Return what is told of one number: its value, then range, temperature and note below."""
    cited_here = cited(parameter.reference, parameter.confidence, places)
    first = f"{told_value(parameter)}; {sure(parameter.confidence)}{cited_here}"
    note = note_told(parameter.note)
    below = (range_told(parameter, places), temperature_told(parameter), note)
    label, indent = f"  {spoken(parameter.name):<{width}}  ", " " * (width + 4)
    lines = textwrap.wrap(first, WIDTH, initial_indent=label, subsequent_indent=indent)
    for each in filter(None, below):
        lines += textwrap.wrap(each, WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ")
    return lines


def told_value(parameter: Parameter) -> str:
    """Return a value with its unit, in the language in use."""
    return f"{spoken(parameter.value)} {spoken(parameter.unit) if parameter.unit else ''}".strip()


def sure(confidence: str) -> str:
    """Return how sure a number is; a longer reason stands behind."""
    words = spoken(grade(confidence))
    reason = reason_of(confidence)
    return f"{words} ({note_told(reason)})" if reason else words


def reason_of(confidence: str) -> str:
    """Return what stands behind the word for how sure a number is.

    >>> reason_of("MEMORY: stainless steel"), reason_of("VERIFIED")
    ('stainless steel', '')
    """
    return confidence.partition(": ")[2] or (confidence if confidence.startswith("an assumption") else "")


def cited(reference: str, confidence: str, places: dict[Work, int]) -> str:
    """Return the numbers of the works that a reference names, or its own words where it names none."""
    named = [f"[{places[work]}]" for work in works_in(reference) if work in places]
    words = own_words(reference, confidence)
    return f" {' '.join(named)}" if named else f", {words}" if words else ""


def note_told(note: str) -> str:
    """Return a note in the language in use, clause by clause."""
    return "; ".join(spoken(clause) for clause in note.split("; "))


def own_words(reference: str, confidence: str) -> str:
    """Return what a reference that names no work adds to how sure a number is, in the language in use.

    >>> own_words("none: half to twice the value, a guess", "ASSUMED")
    'half to twice the value, a guess'
    >>> own_words("habit of the field", "CONVENTION"), own_words("none: recalled, not found in a source", "MEMORY")
    ('', '')
    """
    if reference in NOTHING or reference == grade(confidence):
        return ""
    return note_told(reference.removeprefix("none: ").removeprefix(f"{grade(confidence)}, "))


def range_told(parameter: Parameter, places: dict[Work, int]) -> str:
    """Return the range of a number, with its source."""
    spread = parameter.spread
    if spread is None:
        return ""
    note = f"; {note_told(spread.note)}" if spread.note else ""
    told = f"{sure(spread.confidence)}{cited(spread.reference, spread.confidence, places)}{note}"
    return spoken("range {low_to_high}; {told}", low_to_high=span(spread), told=told)


def span(spread: Spread) -> str:
    """Return a range with its unit, in the language in use."""
    low, between, high = spread.text.partition(" to ")
    ends = spoken("{low} to {high}", low=low, high=high) if between else spread.text
    return f"{ends} {spoken(spread.unit) if spread.unit else ''}".strip()


def temperature_told(parameter: Parameter) -> str:
    """Return the temperature at which a number holds."""
    return spoken("holds at: {temperature}", temperature=note_told(parameter.holds_at)) if parameter.holds_at else ""


def legend(cards: Cards) -> str:
    """Return what the words for how sure a number is mean."""
    met = {each.grade for each in cards.parameters}
    met |= {grade(each.spread.confidence) for each in cards.parameters if each.spread}
    lines = [f"{spoken(word)}: {note_told(meaning)}" for word, meaning in MEANINGS.items() if word in met]
    return "\n".join([spoken("How sure"), *(line for each in lines for line in wrapped(each))])


def sources(places: dict[Work, int]) -> str:
    """Return the numbered list of works."""
    lines = [line for work, number in places.items() for line in wrapped(f"[{number}] {record(work)}")]
    return "\n".join(["", spoken("Sources"), *lines]) if lines else ""


def record(work: Work) -> str:
    """Return the record of a work: authors, title, journal, year, DOI, and what of it was seen."""
    authors = ", ".join("et al." if each == "others" else each.replace(",", "") for each in work.authors)
    place = f"doi {work.doi}" if work.doi else work.url
    was_seen = not work.seen.startswith("not seen")
    seen = spoken("seen: {what}", what=note_told(work.seen)) if was_seen else note_told(work.seen)
    marked = spoken(work.record) if work.record else ""
    year = "" if work.journal or work.year is None else str(work.year)
    told = [authors, work.title, work.where if work.journal else year, place, seen, marked]
    return ". ".join(each.rstrip(".") for each in told if each) + "."


def wrapped(line: str) -> list[str]:
    """Return a line in lines that are not too long."""
    return textwrap.wrap(line, WIDTH, initial_indent="  ", subsequent_indent="      ")
