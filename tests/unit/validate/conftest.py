"""Statements and answers made up, and some real ones held against the model once for all tests of this folder."""

import math

import pytest

from lesionsim.validate.reading import Value
from lesionsim.validate.setting import Setting
from lesionsim.validate.statement import SIZE, Condition, Conditions, Paper, Statement
from lesionsim.validate.uncertainty import Answer
from lesionsim.validate.validating import validate

SOME = ("area", "bridge", "egg-radius", "disc-45", "nerve-dose")
CONDITIONS = Conditions(*[Condition("", "none")] * 8)
PAPER = Paper("Nobody 1900", "Nobody A. Journal 1900", "10.1/x")
DESCRIBED = {
    "name": "made-up", "paper": PAPER, "rows": (), "says": "Width", "short": "width", "unit": "mm", "digits": 1,
    "setting": Setting(), "edge": "liver", "conditions": CONDITIONS, "parameters": (), "ask": lambda reader: [],
}  # fmt: skip


@pytest.fixture(scope="session")
def validation():
    return validate(SOME)


@pytest.fixture
def statement():
    """Return what makes a statement: a width between 4 and 6 mm, unless told otherwise."""
    return lambda low=4.0, high=6.0, kind=SIZE, **others: Statement(
        low=low, high=high, kind=kind, **{**DESCRIBED, **others}
    )


@pytest.fixture
def answer():
    """Return what makes an answer of the model."""

    def made(value, error=0.0, low=math.nan, high=math.nan, down=0.0, up=0.0, criteria=None):
        low, high = (value if math.isnan(end) else end for end in (low, high))
        every = criteria or {"liver": Value(value, error), "skin": Value(value + 0.01, error)}
        return Answer(Value(value, error), low, high, down, up, (), every)

    return made
