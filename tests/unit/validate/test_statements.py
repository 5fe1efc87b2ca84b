"""The list of statements: sources, numbers of the papers, conditions, what counts."""

import math
import re

import pytest

from lesionsim.validate.fates import WHAT, fates
from lesionsim.validate.statement import DERIVED, SECONDARY, VERIFIED, Conditions
from lesionsim.validate.statements import STATEMENTS

PUBLISHED = {
    "gauge-percent": (58, 65, "%"),
    "gauge-mm": (3, 4, "mm"),
    "width-22g": (4.6, 6.9, "mm"),
    "width-16g": (7.6, 10.9, "mm"),
    "hotter": (108, 152, "%"),
    "two-minutes": (11, 20, "%"),
    "three-minutes": (23, 32, "%"),
    "length": (1, 5, "mm"),
    "area": (80.8, 80.8, "mm²"),
    "volume": (-math.inf, 165, "mm³"),
    "radius": (-math.inf, 2, "mm"),
    "ahead": (0, 0, "mm"),
    "bridge": (2, 2, "mm"),
    "stops": (0, 0, "%"),
    "cap": (-math.inf, 16, "mm"),
    "plateau": (-3, 3, "mm"),
    "long-tips": (-5, 5, "mm"),
    "power": (1.4, 3.25, "W"),
    "salt": (1.29, 2.54, ""),
    "margin": (33, 58, "°C"),
}
FROM_MEMORY = ("egg-white", "chicken-breast", "gel", "saline")
COLLECTED = [
    *(f"A{number:02}" for number in range(4, 11)),
    *(f"B{number:02}" for number in (*range(1, 6), 9, 11, *range(13, 21))),
    *(f"C{number:02}" for number in range(1, 13)), "M04", *(f"T{number:02}" for number in range(1, 13)),
]  # fmt: skip
each = pytest.mark.parametrize("statement", STATEMENTS, ids=lambda statement: statement.name)


def test_at_least_fifteen_statements_count_and_eight_of_them_are_numbers():
    counted = [one for one in STATEMENTS if one.counted]

    assert len(counted) >= 15
    assert sum(one.is_number for one in counted) >= 8


def test_names_are_unique():
    assert len({one.name for one in STATEMENTS}) == len(STATEMENTS)


@each
def test_every_statement_has_a_doi_or_an_address(statement):
    assert re.match(r"https?://\S+\.\S+", statement.paper.address)
    assert statement.paper.reference


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_papers_numbers_are_as_published(name):
    statement = next(one for one in STATEMENTS if one.name == name)

    assert (statement.low, statement.high, statement.unit) == PUBLISHED[name]


@each
def test_what_counts_was_read_and_needs_no_tissue_from_memory(statement):
    assert statement.sure in (VERIFIED, DERIVED, SECONDARY)
    if statement.counted:
        assert statement.sure in (VERIFIED, DERIVED)
        assert statement.setting.tissue not in FROM_MEMORY
    else:
        assert statement.uncounted.startswith("not counted: ")


@each
def test_the_model_says_what_it_takes_for_every_condition(statement):
    for name in Conditions._fields:
        assert getattr(statement.conditions, name).model, name


@each
def test_a_condition_that_the_paper_leaves_open_is_no_condition_of_the_paper(statement):
    assert statement.low <= statement.high
    assert len(statement.short) <= 22, "too long for a slide"
    assert statement.words or not (math.isinf(statement.low) or math.isinf(statement.high))


@each
def test_every_parameter_has_ends_and_a_source(statement):
    for parameter in statement.parameters:
        assert all((parameter.ends, parameter.source, parameter.sure))
    names = [parameter.name for parameter in statement.parameters]
    assert len(set(names)) == len(names)


def test_every_row_of_the_collected_data_has_a_fate():
    told = {row: fate for row, _, fate in fates()}

    assert set(COLLECTED) <= set(told)
    assert all(told.values())


def test_a_row_is_a_statement_or_has_a_reason_and_never_both():
    used = {row for one in STATEMENTS for row in one.rows}

    assert used <= set(WHAT)
    for row, (_, reason) in WHAT.items():
        assert bool(reason) is (row not in used), row
