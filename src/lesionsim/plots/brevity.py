"""How many words stand on a figure: a slide has few, and what is more goes to its caption and notes."""

import re
from collections.abc import Iterator

from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.text import Text

MOST_WORDS = 25  # on a slide, in title, legend and annotations together
NOT_COUNTED = ("caption", "disclaimer", "axis: ", "tick: ")  # gids, or how they begin
UNIT_WORDS = """
°C K s ms min mm mm² mm³ cm W kW W/cm³ W/m/K V mA A J kJ ohm Ω S/m Hz kHz G % ° kg/m³ W/kg J/kg/K J/mol
"""
UNITS = frozenset(UNIT_WORDS.split())
RIM = ".,;:!?()[]\"'“”·"


def words_on(figure: Figure) -> int:
    """Count the words in title, legends and annotations of a figure.

    Names and numbers of axes, the disclaimer and the caption with the parameters do not count; a number with its unit
    is no word.

    Examples
    --------
    >>> import lesionsim as ls
    >>> words_on(ls.plots.lesion_map(ls.simulate(ls.load("b1")))) <= MOST_WORDS
    True
    """
    return sum(map(words_in, texts_on(figure)))


def texts_on(figure: Figure) -> list[str]:
    """Return the texts of a figure whose words count."""
    silent = {id(text) for axis in figure.findobj(Axis) for text in axis_texts(axis)}
    found = []
    for text in figure.findobj(Text):
        words = text.get_text() if isinstance(text, Text) else ""
        named = str(text.get_gid() or "")
        if words.strip() and text.get_visible() and id(text) not in silent and not named.startswith(NOT_COUNTED):
            found.append(words)
    return found


def axis_texts(axis: Axis) -> Iterator[Text]:
    """Yield an axis's numbers, and its name unless that carries an answer and so an identity of its own."""
    yield from axis.get_ticklabels(which="both")
    yield axis.get_offset_text()
    if axis.label.get_gid() is None:
        yield axis.label


def words_in(text: str) -> int:
    """Count the words of a text; numbers, their units, and signs are none.

    Examples
    --------
    >>> words_in("Held at 80 °C for 90 s, this tip leaves a lesion 5.5 mm wide")
    9
    >>> words_in("5.52 ± 0.03 × 12.2 mm"), words_in("width (mm)"), words_in("A → B")
    (0, 1, 2)
    """
    count, after_number = 0, False
    for token in re.split(r"\s+", text.strip()):
        bare = token.strip(RIM)
        unit = bare in UNITS and (after_number or token.startswith("("))
        number = bool(re.fullmatch(r"[^\w]*\d[\d.,]*[^\W\d_]?[^\w]*|[^\w]*\d.*[×–−±/]\d.*", bare)) or bare in ("±", "×")
        if not number and not unit and any(letter.isalpha() for letter in bare):
            count += 1
        after_number = number
    return count
