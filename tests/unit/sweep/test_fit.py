"""Tissue is found again from temperatures, with honest intervals, and what cannot be told apart is said."""

import re

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.lesion.readings import Measured, Trace
from lesionsim.sweep.design.distributions import Uniform
from lesionsim.sweep.fit.fit import fit
from lesionsim.sweep.fit.fit_readings import finer, for_fitting, read_by, readings_from

CONDUCTIVITY, PERFUSION = "tissue.conductivity_w_m_k", "tissue.perfusion_per_s"
CAPACITY = "tissue.heat_capacity_j_kg_k"
COUPLES = [{"name": "beside", "r_mm": 2.0, "z_mm": 5.0}, {"name": "far", "r_mm": 5.0, "z_mm": 5.0}]
SMALL = {"numerics.growth": 0.5, "numerics.first_cell_mm": 0.3}
SD = 0.2


@pytest.fixture(scope="module")
def bench():
    """Five minutes at 80 °C with two thermocouples, on a coarse grid: quick."""
    hold = [{"kind": "hold", "at_c": 80, "duration_s": 300}]
    return ls.change(ls.load("b1"), {"thermocouples": COUPLES, "protocol.steps": hold, PERFUSION: 0.002, **SMALL})


@pytest.fixture(scope="module")
def true(bench):
    return ls.change(bench, {CONDUCTIVITY: 0.58, PERFUSION: 0.004})


def measured(scenario, seed=0, names=("beside", "far"), sd=SD, every_s=5.0, related=0.0):
    """Return what would be measured in a scenario: its temperatures with noise."""
    times = np.arange(every_s, scenario.protocol.duration_s + 0.1, every_s)
    clean = readings_from(scenario, [Trace(name, times, np.full(times.size, 37.0)) for name in names])
    heat = np.split(read_by(for_fitting(scenario), clean), len(names))
    draw = np.random.default_rng(seed)
    found = []
    for name, each in zip(names, heat, strict=True):
        noise = draw.normal(0, sd, times.size) if sd else np.zeros(times.size)
        for number in range(1, times.size):
            noise[number] = related * noise[number - 1] + np.sqrt(1 - related**2) * noise[number]
        found.append(Trace(name, times, each + noise))
    return found


@pytest.fixture(scope="module")
def fitted(bench, true):
    return fit(bench, measured(true), [CONDUCTIVITY, PERFUSION])


def test_readings_of_the_model_are_those_of_the_result(bench):
    traces = measured(bench, sd=0)
    result = ls.simulate(ls.change(bench, {"numerics.step_s": 0.2, "numerics.first_step_s": 0.02}))
    for trace, heat in zip(traces, result.thermocouple_temperature.values, strict=True):
        assert trace.temperature_c == pytest.approx(np.interp(trace.time_s, result.step_time, heat), abs=0.03)


def test_without_noise_the_parameters_are_found_exactly(bench, true):
    found = fit(bench, measured(true, sd=0), [CONDUCTIVITY, PERFUSION])

    assert found[CONDUCTIVITY].value == pytest.approx(0.58, rel=1e-4)
    assert found[PERFUSION].value == pytest.approx(0.004, rel=1e-3)
    assert found.rms_c < 1e-3
    assert found.converged


def test_with_noise_the_intervals_hold_the_parameters(fitted):
    assert fitted[CONDUCTIVITY].low < 0.58 < fitted[CONDUCTIVITY].high
    assert fitted[PERFUSION].low < 0.004 < fitted[PERFUSION].high
    assert fitted.rms_c == pytest.approx(SD, rel=0.2)
    assert fitted.readings == 120
    assert fitted[CONDUCTIVITY].relative < 0.1


def test_parameters_that_can_be_told_apart_raise_no_warning_of_that(fitted):
    assert not any(re.search("apart|hardly|resembles|bound|settled", warning) for warning in fitted.warnings)
    assert abs(fitted.correlation[0, 1]) < 0.95


