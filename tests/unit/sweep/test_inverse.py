"""Inverse questions: all solutions, with errors; what is not reached is said plainly."""

import re
from pathlib import Path

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.sweep.design.distributions import LogUniform, Normal, Uniform
from lesionsim.sweep.design.levels import Levels
from lesionsim.sweep.inverse.evaluate import Asked, Found, evaluate
from lesionsim.sweep.inverse.goals import AtLeast, AtMost, Exactly
from lesionsim.sweep.inverse.inverse import inverse
from lesionsim.sweep.inverse.unknowns import scenario_with

B1 = ls.load("b1")
ADVICE = re.compile(r"(?i)\b(recommend|safe|safely|safer|safest|optimal|optimally|optimum|best)\b")
T = {"temperature_c": (60, 95)}


def pretend(monkeypatch, **measures):
    """Let measures be plain functions of temperature (t), hold (s) and tip (l), each with an error bar of 0.02."""

    def run(scenario, asked):
        hold = scenario.protocol.steps[0]
        values = {name: float(function(hold.at_c, hold.duration_s, scenario.probe.tip_length_mm))
                  for name, function in measures.items()}  # fmt: skip
        bars = dict.fromkeys(values, 0.02 if asked.bars else np.nan)
        return Found(values, bars, "" if np.isfinite(list(values.values())).all() else "it failed")

    monkeypatch.setattr("lesionsim.sweep.inverse.runs.evaluate", run)


def width_at(values, criterion=None):
    return ls.measure(ls.simulate(scenario_with(B1, values)), criterion).width_mm


def test_the_measures_of_a_row_are_those_of_measure():
    nerved = ls.change(B1, {"nerve": ls.StraightNerve(offset_mm=1.5)})
    names = ("width_mm", "length_mm", "volume_mm3", "nerve_covered_mm", "nerve_gap_mm")
    found = evaluate(nerved, Asked(names, B1.criteria[0].label, bars=True))
    result = ls.simulate(nerved)
    lesion, nerve = ls.measure(result), ls.nerve_coverage(result)

    assert found.value["width_mm"] == lesion.width_mm
    assert found.error["volume_mm3"] == lesion.volume_mm3_error
    assert found.value["nerve_covered_mm"] == nerve.covered_mm
    assert found.error["nerve_gap_mm"] == nerve.gap_mm_error


def test_a_solution_has_the_wanted_value_and_its_error_is_the_bar_over_the_slope():
    found = inverse(B1, {"width_mm": 5.5}, T)
    (at,), (error,) = found.temperature_c.values, found.temperature_c_error.values
    slope = (width_at({"temperature_c": at + 1}) - width_at({"temperature_c": at - 1})) / 2

    assert width_at({"temperature_c": float(at)}) == pytest.approx(5.5, abs=1e-3)
    assert error == pytest.approx(found.width_mm_error.values[0] / slope, rel=0.05)
    assert found.attrs["reached"] == 1


def test_all_solutions_along_a_range_are_found(monkeypatch):
    pretend(monkeypatch, width_mm=lambda t, s, tip: 5 + np.sin((t - 60) / 5))
    found = inverse(B1, {"width_mm": 5.5}, T)
    roots = [60 + 5 * (number * np.pi + (-1) ** number * np.arcsin(0.5)) for number in range(3)]

    assert found.temperature_c.values == pytest.approx([root for root in roots if root < 95], abs=1e-3)
    assert found.temperature_c_error.values == pytest.approx(0.02 * 5 / np.cos(np.arcsin(0.5)), rel=0.05)


def test_a_measure_that_just_touches_the_wanted_value_has_one_solution(monkeypatch):
    pretend(monkeypatch, width_mm=lambda t, s, tip: 6 - (t - 77.3) ** 2 / 100)
    found = inverse(B1, {"width_mm": 6.0}, T)

    assert found.temperature_c.values == pytest.approx([77.3], abs=0.1)
    assert found.temperature_c_error.values == pytest.approx([np.sqrt(2 * 0.02 / 0.02)], rel=0.1)
    assert found.kind.values.tolist() == ["touches"]


