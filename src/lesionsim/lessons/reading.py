"""Read what a learner typed: a number with or without its unit, a letter, or words. Nothing here raises."""

from __future__ import annotations

import math
import re
import reprlib
from typing import NamedTuple

from lesionsim.texts import spoken

NUMBER = re.compile(r"(?<![\w.,])[-+\N{MINUS SIGN}]?(?:\d+(?:[.,]\d+)?|[.,]\d+)(?:[eE][-+]?\d+)?")
UNIT = re.compile(r"\s*([^\W\d_]+³?|[°º]\s*[CFcf]|%)")
KELVIN_AT_0_C = 273.15
LONGEST_READ, LONGEST_SHOWN, LONGEST_QUOTED, LEAST_WORDS = 300, 240, 40, 3
SHORT = reprlib.Repr()  # brief whatever it is, and it survives objects that cannot print themselves
LARGEST = 1e9  # beyond it nothing that is asked here can lie
BELOW_ZERO = ("°C", "%")  # the units in which a sensible guess may be negative

# Each unit asked for: what people write for it, as (factor, offset).
SPELLINGS: dict[str, dict[str, tuple[float, float]]] = {
    "mm": {"mm": (1, 0), "cm": (10, 0), "m": (1000, 0), "µm": (1e-3, 0), "in": (25.4, 0), "inch": (25.4, 0)},
    "mm³": {"mm³": (1, 0), "ml": (1000, 0), "cm³": (1000, 0), "cc": (1000, 0)},
    "s": {"s": (1, 0), "sec": (1, 0), "seconds": (1, 0), "segundos": (1, 0), "min": (60, 0), "minutes": (60, 0),
          "minutos": (60, 0), "h": (3600, 0)},
    "min": {"min": (1, 0), "minutes": (1, 0), "minutos": (1, 0), "s": (1 / 60, 0), "seconds": (1 / 60, 0),
            "segundos": (1 / 60, 0), "h": (60, 0)},
    "°C": {"°c": (1, 0), "c": (1, 0), "celsius": (1, 0), "k": (1, -KELVIN_AT_0_C), "°f": (5 / 9, -160 / 9),
           "f": (5 / 9, -160 / 9)},
    "%": {"%": (1, 0), "percent": (1, 0)},
    "times": {"times": (1, 0), "veces": (1, 0), "x": (1, 0), "%": (0.01, 0)},
    "W": {"w": (1, 0), "mw": (1e-3, 0), "watt": (1, 0), "watts": (1, 0)},
    "V": {"v": (1, 0), "volt": (1, 0), "volts": (1, 0)},
    "ohm": {"ohm": (1, 0), "ohms": (1, 0), "ω": (1, 0), "kohm": (1000, 0)},
}  # fmt: skip


class Guess(NamedTuple):
    """The number that was read, or what is wrong with what was typed."""

    value: float = math.nan
    complaint: str = ""


class Because(NamedTuple):
    """The letter or the own words that were read, or what is wrong with what was typed."""

    letter: str = ""
    words: str = ""
    complaint: str = ""


def clean(text: str, longest: int) -> str:
    """Return a text on one line, cut, without anything that a screen cannot show."""
    line = " ".join("".join(each if each.isprintable() else " " for each in text[: 10 * LONGEST_READ]).split())
    return line if len(line) <= longest else line[:longest] + "..."


def quoted(given: object) -> str:
    """Write whatever was typed, briefly, whatever it is."""
    return clean(given if isinstance(given, str) else SHORT.repr(given), LONGEST_QUOTED)


