"""A scenario's numbers arrive in SI units, each with its own density and heat capacity."""

import math

import pytest

import lesionsim as ls
from lesionsim.kernels.arrays import PERFUSION, SOURCE, WARMING
from lesionsim.problem.assemble import assemble

TISSUE_M3 = math.pi * 40e-3**2 * 80e-3 - math.pi * 0.4535e-3**2 * 40e-3


@pytest.fixture(scope="module")
def points():
    """Return the points of a scenario whose blood, tissue and heat cannot be confused."""
    changes = {
        "tissue.perfusion_per_s": 2e-3,
        "tissue.metabolic_heat_w_kg": 3.0,
        "tissue.density_kg_m3": 900.0,
        "tissue.heat_capacity_j_kg_k": 2000.0,
        "blood.density_kg_m3": 1200.0,
        "blood.heat_capacity_j_kg_k": 4500.0,
    }
    return assemble(ls.change(ls.load("b1"), changes)).held.network.points


def test_perfusion_carries_the_heat_capacity_of_blood(points):
    assert points[PERFUSION].sum() == pytest.approx(2e-3 * 1200 * 4500 * TISSUE_M3, rel=1e-9)


def test_metabolic_heat_is_made_by_each_kilogram_of_tissue(points):
    assert points[SOURCE].sum() == pytest.approx(3.0 * 900 * TISSUE_M3, rel=1e-9)


def test_tissue_warms_by_its_own_heat_capacity(points):
    capacity = (1 / points[WARMING][points[WARMING] > 0]).sum()
    assert capacity == pytest.approx(900 * 2000 * TISSUE_M3, rel=1e-9)


def test_lengths_are_converted_to_metres():
    grid = assemble(ls.load("b1")).grid
    assert (grid.r_face[-1], grid.z_face[0], grid.z_face[-1]) == pytest.approx((0.04, -0.04, 0.04), rel=1e-14)


def test_metabolic_heat_of_a_body_is_that_of_the_same_tissue_around_the_probe():
    warm = {"tissue.metabolic_heat_w_kg": 5.0}
    alone = assemble(ls.change(ls.load("b1"), warm))
    beside = assemble(ls.change(ls.load("b3"), warm | {"anatomy[0].tissue.metabolic_heat_w_kg": 5.0}))
    heat = [float(problem.held.network.points[SOURCE].sum()) for problem in (alone, beside)]
    assert heat[0] > 0
    assert heat[1] == pytest.approx(heat[0], rel=1e-9)
