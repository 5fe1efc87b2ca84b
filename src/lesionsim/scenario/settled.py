"""Quick answers for values that need no check: they are allowed, and stored as they are.

Most values are: a changed scenario keeps nearly all of the old one. What is not settled is checked in full.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from types import NoneType
from typing import Any

from .checks import Choice, Number, Place, Rule, Several, Text

Test = Callable[[Any], bool]
TEXTS = 256  # remembered for each field


def settled_test(rule: Rule, nouns: tuple[type[Any], ...], many: bool, optional: bool) -> Test:
    """Return a function that tells, for sure, that a value is allowed and stored as it is; no is no answer."""
    kinds = frozenset(nouns)
    if many:
        return entries_test(rule, kinds) if isinstance(rule, Several) else unknown
    as_they_are = kinds | ({NoneType} if optional else set())
    inner = plain_test(rule)
    if inner is unknown:
        return lambda value: type(value) in as_they_are
    return lambda value: inner(value) or type(value) in as_they_are


def unknown(value: Any) -> bool:
    """Tell nothing."""
    return False


def plain_test(rule: Rule | None) -> Test:
    """Return the test of a number, a choice, a point, or of anything else."""
    if isinstance(rule, Number) and is_usual(rule):
        return number_test(rule)
    if isinstance(rule, Choice):
        options = frozenset((type(each), each) for each in rule.options)
        return lambda value: type(value) in (int, str) and (type(value), value) in options
    if isinstance(rule, Place) and is_usual(rule.each):
        inner = number_test(rule.each)
        return lambda value: type(value) is tuple and len(value) == 3 and all(map(inner, value))
    return text_test(rule) if isinstance(rule, Text) else unknown


def text_test(rule: Text) -> Test:
    """Return the test of some words, which are looked at once."""
    allowed = lru_cache(maxsize=TEXTS)(lambda value: not rule.fault(value))
    return lambda value: type(value) is str and allowed(value)


def is_usual(rule: Number) -> bool:
    """Tell whether a rule for numbers checks and stores them as numbers are, and not in a way of its own."""
    return all(getattr(type(rule), name) is getattr(Number, name) for name in ("fault", "holds", "tidy"))


def number_test(rule: Number) -> Test:
    """Return the test of a number between finite limits."""
    low, high = rule.low, rule.high
    if rule.above_low:
        return lambda value: type(value) is float and low < value <= high
    return lambda value: type(value) is float and low <= value <= high


def entries_test(rule: Several, nouns: frozenset[type[Any]]) -> Test:
    """Return the test of a list: how many there are, and each of them."""
    low, high = rule.low, rule.high
    each = plain_test(rule.each) if rule.each else lambda value: type(value) in nouns
    return lambda value: type(value) is tuple and low <= len(value) <= high and all(map(each, value))
