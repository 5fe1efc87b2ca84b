"""Inputs within the allowed ranges that once gave a wrong answer, garbage or a traceback.

Each is a promise: the answer is right, or an error names the cause.
"""

import dataclasses

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.problem.assemble import assemble
from lesionsim.scenario import CEM43, Cooldown, Hold, Linear, Protocol, Ramp, Table, ThreeState
from lesionsim.solver.guard import balance_error
from lesionsim.solver.heat import advance


def run(**changes):
    """Run B1 with changes; dots in names are written as two underscores."""
    return ls.simulate(ls.change(ls.load("b1"), {name.replace("__", "."): value for name, value in changes.items()}))


def right_or_refused(make, check):
    """Accept an error that lesionsim raises on purpose, else check the result."""
    try:
        result = make()
    except ls.LesionsimError:
        return
    check(result)


def within_its_causes(result):
    """No temperature lies outside those of start, blood, walls and tip: nothing else heats or cools."""
    low, high = 37.0 - 0.01, 80.0 + 0.01  # super steps may undershoot a little
    for name in ("temperature", "peak_temperature"):
        values = result[name].values
        assert np.nanmin(values) >= low, name
        assert np.nanmax(values) <= high, name


class NothingEmpty:
    """NumPy, except that fresh memory holds NaN instead of what was there before."""

    def __getattr__(self, name):
        return getattr(np, name)

    def empty(self, shape):
        return np.full(shape, np.nan)


@pytest.mark.parametrize("duration_s", [2 / 3, 20 / 3, 1 / 3, 5])
def test_the_last_frame_is_recorded_for_any_duration(duration_s, monkeypatch):
    """Moments are rounded to 1e-9 s; the end was missed, and the last frame held whatever memory held."""
    monkeypatch.setattr("lesionsim.solver.heat.np", NothingEmpty())
    short = {"protocol.steps[0].duration_s": duration_s, "numerics.step_s": 0.05, "numerics.first_step_s": 0.05}
    result = ls.simulate(ls.change(ls.load("b1"), short))
    assert np.isfinite(result.side_temperature.values[-1][result.z.values > 0]).all()
    within_its_causes(result)


def test_a_refined_grid_keeps_the_peak_below_the_tip():
    """Halving growth and quartering the first cell made near-wall peaks of 1202 °C: the cubic was too steep."""
    within_its_causes(run(numerics__first_cell_mm=0.0375, numerics__growth=0.125))


def test_large_first_steps_keep_all_frames_between_start_and_tip():
    within_its_causes(run(numerics__step_s=10.0, numerics__first_step_s=10.0, numerics__record_every_s=0.5))


def test_no_lesion_appears_where_the_dose_cannot_be_reached():
    """90 s at 48 °C are 48 min at 43 °C: 240 min are out of reach on any grid."""
    scenario = ls.change(ls.load("b1"), {"protocol.steps[0].at_c": 48.0, "numerics.first_cell_mm": 0.02,
                                         "numerics.growth": 0.0875})  # fmt: skip
    result = ls.simulate(dataclasses.replace(scenario, criteria=(CEM43(minutes=240),)))
    assert ls.measure(result).volume_mm3 == 0


def test_doses_never_fall_and_are_never_negative():
    result = run(numerics__step_s=10.0, numerics__first_step_s=10.0, numerics__record_every_s=0.5)
    dose = result.dose.values[0]
    assert np.nanmin(dose) >= 0
    assert np.nanmin(np.diff(dose, axis=0)) >= -1e-12 * np.nanmax(dose)


@pytest.mark.parametrize(
    "factor",
    [1.0, 0.5],
)
def test_the_power_after_a_sudden_start_does_not_depend_on_the_grid(factor):
    """Seen with fine steps and cells: 1.3043 W after 2 s, 1.6036 W after 1 s; fine grids once gave twice that."""
    result = run(numerics__first_cell_mm=0.15 * factor**2, numerics__growth=0.25 * factor)
    power = np.interp([1.0, 2.0], result.step_time.values, result.power.values)
    assert power == pytest.approx([1.6036, 1.3043], rel=0.08)


@pytest.mark.parametrize("at_c", [37.0, 37.0000001, 37.0001])
def test_a_tip_at_body_temperature_is_no_loss_of_energy(at_c):
    assert np.nanmax(run(protocol__steps=(Hold(at_c=at_c, duration_s=90),)).temperature.values) <= at_c + 1e-9


def test_a_thick_probe_in_a_tiny_domain_with_large_cells():
    def make():
        return run(
            probe__diameter_mm=5.0, domain__radius_mm=5.0, domain__ahead_mm=5.0, domain__shaft_mm=5.0,
            numerics__first_cell_mm=1.0, numerics__growth=1.0,
        )  # fmt: skip

    right_or_refused(make, within_its_causes)


