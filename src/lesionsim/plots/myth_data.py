"""What a myth card shows, as plain values: lessons fill it in, `myth_card` draws it. Needs no Matplotlib.

Texts are `Said`: they keep their numbers and are put into words when they are read, in the language then in use.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from lesionsim.texts import spoken

MINUS = re.compile(r"(?<=[ (])-(?=\d)")  # a hyphen before a number, which is none
LEFT, RIGHT = 0, 1  # sides of a card
DOI = "10."
NO_BREAK = "\N{NO-BREAK SPACE}"
LONGEST_ADDRESS = 70  # letters, in a caption


class Said:
    """A text with its numbers, spoken when it is read.

    Examples
    --------
    >>> str(Said("{width_mm:.1f} mm wide", width_mm=5.52))
    '5.5 mm wide'
    """

    def __init__(self, english: str, /, **values: object) -> None:
        self.english, self.values = english, values

    def __str__(self) -> str:
        return MINUS.sub("\N{MINUS SIGN}", spoken(self.english, **self.values))

    def __repr__(self) -> str:
        return f"Said({str(self)!r})"

    def __bool__(self) -> bool:
        return bool(self.english)


NOTHING = Said("")


class Source(NamedTuple):
    """Who said it and where: a paper with its DOI or address, or textbook physics with its formula.

    `sure` is VERIFIED where the text was read, else what of it is from memory.
    """

    author: str
    year: int
    authors: str
    journal: str
    pages: str
    address: str
    sure: str = "VERIFIED"
    formula: str = ""

    @property
    def is_textbook(self) -> bool:
        """Whether this is physics with a formula and no paper."""
        return bool(self.formula)

    @property
    def short(self) -> str:
        """Author and year; that it is textbook physics, where it is."""
        return spoken("textbook") if self.is_textbook else f"{self.author} {self.dated}".strip()

    @property
    def dated(self) -> str:
        """The year; nothing where it is not known."""
        return f"{self.year}" if self.year else ""

    @property
    def brief(self) -> str:
        """Author, journal, year and DOI or pages, or else the address; or the formula: for a caption."""
        if self.is_textbook:
            return f"{self.short}: {self.formula.replace(' ', NO_BREAK)}"
        where = self.address if self.address.startswith(DOI) else self.pages.lstrip(";, ") or site_of(self.address)
        return f"{self.author}, {f'{self.journal} {self.dated}'.strip()}, {where}"

    @property
    def full(self) -> str:
        """Everything: authors, journal, year, pages, address, and how sure it is."""
        if self.is_textbook:
            return f"{self.short}: {self.formula}"
        mark = "doi " if self.address.startswith(DOI) else ""
        where = f"{self.journal} {self.dated}".strip()
        return f"{self.authors}. {where}{self.pages}, {mark}{self.address} ({spoken(self.sure)})"


def site_of(address: str) -> str:
    """Return an address, or of a long one its site alone: notes and print have the whole.

    >>> site_of("healthjade.com/radiofrequency-ablation"), len(site_of("x.org/" + 80 * "y"))
    ('healthjade.com/radiofrequency-ablation', 5)
    """
    return address if len(address) <= LONGEST_ADDRESS else address.partition("/")[0]


def textbook(formula: str) -> Source:
    """Return textbook physics as a source.

    >>> textbook("q ∝ 1/r⁴").brief
    'textbook: q\xa0∝\xa01/r⁴'
    """
    return Source("textbook", 0, "", "", "", "", "TEXTBOOK", formula)


class Side(NamedTuple):
    """One side of a question: a few words for the card, who says so, and what exactly they say."""

    claim: Said
    sources: tuple[Source, ...]
    says: Said


class Number(NamedTuple):
    """One number of the model's answer: with its numerical error bar, and its range over criteria (NaN: none)."""

    what: Said
    value: float
    error: float
    low: float
    high: float
    unit: str


class Mark(NamedTuple):
    """What one side published, to be drawn beside the model: a point, a line or an area in the plot's own axes."""

    side: int
    x: tuple[float, float]
    y: tuple[float, float]


class Row(NamedTuple):
    """One line of dots: a value for every name of the rows, numerical errors, and what a side published of it."""

    label: Said
    values: tuple[float, ...]
    errors: tuple[float, ...]
    published: tuple[tuple[int, float, float], ...] = ()  # side, low, high


class Rows(NamedTuple):
    """Lines of dots over one axis. `names` tells the dots apart, usually criteria; without names each row has one."""

    names: tuple[Said, ...]
    rows: tuple[Row, ...]
    x_label: Said
    logarithmic: bool = False
    zero: bool = False  # a line at 0 on the axis, where values are differences
    sizes: bool = True  # the axis begins at 0; not of temperatures
    digits: int = 1


class Curve(NamedTuple):
    """One line of the model; `low` and `high` are its range over criteria, where it has one."""

    label: Said
    x: tuple[float, ...]
    y: tuple[float, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


class Curves(NamedTuple):
    """Lines of the model, guides in the colour of a side (dashed), and what was published."""

    curves: tuple[Curve, ...]
    x_label: Said
    y_label: Said
    marks: tuple[Mark, ...] = ()
    guides: tuple[tuple[int, Curve], ...] = ()
    logarithmic: bool = False


class Answered(NamedTuple):
    """A myth with the model's answer, ready to be drawn or printed."""

    name: str
    belief: Said
    sides: tuple[Side, Side]
    question: Said
    verdict: Said  # few words, for the card
    sentence: Said  # the whole answer
    numbers: tuple[Number, ...]
    conditions: Said
    evidence: Rows | Curves

    def __str__(self) -> str:
        return "\n".join(lines_of_card(self))


def lines_of_card(answered: Answered) -> list[str]:
    """Write a card as text."""
    lines = [str(answered.belief), ""]
    for side in answered.sides:
        lines += [f"- {side.claim}. {side.says}", *(f"  {source.full}" for source in side.sources)]
    lines += ["", str(answered.question), str(answered.sentence), str(answered.conditions)]
    return lines + [f"  {number_in_words(number)}" for number in answered.numbers]


def number_in_words(number: Number) -> str:
    """Write a number of the answer, its numerical error bar, and the range over criteria where it has one.

    >>> number_in_words(Number(Said("width"), 5.52, 0.024, 2.98, 8.0, "mm"))
    'width: 5.52 ± 0.03 (numerical only) mm; 2.98–8.00 mm over criteria'
    """
    digits, unit = digits_for(number.error), f" {number.unit}" if number.unit else ""
    error = math.ceil(number.error * 10**digits - 1e-9) / 10**digits if math.isfinite(number.error) else math.nan
    numerical = f" ± {error:.{digits}f} {spoken('(numerical only)')}" if math.isfinite(error) else ""
    text = f"{number.what}: {number.value:.{digits}f}{numerical}{unit}"
    if math.isnan(number.low):
        return text
    between = f"{number.low:.{digits}f}–{number.high:.{digits}f}{unit}"
    return f"{text}; {spoken('{between} over criteria', between=between)}"


def digits_for(error: float) -> int:
    """Return how many digits after the point a number with such an error deserves: two where it has none."""
    if not math.isfinite(error) or error <= 0:
        return 2
    return min(max(-math.floor(math.log10(error)), 1), 4)


def floats(values: Iterable[Any]) -> tuple[float, ...]:
    """Return plain floats."""
    return tuple(float(each) for each in values)
