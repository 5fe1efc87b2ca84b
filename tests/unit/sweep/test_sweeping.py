"""`sweep` and `open_sweep`: rows are single runs to the bit, whoever runs them; nothing that is done is lost."""

import json
import os
import signal
import subprocess
import sys

import numpy as np
import pytest
import xarray as xr

import lesionsim as ls
from lesionsim.sweep import sweeping
from lesionsim.sweep.running import here
from lesionsim.sweep.running.journal import NAME, read_records
from lesionsim.sweep.running.stopping import Stopped
from lesionsim.sweep.tables import dead_maps, folders

SCENARIO = "lumbar-medial-branch"
VARY = {"temperature_c": [70, 80], "gauge": [18, 20, 22]}
BARE = {"error_bars": "none"}


@pytest.fixture(scope="module")
def grid(tmp_path_factory):
    """A small grid, run in this process, in a folder."""
    folder = tmp_path_factory.mktemp("grid")
    return ls.sweep(SCENARIO, VARY, criteria="all", out=folder), folder


@pytest.fixture
def many(monkeypatch):
    """Every sweep counts as a large one, for which there are worker processes."""
    monkeypatch.setattr(sweeping, "is_small", lambda *given: False)


def as_bits(table, name):
    return table[name].values.astype(float).tobytes()


def test_rows_equal_single_runs_to_the_bit(grid):
    table, _ = grid
    base = ls.load(SCENARIO)
    changed = ls.change(base, {"protocol.steps[0].at_c": 80, "probe.gauge": 22})
    result = ls.simulate(changed)
    row = table.sel(temperature_c=80, gauge=22)
    for lesion in ls.measures(result):
        for name in ("width_mm", "width_mm_error", "length_mm", "volume_mm3", "volume_mm3_error", "behind_tip_mm"):
            assert float(row[name].sel(criterion=lesion.criterion)) == getattr(lesion, name)
    covered = ls.nerve_coverage(result)
    assert float(row.nerve_covered_mm.sel(criterion=covered.criterion)) == covered.covered_mm
    assert float(row.power_w) == ls.compare(result, result).runs[2].a


def test_a_grid_of_two_keys_has_their_axes_in_order(grid):
    table, _ = grid
    assert table.width_mm.dims == ("temperature_c", "gauge", "criterion")
    assert (table.temperature_c.values.tolist(), table.gauge.values.tolist()) == ([70, 80], [18, 20, 22])
    width = table.width_mm.isel(criterion=0)
    assert (width.diff("temperature_c") > 0).all()
    assert (width.diff("gauge") < 0).all()


def test_worker_processes_give_the_same_bits_as_this_process(grid, many, tmp_path):
    table, folder = grid
    others = ls.sweep(SCENARIO, VARY, criteria="all", out=tmp_path / "others", workers=2)
    xr.testing.assert_identical(others, table)
    for name in ("rows.csv", "rows.parquet", "columns.csv", "design.toml"):
        assert (tmp_path / "others" / name).read_bytes() == (folder / name).read_bytes()


def test_without_a_folder_nothing_is_left_and_the_answer_is_the_same(grid, tmp_path, monkeypatch):
    monkeypatch.setattr(sweeping.tempfile, "tempdir", str(tmp_path))
    table = ls.sweep(SCENARIO, VARY, criteria="all")
    xr.testing.assert_identical(table, grid[0])
    assert not list(tmp_path.iterdir())


def test_a_sweep_is_read_again_as_it_was(grid):
    table, folder = grid
    xr.testing.assert_identical(ls.open_sweep(folder), table)


def test_a_small_sweep_starts_no_process(monkeypatch):
    monkeypatch.setattr(subprocess, "Popen", lambda *given, **more: pytest.fail("a process was started"))
    assert ls.sweep("b1", {"gauge": [18, 20]}, **BARE).width_mm.size == 2


