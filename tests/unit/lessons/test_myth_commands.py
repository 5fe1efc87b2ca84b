import pytest

from lesionsim.cli import main


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_figure_draws_a_myth_into_a_file_named_after_it(here, capsys):
    assert main(["figure", "--kind", "myth-hot-needle"]) == 0

    assert (here / "myth-hot-needle.png").read_bytes().startswith(b"\x89PNG")
    assert capsys.readouterr().out == "Picture: myth-hot-needle.png\n"


def test_figure_draws_a_myth_for_print_where_it_is_asked_to(here):
    assert main(["figure", "--kind", "myth-hot-needle", "--style", "paper", "-o", "card.svg"]) == 0
    assert "<svg" in (here / "card.svg").read_text("utf-8")


def test_a_card_that_is_replaced_is_named_first(here, capsys):
    (here / "card.png").write_text("older")
    assert main(["figure", "--kind", "myth-hot-needle", "-o", "card.png"]) == 0
    assert "card.png will be replaced" in capsys.readouterr().err


@pytest.mark.parametrize(
    "typed", [["b1"], ["--gauge", "16"], ["--set", "probe.gauge=16"], ["--criterion", "liver"], ["--cards", "x.txt"]]
)
def test_a_myth_takes_no_scenario_and_no_changes(typed, here, capsys):
    assert main(["figure", *typed, "--kind", "myth-hot-needle"]) == 2

    told = capsys.readouterr().err
    assert "--kind myth-hot-needle runs scenarios of its own and takes none; leave out" in told
    assert typed[0] in told
    assert not list(here.iterdir())


def test_a_card_is_revealed_blanked_and_told_beside_its_picture(here):
    assert main(["figure", "--kind", "myth-hot-needle", "-o", "card.png", "--layers", "--blank", "--told"]) == 0

    written = {path.name for path in here.iterdir()}
    assert written == {"card.png", "card-1.png", "card-2.png", "card-3.png", "card-blank.png", "card.txt", "card.csv"}
    assert "10.1097/AAP.0b013e31827d18f3" in (here / "card.txt").read_text("utf-8")
    assert (here / "card.csv").read_text("utf-8").startswith("what,value,numerical_error")


def test_a_card_is_no_film(here, capsys):
    assert main(["figure", "--kind", "myth-hot-needle", "-o", "card.gif"]) == 2
    assert "growth-film" in capsys.readouterr().err


def test_a_misspelt_myth_is_told_with_the_nearest(here, capsys):
    assert main(["figure", "--kind", "myth-hot-nedle"]) == 2
    assert "'myth-hot-nedle' is no myth; nearest: hot-needle" in capsys.readouterr().err


def test_the_help_of_figure_tells_of_myths(capsys):
    assert main(["figure", "--help"]) == 0
    assert "myth-NAME" in capsys.readouterr().out


def test_list_prints_the_table_of_myths(capsys):
    import lesionsim as ls

    assert main(["list", "myths"]) == 0
    assert capsys.readouterr().out == f"{ls.myths()}\n"


def test_show_prints_both_sides_and_the_models_answer(capsys):
    assert main(["show", "myth-one-over-r4"]) == 0

    out = capsys.readouterr().out
    assert "Does heating fall as 1/r⁴?" in out
    assert "10.1136/rapm-2019-101243" in out
    assert "(numerical only)" in out


def test_myths_are_told_in_spanish(capsys):
    assert main(["show", "myth-one-over-r4", "--language", "es"]) == 0
    assert "¿Cae el calentamiento como 1/r⁴?" in capsys.readouterr().out
