"""Heat flow and the super step against their plain twins. Tolerance 1e-12: sums are reordered, nothing else."""

import numpy as np
import pytest
from kernels import plain
from kernels.calling import callable_kernel
from kernels.small import POINTS, STRIDE, interior, small, state_of

from lesionsim.kernels.arrays import BLOOD_POWER, CONTENT, OUTER_POWER, PERFUSION, RATE, SOURCE, TIP_POWER, WARMING
from lesionsim.kernels.flow import heat_through, stage_rz
from lesionsim.kernels.super_step import stage_factors, super_step, weight_b

CLOSE = {"rtol": 1e-12, "atol": 1e-12}


def test_a_stage_is_what_the_equation_says(random_numbers):
    case = small(random_numbers)
    fields = random_numbers.uniform(30, 90, (8, POINTS))
    latest, earlier = random_numbers.uniform(30, 90, (2, POINTS))
    mu, nu, rest, new, old = factors = (1.3, -0.4, 0.1, 0.02, -0.01)
    net, cells = case.network, interior()
    heat = plain.flow(case.temperature, net.conductance, STRIDE)
    blood = plain.blood_flow(case.temperature, net.points[PERFUSION], net.blood_c)
    heat += blood + net.points[SOURCE]
    expected = (
        mu * latest + nu * earlier + rest * fields[CONTENT] + new * net.points[WARMING] * heat + old * fields[RATE]
    )
    stage = callable_kernel(stage_rz)
    to_blood = stage(latest, earlier, case.temperature, fields, net.conductance, net, factors)
    np.testing.assert_allclose(earlier[cells], expected[cells], **CLOSE)
    assert to_blood == pytest.approx(-blood[cells].sum(), rel=1e-12)


def test_heat_through_walls_is_positive_into_tissue(random_numbers):
    case = small(random_numbers)
    through = callable_kernel(heat_through)
    expected = plain.through(case.temperature, case.network.conductance, case.walls.tip)
    assert through(case.temperature, case.network.conductance, case.walls.tip) == pytest.approx(expected, rel=1e-12)
    hot = case.temperature.copy()
    hot[case.walls.tip[0]] = 99.0
    assert through(hot, case.network.conductance, case.walls.tip) > 0


@pytest.mark.parametrize("stages", [3, 5, 7, 21])
def test_stage_weights_make_a_second_order_method(stages):
    moment, ago, square, square_ago = 0.0, 0.0, 0.0, 0.0  # stages of y' = 1 and of y' = 2 t from 0 to 1
    factors = callable_kernel(stage_factors)
    for j in range(1, stages + 1):
        mu, nu, new, old = factors(j, stages)
        square, square_ago = mu * square + nu * square_ago + new * 2 * moment, square
        moment, ago = mu * moment + nu * ago + new + old, moment
    assert moment == pytest.approx(1.0, abs=1e-13)
    assert square == pytest.approx(1.0, abs=1e-13)


def test_weights_b_are_those_of_the_paper():
    weight = callable_kernel(weight_b)
    assert [weight(j) for j in range(5)] == pytest.approx([1 / 3, 1 / 3, 1 / 3, 5 / 12, 9 / 20], rel=1e-15)


def slope_of(case, tip_c, dt, laws):
    """Return y' for y = (content, energies from tip, to blood, to the outer wall, time as a share of the step)."""
    net, walls = case.network, case.walls

    def slope(y):
        content, moment = y[:POINTS], y[-1]
        temperature = content.copy()
        conductance = net.conductance
        if laws is not None:
            inside = net.points[WARMING] > 0
            temperature = case.temperature.copy()
            temperature[inside] = plain.of_materials(content, laws, 1)[inside]
        temperature[walls.tip[0]] = tip_c[0] + moment * (tip_c[1] - tip_c[0])
        if laws is not None:
            conductance = np.nan_to_num(plain.conductances(temperature, laws, STRIDE))
        blood = plain.blood_flow(temperature, net.points[PERFUSION], net.blood_c)
        heat = plain.flow(temperature, conductance, STRIDE) + blood + net.points[SOURCE]
        powers = [
            plain.through(temperature, conductance, walls.tip),
            -blood.sum(),
            -plain.through(temperature, conductance, walls.outer),
        ]
        return np.concatenate([net.points[WARMING] * heat, powers, [1 / dt]])

    return slope


@pytest.mark.parametrize("with_laws", [False, True])
@pytest.mark.parametrize("stages", [3, 9])
def test_a_super_step_is_the_runge_kutta_legendre_step_of_heat_and_ledger(random_numbers, with_laws, stages):
    case, tip_c, dt = small(random_numbers), (60.0, 75.0), 0.3
    laws = case.laws if with_laws else None
    slope = slope_of(case, tip_c, dt, laws)
    content = case.temperature.copy()
    content[case.walls.tip[0]] = tip_c[0]
    start = np.concatenate([content, np.zeros(4)])
    first, end = slope(start), plain.rkl2(slope, start, dt, stages)
    state = state_of(case, content, first[:POINTS])
    state.ledger[[TIP_POWER, BLOOD_POWER, OUTER_POWER]] = first[POINTS : POINTS + 3]
    step = callable_kernel(super_step)
    moved = step(state, case.network, None, laws, case.walls, (dt, stages, True), tip_c, True)
    cells = interior()
    np.testing.assert_allclose(state.fields[CONTENT][cells], end[:POINTS][cells], **CLOSE)
    np.testing.assert_allclose(moved, end[POINTS : POINTS + 3], rtol=1e-12, atol=1e-11)
