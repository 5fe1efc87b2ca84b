"""What is told: tables, sentences on misses, Markdown, HTML, JSON, the figure."""

import json
import math
from html.parser import HTMLParser

import pytest

import lesionsim as ls
from lesionsim.texts import language
from lesionsim.validate.numbers import as_json
from lesionsim.validate.page import Bullets, Chapter, grid, in_html
from lesionsim.validate.parameters import moved
from lesionsim.validate.reading import Value
from lesionsim.validate.reasons import reason
from lesionsim.validate.report import by_bar_alone, page, verdict
from lesionsim.validate.uncertainty import Influence
from lesionsim.validate.validation import Held
from lesionsim.validate.verdict import Verdict, judged


@pytest.fixture
def held(statement):
    def made(found, **described):
        asked = statement(**described)
        return Held(asked, found, judged(asked, found), {}, None)

    return made


def test_a_miss_is_told_in_one_sentence_with_its_size_and_what_could_explain_it(held, answer):
    ramp = moved("ramp", "ramp_s", "s", 10, 30)
    found = answer(8.0, down=1.0, up=1.0, criteria={"liver": Value(8.0), "skin": Value(5.0)})
    told = reason(held(found._replace(influences=(Influence(ramp, (8.5, 7.0)),))))

    assert told == (
        "The model gives 8.0 mm where the paper says 4.0 to 6.0 mm, 2.0 mm too much; the named parameters do not reach "
        "it (7.0 to 9.0; ramp of 30 s comes nearest, 7.0); it would be a hit under skin."
    )


def test_a_hit_needs_no_reason(held, answer):
    assert reason(held(answer(5.0))) == ""


def test_no_lesion_is_told_as_such(held, answer):
    assert reason(held(answer(math.nan))) == "The model leaves no lesion where the paper has 4.0 to 6.0 mm."


def test_a_hit_by_its_error_bar_alone_says_so(held, answer):
    assert verdict(held(answer(3.9, 0.2))) == "hit, by its error bar alone"
    assert verdict(held(answer(4.1, 0.2))) == "hit"
    assert not by_bar_alone(held(answer(4.1, 0.2)))


def test_an_uncounted_statement_is_neither_hit_nor_miss(held, answer):
    shown = held(answer(9.0), uncounted="not counted: from memory")

    assert verdict(shown) == "not counted; does not meet it"


def test_uncounted_statements_change_no_total(validation):
    names = {each.statement.name for each in validation.counted}

    assert names == {"area", "bridge", "nerve-dose"}
    assert len(validation.hits) + len(validation.misses) == 3
    assert as_json(validation)["totals"] == {"statements": 5, "counted": 3, "numbers": 3, "hits": 1, "misses": 2}


def test_the_page_has_every_statement_its_paper_and_the_disclaimer(validation):
    text = page(validation)

    assert ls.DISCLAIMER in text
    for each in validation.held:
        assert each.statement.paper.address in text
        assert each.statement.says in text
        if each.statement.counted and not each.verdict.hit:
            assert reason(each) in text


def test_the_page_is_the_same_when_written_again(validation):
    assert page(validation) == page(validation)


class Tags(HTMLParser):
    """Check that tags close in order, and collect what a page asks for from outside."""

    def __init__(self):
        super().__init__()
        self.open, self.asked = [], []

    def handle_starttag(self, tag, attributes):
        self.asked += [value for name, value in attributes if name == "src"]
        if tag not in ("meta", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_html_page_closes_its_tags_and_asks_for_its_picture_alone(validation):
    tags = Tags()

    tags.feed(page(validation, "html"))

    assert tags.open == []
    assert tags.asked == ["validation.png"]


def test_html_escapes_words():
    assert "<td>&lt;5 &amp; 6</td>" in in_html("t", [Chapter("", (grid(["a"], [["<5 & 6"]]), Bullets(("b",))))])


def test_json_is_valid_and_has_both_sides_of_each_statement(validation):
    told = json.loads(json.dumps(as_json(validation), allow_nan=False))

    for each in told["statements"]:
        assert each["paper"]["address"].startswith("http")
        assert each["model"]["value"] is not None
        assert each["model"]["numerical_error"] is not None
        assert set(each["conditions"]) >= {"tissue", "start", "blood", "criterion", "ramp", "gauge", "tip", "source"}
        assert bool(each["reason"]) is (each["verdict"] == "miss")


@pytest.mark.parametrize("style", ["slide", "paper"])
def test_the_figure_carries_every_counted_statement_as_a_row_of_its_table(validation, style):
    told = ls.plots.told(ls.plots.validation(validation, style=style))

    assert [row[1] for row in told.table.rows] == ["hit" if each.verdict.hit else "miss" for each in validation.counted]
    assert "1 of 3" in told.alt


def test_hits_and_misses_differ_in_mark_and_place(validation):
    figure = ls.plots.validation(validation)

    marks = {axes.get_label(): {line.get_marker() for line in axes.lines} - {"None"} for axes in figure.axes}
    assert marks == {"Hits": {"o"}, "Misses": {"X"}}


def test_the_figure_says_what_it_needs():
    with pytest.raises(ls.ScenarioError, match="must be what ls"):
        ls.plots.validation("b1")


def test_the_page_speaks_spanish(validation):
    with language("es"):
        text = page(validation)

    assert "# El modelo frente a lesiones publicadas" in text
    for english in ("paper says", "MISS", "The model gives", "not told"):
        assert english not in text


def test_a_verdict_is_a_plain_pair():
    assert Verdict(True) == (True, "")
