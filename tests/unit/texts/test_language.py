"""The language is chosen in Python, for a block, or by the environment; one that is not there is refused."""

import threading

import pytest

import lesionsim as ls
from lesionsim.cli import main
from lesionsim.cli.languages import apart
from lesionsim.errors import ScenarioError
from lesionsim.texts import in_use, language, spoken, spoken_again, use_language
from lesionsim.texts.language import Chosen

SENTENCE = "Educational, not for clinical planning"
SPANISH = "Para la enseñanza, no para planificación clínica"


@pytest.fixture(autouse=True)
def nothing_chosen(monkeypatch):
    monkeypatch.setattr(Chosen, "code", None)
    monkeypatch.delenv("LESIONSIM_LANGUAGE", raising=False)


def test_english_is_spoken_where_nothing_is_chosen(monkeypatch):
    assert (in_use(), spoken(SENTENCE)) == ("en", SENTENCE)
    monkeypatch.setenv("LESIONSIM_LANGUAGE", "")
    assert spoken(SENTENCE) == SENTENCE


def test_the_environment_chooses_and_python_overrules_it(monkeypatch):
    monkeypatch.setenv("LESIONSIM_LANGUAGE", "es")
    assert spoken(SENTENCE) == SPANISH
    ls.use_language("en")
    assert spoken(SENTENCE) == SENTENCE


def test_a_block_speaks_its_language_and_gives_the_other_back():
    use_language("es")
    with language("en"):
        assert spoken(SENTENCE) == SENTENCE
        with ls.language("es"):
            assert spoken(SENTENCE) == SPANISH
        assert spoken(SENTENCE) == SENTENCE
    assert spoken(SENTENCE) == SPANISH


def test_a_block_gives_the_other_language_back_after_an_error():
    with pytest.raises(ZeroDivisionError), language("es"):
        _ = 1 / 0
    assert in_use() == "en"


def test_a_chosen_language_holds_in_other_threads():
    heard = []
    use_language("es")
    thread = threading.Thread(target=lambda: heard.append(spoken(SENTENCE)))
    thread.start()
    thread.join()

    assert heard == [SPANISH]


@pytest.mark.parametrize("code", ["fr", "", "ES", None, 3, ["es"]])
def test_a_language_that_is_not_there_is_refused(code):
    for choose in (use_language, lambda each: language(each).__enter__()):
        with pytest.raises(ScenarioError, match=r'must be "en" \(English\) or "es" \(español\)'):
            choose(code)
    assert in_use() == "en"


def test_an_unknown_language_in_the_environment_is_a_clear_error(monkeypatch, capsys):
    monkeypatch.setenv("LESIONSIM_LANGUAGE", "fr")
    assert main(["list", "probes"]) == 2
    assert capsys.readouterr().err == (
        'lesionsim: LESIONSIM_LANGUAGE is \'fr\'; must be "en" (English) or "es" (español).\n'
    )
    assert main(["--language", "en", "list", "probes"]) == 0


def test_a_text_without_a_pair_stays_english_with_its_values():
    with language("es"):
        assert spoken("{value:.1f} of a kind", value=2) == "2.0 of a kind"
        assert spoken("my own {name}") == "my own {name}"


def test_braces_in_a_text_without_values_stay():
    assert spoken("{kind}") == "{kind}"


def test_a_written_text_is_spoken_again_with_what_stands_in_its_fields():
    texts = ["hold {at_c} °C for {time_s} s", "{tissue} alone"]
    assert spoken_again("liver alone", texts) == "liver alone"
    with language("es"):
        assert spoken_again("hold 80 °C for 60 s", texts) == "mantener 80 °C durante 60 s"
        assert spoken_again("liver alone", texts) == "solo hígado"
        assert spoken_again("liver", texts) == "hígado"
        assert spoken_again("(no) pattern [", texts) == "(no) pattern ["


def test_the_language_may_stand_anywhere_among_the_words_but_not_behind_two_dashes():
    assert apart(["run", "--language", "es", "b1"]) == (["es"], ["run", "b1"])
    assert apart(["run", "--", "--language", "es"]) == ([], ["run", "--", "--language", "es"])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--language", "fr", "list"], "--language is 'fr'; must be"),
        (["list", "--language"], "--language needs a value"),
        (["list", "--language="], "--language needs a value"),
        (["--language", "--json", "run"], "--language needs a value"),
        (["--language", "es", "list", "--language=en"], "--language is given 2 times; give it once"),
        (["--langage", "es", "list"], "nearest: --language"),
    ],
)
def test_a_language_that_is_mistyped_is_told_in_english(words, told, capsys):
    assert main(words) == 2
    heard = capsys.readouterr()
    assert told in heard.err
    assert heard.out == ""


def test_the_language_of_a_command_is_not_that_of_the_next_one(capsys):
    assert main(["--language", "es", "list", "probes"]) == 0
    assert main(["list", "probes"]) == 0
    first, second = capsys.readouterr().out.split("sonda")[1].split("probe ")
    assert "diámetro exterior mm" in first
    assert "outer diameter mm" in second
