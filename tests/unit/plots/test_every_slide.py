"""Every figure: few words on a slide, a claim as title, and what it tells to those who cannot see it."""

import re

import pytest
from unit.plots.gallery import ELSEWHERE, KINDS, NOT_DRAWING

import lesionsim as ls
from lesionsim.plots.brevity import MOST_WORDS, texts_on, words_in, words_on
from lesionsim.plots.telling import KEPT_AS, caption_of, title_of


def test_every_public_drawing_function_is_looked_at(gallery):
    looked_at = {name.split()[0] for name in KINDS}

    assert set(gallery) == set(KINDS)
    assert looked_at == set(ls.plots.__all__) - NOT_DRAWING - ELSEWHERE


@pytest.mark.parametrize("kind", KINDS)
def test_a_slide_has_few_words_in_title_legend_and_annotations(gallery, kind):
    texts = texts_on(gallery[kind])

    assert title_of(gallery[kind]) in [" ".join(text.replace("\N{NO-BREAK SPACE}", " ").split()) for text in texts]
    assert words_on(gallery[kind]) <= MOST_WORDS, [(words_in(text), text) for text in texts]


@pytest.mark.parametrize("kind", KINDS)
def test_the_title_claims_something_with_a_number(gallery, kind):
    title = title_of(gallery[kind])

    assert re.search(r"\d", title) or "decides" in title, title
    assert not title.endswith("?")


@pytest.mark.parametrize("kind", KINDS)
def test_a_figure_tells_an_alt_text_notes_and_its_numbers(gallery, kind):
    found, title = ls.plots.told(gallery[kind]), title_of(gallery[kind])

    assert vars(gallery[kind])[KEPT_AS].told is not None
    assert title.rstrip(".") in found.alt
    assert len(found.alt) > len(title) + 30
    assert found.alt != found.notes
    assert title.rstrip(".") in found.notes
    assert ls.DISCLAIMER in found.notes
    assert caption_of(gallery[kind]) in found.notes
    assert found.table.rows
    assert all(len(row) == len(found.table.columns) for row in found.table.rows)


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_of_a_slide_is_cut_and_none_lies_on_another(gallery, kind, clashes):
    if kind != "view_3d":  # whose axes have no ticks inside their view
        assert clashes(gallery[kind]) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0), ("80 °C", 0), ("5.52 ± 0.03 × 12.2 mm", 0), ("0.00067 per s", 2), ("3.0–8.0 mm wide", 1),
        ("CEM43 240 min (two-rate)", 2), ("width (mm)", 1), ("A → B", 2), ("45°", 0), ("+36.7 %", 0), ("x-z", 1),
        ("10,000 runs", 1), ("μ* (mm)", 1), ("a V and a W", 5),
    ],
)  # fmt: skip
def test_words_are_counted_and_numbers_with_their_units_are_not(text, count):
    assert words_in(text) == count
