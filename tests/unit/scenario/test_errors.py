"""Errors say where they are, how many there are, and survive a journey between processes."""

import pickle

from lesionsim.errors import LesionsimError, Problem, ResultError, RunError, ScenarioError


def test_a_place_is_told_from_further_out():
    error = ScenarioError(Problem("at_c", "is 180 °C")).within("steps[1]").within("protocol")

    assert str(error) == "protocol.steps[1].at_c is 180 °C"


def test_many_errors_are_cut_after_twenty():
    error = ScenarioError(*(Problem(f"key{i}", "is wrong") for i in range(25)), file="mine.toml")

    lines = str(error).splitlines()
    assert lines[0] == "mine.toml has 25 errors:"
    assert len(lines) == 22
    assert lines[-1] == "  and 5 more"


def test_an_error_survives_pickling_with_its_file_and_problems():
    error = ScenarioError(Problem("a", "is 1"), "something else", file="mine.toml")

    again = pickle.loads(pickle.dumps(error))  # noqa: S301 our own bytes

    assert str(again) == str(error)
    assert again.problems == error.problems == (Problem("a", "is 1"), Problem("", "something else"))


def test_wrong_input_failed_runs_and_strange_results_are_told_apart():
    assert issubclass(ScenarioError, (LesionsimError, ValueError))
    assert issubclass(RunError, (LesionsimError, RuntimeError))
    assert issubclass(ResultError, LesionsimError)
    assert not issubclass(RunError, ValueError)