def test_solutions_closer_than_their_errors_are_one(monkeypatch):
    pretend(monkeypatch, width_mm=lambda t, s, tip: 5 + 0.0004 * (t - 75) + 0.004 * np.sin(t))
    found = inverse(B1, {"width_mm": 5.0}, T)

    assert found.sizes["solution"] == 1
    assert found.temperature_c_error.values[0] > 10


def test_each_combination_of_levels_has_its_own_solutions():
    found = inverse(B1, {"width_mm": 5.5}, {**T, "gauge": [16, 20]})

    assert found.gauge.values.tolist() == [16, 20]
    for temperature, gauge in zip(found.temperature_c.values, found.gauge.values, strict=True):
        assert width_at({"temperature_c": float(temperature), "gauge": int(gauge)}) == pytest.approx(5.5, abs=1e-3)


def test_a_range_of_gauges_is_every_gauge_in_it():
    found = inverse(B1, {"width_mm": Exactly(5.0, tolerance=0.3)}, {"gauge": (18, 22)})

    assert sorted(found.run_gauge.values.tolist()) == [18, 19, 20, 21, 22]
    assert found.gauge.values.tolist() == [20, 21]


def test_over_two_ranges_every_point_lies_on_the_curve_in_order(monkeypatch):
    pretend(monkeypatch, width_mm=lambda t, s, tip: ((t - 75) / 10) ** 2 + ((s - 60) / 20) ** 2)
    found = inverse(B1, {"width_mm": 1.0}, {"temperature_c": (60, 90), "hold_s": (30, 90)}, scan=16)
    x, y = (found.temperature_c.values - 75) / 10, (found.hold_s.values - 60) / 20
    turns = np.unwrap(np.arctan2(y, x))

    assert x**2 + y**2 == pytest.approx(1, abs=1e-4)
    assert len(set(found.piece.values.tolist())) == 1
    assert abs(turns[-1] - turns[0]) > 5.5
    assert (np.sign(np.diff(turns)) == np.sign(turns[-1] - turns[0])).mean() > 0.9


def test_separate_curves_are_separate_pieces(monkeypatch):
    pretend(monkeypatch, width_mm=lambda t, s, tip: abs(t - 75))
    found = inverse(B1, {"width_mm": 5.0}, {"temperature_c": (60, 90), "hold_s": (30, 90)})

    for piece in set(found.piece.values.tolist()):
        at = found.temperature_c.values[found.piece.values == piece]
        assert np.ptp(at) < 1e-3
    assert sorted(set(found.temperature_c.values.round(3))) == [70.0, 80.0]


def test_over_three_ranges_points_lie_on_the_surface(monkeypatch):
    pretend(monkeypatch, width_mm=lambda t, s, tip: t / 10 + s / 50 + tip / 5)
    found = inverse(B1, {"width_mm": 11.0}, {**T, "hold_s": (30, 90), "tip_mm": (5, 15)}, scan=5)

    assert found.sizes["solution"] > 20
    total = found.temperature_c / 10 + found.hold_s / 50 + found.tip_mm / 5
    assert total.values == pytest.approx(11.0, abs=1e-3)
    assert found.tip_mm_error.values == pytest.approx(0.02 * 5, rel=0.01)


def test_as_many_values_as_ranges_leave_all_single_points(monkeypatch):
    pretend(monkeypatch, width_mm=lambda t, s, tip: ((t - 75) / 10) ** 2 + s / 60, length_mm=lambda t, s, tip: s / 60)
    found = inverse(B1, {"width_mm": 1.5, "length_mm": 1.0}, {"temperature_c": (60, 90), "hold_s": (30, 90)})

    assert sorted(found.temperature_c.values) == pytest.approx([75 - np.sqrt(50), 75 + np.sqrt(50)], abs=0.01)
    assert found.hold_s.values == pytest.approx(60, abs=0.01)
    slope = 2 * np.sqrt(50) / 100
    assert found.hold_s_error.values == pytest.approx(0.02 * 60, rel=0.02)
    assert found.temperature_c_error.values == pytest.approx((0.02 + 0.02) / slope, rel=0.05)


