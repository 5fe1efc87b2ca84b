"""What commands say is spoken; what programs read is the same in every language."""

import re

import pytest
from unit.texts.spoken_texts import spoken_texts
from unit.texts.test_spoken_pictures import SCENARIOS, unmarked

from lesionsim.cli import main
from lesionsim.texts import language, speaking
from lesionsim.verify.case import Case, Comparison
from lesionsim.verify.report import table

QUICK = ["--set", "numerics.growth=0.5"]
SWEEP = 'scenario = "b1"\nkind = "latin-hypercube"\nsamples = 4\n[vary]\nhold_s = {low = 30, high = 60}\n'
REPORTS = {
    "run": ["run", "b1", "--out", "out"],
    "run with current": ["run", "lumbar-medial-branch-rf", *QUICK, "--out", "out"],
    "run without lesion": ["run", "b1", "--temperature", "44", "--out", "out"],
    "diff": ["diff", "b1", "lumbar-medial-branch"],
    "list": ["list", "scenarios"],
    "new": ["new", "mine.toml"],
    "figure": ["figure", "b1", "-o", "b1.png"],
    "export": ["export", "b1", "-o", "b1.vti", "--spacing", "2"],
    "notebooks": ["notebooks", "copies"],
    "sweep": ["sweep", "many.toml", "--workers", "1", "--no-pictures"],
}
KEYS = re.compile(
    r"[a-z_]+(\[\d+\])?(\.[a-z_]+)+|[a-z]+_[a-z_]+|\S+\.(png|nc|toml|vti|csv|ipynb)\b|latin-hypercube|"
    r"(medial-branch|b3|lumbar|cervical|ex-vivo)-\S+"
)
NOT_SPOKEN = re.compile(r"  lesionsim |copies/|  [a-z]\S*: .* → ")  # commands to type, files, inputs as keys


@pytest.fixture
def marks(monkeypatch):
    """Speak a language in which every text of the catalogue stands between marks."""
    marked = {english: f"«{english}»" for english in {*speaking.catalogue("es"), *spoken_texts()}}
    monkeypatch.setattr(speaking, "catalogue", lambda code: marked)
    with language("es"):
        yield


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "many.toml").write_text(SWEEP, "utf-8")
    return tmp_path


@pytest.mark.parametrize("words", REPORTS.values(), ids=REPORTS)
def test_every_line_of_a_report_is_spoken(words, marks, here, capsys):
    assert main(words) == 0
    heard = capsys.readouterr()
    lines = [line for line in (heard.out + heard.err).split("\n") if not NOT_SPOKEN.match(line)]
    left = {line: unmarked(KEYS.sub(" ", line)) for line in lines}

    assert {line: found for line, found in left.items() if {*found} - SCENARIOS} == {}


def test_a_table_of_exact_cases_is_spoken(marks):
    compared = Comparison(what="b1", computed=1.0, exact=1.0, error=0.0, demand=1.0)
    told = table([Case(id="A1", title="b1", exercises="b1", source="b1", comparisons=(compared,))])

    assert [line for line in told.split("\n") if unmarked(line)] == []


@pytest.mark.parametrize("words", [["run", "b1", "--json"], ["diff", "b1", "b2", "--json"]], ids=["run", "diff"])
def test_programs_read_the_same_in_every_language(words, here, capsys):
    told = {}
    for code in ("en", "es"):
        assert main([*words, "--language", code]) == 0
        told[code] = re.sub(r'"wall_s": [\d.e-]+', "", capsys.readouterr().out)

    assert told["en"] == told["es"]


def test_files_of_a_run_are_the_same_in_every_language(here):
    for code in ("en", "es"):
        assert main(["run", "b1", "--out", code, "--language", code]) == 0
    for name in ("scenario.toml", "summary.json"):
        one, other = ((here / code / name).read_text("utf-8") for code in ("en", "es"))
        assert re.sub(r'"wall_s": [\d.e-]+', "", one) == re.sub(r'"wall_s": [\d.e-]+', "", other)
    assert (here / "en" / "lesion.png").read_bytes() != (here / "es" / "lesion.png").read_bytes()


def test_the_next_idea_keeps_the_language(here, capsys):
    assert main(["--language", "es", "run", "b1"]) == 0

    assert "lesionsim --language es run b1 --temperature 70" in capsys.readouterr().out


def test_help_is_spanish_from_its_first_word(capsys):
    assert main(["run", "--help", "--language=es"]) == 0
    told = capsys.readouterr().out

    assert told.startswith("uso: lesionsim run")
    assert "cambiar el escenario:" in told
    assert "show this help" not in told
