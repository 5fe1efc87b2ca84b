"""How wide a text will be, and where to break it, before it is drawn."""

import re
from collections.abc import Sequence
from functools import lru_cache

from lesionsim.plots.style import RC

POINTS_PER_IN = 72.0
LINE_EM = 1.2  # from one line of text to the next
WIDER = 1.02  # letters that are fitted to pixels can be a little wider than drawn ones
JOINED = re.compile(r"(?<=\d) (?=\S)|(?<=\bp[eo]r) (?=s\b)|(?<=±) ")  # a number stays with its unit and its error


@lru_cache(maxsize=1024)
def letter_em(letter: str, bold: bool) -> float:
    """Return the width of one letter of the house's font, in ems."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family=RC["font.family"], weight="bold" if bold else "normal", size=100.0)
    width, _, _ = text_to_path.get_text_width_height_descent(f"x{letter}x", font, False)
    along, _, _ = text_to_path.get_text_width_height_descent("xx", font, False)
    return float(width - along) / 100.0


def width_in(text: str, size_pt: float, bold: bool = False) -> float:
    """Return the width of a text's widest line in inches.

    Examples
    --------
    >>> round(width_in("80 °C", 18.0), 2)
    0.71
    """
    ems = [sum(letter_em(letter, bold) for letter in line) for line in text.split("\n")]
    return WIDER * max(ems) * size_pt / POINTS_PER_IN


def broken(text: str, room_in: float, size_pt: float, bold: bool = False) -> str:
    """Break a text into lines that fit a width: at spaces, never between a number and its unit.

    A single word that is wider than the room is broken anywhere.
    """
    lines: list[str] = []
    for word in re.split("[ \n]+", JOINED.sub("\N{NO-BREAK SPACE}", text)):
        if lines and width_in(f"{lines[-1]} {word}", size_pt, bold) <= room_in:
            lines[-1] += f" {word}"
        else:
            lines.extend(pieces(word, room_in, size_pt, bold))
    return "\n".join(lines)


def broken_lines(text: str, room_in: float, size_pt: float) -> str:
    """Break every line of a text to a width."""
    return "\n".join(broken(each, room_in, size_pt) for each in text.split("\n"))


def fitting(texts: Sequence[str], room_in: float, size_pt: float, bold: bool = False) -> str:
    """Return the first text that fits a width; the last one where none does."""
    return next((text for text in texts if width_in(text, size_pt, bold) <= room_in), texts[-1])


def pieces(word: str, room_in: float, size_pt: float, bold: bool) -> list[str]:
    """Break a word that is wider than the room into pieces that fit."""
    found = [""]
    for letter in word:
        if found[-1] and width_in(found[-1] + letter, size_pt, bold) > room_in:
            found.append("")
        found[-1] += letter
    return found
