"""How values and choices are written in messages and in printed nouns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from difflib import SequenceMatcher

LONGEST_SHOWN = 60
LONGEST_COMPARED = 80
LEAST_BEGUN, BEGUN = 3, 0.9  # letters with which a longer word may begin, and how alike the two are then


def plain(number: float) -> str:
    """Write a number as a person would, without losing a digit.

    >>> plain(80.0), plain(0.907), plain(7.39e39)
    ('80', '0.907', '7.39e+39')
    """
    if float(number).is_integer() and abs(number) < 1e15:
        return str(int(number))
    return repr(float(number))


def shown(value: object) -> str:
    """Write any value for a message, cut when long.

    >>> shown("held"), shown(True), shown([1, 2])
    ("'held'", 'true', 'a list of 2')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | int):
        return "a huge number" if isinstance(value, int) and abs(value) > 1e300 else plain(value)
    if isinstance(value, str):
        cut = value if len(value) <= LONGEST_SHOWN else value[:LONGEST_SHOWN] + "..."
        return repr(cut)
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}"
    return f"a {type(value).__name__}"


def listed(words: Sequence[str], last: str = "or") -> str:
    """Join words as in a sentence.

    >>> listed(["hold", "ramp", "cooldown"])
    'hold, ramp or cooldown'
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def counted(number: int, one: str, several: str = "") -> str:
    """Write a number of things, in the singular where it is one.

    >>> counted(1, "body", "bodies"), counted(2, "body", "bodies"), counted(0, "cell")
    ('1 body', '2 bodies', '0 cells')
    """
    return f"{number} {one if number == 1 else several or one + 's'}"


def nearest(word: str, options: Iterable[str | int], count: int = 3) -> tuple[str, ...]:
    """Return the options that look most like a word, best first; of a dotted one its last part counts too.

    >>> nearest("temp", ["protocol.steps", "temperature_c"], 1)
    ('temperature_c',)
    >>> nearest("guage", ["probe.gauge", "probe.tip_length_mm", "probe.diameter_mm"], 1)
    ('probe.gauge',)
    """
    from difflib import SequenceMatcher

    matcher = SequenceMatcher()
    whole, last = cut(word), cut(word.rpartition(".")[2])

    def likeness(option: str) -> float:
        pairs = {(whole, cut(option)), (last, cut(option.rpartition(".")[2]))}
        begun = BEGUN if len(last) >= LEAST_BEGUN and any(other.startswith(one) for one, other in pairs) else 0.0
        alike = max(ratio(matcher, one, other) for one, other in pairs)
        return max(begun, alike) + 0.01 * ratio(matcher, whole, cut(option))

    return tuple(sorted(map(str, options), key=likeness, reverse=True)[:count])


def cut(word: str) -> str:
    """Return a word as it is compared: small letters, not too many."""
    return word.casefold()[:LONGEST_COMPARED]


def ratio(matcher: SequenceMatcher[str], one: str, other: str) -> float:
    """Return how alike two words are, from 0 to 1."""
    matcher.set_seqs(other, one)
    return matcher.ratio()


def nearest_phrase(word: str, options: Iterable[str | int]) -> str:
    """Return "; nearest: a, b, c" for the end of a message."""
    near = nearest(word, options)
    return f"; nearest: {', '.join(near)}" if near else ""
