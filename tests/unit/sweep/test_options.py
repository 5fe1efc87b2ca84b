"""What is asked of every row is checked when it is said."""

import pytest

from lesionsim.errors import ScenarioError
from lesionsim.sweep.running.options import Options, options_from


def test_options_are_read_back_from_their_table():
    options = Options(criteria=("50 °C", "CEM43 240"), error_bars="sample", dead_map=True, time_limit_s=3)
    assert options_from(options.table) == options
    assert options_from({}) == Options()
    assert isinstance(options.time_limit_s, float)
    assert options_from({"criteria": ["50 °C"]}).criteria == ("50 °C",)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"error_bars": "some"}, "error_bars is 'some'; must be 'none', 'sample' or 'all'"),
        ({"error_bars": 3}, "error_bars is 3; must be"),
        ({"time_limit_s": 0}, "time_limit_s is 0 s; must be above 0"),
        ({"time_limit_s": "1 min"}, "time_limit_s is '1 min'; must be a number"),
        ({"time_limit_s": float("nan")}, "time_limit_s is"),
        ({"dead_map": 1}, "dead_map is 1; must be true or false"),
        ({"criteria": "50 °C"}, "criteria is '50 °C'; must be a list"),
        ({"criteria": [50]}, "criteria holds 50; must hold only labels"),
        ({"criteria": ["a", "b", "a"]}, "criteria names 'a' twice"),
        ({"criteria": [str(i) for i in range(17)]}, "criteria has 17 entries; must have at most 16"),
        (
            {"bars": "none"},
            "bars is no option of a sweep; must be one of criteria, error_bars",
        ),
    ],
)
def test_what_is_not_allowed_is_told_with_what_is(given, told):
    with pytest.raises(ScenarioError) as caught:
        options_from(given)
    assert str(caught.value).startswith(told)


def test_every_problem_is_told_at_once():
    with pytest.raises(ScenarioError) as caught:
        Options(error_bars="some", time_limit_s=-1)
    assert len(caught.value.problems) == 2


def test_options_say_themselves_in_one_line():
    assert str(Options()) == "the first criterion; error bars: all"
    assert str(Options(criteria=("all",), dead_map=True, time_limit_s=2.5)) == (
        "all; error bars: all, maps of dead tissue, at most 2.5 s a row"
    )
