"""Default grids and steps against strongly refined own runs, far from B1: dead volume within 0.5 %, width 0.05 mm."""

import pytest

import lesionsim as ls
from lesionsim.scenario import heat_and_hold

FINE = {
    "numerics.first_cell_mm": 0.02,
    "numerics.growth": 0.09,
    "numerics.step_s": 1.0,
    "numerics.first_step_s": 1e-3,
    "numerics.record_every_s": 3600.0,
}
SCENARIOS = {
    "thick and short": ("b1", {"probe.gauge": 14, "probe.tip_length_mm": 2}),
    "thin and long": ("b1", {"probe.gauge": 23, "probe.tip_length_mm": 40}),
    "60 °C": ("b1", {"protocol": heat_and_hold(60, 90)}),
    "100 °C": ("b1", {"protocol": heat_and_hold(100, 90)}),
    "ramp and cool-down": ("lumbar-medial-branch", {"protocol": heat_and_hold(80, 60, ramp_s=15, cooldown_s=30)}),
    "on the bench": ("ex-vivo-21c", {}),
}


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_default_resolution_is_enough(name):
    base, changes = SCENARIOS[name]
    scenario = ls.change(ls.load(base), changes)
    default, fine = (ls.measure(ls.simulate(each)) for each in (scenario, ls.change(scenario, FINE)))
    assert default.volume_mm3 == pytest.approx(fine.volume_mm3, rel=5e-3)
    assert default.width_mm == pytest.approx(fine.width_mm, abs=0.05)
    assert default.length_mm == pytest.approx(fine.length_mm, abs=0.05)
