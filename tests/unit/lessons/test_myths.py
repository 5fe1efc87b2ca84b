import re

import pytest
from answered_myths import NAMES, answered, said_in

import lesionsim as ls
from lesionsim.lessons.myths import myth_named
from lesionsim.plots.myth_data import Number, Said, Source, number_in_words, textbook
from lesionsim.texts.speaking import catalogue

ADDRESS = re.compile(r"(10\.\d{4,}/\S+|[a-z0-9.-]+\.[a-z]{2,}/\S+)")
ASKED = (
    "ahead-of-tip", "sixty-seconds", "one-over-r4", "bone-enlarges", "waves-beam", "display-shows-tissue",
    "over-at-switch-off", "impedance-shrinks", "bench-is-patient", "coverage-is-relief",
)  # fmt: skip


def sources():
    return [source for myth in ls.myths() for side in myth.sides for source in side.sources]


def test_there_is_a_card_for_every_myth_that_was_asked_for():
    assert set(ASKED) <= set(NAMES)
    assert len(ls.myths()) == len(NAMES) == len(set(NAMES))


@pytest.mark.parametrize("name", NAMES)
def test_a_myth_is_a_question_with_two_sides(name):
    myth = ls.myths()[name]

    assert myth.name == name
    assert str(myth.belief).endswith("?")
    assert str(myth.question).endswith("?")
    assert len(myth.sides) == 2
    assert all(side.sources and str(side.claim) and str(side.says).endswith(".") for side in myth.sides)


def test_every_paper_has_a_doi_or_an_address_and_textbook_physics_a_formula():
    for source in sources():
        if source.is_textbook:
            assert re.search("[=∝]", source.formula), source
        else:
            assert ADDRESS.fullmatch(source.address), source
            assert source.address in source.full
            assert source.sure.startswith("VERIFIED")


def test_at_least_one_side_of_every_myth_is_published():
    for myth in ls.myths():
        assert any(not source.is_textbook for side in myth.sides for source in side.sources), myth.name


def test_a_caption_cites_a_paper_by_author_year_and_doi():
    paper = Source("Bogduk", 1987, "Bogduk N et al", "Neurosurgery", ";20:529", "10.1227/123")

    assert paper.brief == "Bogduk, Neurosurgery 1987, 10.1227/123"
    assert paper.full == "Bogduk N et al. Neurosurgery 1987;20:529, doi 10.1227/123 (VERIFIED)"
    assert textbook("a = b").full == "textbook: a = b"


def test_a_paper_without_a_year_is_told_without_one():
    paper = Source("A page", 0, "A page", "Title", "", "page.org/heat")

    assert (paper.short, paper.brief) == ("A page", "A page, Title, page.org/heat")


def test_what_is_from_memory_is_said():
    told = {source.author: source.sure for source in sources()}
    assert "memory" in told["Haines"]
    assert "memory" in told["Dupuy"]
    assert told["Bogduk"] == told["Cosman"] == "VERIFIED"


@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_a_card_has_its_spanish(name):
    spanish = catalogue("es")
    missing = {each.english for each in said_in(tuple(answered(name))) if each.english not in spanish}
    assert not missing


@pytest.mark.parametrize("name", NAMES)
def test_a_card_as_text_is_in_the_language_in_use(name):
    english = str(answered(name))
    with ls.language("es"):
        spanish = str(answered(name))

    assert english.splitlines()[0] == str(ls.myths()[name].belief)
    assert spanish.startswith("¿")
    assert not set(english.splitlines()) & set(spanish.splitlines()) - {""}


def test_texts_that_people_read_about_sources_have_their_spanish():
    assert {source.sure for source in sources() if not source.is_textbook} <= set(catalogue("es"))


@pytest.mark.parametrize("name", NAMES)
def test_no_myth_is_answered_without_a_run(name, monkeypatch):
    def refuse(_):
        raise RuntimeError("the model was asked")

    monkeypatch.setattr("lesionsim.simulation.simulate", refuse)
    with pytest.raises(RuntimeError, match="the model was asked"):
        ls.myths()[name].answer()


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_has_a_number_with_its_numerical_error(name):
    numbers = answered(name).numbers

    assert any(each.error == each.error and each.error >= 0 for each in numbers)
    assert all(each.low <= each.value <= each.high for each in numbers if each.low == each.low)


def test_a_number_tells_its_error_as_numerical_and_its_range_over_criteria():
    told = number_in_words(Number(Said("width"), 5.516, 0.0241, 2.98, 8.0, "mm"))
    assert told == "width: 5.52 ± 0.03 (numerical only) mm; 2.98–8.00 mm over criteria"

    nan = float("nan")
    assert number_in_words(Number(Said("wave"), 6.7, nan, nan, nan, "m")) == "wave: 6.70 m"


def test_a_negative_number_is_written_with_a_minus_sign():
    assert str(Said("held {much:+.1f} mm (15-20)", much=-0.24)) == "held \N{MINUS SIGN}0.2 mm (15-20)"


def test_the_table_of_myths_names_beliefs_and_both_sides():
    lines = str(ls.myths()).splitlines()

    assert len(lines) == len(NAMES) + 2
    assert re.match(r"myth-ahead-of-tip +Is nothing heated ahead of the tip\? +nothing ahead \(Bogduk 1987\)", lines[2])
    assert "Cosman 2014, Provenzano 2015" in lines[3]


def test_a_myth_is_found_by_name_or_number_with_or_without_its_prefix():
    assert myth_named("myth-waves-beam") is myth_named("Waves_Beam") is ls.myths()["waves-beam"]
    assert ls.myths()[-1].name == NAMES[-1]
    assert [myth.name for myth in ls.myths()] == list(NAMES)


@pytest.mark.parametrize(
    ("asked", "told"), [("waves-bean", "nearest: waves-beam"), ("", "must be one of ahead"), (None, "must be one of")]
)
def test_a_myth_that_is_none_is_told_with_the_nearest(asked, told):
    with pytest.raises(ls.ScenarioError, match=told):
        myth_named(asked)


def test_a_myth_prints_as_one_line():
    assert str(ls.myths()["hot-needle"]) == "myth-hot-needle: Is RF a hot needle?"
