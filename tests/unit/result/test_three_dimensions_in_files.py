"""Results in three dimensions: in files as they were, and refused when cells around the probe are cut or moved."""

import numpy as np
import pytest
from surroundings import QUICK, beside, bone, slice_of

import lesionsim as ls
from lesionsim.result.summary import summary
from lesionsim.scenario.thermocouple import Thermocouple

COUPLES = (
    Thermocouple(name="towards", r_mm=2.5, z_mm=5),
    Thermocouple(name="left", r_mm=2.5, z_mm=5, azimuth_deg=90),
    Thermocouple(name="right", r_mm=2.5, z_mm=5, azimuth_deg=-90),
    Thermocouple(name="away", r_mm=2.5, z_mm=5, azimuth_deg=180),
    Thermocouple(name="on the probe", r_mm=0.4535, z_mm=5, azimuth_deg=33),
    Thermocouple(name="ahead", r_mm=0, z_mm=-2, azimuth_deg=120),
)
CHANGES = {
    "half of theta": lambda r: r.isel(theta=slice(0, 4)),
    "theta backwards": lambda r: r.sortby("theta", ascending=False),
    "one slice": lambda r: r.isel(theta=0),
    "theta in rad": lambda r: r.assign_coords(theta=np.radians(r.theta), theta_face=np.radians(r.theta_face)),
    "theta last": lambda r: r.transpose(..., "theta"),
    "a mean": lambda r: r.mean("theta"),
    "no faces": lambda r: r.drop_vars("theta_face"),
    "another circle": lambda r: r.assign_coords(theta=2 * r.theta, theta_face=2 * r.theta_face),
}


@pytest.fixture(scope="module")
def result():
    scenario = beside(bone(), changes={**QUICK, "numerics.error_bars": "on", "thermocouples": COUPLES})
    return ls.simulate(scenario)


@pytest.mark.parametrize("ending", [".nc", ".zarr.zip"])
def test_a_file_gives_back_what_was_saved(result, tmp_path, ending):
    path = ls.save_result(result, tmp_path / f"result{ending}")
    again = ls.open_result(path)
    assert again.identical(result)
    assert ls.measures(again) == ls.measures(result)


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_cut_or_moved_around_the_probe_is_refused(result, tmp_path, change):
    ls.measure(result)
    changed = CHANGES[change](result)
    with pytest.raises(ls.ScenarioError):
        ls.measure(changed)
    with pytest.raises(ls.ResultError):
        ls.save_result(changed, tmp_path / "changed.nc")


def test_a_slice_is_measured_but_never_a_file(result, tmp_path):
    alone = slice_of(result, 0)
    assert ls.measure(alone).volume_mm3 > ls.measure(result).volume_mm3  # as if bone were all around
    with pytest.raises(ls.ResultError, match="one slice"):
        ls.save_result(alone, tmp_path / "slice.nc")


def test_cells_around_the_probe_need_an_anatomy(b1):
    turned = b1.expand_dims("theta").assign_coords(theta=[90.0], theta_face=("theta_face", [0.0, 180.0]))
    with pytest.raises(ls.ScenarioError):
        ls.measure(turned)


def test_thermocouples_read_on_their_side(result):
    last = result.thermocouple_temperature.values[:, -1]
    for couple, reading in zip(COUPLES, last, strict=True):
        wanted = ls.temperature_at(result, couple.r_mm, couple.z_mm, azimuth_deg=couple.azimuth_deg)
        assert reading == pytest.approx(wanted, abs=1e-9), couple.name
    assert last[0] > last[1] > last[3]
    assert last[1] == pytest.approx(last[2], abs=1e-9)
    assert result.thermocouple_azimuth.values.tolist() == [0, 90, -90, 180, 33, 120]


def test_a_side_is_told_where_it_is_not_the_first():
    assert str(COUPLES[1]) == "left: 2.5 mm from the axis towards 90°, z 5 mm"
    assert str(COUPLES[0]) == "towards: 2.5 mm from the axis, z 5 mm"


def test_summaries_have_the_same_keys_in_any_dimension(result, b1):
    told, flat = (summary(each, ls.measures(each)) for each in (result, b1))
    assert told.keys() == flat.keys()
    assert [lesion.keys() for lesion in told["lesions"]] == [lesion.keys() for lesion in flat["lesions"]]