def test_fewer_values_than_ranges_leave_points_for_each_place_of_the_last(monkeypatch):
    pretend(monkeypatch, width_mm=lambda t, s, tip: t / 10 + tip, length_mm=lambda t, s, tip: s / 60)
    vary = {"temperature_c": (60, 90), "hold_s": (30, 90), "tip_mm": (5, 6)}
    found = inverse(B1, {"width_mm": 13.5, "length_mm": 1.0}, vary, scan=4)

    assert found.tip_mm.values == pytest.approx([5, 5 + 1 / 3, 5 + 2 / 3, 6])
    assert found.temperature_c.values == pytest.approx(10 * (13.5 - found.tip_mm.values), abs=0.01)


def test_a_side_of_a_value_begins_where_the_edge_is_and_holds_the_places_inside(monkeypatch):
    pretend(monkeypatch, width_mm=lambda t, s, tip: t / 10)
    found = inverse(B1, {"width_mm": AtLeast(8.0)}, T)
    edge, inside = (found.isel(solution=(found.kind == kind).values) for kind in ("edge", "inside"))

    assert edge.temperature_c.values == pytest.approx([80])
    assert edge.temperature_c_error.values == pytest.approx([0.2], rel=0.01)
    assert (inside.temperature_c.values >= 80).all()
    assert inside.sizes["solution"] == 14


def test_a_wanted_value_is_kept_only_where_other_sides_hold(monkeypatch):
    pretend(monkeypatch, width_mm=lambda t, s, tip: abs(t - 75), length_mm=lambda t, s, tip: t)
    found = inverse(B1, {"width_mm": 5.0, "length_mm": AtLeast(72)}, T)

    assert found.temperature_c.values == pytest.approx([80], abs=1e-3)
    assert "1 more meet the wanted value alone" in found.attrs["answer"]


def test_what_is_not_reached_is_said_with_the_nearest_value_and_the_way_there():
    found = inverse(B1, {"width_mm": 9.0}, T)
    nearest = width_at({"temperature_c": 95.0})

    assert found.attrs["reached"] == 0
    assert found.sizes["solution"] == 0
    assert "Not reached" in found.attrs["answer"]
    assert f"Nearest: lesion width {nearest:.2f}" in found.attrs["answer"]
    assert "temperature_c 95 °C (upper end of temperature_c)" in found.attrs["answer"]
    assert "it grows with temperature_c" in found.attrs["answer"]


def test_the_nearest_place_may_lie_between_the_places_of_the_scan(monkeypatch):
    pretend(monkeypatch, width_mm=lambda t, s, tip: 6 - (t - 77.3) ** 2 / 10)
    found = inverse(B1, {"width_mm": 6.5}, T, scan=5)

    assert "Nearest: lesion width 6.00 ± 0.02 mm, at temperature_c 77.3" in found.attrs["answer"]
    assert "it turns around" in found.attrs["answer"]


def test_a_small_island_between_places_of_the_scan_is_still_reached(monkeypatch):
    pretend(monkeypatch, width_mm=lambda t, s, tip: 6 - ((t - 77.3) / 10) ** 2 - ((s - 61) / 10) ** 2)
    found = inverse(B1, {"width_mm": 5.99}, {"temperature_c": (60, 90), "hold_s": (30, 90)}, scan=5)

    assert found.attrs["reached"] == 1
    assert found.temperature_c.values == pytest.approx(77.3, abs=2)