def test_what_is_small_depends_on_the_runs_and_a_time_limit_needs_processes():
    from lesionsim.sweep.design.design import make_design
    from lesionsim.sweep.running.options import Options

    def small(scenario, rows, **how):
        return here.is_small(make_design(ls.load(scenario), {"gauge": [18]}), Options(**how), rows)

    assert small("b1", 100)
    assert not small("b1", 1000)
    assert not small("lumbar-medial-branch-rf", 100)
    assert small("lumbar-bone", 1)
    assert not small("lumbar-bone", 2)
    assert not small("b1", 1, time_limit_s=5.0)


def test_a_failing_run_stays_a_row_with_its_reason(tmp_path, monkeypatch):
    from lesionsim.sweep.running import row

    real = row.run_row

    def planted(scenario, options, number):
        if number == 1:
            raise ls.RunError("temperature is not a number at 3 s")
        return real(scenario, options, number)

    monkeypatch.setattr(row, "run_row", planted)
    table = ls.sweep("b1", {"gauge": [18, 20, 22]}, out=tmp_path, **BARE)
    assert table.status.values.tolist() == ["ok", "failed", "ok"]
    assert table.reason.values.tolist() == ["", "temperature is not a number at 3 s", ""]
    assert np.isfinite(table.width_mm.values).tolist() == [True, False, True]
    told = json.loads((tmp_path / "sweep.json").read_text("utf-8"))
    assert (told["failed"], told["reasons"]) == (1, {"temperature is not a number at 3 s": 1})


def test_rows_that_cannot_be_are_named_and_counted_and_nothing_runs(tmp_path):
    vary = {"temperature_c": [80, 101, 102, 103], "gauge": [18, 20, 22]}
    with pytest.raises(ls.ScenarioError, match="9 of 12 rows cannot be:") as told:
        ls.sweep("b1", vary, out=tmp_path / "out")
    assert "row 3 (temperature_c 101, gauge 18): temperature_c is 101 °C; must be between" in str(told.value)
    assert "nothing was run" in str(told.value)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"worker": 2}, "worker is no argument of sweep; nearest: workers"),
        ({"criteria": "isotherm 99 °C"}, "criteria holds 'isotherm 99 °C'; must be among those of the scenario"),
        ({"error_bars": "some"}, "error_bars is 'some'; must be 'none', 'sample' or 'all'"),
        ({"resume": True}, "resume is true, but out is left out"),
        ({"out": ""}, "out is ''; must be the path of a folder"),
        ({"out": 3}, "out is 3; must be the path of a folder"),
        ({"workers": 0}, "workers is 0; must be a whole number from 1 to 1024"),
        ({"kind": "lattice"}, "kind is 'lattice'"),
    ],
)
def test_wrong_arguments_are_told_in_one_message(given, words):
    with pytest.raises(ls.ScenarioError) as told:
        ls.sweep("b1", {"gauge": [18, 20]}, **given)
    assert words in str(told.value)


@pytest.mark.parametrize("given", [3, None, "no-such-scenario", ["b1"]])
def test_what_is_no_scenario_is_told(given):
    with pytest.raises(ls.ScenarioError, match="scenario"):
        ls.sweep(given, {"gauge": [18, 20]})


def test_a_scenario_may_be_a_file(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(ls.scenario.to_toml(ls.load("b1")), "utf-8")
    found = ls.sweep(file, {"gauge": [18, 20]}, **BARE)
    assert as_bits(found, "width_mm") == as_bits(ls.sweep("b1", {"gauge": [18, 20]}, **BARE), "width_mm")


def test_the_room_of_sweeps_can_be_called_and_still_holds_its_files():
    import lesionsim.sweep.running as running

    assert callable(ls.sweep)
    assert ls.sweep.running is running


def test_a_folder_is_not_used_twice_and_resuming_completes_what_was_cut_off(tmp_path):
    whole = ls.sweep("b1", VARY, out=tmp_path, **BARE)
    journal = tmp_path / NAME
    with pytest.raises(ls.ScenarioError, match="holds a sweep already: 6 of 6 rows are done"):
        ls.sweep("b1", VARY, out=tmp_path, **BARE)
    with pytest.raises(ls.ScenarioError, match="holds another sweep"):
        ls.sweep("b1", {"gauge": [18, 20]}, out=tmp_path, resume=True, **BARE)

    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:3]) + lines[3][:100])
    cut = ls.open_sweep(tmp_path)
    assert cut.status.values.ravel().tolist().count("not run") == 4
    xr.testing.assert_identical(ls.sweep("b1", VARY, out=tmp_path, resume=True, **BARE), whole)
    assert sorted(each["row"] for each in read_records(tmp_path)) == list(range(6))


