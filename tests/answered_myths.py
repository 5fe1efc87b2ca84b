"""The answers of the model to myths, each computed once for all tests that look at it."""

from functools import cache

import lesionsim as ls
from lesionsim.lessons.myths import NAMES
from lesionsim.plots.myth_data import NOTHING, Said

__all__ = ["NAMES", "answered", "number", "said_in", "values_of"]


@cache
def answered(name):
    """Return a myth with the model's answer; tests must not change it."""
    return ls.myths()[name].answer()


def number(name, what):
    """Return one number of an answer by its English words."""
    return next(each for each in answered(name).numbers if str(each.what) == what)


def values_of(name, label):
    """Return the values of a row of an answer's plot, one for every criterion, by the row's English words."""
    return next(row.values for row in answered(name).evidence.rows if str(row.label) == label)


def said_in(thing):
    """Yield every text of a card, and every text within a text."""
    if isinstance(thing, Said):
        if thing is not NOTHING:
            yield thing
        for value in thing.values.values():
            yield from said_in(value)
    elif isinstance(thing, tuple):
        for part in thing:
            yield from said_in(part)