def test_a_lesion_that_begins_with_a_size_jumps_over_small_values():
    found = inverse(B1, {"width_mm": 0.5}, {"temperature_c": (45, 60)})

    assert found.attrs["reached"] == 0
    assert "jumps over the wanted value" in found.attrs["answer"]


def test_goals_that_cannot_be_had_together_are_told(monkeypatch):
    pretend(monkeypatch, width_mm=lambda t, s, tip: t / 10, length_mm=lambda t, s, tip: t / 5)
    found = inverse(B1, {"width_mm": 8.0, "length_mm": 14.0}, T)

    assert found.attrs["reached"] == 0
    assert "Not reached together" in found.attrs["answer"]
    assert "maximise" in found.attrs["answer"]


def test_more_values_than_inputs_are_met_where_they_agree(monkeypatch):
    pretend(monkeypatch, width_mm=lambda t, s, tip: t / 10, length_mm=lambda t, s, tip: t / 5)
    found = inverse(B1, {"width_mm": 8.0, "length_mm": 16.0}, T)

    assert found.temperature_c.values == pytest.approx([80], abs=0.05)


def test_failed_runs_are_counted_and_their_reason_is_told(monkeypatch):
    pretend(monkeypatch, width_mm=lambda t, s, tip: np.nan if t < 70 else t / 10)
    found = inverse(B1, {"width_mm": 8.0}, T)

    assert found.temperature_c.values == pytest.approx([80])
    assert found.attrs["failed"] == 10
    assert "10 of" in found.attrs["answer"]
    assert "it failed" in found.attrs["answer"]


def test_when_every_run_fails_this_is_an_error(monkeypatch):
    pretend(monkeypatch, width_mm=lambda t, s, tip: np.nan)
    with pytest.raises(ls.RunError, match="every one of 33 runs failed; the first because it failed"):
        inverse(B1, {"width_mm": 8.0}, T)


def test_any_isotherm_can_be_the_criterion():
    found = inverse(B1, {"width_mm": 5.5}, T, ls.Isotherm(47))

    assert found.attrs["criterion"] == "isotherm 47 °C"
    assert width_at({"temperature_c": float(found.temperature_c.values[0])}, ls.Isotherm(47)) == pytest.approx(
        5.5, abs=1e-3
    )


@pytest.mark.parametrize("source", [Uniform(low=60, high=95), Normal(mean=75, sd=5, low=60, high=95), (60, 95)])
def test_distributions_with_limits_stand_for_their_range(monkeypatch, source):
    pretend(monkeypatch, width_mm=lambda t, s, tip: t / 10)
    found = inverse(B1, {"width_mm": 8.0}, {"temperature_c": source})

    assert found.temperature_c.values == pytest.approx([80])


def test_errors_over_a_logarithmic_range_are_in_the_input_s_own_unit(monkeypatch):
    pretend(monkeypatch, width_mm=lambda t, s, tip: s / 10)
    found = inverse(B1, {"width_mm": 8.0}, {"hold_s": LogUniform(low=10, high=400)})

    assert found.hold_s.values == pytest.approx([80], abs=0.01)
    assert found.hold_s_error.values == pytest.approx([0.2], rel=0.05)


def test_dotted_keys_and_levels_of_words_can_be_varied():
    found = inverse(
        B1, {"width_mm": AtMost(5.5)}, {"tissue.perfusion_per_s": Levels((0.0, 0.01)), "probe.shaft": ["metal"]}
    )

    assert found["tissue.perfusion_per_s"].values.tolist() == [0.0, 0.01]
    assert set(found["probe.shaft"].values.tolist()) == {"metal"}