def test_another_sweep_into_the_folder_leaves_the_design_that_is_there(tmp_path):
    ls.sweep("b1", {"gauge": [18, 20]}, out=tmp_path, **BARE)
    before = (tmp_path / "design.toml").read_bytes()
    for other, how in (({"gauge": [18, 22]}, BARE), ({"gauge": [18, 20]}, {})):
        with pytest.raises(ls.ScenarioError):
            ls.sweep("b1", other, out=tmp_path, resume=True, **how)
    assert (tmp_path / "design.toml").read_bytes() == before


def test_provenance_tells_counts_seed_versions_and_every_session(tmp_path):
    ls.sweep("b1", {"gauge": [18, 20]}, out=tmp_path, seed=5, **BARE)
    ls.sweep("b1", {"gauge": [18, 20]}, out=tmp_path, seed=5, resume=True, **BARE)
    told = json.loads((tmp_path / "sweep.json").read_text("utf-8"))
    assert (told["rows"], told["done"], told["ok"], told["failed"], told["seed"]) == (2, 2, 2, 0, 5)
    assert [each["rows"] for each in told["sessions"]] == [2, 0]
    assert told["sessions"][0]["rows_per_s"] > 0
    assert told["version"] == ls.__version__
    assert "numpy" in told["versions"]
    assert told["disclaimer"] == ls.DISCLAIMER


def test_ctrl_c_keeps_rows_that_are_done_also_without_a_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(sweeping.tempfile, "tempdir", str(tmp_path))
    whole = ls.sweep("b1", VARY, **BARE)
    run = here.Here.run

    def interrupted(self, rows):
        for number, answers in enumerate(run(self, rows)):
            if number == 2:
                os.kill(os.getpid(), signal.SIGINT)
            yield answers

    monkeypatch.setattr(here.Here, "run", interrupted)
    with pytest.raises(Stopped, match="stopped with 3 rows to go") as told:
        ls.sweep("b1", VARY, **BARE)
    monkeypatch.undo()
    (folder,) = tmp_path.iterdir()
    assert str(folder) in told.value.__notes__[0]
    assert int((ls.open_sweep(folder).status == "ok").sum()) == 3
    xr.testing.assert_identical(ls.sweep("b1", VARY, out=folder, resume=True, **BARE), whole)


def test_a_folder_without_a_sweep_or_without_its_design_is_told(tmp_path):
    with pytest.raises(ls.ResultError, match="holds no sweep"):
        ls.open_sweep(tmp_path)
    ls.sweep("b1", {"gauge": [18, 20]}, out=tmp_path, **BARE)
    (tmp_path / "design.toml").rename(tmp_path / "elsewhere.toml")
    with pytest.raises(ls.ResultError, match=r"holds a journal but no design.toml that can be read; go on with"):
        ls.open_sweep(tmp_path)
    ls.sweep("b1", {"gauge": [18, 20]}, out=tmp_path, resume=True, **BARE)
    assert (tmp_path / "design.toml").read_bytes() == (tmp_path / "elsewhere.toml").read_bytes()


def test_a_later_library_changes_no_sweep_that_is_there(tmp_path, monkeypatch):
    from lesionsim.sweep.design import files

    table = ls.sweep("b1", {"gauge": [18, 20]}, out=tmp_path, **BARE)
    monkeypatch.setattr(files, "load", lambda name: pytest.fail("the library was asked"))
    xr.testing.assert_identical(ls.open_sweep(tmp_path), table)