def number_in(given: object, unit: str) -> Guess:
    """Read a number in a unit; "0.6 cm" is 6 where mm are asked, "5,5" is 5.5.

    >>> number_in("about 0.6 cm", "mm").value, number_in("6 s", "mm").complaint
    (6.0, 'Your guess "6 s" is in s; the answer is asked in mm.')
    """
    if given is None or given is ... or (isinstance(given, str) and not given.strip()):
        return Guess(complaint=spoken("Write your guess first: one number in {unit}.", unit=in_words(unit)))
    if isinstance(given, str):
        return number_in_text(given, unit)
    if isinstance(given, list | tuple) and len(given) == 1 and not isinstance(given[0], list | tuple):
        return number_in(given[0], unit)
    try:
        return sensible(as_float(given), given, unit)
    except OverflowError:
        return sensible(math.inf, given, unit)
    except Exception:  # somebody else's object may fail in any way
        return no_number(given, unit)


def as_float(given: object) -> float:
    """Turn what is no text into a number, or fail."""
    if isinstance(given, bool | bytes | bytearray):
        raise TypeError
    alone = given.item() if hasattr(given, "item") else given  # of an array, a scalar or a labelled one
    if isinstance(alone, bool):
        raise TypeError
    return float(alone)  # type: ignore[arg-type]


def no_number(given: object, unit: str) -> Guess:
    """Say that one number is wanted."""
    return Guess(complaint=spoken('"{given}" is no number. Write one number in {unit}, such as 6.5.',
                                  given=quoted(given), unit=in_words(unit)))  # fmt: skip


def number_in_text(text: str, unit: str) -> Guess:
    """Read the one number of a text, and the unit behind it."""
    found = list(NUMBER.finditer(text[:LONGEST_READ]))
    if not found:
        return no_number(text, unit)
    if len(found) > 1:
        many = '"{given}" holds {count} numbers. Write the one that you would bet on, in {unit}.'
        return Guess(complaint=spoken(many, given=quoted(text), count=len(found), unit=in_words(unit)))
    value = float(found[0][0].replace(",", ".").replace("\N{MINUS SIGN}", "-"))
    behind = UNIT.match(text[found[0].end() : LONGEST_READ])
    written = behind[1].replace("º", "°").replace(" ", "").lower() if behind else ""
    spellings = SPELLINGS.get(unit, {})
    if written in spellings:
        factor, offset = spellings[written]
        return sensible(factor * value + offset, text, unit)
    if any(written in others for others in SPELLINGS.values()):
        return Guess(complaint=spoken('Your guess "{given}" is in {written}; the answer is asked in {unit}.',
                                      given=quoted(text), written=written, unit=in_words(unit)))  # fmt: skip
    return sensible(value, text, unit)


def sensible(value: float, given: object, unit: str) -> Guess:
    """Refuse numbers that cannot be meant."""
    if not abs(value) <= LARGEST:
        return Guess(complaint=spoken('"{given}" is no size. Write one number in {unit}, such as 6.5.',
                                      given=quoted(given), unit=in_words(unit)))  # fmt: skip
    if value < 0 and unit not in BELOW_ZERO:
        below = "{value:g} is below zero; what is asked here cannot be. Write a number from 0 on, in {unit}."
        return Guess(complaint=spoken(below, value=value, unit=in_words(unit)))
    return Guess(value)


def in_words(unit: str) -> str:
    """Name a unit."""
    return spoken(unit) if unit else spoken("plain numbers")


def because_in(given: object, letters: str) -> Because:
    """Read a reason: one of the letters, or own words.

    >>> because_in("(B)", "abc").letter, because_in("heat spreads", "abc").words
    ('b', 'heat spreads')
    """
    if isinstance(given, list | tuple) and len(given) == 1:
        given = given[0]
    ask = spoken("Write your reason, too: one of the letters {letters}, or your own words.", letters=spelled(letters))
    if not isinstance(given, str):
        return Because(complaint=ask)
    words = clean(given, LONGEST_SHOWN)
    bare = re.sub(r"[\W_]", "", words).lower()
    if len(bare) == 1 and bare in letters:
        return Because(letter=bare)
    if sum(letter.isalpha() for letter in bare) < LEAST_WORDS:
        return Because(complaint=ask)
    return Because(words=words)


def spelled(letters: str) -> str:
    """Write letters in a row: a, b, c."""
    return ", ".join(letters)