def test_intervals_hold_the_truth_over_many_seeds(bench, true):
    """Of 40 draws of two parameters 95 %; 5 misses or more of 40 come by chance in 5 % of such tests."""
    scales = {CONDUCTIVITY: (0.2, 2.0), PERFUSION: (0.0005, 0.02)}
    hits = []
    for seed in range(40):
        found = fit(true, measured(true, seed=seed, every_s=10.0), scales)
        hits.append(
            [found[key].low < value < found[key].high for key, value in ((CONDUCTIVITY, 0.58), (PERFUSION, 0.004))]
        )

    assert (np.sum(hits, axis=0) >= 34).all()
    assert np.sum(hits) < 80


def test_intervals_are_those_of_the_profile_likelihood(bench, true):
    """At both ends of an interval, with the other parameter fitted anew, the squares have grown by t^2 variances."""
    traces = measured(true, seed=3)
    found = fit(bench, traces, [CONDUCTIVITY, PERFUSION])
    rest = float(found.residuals @ found.residuals)
    for end in (found[CONDUCTIVITY].low, found[CONDUCTIVITY].high):
        other = fit(ls.change(bench, {CONDUCTIVITY: end}), traces, [PERFUSION])
        grown = (float(other.residuals @ other.residuals) - rest) / (rest / 118)

        assert grown == pytest.approx(1.9803**2, rel=0.1)


def test_a_short_trace_beside_a_held_tip_tells_only_the_diffusivity(bench):
    """Without blood only conductivity over heat capacity acts: any pair of that ratio fits as well."""
    short = ls.change(bench, {"protocol.steps[0].duration_s": 20, PERFUSION: 0.0})
    real = ls.change(short, {CONDUCTIVITY: 0.58})
    found = fit(short, measured(real, names=("beside",), every_s=0.5), [CONDUCTIVITY, CAPACITY])
    ratio = found[CONDUCTIVITY].value / found[CAPACITY].value

    assert ratio == pytest.approx(0.58 / real.tissue.heat_capacity_j_kg_k, rel=0.03)
    assert found.correlation[0, 1] == pytest.approx(1, abs=1e-3)
    assert found.condition > 1e3
    assert "cannot be told apart" in found.warnings[0]
    assert "their ratio is known" in found.warnings[0]
    assert any(f"{CAPACITY} is hardly known" in warning for warning in found.warnings)


def test_the_diffusivity_alone_is_told_by_the_same_trace(bench):
    short = ls.change(bench, {"protocol.steps[0].duration_s": 20, PERFUSION: 0.0})
    found = fit(short, measured(ls.change(short, {CONDUCTIVITY: 0.58}), names=("beside",), every_s=0.5), [CONDUCTIVITY])

    assert found[CONDUCTIVITY].low < 0.58 < found[CONDUCTIVITY].high
    assert not any("hardly" in warning for warning in found.warnings)


def test_what_a_short_trace_says_little_about_is_told(bench):
    short = ls.change(bench, {"protocol.steps[0].duration_s": 20})
    found = fit(short, measured(short, names=("beside",), every_s=1.0), [CONDUCTIVITY, PERFUSION])

    assert any(warning.startswith(f"{PERFUSION} is hardly known") for warning in found.warnings)
    assert not any(warning.startswith(f"{CONDUCTIVITY} is hardly known") for warning in found.warnings)


def test_slow_noise_is_named_and_widens_intervals(bench, true, fitted):
    found = fit(bench, measured(true, related=0.8), [CONDUCTIVITY, PERFUSION])

    assert found.autocorrelation > 0.4
    assert found.effective < 0.5 * found.readings
    assert any("each residual resembles the one before it" in warning for warning in found.warnings)
    assert fitted.effective == fitted.readings


def test_the_numerical_error_is_that_of_a_finer_grid(bench, true):
    """What the fine grid reads is fitted by the coarse one: the parameter is off by about the error that is told."""
    truth = finer(finer(true))
    times = np.arange(5.0, 300.1, 5.0)
    clean = readings_from(true, [Trace("beside", times, np.full(times.size, 37.0))])
    trace = Trace("beside", times, read_by(for_fitting(truth), clean))
    found = fit(bench, trace, {CONDUCTIVITY: (0.2, 2.0), PERFUSION: (0.0005, 0.02)})

    assert abs(found[CONDUCTIVITY].value - 0.58) < 2 * found[CONDUCTIVITY].numerical
    assert abs(found[CONDUCTIVITY].value - 0.58) > 0.3 * found[CONDUCTIVITY].numerical
    assert any("has a numerical error" in warning for warning in found.warnings)


