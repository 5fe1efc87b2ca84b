"""A sweep as a Dataset: every number at its place, with units, status and all by which it can be made again."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

import lesionsim as ls
from lesionsim.sweep.design.files import from_toml
from lesionsim.sweep.running.options import Options
from lesionsim.sweep.tables import dead_maps
from lesionsim.sweep.tables.dataset import gathered, to_dataset
from lesionsim.sweep.tables.raster import pack, raster_for

SPEC = importlib.util.spec_from_file_location("made_up", Path(__file__).with_name("made_up.py"))
made_up = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(made_up)

ABOUT = {"version": "0", "versions": "Python"}


def dataset(layout, records):
    return to_dataset(gathered(records, layout), ABOUT)


def test_a_grid_has_an_axis_for_each_key_in_the_order_given_and_every_row_at_its_values():
    layout = made_up.layout({"gauge": [22, 18], "temperature_c": [70, 60, 80]})
    found = dataset(layout, [made_up.record(layout, row) for row in range(6)])

    assert dict(found.width_mm.sizes) == {"gauge": 2, "temperature_c": 3}
    assert found.gauge.values.tolist() == [22, 18]
    assert found.gauge.dtype == np.int64
    for row in range(6):
        values = layout.design.values(row)
        assert float(found.width_mm.sel(values)) == np.sqrt(row + 2)
        assert float(found.power_w.sel(values)) == np.pi / (row + 1)


def test_other_kinds_are_over_rows_with_the_keys_beside_them():
    layout = made_up.layout({"hold_s": {"low": 30, "high": 90}, "gauge": [18, 20]}, kind="sobol", samples=8)
    found = dataset(layout, [made_up.record(layout, row) for row in reversed(range(8))])
    assert found.width_mm.dims == ("row",)
    assert found.hold_s.values.tolist() == [layout.design.values(row)["hold_s"] for row in range(8)]
    assert found.gauge.values.tolist() == [layout.design.values(row)["gauge"] for row in range(8)]
    assert found.width_mm.values.tolist() == np.sqrt(np.arange(8) + 2).tolist()


def test_several_criteria_are_an_axis_and_one_is_a_label():
    several = made_up.layout({"gauge": [18, 20]}, Options(criteria=("all",)))
    found = dataset(several, [made_up.record(several, row) for row in range(2)])
    assert found.width_mm.dims == ("gauge", "criterion")
    assert found.power_w.dims == ("gauge",)
    assert float(found.width_mm.sel(gauge=20, criterion="isotherm 50 °C")) == np.sqrt(4)
    one = made_up.layout({"gauge": [18, 20]})
    assert dataset(one, [made_up.record(one, 0)]).criterion.item() == "Arrhenius liver"


def test_where_rows_change_the_criterion_itself_its_place_in_the_scenario_stands_for_it():
    layout = made_up.layout({"criteria[0].at_c": [50, 55]}, scenario=isotherm_file())
    records = [made_up.record(layout, row) for row in range(2)]
    for row, each in enumerate(records):
        each["lesions"][0]["criterion"] = f"isotherm {50 + 5 * row} °C"
    assert dataset(layout, records).criterion.item() == "criteria[0]"


def isotherm_file():
    return "b1-isotherm"


@pytest.fixture(autouse=True)
def scenario_with_an_isotherm_first(monkeypatch):
    load = ls.library.load
    first = ls.change(load("b1"), {"criteria": [ls.Isotherm(50)]})
    monkeypatch.setattr(made_up.ls, "load", lambda name: first if name == "b1-isotherm" else load(name))


def test_failed_and_missing_rows_keep_their_place_status_and_reason():
    layout = made_up.layout({"gauge": [18, 20, 22]})
    found = dataset(layout, [made_up.record(layout, 0), made_up.failed(layout, 1, "why not")])
    assert found.status.values.tolist() == ["ok", "failed", "not run"]
    assert found.reason.values.tolist() == ["", "why not", ""]
    assert np.isnan(found.width_mm.values[1:]).all()
    assert found.attrs["failed"] == 1
    assert found.gauge.values.tolist() == [18, 20, 22]


def test_a_missing_error_bar_is_not_a_number_and_no_zero():
    layout = made_up.layout({"gauge": [18]})
    found = dataset(layout, [made_up.record(layout, 0)])
    assert np.isnan(found.volume_mm3_error.values).all()
    assert found.width_mm_error.values.tolist() == [1 / 3]


def test_units_and_meanings_stand_with_every_number():
    layout = made_up.layout({"temperature_c": [70, 80]})
    found = dataset(layout, [made_up.record(layout, row) for row in range(2)])
    assert found.volume_mm3.attrs["units"] == "mm³"
    assert found.temperature_c.attrs == {"units": "°C", "long_name": "temperature of the tip while it is held"}
    assert all(found[name].attrs["long_name"] for name in found.variables)


def test_attributes_make_the_sweep_again_and_say_what_it_is_not_for():
    layout = made_up.layout({"temperature_c": {"low": 70, "high": 80}}, kind="sobol", samples=4, seed=3)
    attrs = dataset(layout, []).attrs
    assert from_toml(attrs["design"]).design == layout.design
    assert attrs["design_sha256"] == layout.design.sha256
    assert (attrs["kind"], attrs["seed"], attrs["samples"], attrs["rows"]) == ("sobol", 3, 4, 4)
    assert attrs["disclaimer"] == ls.DISCLAIMER


def test_a_dataset_fits_into_a_netcdf_file(tmp_path):
    layout = made_up.layout({"gauge": [18, 20], "source": ["held", "rf"]}, Options(criteria=("all",)))
    found = dataset(layout, [made_up.record(layout, 0), made_up.failed(layout, 1)])
    found.to_netcdf(tmp_path / "sweep.nc", engine="h5netcdf")
    with xr.open_dataset(tmp_path / "sweep.nc", engine="h5netcdf") as again:
        assert again.width_mm.values.tobytes() == found.width_mm.values.tobytes()
        assert again.attrs["disclaimer"] == ls.DISCLAIMER


def masks(rows, tips=(10.0,)):
    found = []
    for row in range(rows):
        raster = raster_for(tips[row % len(tips)])
        mask = np.zeros((raster.across_mm.size, raster.z_mm.size), dtype=bool)
        mask[: row + 1, 80] = True
        found.append(mask)
    return found


def mapped(layout, given):
    return [made_up.record(layout, row, dead=pack(mask)) for row, mask in enumerate(given)]


def test_maps_of_tips_of_different_length_share_a_raster():
    layout = made_up.layout({"tip_mm": [10, 5]}, Options(dead_map=True))
    records = mapped(layout, masks(2, (10.0, 5.0)))
    found = gathered(records, layout)
    maps = dead_maps.in_memory(records, 2, found.extent)
    table = dead_maps.with_maps(to_dataset(found, ABOUT), maps, found.extent)
    assert table.dead.dims == ("tip_mm", "r", "z")
    assert table.dead.sel(tip_mm=5, z=0.0).values.sum() == 2
    assert not table.dead.sel(tip_mm=5, z=18.0).values.any()
    assert float(table.r[-1]) == 12.0
    assert table.z.attrs["units"] == "mm"


def test_maps_of_half_a_plane_and_of_a_whole_one_share_a_raster():
    half = np.zeros((121, 261), dtype=bool)
    half[3, 80] = True
    whole = dead_maps.fitted(half, dead_maps.Extent(241, 261))
    assert np.flatnonzero(whole[:, 80]).tolist() == [117, 123]
    assert list(dead_maps.places_of(dead_maps.Extent(241, 261))) == ["x", "z"]


def test_maps_in_a_store_are_those_in_memory_and_are_read_piece_by_piece(tmp_path, monkeypatch):
    monkeypatch.setattr(dead_maps, "ROWS_AT_ONCE", 4)
    layout = made_up.layout({"hold_s": {"low": 30, "high": 90}}, Options(dead_map=True), kind="sobol", samples=16)
    records = mapped(layout, masks(16))
    del records[5:9], records[-1]
    found = gathered(records, layout)
    dead_maps.write_store(tmp_path / "dead.zarr", records, 16, found.extent)
    table = dead_maps.with_store(to_dataset(found, ABOUT), tmp_path / "dead.zarr")
    assert not table.dead.variable._in_memory
    assert np.array_equal(table.dead.values, dead_maps.in_memory(records, 16, found.extent))
    assert table.dead.dims == ("row", "r", "z")


def test_maps_without_room_are_refused_before_anything_runs(tmp_path):
    with pytest.raises(ls.ScenarioError, match=r"dead_map of 100000 rows takes 3012 MiB; must be at most 256 MiB"):
        ls.sweep("b1", {"hold_s": {"low": 30, "high": 90}}, kind="latin-hypercube", samples=100_000, dead_map=True)