@pytest.mark.parametrize("value", [(0.01, 500.0), (500.0, 0.01)], ids=["rising", "falling"])
@pytest.mark.parametrize("width_c", [0.01, 20.0])
def test_conductivities_that_jump_are_right_or_refused(value, width_c):
    def make():
        return run(tissue__conductivity_w_m_k=Table(temperature_c=(50, 50 + width_c), value=value))

    right_or_refused(make, within_its_causes)


@pytest.mark.parametrize("width_c", [0.01, 8.0])
def test_heat_capacities_that_jump_are_right_or_refused(width_c):
    def make():
        return run(tissue__heat_capacity_j_kg_k=Table(temperature_c=(50, 50 + width_c), value=(10_000, 100)))

    right_or_refused(make, within_its_causes)


def test_a_metal_like_medium_is_right_or_refused():
    def make():
        return run(tissue__conductivity_w_m_k=500.0, tissue__density_kg_m3=10.0, tissue__heat_capacity_j_kg_k=100.0)

    right_or_refused(make, within_its_causes)


def test_tissue_that_boils_is_refused():
    """Laws are tables up to 110 °C and boiling is not modelled: 182 °C from metabolic heat is no answer."""
    with pytest.raises(ls.LesionsimError):
        run(
            tissue__metabolic_heat_w_kg=500.0,
            tissue__heat_capacity_j_kg_k=Linear(value=3421, slope_per_c=0.001),
            protocol__steps=(Hold(at_c=80, duration_s=3600),),
        )


@pytest.mark.parametrize("law", [(1.0, 1.0, 40.0), (0.01, 1.0, 10.0), (1.0, 0.0, 5.0), (0.00907, 0.0192, 24.6)])
def test_fast_three_state_laws_stay_fractions_or_are_refused(law):
    forward, backward, scale = law

    def make():
        three = ThreeState(forward_per_s=forward, backward_per_s=backward, scale_c=scale)
        return run(criteria=(three,), numerics__step_s=10.0)

    def fractions(result):
        dose = result.dose.values[0]
        assert np.isfinite(dose[-1]).sum() == np.isfinite(dose[0]).sum()
        assert np.nanmin(dose) >= 0
        assert np.nanmax(dose) <= 1

    right_or_refused(make, fractions)


def test_a_temperature_of_1e290_is_refused():
    scenario = ls.change(ls.load("b1"), {"numerics.first_cell_mm": 0.3, "numerics.growth": 0.6})
    problem = assemble(scenario)
    problem.held.network.points[1, problem.grid.z.size + 7] = 1e290
    with pytest.raises(ls.RunError):
        advance(problem, scenario)


def test_a_ledger_that_is_not_a_number_does_not_balance():
    assert not balance_error(np.full(8, np.nan)) <= 1e-4


def test_a_ramp_after_a_cool_down_starts_where_the_tip_is():
    steps = (Hold(at_c=80, duration_s=20), Cooldown(duration_s=30), Ramp(to_c=80, duration_s=10))
    result = ls.simulate(ls.change(ls.load("b1"), {"protocol": Protocol(steps=steps)}))
    tip = np.interp([50.0, 51.0], result.step_time.values, result.tip_temperature.values)
    assert tip[1] - tip[0] < 10


def test_a_region_that_fills_the_domain_is_flagged_for_isotherms_too(b1):
    hot = b1.copy(deep=True)
    for name in ("peak_temperature", "side_peak_temperature", "end_peak_temperature"):
        values = hot[name].values[-1]
        values[~np.isnan(values)] = 60.0
    assert ls.measure(hot, ls.Isotherm(50)).reaches_outer_wall


def test_the_corner_of_the_tip_is_as_hot_as_its_surface(b1):
    assert ls.temperature_at(b1, 0.4535, 0.0) == pytest.approx(80.0, abs=0.5)


def test_a_step_is_never_a_rounding_error_long():
    from lesionsim.solver.clock import step_sizes

    assert step_sizes(9.10000000000001, 0.7, 3.0, 10.0).min() > 1e-3


def test_a_tip_colder_than_start_and_blood_is_allowed():
    result = run(
        start_c=45.0,
        blood__temperature_c=45.0,
        protocol__steps=(Hold(at_c=38.0, duration_s=5), Hold(at_c=60.0, duration_s=5)),
    )
    assert np.nanmin(result.temperature.values) >= 37 - 0.01


def test_a_run_cut_into_pieces_is_bit_identical(monkeypatch, b1):
    """Long runs are marched in pieces so that Ctrl-C is heard."""
    monkeypatch.setattr("lesionsim.solver.heat.WORK_UNHEARD", 1.0)
    pieces = ls.simulate(ls.load("b1"))
    for name in ("temperature", "peak_temperature", "dose", "power", "energy_from_tip"):
        np.testing.assert_array_equal(pieces[name].values, b1[name].values)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda result: ls.simulate("b1"),
        lambda result: ls.measure(result, 50),
        lambda result: ls.measure(42),
    ],
    ids=["a name for a scenario", "a number for a criterion", "a number for a result"],
)
def test_wrong_things_in_python_are_told_what_is_right(b1, wrong):
    with pytest.raises(ls.ScenarioError, match=r"ls\."):
        wrong(b1)
