"""What a run with current needs besides: metal in the network, the field's electrodes, the sensor, the generator."""

from itertools import pairwise

import numpy as np
import pytest

import lesionsim as ls
from lesionsim import units
from lesionsim.kernels.arrays import (
    CURRENT_KEPT,
    PERFUSION,
    POWER_KEPT,
    SOURCE,
    TEMPERATURE_KEPT,
    VOLTAGE_KEPT,
    WALL,
    WARMING,
)
from lesionsim.kernels.single import solve_once
from lesionsim.problem.assemble import assemble
from lesionsim.problem.current import control_of
from lesionsim.scenario import Generator, Metal, Sensor

COARSE = {"numerics.growth": 0.5, "numerics.first_cell_mm": 0.2}
METAL = Metal(conductivity_w_m_k=20.0, density_kg_m3=8000.0, heat_capacity_j_kg_k=450.0)


def problem_with(changes):
    return assemble(ls.change(ls.load("b2"), COARSE | changes))


@pytest.fixture(scope="module")
def problem():
    return problem_with({"probe.metal": METAL, "tissue.perfusion_per_s": 0.01, "tissue.metabolic_heat_w_kg": 2.0})


def cells(problem, flat):
    return flat.reshape(problem.grid.r.size + 2, problem.grid.z.size + 2)[1:-1, 1:-1]


def test_metal_and_tissue_have_their_own_heat_capacity_perfusion_and_heat(problem):
    points, volume, inside = problem.held.network.points, problem.grid.volume, problem.probe
    capacity = 1 / cells(problem, points[WARMING])
    np.testing.assert_allclose(capacity[inside], (8000.0 * 450.0 * volume)[inside], rtol=1e-13)
    np.testing.assert_allclose(capacity[~inside], (1090 * 3421 * volume)[~inside], rtol=1e-13)
    for row in (PERFUSION, SOURCE):
        found = cells(problem, points[row])
        assert np.all(found[inside] == 0)
        assert np.all(found[~inside] > 0)


def test_heat_flows_within_the_metal_and_into_the_tissue_along_the_shaft_too(problem):
    grid, net = problem.grid, problem.held.network
    n, stride = net.points.shape[1], net.stride
    i, j = int(np.searchsorted(grid.r, 0.4535e-3)), grid.z.size - 2  # the first ring of tissue; far up the shaft
    area = np.pi * (grid.r_face[1] ** 2 - grid.r_face[0] ** 2)
    along = net.conductance[n + stride + j]  # between cells j - 1 and j of the innermost ring
    assert along == pytest.approx(20.0 * area / (grid.z[j] - grid.z[j - 1]), rel=1e-12)
    height, wall = np.diff(grid.z_face)[j], grid.r_face[i]
    parts = np.log(wall / grid.r[i - 1]) / 20.0, np.log(grid.r[i] / wall) / 0.49
    across = net.conductance[i * stride + j + 1]
    assert across == pytest.approx(2 * np.pi * height / (parts[0] + parts[1]), rel=1e-12)


def test_the_metal_touches_the_outer_wall_at_its_temperature(problem):
    grid, net = problem.grid, problem.held.network
    n = net.points.shape[1]
    last = (np.arange(grid.r.size) + 1) * net.stride + grid.z.size
    assert np.all(net.conductance[n + last] > 0)
    assert set(last + 1) <= set(problem.held.walls.outer[WALL])
    np.testing.assert_array_equal(problem.start_temperature[last + 1], 37.0)
    assert np.count_nonzero(problem.probe[:, -1]) > 0


def solved(problem):
    electric, sigma = problem.current.electric, problem.current.sigma
    found, heat = solve_once(electric, sigma, problem.held.network.stride, None, problem.start_content)
    assert found
    return electric, heat


def test_the_whole_metal_is_at_one_volt_and_the_walls_at_none(problem):
    electric, _ = solved(problem)
    potential = cells(problem, electric.potential)
    assert np.all(potential[problem.probe] == 1.0)
    tissue = potential[~problem.probe]
    assert 0 < tissue.min() < tissue.max() < 1
    frame = np.ones_like(electric.potential, dtype=bool).reshape(problem.grid.r.size + 2, -1)
    frame[1:-1, 1:-1] = False
    assert np.all(electric.potential[frame.ravel()] == 0.0)


