"""What learners type is read as a person would read it, and nothing that they type breaks anything."""

import decimal
import fractions
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lesionsim import lessons
from lesionsim.lessons.feedback import Card, Feedback
from lesionsim.lessons.reading import because_in, number_in

READ = (
    (6, "mm", 6.0), (6.5, "mm", 6.5), ("6", "mm", 6.0), ("6 mm", "mm", 6.0), ("5,5", "mm", 5.5), (".5 cm", "mm", 5.0),
    ("about 0.6 cm", "mm", 6.0), ("1.5 min", "s", 90.0), ("90 s", "min", 1.5), ("322 K", "°C", 48.85),
    ("120 °F", "°C", 48.888888888888886), ("50º C", "°C", 50.0), ("−3 °C", "°C", -3.0), ("30 %", "%", 30.0),
    ("150 %", "times", 1.5), ("1.4x", "times", 1.4), ("1,4 veces", "times", 1.4), ("6 I think", "mm", 6.0),
    ([6.0], "mm", 6.0), (np.float64(6), "mm", 6.0), (np.array([6]), "mm", 6.0), (np.array(6), "mm", 6.0),
    (fractions.Fraction(13, 2), "mm", 6.5), (decimal.Decimal("6.5"), "mm", 6.5), ("6e0", "mm", 6.0),
)  # fmt: skip
NOT_READ = (
    None, ..., "", "  ", "six", "mm", "5-6", "5 or 6", [5, 6], [], (), {}, {6}, True, False, np.True_, b"6", 3j, -1,
    "-6 mm", math.nan, math.inf, -math.inf, "nan", "inf", "1e999", 10**400, "6 s", "6 °C", "6 %", object, len,
    np.array([1, 2]), np.array("six"), [[6]], [[[[[]]]]], "🙂", "\x1b[m", "\ud800", "9" * 5000, "(" * 5000,
)  # fmt: skip


class Nasty:
    """Whatever one asks it fails."""

    def __repr__(self):
        raise RuntimeError("no")

    __str__ = __float__ = __index__ = __len__ = __iter__ = __bool__ = __format__ = __repr__

    def __eq__(self, other):
        raise RuntimeError("no")

    __hash__ = object.__hash__


class Word(str):
    """A text that does not want to be text."""

    def __str__(self):
        raise RuntimeError("no")

    __repr__ = __format__ = __str__


@pytest.mark.parametrize(("typed", "unit", "value"), READ, ids=str)
def test_a_number_is_read_in_the_unit_that_is_asked(typed, unit, value):
    assert number_in(typed, unit).value == pytest.approx(value)
    assert number_in(typed, unit).complaint == ""


@pytest.mark.parametrize("typed", NOT_READ, ids=lambda each: repr(each)[:30])
def test_what_is_no_number_is_answered_in_words(typed):
    told = number_in(typed, "mm").complaint

    assert math.isnan(number_in(typed, "mm").value)
    assert told.endswith(".")
    assert len(told) < 200
    assert told.isprintable()


@pytest.mark.parametrize(
    ("typed", "letter", "words"),
    [
        ("b", "b", ""), ("B", "b", ""), ("(b)", "b", ""), (" b) ", "b", ""), (["b"], "b", ""),
        ("because heat spreads", "", "because heat spreads"), ("heat\nspreads", "", "heat spreads"),
        ("z", "", ""), ("", "", ""), ("?!", "", ""), (None, "", ""), (2, "", ""), (["a", "b"], "", ""),
        ("12345", "", ""),
    ],
)  # fmt: skip
def test_a_reason_is_a_letter_or_own_words(typed, letter, words):
    read = because_in(typed, "abc")

    assert (read.letter, read.words) == (letter, words)
    assert bool(read.complaint) == (not letter and not words)


ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.complex_numbers(), st.text(), st.binary(),
    st.text(alphabet="0123456789.,-+eE mcs°C%x<>&'\"{}[]\\\n\x00"), st.lists(st.floats() | st.text(), max_size=3),
    st.dictionaries(st.text(), st.integers(), max_size=2), st.builds(Nasty), st.builds(Word, st.just("6 mm")),
    st.sampled_from([..., int, math]),
    st.recursive(st.none(), lambda inner: st.lists(inner, max_size=1), max_leaves=5),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(guess=ANYTHING, because=ANYTHING, name=st.sampled_from(["width", "beside-the-tip"]) | ANYTHING)
def test_no_guess_reason_or_name_breaks_an_exercise(guess, because, name):
    for told in (lessons.check(name, guess, because), lessons.ask(name)):
        assert isinstance(told, Card | Feedback)
        assert str(told)
        assert "<script" not in told._repr_html_().lower()


@settings(max_examples=60, deadline=None)
@given(number=ANYTHING, letter=ANYTHING)
def test_no_answer_breaks_the_quiz(number, letter, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("quiz"))
        assert str(lessons.answer(number, letter))
        assert str(lessons.quiz(letter))
        assert str(lessons.key(letter if isinstance(letter, int) else None))


def test_own_words_are_shown_and_never_run():
    told = lessons.check("width", "5 mm", "<script>alert(1)</script> {value} %s")

    assert told.kind == "told"
    assert "<script>alert(1)</script> {value} %s" in str(told).replace("\n", " ")
    assert "<script>" not in told._repr_html_()
    assert "&lt;script&gt;" in told._repr_html_()
