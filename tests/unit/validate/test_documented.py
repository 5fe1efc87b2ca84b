"""The page in the documentation, which `lesionsim validate --out docs` writes."""

from pathlib import Path

import pytest

from lesionsim.validate.fates import fates
from lesionsim.validate.statements import STATEMENTS
from lesionsim.validate.verdict import RULES

DOCS = Path(__file__).parents[3] / "docs"


@pytest.fixture(scope="module")
def page():
    return (DOCS / "validation.md").read_text("utf-8")


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda statement: statement.name)
def test_the_page_has_every_statement_its_paper_and_its_number(page, statement):
    rows = [line for line in page.splitlines() if line.startswith(f"| {statement.paper.short} | {statement.says} |")]

    assert any(statement.told in row for row in rows)
    assert statement.paper.address in page


def test_the_page_has_the_rules_and_the_fate_of_every_row(page):
    assert all(rule in page for rule in RULES)
    assert all(f"| {row} | {what} | {fate} |" in page for row, what, fate in fates())


def test_the_page_s_picture_stands_beside_it(page):
    assert "](validation.png)" in page
    assert (DOCS / "validation.png").is_file()
