"""Run every exact case on the shipped kernels, and check that reports show failures as failures."""

import json
from dataclasses import replace

import numpy as np
import pytest

from lesionsim.disclaimer import DISCLAIMER
from lesionsim.grid.shapes import plane
from lesionsim.problem.network import Medium
from lesionsim.verify import catalogue, report
from lesionsim.verify import run as running
from lesionsim.verify.bench import Setup, run
from lesionsim.verify.case import Case, Comparison
from lesionsim.verify.cases.refinement import Level, Reading, observed_order, refined, until_steady

FEWEST_CASES = 25
GOOD = Comparison(
    what="temperature", computed=1.0, exact=1.0, error=1e-6, demand=1e-4, order=2.0, order_between=(1.9, 2.1)
)
LARGE = replace(GOOD, what="power", error=3e-4, unit="W")
SLOW = replace(GOOD, what="energy", order=1.2)
LOST = replace(GOOD, what="flux", error=float("nan"), computed=float("nan"))
EXACT = replace(GOOD, what="bits", error=0.0, demand=0.0, order=None, order_between=None)


def case_of(*comparisons: Comparison) -> Case:
    return Case(id="X1", title="A |bar| in a title", exercises="reports", source="none", comparisons=comparisons)


@pytest.mark.parametrize("function", catalogue.case_functions(), ids=lambda function: function.__name__)
def test_the_shipped_kernels_meet_the_exact_solution(function):
    case = function()
    assert case.passed, "\n".join(report.failures([case]))


def test_there_are_enough_cases_and_none_twice():
    functions = catalogue.case_functions()
    assert len(functions) >= FEWEST_CASES
    assert len(set(functions)) == len(functions)


def test_verify_runs_every_case_in_order_and_tells_its_progress(monkeypatch):
    one, other = case_of(GOOD), replace(case_of(GOOD), id="X2")
    monkeypatch.setattr(running, "case_functions", lambda: (lambda: one, lambda: other))
    told = []
    assert running.verify(lambda *news: told.append(news)) == [one, other]
    assert told == [(1, 2, one), (2, 2, other)]


@pytest.mark.parametrize("bad", [LARGE, SLOW, LOST], ids=["error", "order", "nan"])
def test_a_failure_is_shown_as_a_failure_everywhere(bad):
    cases = [case_of(GOOD), case_of(GOOD, bad)]
    table, certificate, data = report.table(cases), report.certificate(cases), report.as_json(cases)
    assert f"FAILED X1: {bad.what}" in table
    assert "1 of 2 exact cases passed, 2 of 3 comparisons" in table
    assert "## Failures" in certificate
    assert "NOT every case passed" in certificate
    assert [case["passed"] for case in data["cases"]] == [True, False]
    assert data["passed"] is False


def test_success_is_shown_as_success():
    cases = [case_of(GOOD, EXACT)]
    assert "FAILED" not in report.table(cases)
    assert "every case passed" in report.certificate(cases)
    assert "NOT" not in report.certificate(cases)
    assert report.as_json(cases)["passed"] is True


@pytest.mark.parametrize("cases", [[], [case_of()]], ids=["no case", "no comparison"])
def test_comparing_nothing_is_not_success(cases):
    assert report.as_json(cases)["passed"] is False
    assert "NOT every case passed" in report.certificate(cases)
    assert report.table(cases)


def test_json_holds_plain_numbers_and_no_nan():
    data = json.loads(json.dumps(report.as_json([case_of(LOST, EXACT)]), allow_nan=False))
    assert data["totals"] == {"cases": 1, "cases_passed": 0, "comparisons": 2, "comparisons_passed": 1}
    assert data["disclaimer"] == DISCLAIMER
    assert {"id", "title", "error", "demand", "passed", "comparisons"} <= set(data["cases"][0])
    assert data["cases"][0]["comparisons"][0]["error"] is None


def test_a_certificate_carries_versions_disclaimer_and_unbroken_tables():
    text = report.certificate([case_of(GOOD)])
    assert DISCLAIMER in text
    assert "Python" in text
    rows = [line.replace(r"\|", "") for line in text.splitlines() if line.startswith("|")]
    assert {row.count("|") for row in rows} == {8, 9}


def test_a_method_of_first_order_fails_a_refinement():
    def run_at(fineness: int) -> Level:
        return Level([Reading("value", 1.0 + 1e-6 / fineness, 1.0, 1.0, 1e-4)], [0.0])

    found = refined(run_at, {1: "coarse", 2: "fine"})
    assert found[0].order == pytest.approx(1.0, rel=1e-6)
    assert not found[0].passed
    assert found[1].passed


def test_an_order_between_errors_of_zero_never_passes():
    exact = Reading("value", 1.0, 1.0, 1.0, 1e-4)
    assert np.isnan(observed_order(exact, exact, 2.0))


def test_a_seam_between_cells_adds_its_resistance():
    grid = plane(np.linspace(0.0, 1e-2, 11), np.array([0.0, 1.0]))
    setup = Setup(grid, Medium(0.5, 3.6e6), {"inner": 10.0, "outer": 0.0}, seams={4: 0.02})
    outcome = run(setup, until_steady(0.01))
    assert outcome.power_w == pytest.approx(10.0 / (1e-2 / 0.5 + 0.02), rel=1e-11)
    drop = outcome.temperature[3, 0] - outcome.temperature[4, 0]
    assert drop == pytest.approx(outcome.power_w * (1e-3 / 0.5 + 0.02), rel=1e-11)
