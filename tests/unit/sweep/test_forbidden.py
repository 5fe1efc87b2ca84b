"""Rows that a scenario forbids are found before anything runs."""

import pytest

import lesionsim as ls
from lesionsim.errors import ScenarioError
from lesionsim.sweep.design.design import make_design
from lesionsim.sweep.design.forbidden import forbidden, told

LUMBAR = ls.load("lumbar-medial-branch")


def test_forbidden_rows_are_exactly_those_that_cannot_be_built():
    design = make_design(
        LUMBAR,
        {"temperature_c": {"low": 20, "high": 110}, "nerve.offset_mm": {"low": 0, "high": 2}, "gauge": [16, 18, 24],
         "start_c": {"low": 10, "high": 50}},
        "latin-hypercube", 300,
    )  # fmt: skip

    found = {each.number: each for each in forbidden(design)}

    assert 50 < len(found) < 290
    for number in range(300):
        texts = [problem.text for problem in problems_of(LUMBAR, design.changes(number))]
        assert (number in found) == bool(texts)
        if texts:
            assert found[number].values == design.values(number)
            assert all(text in found[number].problem for text in texts)


def problems_of(scenario, changes):
    """Return the problems of a change."""
    try:
        ls.change(scenario, changes)
    except ScenarioError as error:
        return error.problems
    return ()


def test_a_forbidden_row_is_told_in_the_names_of_the_design():
    (one,) = forbidden(make_design(ls.load("b2"), {"temperature_c": [80, 120]}))

    assert (one.number, one.values) == (1, {"temperature_c": 120})
    assert one.problem.startswith("temperature_c is 120 °C; must be between 37")
    assert one.problem.count("120") == 1
    with pytest.raises(ScenarioError, match=r"^temperature_c is 120 °C"):
        make_design(ls.load("b2"), {"temperature_c": [80, 120]}).scenario_at(1)


def test_a_forbidden_step_that_was_not_there_is_told_by_its_short_name():
    (one,) = forbidden(make_design(LUMBAR, {"ramp_s": [0, -3], "tip_mm": [5]}))

    assert str(one) == "row 1 (ramp_s -3, tip_mm 5): ramp_s is -3 s; must be above 0 and at most 3600 s"


def test_parts_that_do_not_fit_each_other_are_forbidden():
    design = make_design(LUMBAR, {"gauge": [16, 22], "nerve.offset_mm": [0.5, 2.0]})

    (one,) = forbidden(design)
    assert one.values == {"gauge": 16, "nerve.offset_mm": 0.5}
    assert one.problem.startswith("nerve passes through the metal of the probe")


def test_many_forbidden_rows_are_told_in_short():
    design = make_design(LUMBAR, {"temperature_c": [80, *range(101, 151)]})
    found = forbidden(design)
    text = told(found, len(design))

    assert text.startswith("50 of 51 rows cannot be:\n  row 1 (temperature_c 101): temperature_c is 101 °C")
    assert len(text.splitlines()) == 15
    assert told([], 51) == "all 51 rows can be"
