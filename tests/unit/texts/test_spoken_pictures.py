"""No word stands on a picture in English alone: drawn in a language of marks, every text of every picture has them."""

import re

import pytest
from matplotlib.text import Text
from unit.plots.conftest import outside, overlapping
from unit.texts.drawings import DRAWN, NO_PICTURES, PICTURES

import lesionsim as ls
from lesionsim.plots.brevity import UNITS
from lesionsim.texts import language, speaking

SCENARIOS = {"b1", "b2", "b3", "lumbar-medial-branch", "lumbar-medial-branch-rf", "lumbar-bone"}
NAMES = {*SCENARIOS, *UNITS, "CEM43", "Arrhenius", "G", "RF", "log", "ohm", "per"}
CROWDED = ("compare: held and rf", "comparisons: two", "view_3d: bone")  # their numbers touch in English, too


@pytest.fixture
def marks(monkeypatch):
    """Speak a language in which every text of the catalogue stands between marks."""
    marked = {english: f"«{english}»" for english in speaking.catalogue("es")}
    monkeypatch.setattr(speaking, "catalogue", lambda code: marked)
    with language("es"):
        yield


def unmarked(text):
    """Return the words of a text that stand outside of marks and are no names, numbers or units.

    >>> unmarked("b1: «wide «80 °C» hot», 5.5 mm and cold")
    ['and', 'cold']
    """
    before = None
    while before != text:
        before, text = text, re.sub(r"«[^«»]*»", " ", text)
    text = re.sub(r"«[^«»]*…$", " ", text)  # cut where there was no room
    tokens = (token.strip(".,;:!?()[]·→×'\"…") for token in re.split(r"[\s\xa0·]+", text))
    return [token for token in tokens if re.search(r"[^\W\d_]{2,}", token) and token not in NAMES]


def words_of(figure):
    """Return the texts of a figure, and what is told of it."""
    told = ls.plots.told(figure)
    texts = [text.get_text() for text in figure.findobj(Text) if text.get_visible()]
    return [*texts, told.alt, told.notes]


def test_every_public_picture_is_drawn_here():
    assert {*DRAWN, *NO_PICTURES} == set(ls.plots.__all__)


@pytest.mark.parametrize("style", ["slide", "paper"])
@pytest.mark.parametrize("name", PICTURES)
def test_every_text_of_a_picture_is_spoken(name, style, marks):
    figure = PICTURES[name](style)
    english = {text: unmarked(text) for text in words_of(figure)}

    assert {text: words for text, words in english.items() if words} == {}


@pytest.mark.parametrize("style", ["slide", "paper"])
@pytest.mark.parametrize("name", [name for name in PICTURES if name not in CROWDED])
def test_spanish_words_have_room(name, style):
    with language("es"):
        figure = PICTURES[name](style)

    assert overlapping(figure) + outside(figure) == []