def test_no_current_leaves_through_the_insulated_shaft_or_flows_in_metal(problem):
    electric, heat = solved(problem)
    grid, stride, n = problem.grid, problem.held.network.stride, electric.potential.size
    inside = np.zeros((grid.r.size + 2, grid.z.size + 2), dtype=bool)
    inside[1:-1, 1:-1] = problem.probe
    here, right, above = inside.ravel(), np.roll(inside, -1, axis=1).ravel(), np.roll(inside, -1, axis=0).ravel()
    out = electric.conductance[:n] * (here & ~above)
    tip = np.zeros_like(inside)
    tip[1:-1, 1:-1] = (grid.z > 0) & (grid.z < 10e-3)
    assert np.all(out[here & ~above & ~tip.ravel()] == 0)
    assert np.all(out[here & ~above & tip.ravel()] > 0)
    assert np.all(electric.conductance[:n][here & above] == 0)
    assert np.all(electric.conductance[n:][here & right] == 0)
    assert np.all(electric.conductance[n:][here & ~right] == 0)  # where the shaft meets the outer wall
    end = electric.conductance[n:][~here & right]
    assert np.all(end > 0)  # the tip's blunt end
    assert np.all(electric.joule[here] == 0)
    assert 1 / heat == pytest.approx(84, rel=0.03)
    assert stride == grid.z.size + 2


@pytest.mark.parametrize(("low", "high"), [(0.0, 2.0), (0.3, 0.35), (4.1, 7.7), (0.0, 10.0)])
def test_the_sensor_weighs_each_metal_cell_by_its_share_of_the_sensor(low, high):
    problem = problem_with({"probe.sensor": Sensor(from_mm=low, to_mm=high)})
    metal, grid = problem.current.metal, problem.grid
    assert metal.sensor.sum() == pytest.approx(1.0, rel=1e-14)
    faces = grid.z_face / units.M_PER_MM
    weight = np.zeros(problem.start_content.size)
    weight[metal.point] = metal.sensor
    found = cells(problem, weight)
    overlap = [max(0.0, min(b, high) - max(a, low)) / (high - low) for a, b in pairwise(faces)]
    np.testing.assert_allclose(found.sum(axis=0), overlap, atol=1e-13)
    ring = np.diff(grid.r_face**2) * problem.probe.any(axis=1)
    np.testing.assert_allclose(found.sum(axis=1), ring / ring.sum(), atol=1e-13)
    touched = problem.probe & (np.array(overlap) > 0)
    assert metal.point.size == np.count_nonzero(touched)  # the loop adds up no others


def test_the_generator_keeps_its_numbers():
    generator = Generator(
        proportional_v2_per_k=3, integral_v2_per_k_s=4, sample_s=0.2, most_v=50, most_w=6, most_a=0.7, series_ohm=8
    )
    changes = {"generator": generator, "probe.sensor": Sensor(lag_s=0.9)}
    control = control_of(ls.change(ls.load("b2"), changes))
    assert control[:7] == (3.0, 4.0, 50.0, 6.0, 0.7, 8.0, 0.9)
    assert (control.mode, control.roll_off_ohm, control.shut_off_ohm) == (TEMPERATURE_KEPT, np.inf, np.inf)


@pytest.mark.parametrize(("mode", "number", "key"), [("voltage", VOLTAGE_KEPT, "set_v"), ("power", POWER_KEPT, "set_w"),
                                                     ("current", CURRENT_KEPT, "set_a")])  # fmt: skip
def test_the_generator_keeps_what_its_mode_says(mode, number, key):
    generator = Generator(mode=mode, **{key: 0.5}, roll_off_ohm=150, roll_off_pause_s=9, shut_off_ohm=300)
    control = control_of(ls.change(ls.load("b2"), {"generator": generator}))
    assert (control.mode, control.kept) == (number, 0.5)
    assert (control.roll_off_ohm, control.pause_s, control.shut_off_ohm) == (150.0, 9.0, 300.0)


def test_a_held_run_has_no_current():
    assert assemble(ls.change(ls.load("b1"), COARSE)).current is None