def test_a_design_that_is_not_the_journal_s_is_refused(tmp_path):
    ls.sweep("b1", {"gauge": [18, 20]}, out=tmp_path, **BARE)
    design = tmp_path / "design.toml"
    design.write_text(design.read_text("utf-8").replace("18", "16"), "utf-8")
    with pytest.raises(ls.ResultError, match=r"is not the design of the journal beside it"):
        ls.open_sweep(tmp_path)


def test_maps_of_dead_tissue_are_in_the_dataset_and_in_a_store(tmp_path, monkeypatch):
    vary = {"temperature_c": {"low": 60, "high": 90}}
    table = ls.sweep("b1", vary, kind="sobol", samples=4, dead_map=True, out=tmp_path, **BARE)
    assert table.dead.dims == ("row", "r", "z")
    wide = table.dead.isel(row=int(np.argmax(table.width_mm.values))).any("z")
    assert float(table.r[wide][-1]) == pytest.approx(float(table.width_mm.max()) / 2, abs=0.1)
    monkeypatch.setattr(dead_maps, "IN_MEMORY_BYTES", 0)
    stored = ls.open_sweep(tmp_path)
    assert not stored.dead.variable._in_memory
    assert np.array_equal(stored.dead.values, table.dead.values)


def test_a_probability_map_and_indices_take_what_sweep_returns():
    vary = {"temperature_c": {"low": 60, "high": 90}, "hold_s": {"low": 30, "high": 90}}
    table = ls.sweep("b1", vary, kind="sobol", samples=16, dead_map=True, **BARE)
    assert ls.probability_map(table).attrs["runs"] == 16
    table = ls.sweep("b1", vary, kind="morris", samples=6, **BARE)
    effect = ls.morris(table).mu_star
    assert float(effect.sel(key="temperature_c")) > float(effect.sel(key="hold_s")) > 0


def test_importing_and_planning_a_sweep_loads_no_compiler():
    script = (
        "import sys, lesionsim as ls; from lesionsim.sweep import sweeping; "
        "from lesionsim.sweep.design.forbidden import forbidden; "
        "from lesionsim.sweep.design.design import make_design; "
        "forbidden(make_design(ls.load('b1'), {'gauge': [18, 20]})); "
        "heavy = {'numba', 'matplotlib', 'distributed', 'SALib', 'zarr'} & set(sys.modules); assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr


def test_without_the_package_zarr_maps_stay_in_memory_and_in_the_journal(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "has_zarr", lambda: False)
    table = ls.sweep("b1", {"gauge": [18, 20]}, dead_map=True, out=tmp_path, **BARE)
    assert not (tmp_path / "dead.zarr").exists()
    assert table.dead.dims == ("gauge", "r", "z")


@pytest.mark.parametrize("name", ["design.toml", "rows.csv", "sweep.json"])
def test_files_that_no_sweep_has_written_are_not_replaced(tmp_path, name):
    (tmp_path / name).write_text("mine", "utf-8")
    with pytest.raises(ls.ScenarioError, match=rf"holds {name}, and no journal of a sweep beside it: .*"):
        ls.sweep("b1", {"gauge": [18]}, out=tmp_path, **BARE)
    assert (tmp_path / name).read_text("utf-8") == "mine"
    assert not (tmp_path / NAME).exists()


@pytest.mark.parametrize("out", ["a\0b", "\ud800"])
def test_a_name_that_no_folder_can_have_is_wrong_input(out):
    with pytest.raises(ls.ScenarioError, match=r"out is .*; must be the path of a folder"):
        ls.sweep("b1", {"gauge": [18]}, out=out, **BARE)
    with pytest.raises(ls.ScenarioError, match=r"folder is .*; must be the path of a folder"):
        ls.open_sweep(out)


def test_whether_to_resume_is_true_or_false(tmp_path):
    with pytest.raises(ls.ScenarioError, match="resume is 'no'; must be true or false"):
        ls.sweep("b1", {"gauge": [18]}, out=tmp_path, resume="no")


def test_a_misspelt_argument_is_told_with_the_plain_ones_too():
    with pytest.raises(ls.ScenarioError, match="sample is no argument of sweep; nearest: samples"):
        ls.sweep("b1", {"gauge": [18]}, sample=3)
