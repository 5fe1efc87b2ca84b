"""`show` prints cards in every format, and `figure` writes them beside its picture."""

import pytest

import lesionsim as ls
from lesionsim import library
from lesionsim.cli import main
from lesionsim.scenario import to_toml


def test_without_a_format_an_entry_is_shown_as_its_card(capsys):
    assert main(["show", "muscle"]) == 0
    assert capsys.readouterr().out == library.card("muscle") + "\n"


def test_a_tissue_s_card_tells_range_temperature_source_and_confidence(capsys):
    main(["show", "muscle"])
    shown = " ".join(capsys.readouterr().out.split())

    for words in (
        "range 0.33 to 0.57 W/m/K: Kumru",
        "10.1115/1.4056516",
        "at 37 °C",
        "10.13099/VIP21000-05-0",
        "VERIFIED",
    ):
        assert words in shown


@pytest.mark.parametrize(
    ("form", "begin"), [("text", "Parameter cards: b1"), ("html", "<!DOCTYPE html>"), ("bibtex", "@misc{lesionsim")]
)
def test_each_format_is_that_of_the_cards(capsys, form, begin):
    assert main(["show", "b1", "--format", form]) == 0
    printed = capsys.readouterr().out
    ending = {"text": ".txt", "html": ".html", "bibtex": ".bib"}[form]

    assert printed.startswith(begin)
    assert printed == ls.cards("b1").written(ending)


def test_a_scenario_file_has_cards_too(capsys, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(to_toml(ls.change(ls.load("b1"), {"name": "mine"})), encoding="utf-8")

    assert main(["show", str(path), "--format", "text"]) == 0
    assert capsys.readouterr().out.startswith("Parameter cards: mine")
    assert main(["show", str(path)]) == 0
    assert "Parameter cards" not in capsys.readouterr().out


def test_a_format_that_does_not_exist_is_told_the_nearest(capsys):
    assert main(["show", "b1", "--format", "htm"]) == 2
    assert "--format is 'htm'; must be text, html or bibtex; nearest: html" in capsys.readouterr().err


@pytest.mark.parametrize("ending", [".txt", ".html", ".bib"])
def test_a_figure_s_cards_are_those_of_its_scenario_with_its_changes(capsys, tmp_path, ending):
    cards = tmp_path / f"cards{ending}"
    words = ["figure", "b1", "--temperature", "70", "--kind", "profile", "-o", str(tmp_path / "p.png")]

    assert main([*words, "--cards", str(cards)]) == 0
    assert f"Cards: {cards}" in capsys.readouterr().out
    hot = ls.change(ls.load("b1"), {"protocol.steps[0].at_c": 70})
    told, expected = cards.read_text("utf-8"), ls.cards(hot).written(ending)
    assert told.partition(ls.DISCLAIMER)[2] == expected.partition(ls.DISCLAIMER)[2]  # its title says what was changed
    assert ending != ".bib" or told == expected


@pytest.mark.parametrize("name", ["cards.pdf", "cards", "missing/cards.txt"])
def test_cards_that_cannot_be_written_are_refused_before_anything_runs(capsys, tmp_path, name):
    words = ["figure", "b1", "-o", str(tmp_path / "p.png"), "--cards", str(tmp_path / name)]

    assert main(words) == 2
    told = capsys.readouterr().err
    assert "must end in .txt, .html or .bib" in told or "does not exist" in told
    assert list(tmp_path.iterdir()) == []
