"""Benchmark B1 at the default resolution, against its published reference values."""

import numpy as np
import pytest

import lesionsim as ls

TEMPERATURES = {
    (1, 5): 66.513, (2, 5): 54.952, (3, 5): 48.637, (4, 5): 44.639, (5, 5): 41.989,
    (0, -0.5): 61.553, (0, -1): 52.740, (0, -2): 45.142,
}  # fmt: skip


@pytest.mark.parametrize("place", TEMPERATURES, ids=str)
def test_temperatures_agree(b1, place):
    """The goal is 0.15 K; 0.03 K is what the default grid reaches, 0.05 K leaves room for another compiler."""
    assert ls.temperature_at(b1, *place) == pytest.approx(TEMPERATURES[place], abs=0.05)


def test_the_dead_volume_agrees(b1):
    lesion = ls.measure(b1)
    assert lesion.volume_mm3 == pytest.approx(176.03, rel=5e-3)
    assert lesion.width_mm / 2 == pytest.approx(2.5174, abs=0.01)
    assert lesion.length_mm == pytest.approx(12.057, abs=0.03)
    assert lesion.ahead_of_tip_mm == pytest.approx(1.1971, abs=0.01)
    assert lesion.behind_tip_mm == pytest.approx(0.8603, abs=0.015)
    assert lesion.widest_at_mm == pytest.approx(5.0, abs=0.2)
    assert lesion.measured_at_s == 90


def test_the_volume_above_50_c_agrees(b1):
    assert ls.measure(b1, ls.Isotherm(50)).volume_mm3 == pytest.approx(206.25, rel=5e-3)


def test_the_power_agrees(b1):
    assert float(b1.power[-1]) == pytest.approx(0.63147, rel=0.01)


def test_interpolation_adds_little_to_the_error_of_the_cells(b1):
    """Seen at 300 places beyond half a millimetre from the tip's two edges: 0.04 K at worst, 0.01 K in the mean."""
    fine = ls.simulate(
        ls.change(
            ls.load("b1"),
            {"numerics.first_cell_mm": 0.0375, "numerics.growth": 0.125, "numerics.first_step_s": 1e-3},
        )
    )
    random = np.random.default_rng(3)
    r, z = random.uniform(0.4535, 8, 300), random.uniform(-5, 15, 300)
    away = np.minimum(np.hypot(r - 0.4535, z), np.hypot(r - 0.4535, z - 10)) > 0.5
    difference = ls.temperature_at(b1, r[away], z[away]) - ls.temperature_at(fine, r[away], z[away])
    assert np.abs(difference).max() < 0.1
    assert np.sqrt(np.mean(difference**2)) < 0.02


def test_a_thermocouple_reads_what_is_interpolated_afterwards():
    from lesionsim.scenario import Thermocouple

    places = {
        "side": (2.0, 5.0),
        "axis": (0.0, -1.0),
        "surface": (0.4535, 12.0),
        "end": (0.0, 0.0),
        "wall": (40.0, 0.0),
    }
    couples = tuple(Thermocouple(name=name, r_mm=r, z_mm=z) for name, (r, z) in places.items())
    result = ls.simulate(ls.change(ls.load("b1"), {"thermocouples": couples}))
    for number, (name, place) in enumerate(places.items()):
        reading = result.thermocouple_temperature.values[number]
        assert str(result.thermocouple.values[number]) == name
        assert reading[-1] == pytest.approx(ls.temperature_at(result, *place), abs=1e-9)
        assert reading[0] == pytest.approx(37.0, abs=1e-12)