def test_a_search_that_stops_at_a_bound_says_so(bench, true):
    found = fit(ls.change(true, {CONDUCTIVITY: 0.4}), measured(true), {CONDUCTIVITY: (0.3, 0.5)})

    assert found[CONDUCTIVITY].value == pytest.approx(0.5, rel=1e-3)
    assert any("stopped at a bound" in warning for warning in found.warnings)


def test_the_place_of_a_thermocouple_can_be_fitted_too(bench):
    real = ls.change(bench, {"thermocouples[0].r_mm": 2.3})
    found = fit(bench, measured(real, sd=0.05), ["thermocouples[0].r_mm"])

    assert found["thermocouples[0].r_mm"].value == pytest.approx(2.3, abs=0.02)


def test_a_value_inside_a_law_can_be_fitted(bench):
    law = {"kind": "linear", "value": 0.5, "slope_per_c": 0.002}
    lawful = ls.change(bench, {CONDUCTIVITY: law})
    found = fit(lawful, measured(ls.change(lawful, {f"{CONDUCTIVITY}.value": 0.6})), [f"{CONDUCTIVITY}.value"])

    assert found[f"{CONDUCTIVITY}.value"].value == pytest.approx(0.6, rel=0.02)
    with pytest.raises(ls.ScenarioError, match=r"it is a law; fit tissue.conductivity_w_m_k.value"):
        fit(lawful, measured(lawful), [CONDUCTIVITY])


def test_the_fitted_scenario_carries_the_values_and_the_given_numerics(bench, fitted):
    assert fitted.scenario.tissue.conductivity_w_m_k == fitted[CONDUCTIVITY].value
    assert fitted.scenario.numerics == bench.numerics
    assert fitted.residuals == pytest.approx(fitted.table.measured_c.values - fitted.table.fitted_c.values)


def test_a_fit_prints_values_intervals_and_units(fitted):
    told = str(fitted)

    assert "fitted to 120 readings of beside, far: rms 0." in told
    assert re.search(r"tissue.conductivity_w_m_k +0\.5\d+ W/m/K +0\.5\d+ to 0\.[56]\d* +0\.49 +± ", told)
    assert "95 % interval" in told


def test_gaps_in_readings_are_left_out(bench, true):
    beside, far = measured(true)
    heat = far.temperature_c.copy()
    heat[5:20] = np.nan
    found = fit(bench, Measured("bench.csv", (beside, Trace("far", far.time_s, heat))), [CONDUCTIVITY])

    assert found.readings == 105
    assert np.isfinite(found.residuals).all()


def test_readings_come_from_a_file(bench, true, tmp_path):
    beside, far = measured(true)
    rows = zip(beside.time_s, beside.temperature_c, far.temperature_c, strict=True)
    text = "time_s,beside_c,Far_c\n" + "".join(f"{t:.2f},{a:.3f},{b:.3f}\n" for t, a, b in rows)
    (tmp_path / "bench.csv").write_text(text, "utf-8")
    found = fit(bench, tmp_path / "bench.csv", {CONDUCTIVITY: Uniform(low=0.2, high=2)})

    assert found.readings == 120


@pytest.mark.parametrize(
    ("vary", "told"),
    [
        ([], "vary is a list of 0; must be one to 8 keys"),
        ("tissue.perfusion_per_s", "must be one to 8 keys"),
        (["tissue.conductvity_w_m_k"], "nearest: tissue.conductivity_w_m_k"),
        (["tissue.name"], "must be a number that may take any value"),
        (["probe.gauge"], "must be a number that may take any value"),
        ({CONDUCTIVITY: (0.6, 0.9)}, "is 0.49 in the scenario, outside its bounds, 0.6 to 0.9"),
        ({CONDUCTIVITY: (0.9, 0.3)}, "the first must be below the second"),
        ({CONDUCTIVITY: (0.0, 0.9)}, "has a bound that is 0 W/m/K; must be between 0.01"),
        ({CONDUCTIVITY: 0.5}, "must be bounds (low, high)"),
        ([CONDUCTIVITY, CONDUCTIVITY.replace(".", " . ")], "is given twice"),
    ],
)
def test_wrong_parameters_are_refused_in_words(bench, vary, told):
    with pytest.raises(ls.ScenarioError, match=re.escape(told)):
        fit(bench, [Trace("beside", np.arange(10.0), np.full(10, 40.0))], vary)