@pytest.mark.parametrize(
    ("goals", "vary", "told"),
    [
        ({}, T, "goals is a table; must map measures"),
        ({"width": 6}, T, "goals.width is no measure of a lesion; nearest: width_mm"),
        ({"width_mm": "wide"}, T, "goals.width_mm is 'wide'; must be a number"),
        ({"width_mm": -1}, T, "goals.width_mm is -1; must be 0 or above"),
        ({"width_mm": float("nan")}, T, "must be a finite number"),
        ({"nerve_covered_fraction": 2}, T, "a share lies between 0 and 1"),
        ({"nerve_covered_mm": 5}, T, "needs a nerve, and the scenario b1 has none"),
        ({"width_mm": 6}, {}, "vary is a table; must map inputs"),
        ({"width_mm": 6}, {"temprature_c": (60, 90)}, "nearest: temperature_c"),
        ({"width_mm": 6}, {"temperature_c": 80}, "vary.temperature_c is 80, one value"),
        ({"width_mm": 6}, {"temperature_c": (90, 60)}, "vary.temperature_c.low is 90; must be below high, 60"),
        ({"width_mm": 6}, {"temperature_c": (60, 120)}, "must be between 37"),
        ({"width_mm": 6}, {"temperature_c": Normal(mean=80, sd=2)}, "must have limits"),
        ({"width_mm": 6}, {"gauge": [18, 99]}, "99"),
        ({"width_mm": 6}, {"gauge": [18], "probe.gauge": [20]}, "say the same thing"),
        (
            {"width_mm": 6},
            {**T, "hold_s": (30, 60), "tip_mm": (5, 9), "tissue.perfusion_per_s": (0.0, 0.01)},
            "at most 3 can be searched",
        ),
    ],
)
def test_wrong_questions_are_refused_in_words(goals, vary, told):
    with pytest.raises(ls.ScenarioError, match=re.escape(told)):
        inverse(B1, goals, vary)


def test_a_scenario_of_the_library_may_be_named():
    named, given = (inverse(each, {"width_mm": 5}, {"temperature_c": [75, 80]}) for each in ("b1", B1))
    assert named.attrs["answer"] == given.attrs["answer"]


def test_other_wrong_arguments_are_refused():
    with pytest.raises(ls.ScenarioError, match="scenario is 3; must be a Scenario"):
        inverse(3, {"width_mm": 6}, T)
    with pytest.raises(ls.ScenarioError, match="scan is 2; must be a whole number from 3"):
        inverse(B1, {"width_mm": 6}, T, scan=2)
    with pytest.raises(ls.ScenarioError, match="criterion is 'liver'; must be among"):
        inverse(B1, {"width_mm": 6}, T, "liver")


def test_the_table_is_labelled_and_can_be_written(tmp_path):
    found = inverse(B1, {"width_mm": 5.5}, {**T, "gauge": [18, 20]})
    found.to_netcdf(tmp_path / "found.nc", engine="h5netcdf")

    assert found.width_mm.attrs == {"long_name": "lesion width", "units": "mm"}
    assert found.temperature_c.attrs["units"] == "°C"
    assert found.attrs["disclaimer"] == ls.DISCLAIMER


def test_answers_say_what_they_are_and_advise_nobody():
    answers = [inverse(B1, {"width_mm": width}, T).attrs for width in (5.5, 9.0)]
    front = inverse(B1, {"width_mm": "maximise", "volume_mm3": "minimise"}, {"gauge": [18, 20]}).attrs

    for attrs in (*answers, front):
        assert "A model exercise" in attrs["answer"]
        assert "not settings for a patient" in attrs["about"]
        assert not ADVICE.search(str(attrs))


@pytest.mark.parametrize(
    "name",
    ["sweep/inverse/inverse", "sweep/inverse/pareto", "sweep/inverse/answer", "sweep/inverse/solution_table",
     "sweep/inverse/goals", "plots/inverse",
     "plots/inverse_key", "plots/front", "cli/inverse"],
)  # fmt: skip
def test_no_word_of_these_files_is_advice(name):
    text = (Path(ls.__file__).parent / f"{name}.py").read_text("utf-8")

    assert not ADVICE.search(text)
