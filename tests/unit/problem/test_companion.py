"""The companion is the same run on a coarser grid of the same family, with longer steps."""

import math

import pytest

import lesionsim as ls
from lesionsim.problem.companion import COARSER, SLOWER, coarser
from lesionsim.problem.form import probe_grid


@pytest.fixture
def scenario():
    return ls.load("lumbar-medial-branch")


def test_cells_grow_in_proportion_and_steps_double(scenario):
    now, then = scenario.numerics, coarser(scenario).numerics
    assert then.growth == pytest.approx(now.growth * COARSER)
    assert then.first_cell_mm == pytest.approx(now.first_cell_mm * COARSER**2)
    assert (then.step_s, then.first_step_s) == (now.step_s * SLOWER, now.first_step_s * SLOWER)


def test_about_half_the_cells_remain(scenario):
    fine, coarse = (probe_grid(each).volume.size for each in (scenario, coarser(scenario)))
    assert coarse / fine == pytest.approx(1 / COARSER**2, rel=0.2)


def test_moments_are_recorded_alike(scenario):
    assert coarser(scenario).numerics.record_every_s == scenario.numerics.record_every_s


def test_a_companion_needs_no_companion_and_no_thermocouples(scenario):
    listening = ls.change(scenario, {"thermocouples": [{"name": "a", "r_mm": 3.0, "z_mm": 5.0}]})
    assert coarser(listening).numerics.error_bars == "off"
    assert coarser(listening).thermocouples == ()


@pytest.mark.parametrize("numerics", [{"first_cell_mm": 0.3, "growth": 1.0}, {"step_s": 10.0, "first_step_s": 10.0}])
def test_the_coarsest_allowed_runs_have_companions_that_are_allowed(numerics):
    coarse = ls.change(ls.load("b1"), {f"numerics.{name}": value for name, value in numerics.items()})
    lesion = ls.measure(ls.simulate(coarse))
    assert math.isfinite(lesion.width_mm_error)
    assert lesion.width_mm_error > 0


def test_nothing_of_the_run_itself_depends_on_the_companion(b1):
    alone = ls.simulate(ls.change(ls.load("b1"), {"numerics.error_bars": "off"}))
    assert not [name for name in alone.variables if str(name).startswith("coarse_")]
    for name in alone.data_vars:
        assert (alone[name].values == b1[name].values).all() or alone[name].equals(b1[name])


def test_the_companion_is_the_run_of_the_coarser_scenario(b1):
    run = ls.simulate(coarser(ls.load("b1")))
    for name in ("peak_temperature", "dose", "side_dose", "end_dose", "r", "z_face"):
        assert b1[f"coarse_{name}"].values == pytest.approx(run[name].values, rel=0, abs=0, nan_ok=True)