def test_no_blood_has_no_factors_so_bounds_are_asked_for(bench):
    bloodless = ls.change(bench, {PERFUSION: 0.0})
    with pytest.raises(ls.ScenarioError, match="is 0 in the scenario; give bounds"):
        fit(bloodless, measured(bench), [PERFUSION])
    found = fit(bloodless, measured(bench), {PERFUSION: (0.0, 0.02)})

    assert found[PERFUSION].low < 0.002 < found[PERFUSION].high


@pytest.mark.parametrize(
    ("trace", "told"),
    [
        (
            Trace("besides", np.arange(9.0), np.full(9, 40.0)),
            "is no thermocouple of the scenario; it has beside and far",
        ),
        (Trace("tip", np.arange(9.0), np.full(9, 80.0)), "is the tip, whose temperature the scenario sets"),
        (Trace("beside", np.arange(2.0), np.full(2, 40.0)), "has 2 readings; must have at least 3"),
        (Trace("beside", np.arange(4.0), np.array([40, np.nan, np.nan, 41])), "has 2 readings"),
        (Trace("beside", np.arange(290.0, 305.0), np.full(15, 40.0)), "the run lasts from 0 to 300 s"),
        (Trace("beside", np.arange(-5.0, 9.0), np.full(14, 40.0)), "has readings from -5 to 8 s"),
        (Trace("beside", np.arange(3.0), np.full(3, 40.0)), "holds 3 readings for 2 parameters; must hold at least 4"),
    ],
)
def test_wrong_readings_are_refused_in_words(bench, trace, told):
    with pytest.raises(ls.ScenarioError, match=re.escape(told)):
        fit(bench, trace, [CONDUCTIVITY, PERFUSION])


def test_a_scenario_without_thermocouples_says_how_to_add_them():
    with pytest.raises(ls.ScenarioError, match=r"it has none\. Say where it was: thermocouples ="):
        fit(ls.load("b1"), Trace("beside", np.arange(9.0), np.full(9, 40.0)), [CONDUCTIVITY])


def test_other_wrong_arguments_are_refused(bench):
    with pytest.raises(ls.ScenarioError, match="must be a Scenario"):
        fit(3, None, [CONDUCTIVITY])
    with pytest.raises(ls.ScenarioError, match="measured holds no readings"):
        fit(bench, None, [CONDUCTIVITY])
    with pytest.raises(ls.ScenarioError, match=r"confidence is 95; must be at least 0\.5 and below 1"):
        fit(bench, measured(bench), [CONDUCTIVITY], confidence=95)


def test_a_run_that_fails_on_the_way_names_its_parameters(bench, monkeypatch):
    def broken(scenario, readings):
        raise ls.RunError("it broke.")

    traces = measured(bench)
    monkeypatch.setattr("lesionsim.sweep.fit.fit.read_by", broken)
    with pytest.raises(ls.RunError, match=r"the run with tissue.conductivity_w_m_k = 0.49 failed: it broke. Narrow"):
        fit(bench, traces, [CONDUCTIVITY])


def test_current_is_fitted_from_the_sensor_too():
    """A run with current at a given power: the tip's own temperature tells of the tissue."""
    changes = {"source": "rf", "protocol.steps": [{"kind": "hold", "at_c": 80, "duration_s": 20}], **SMALL}
    scenario = ls.change(
        ls.load("lumbar-medial-branch-rf"), changes | {"generator.mode": "power", "generator.set_w": 2.0}
    )
    real = ls.change(scenario, {CONDUCTIVITY: 0.58})
    times = np.arange(1.0, 20.1, 1.0)
    clean = readings_from(scenario, Trace("tip", times, np.full(times.size, 37.0)))
    found = fit(scenario, Trace("tip", times, read_by(for_fitting(real), clean)), [CONDUCTIVITY])

    assert found[CONDUCTIVITY].value == pytest.approx(0.58, rel=1e-3)
