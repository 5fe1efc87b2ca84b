"""The heat accounts close, whatever their signs, and the lesion's share of the heat is right."""

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.lesion.fields import fine_temperature
from lesionsim.lesion.ledger import between, heat_in_lesion, heat_per_volume, inside, ledger
from lesionsim.lesion.reach import reach_at

COLD_WALL = {
    "domain.radius_mm": 6, "domain.outer_wall_c": 10, "blood.temperature_c": 37, "tissue.perfusion_per_s": 0.02,
}  # fmt: skip
LAW = {"kind": "linear", "value": 3421, "slope_per_c": 0.01, "at_c": 37}
DENSITY_KG_M3, HEAT_CAPACITY_J_KG_K = 1090, 3421  # of B1


@pytest.fixture(scope="module")
def cold_wall():
    return ls.simulate(ls.change(ls.load("ex-vivo-21c"), COLD_WALL))


@pytest.fixture(scope="module")
def cooled_tip():
    steps = [{"kind": "hold", "at_c": 60, "duration_s": 5}, {"kind": "hold", "at_c": 37, "duration_s": 120}]
    return ls.simulate(ls.change(ls.load("b1"), {"protocol.steps": steps, "start_c": 38}))


@pytest.fixture(scope="module")
def changing():
    return ls.simulate(ls.change(ls.load("b1"), {"tissue.heat_capacity_j_kg_k": LAW}))


def accounts(flows):
    return {flow.account: flow.joules for flow in flows}


def test_what_came_in_is_what_went_out(b1, cold_wall, cooled_tip):
    for result in (b1, cold_wall, cooled_tip):
        told = ledger(result)

        assert sum(flow.joules for flow in told.out) == pytest.approx(told.total_j, rel=1e-5)
        assert sum(told.share(flow) for flow in told.into) == pytest.approx(1)
        assert all(flow.joules > 0 for flow in (*told.into, *told.out))


def test_accounts_hold_the_numbers_of_the_result(b1):
    told = ledger(b1)

    assert accounts(told.into) == {"energy_from_tip": float(b1.energy_from_tip[-1])}
    assert accounts(told.out)["energy_to_blood"] == float(b1.energy_to_blood[-1])
    assert accounts(told.out)["energy_stored"] == float(b1.energy_stored[-1])


def test_accounts_are_those_of_the_moment(b1):
    at_s = float(b1.step_time[10])

    assert accounts(ledger(b1, at_s).into)["energy_from_tip"] == pytest.approx(float(b1.energy_from_tip[10]))


def test_warmer_blood_brings_heat_in_and_a_cold_wall_takes_it(cold_wall):
    told = ledger(cold_wall, 90)
    row = int(np.argmin(np.abs(cold_wall.step_time.values - 90)))

    assert accounts(told.into)["energy_to_blood"] == pytest.approx(-float(cold_wall.energy_to_blood[row]))
    assert accounts(told.out)["energy_to_outer_wall"] == pytest.approx(float(cold_wall.energy_to_outer_wall[row]))
    assert {flow.name for flow in told.into} == {"from the tip", "brought by warmer blood"}


def test_tissue_that_cools_gives_heat(cooled_tip):
    assert float(cooled_tip.energy_stored[-1]) < 0
    assert accounts(ledger(cooled_tip).into)["energy_stored"] == -float(cooled_tip.energy_stored[-1])


@pytest.mark.parametrize("name", ["b1", "changing"])
def test_heat_per_volume_adds_up_to_the_heat_stored(request, name):
    result = request.getfixturevalue(name)
    r, z, temperature = fine_temperature(result)
    everywhere = np.where(np.isfinite(temperature), 1.0, np.nan)
    _, heat = inside(r * 1e-3, z * 1e-3, everywhere, heat_per_volume(result, temperature))

    assert heat == pytest.approx(float(result.energy_stored[-1]), rel=0.01)  # cells beside the tip are 0.15 mm


def test_heat_in_a_lesion_of_one_temperature_is_capacity_times_rise_times_volume(b1):
    lesion = ls.measure(b1, ls.Isotherm(50))
    result = b1.copy(deep=True)
    for name in ("temperature", "side_temperature", "end_temperature"):
        result[name].values[-1] = np.where(np.isnan(result[name].values[-1]), np.nan, 47.0)
    expected = DENSITY_KG_M3 * HEAT_CAPACITY_J_KG_K * (47 - 37) * lesion.volume_mm3 * 1e-9

    assert heat_in_lesion(result, ls.Isotherm(50)) == pytest.approx(expected, rel=0.005)


def test_a_heat_capacity_that_grows_with_temperature_stores_more(changing):
    told = ls.simulate(ls.change(ls.load("b1"), {"tissue.heat_capacity_j_kg_k": 3421}))
    lesion, same = (heat_in_lesion(each, ls.Isotherm(60)) / ls.measure(each, ls.Isotherm(60)).volume_mm3
                    for each in (changing, told))  # fmt: skip

    assert lesion / same == pytest.approx(1 + 0.01 * 0.5 * 31.5, rel=0.03)  # mean rise in the lesion is about 31.5 K


def test_no_lesion_holds_no_heat(b1):
    assert heat_in_lesion(b1, ls.Isotherm(95)) == 0


def test_dead_tissue_apart_from_the_tip_gives_no_number(b1):
    result = b1.copy(deep=True)
    r, z = result.r.values, result.z.values
    apart = (np.hypot(r[:, None] - 15, z[None, :] + 15) < 4) * 90.0
    result.peak_temperature.values[-1] = np.fmax(result.peak_temperature.values[-1], apart)

    assert np.isnan(heat_in_lesion(result, ls.Isotherm(50)))


def test_reach_beside_the_middle_is_half_the_width_less_the_radius(b1):
    lesion = ls.measure(b1)

    assert reach_at(b1, lesion.widest_at_mm) == pytest.approx(lesion.width_mm / 2 - 0.4535, abs=0.005)


def test_reach_is_not_a_number_where_tissue_lives_and_infinite_where_all_is_dead(b1):
    assert np.isnan(reach_at(b1, 25.0))
    assert reach_at(b1, 5.0, ls.Isotherm(36.0)) == np.inf


def test_fields_are_interpolated_linearly_inside_rings():
    field = np.array([[0.0, 10.0], [100.0, 110.0]])

    assert between(field, 0.25, 0.5) == pytest.approx(np.array([[30.0]]))
