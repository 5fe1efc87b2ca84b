"""A sweep into a folder keeps what is done, and never mixes two sweeps."""

import importlib.util
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

import lesionsim as ls
from lesionsim.errors import ResultError, RunError, ScenarioError
from lesionsim.sweep.design.design import make_design
from lesionsim.sweep.running import runner
from lesionsim.sweep.running.frames import Answers
from lesionsim.sweep.running.journal import NAME, read_head, read_records
from lesionsim.sweep.running.options import Options
from lesionsim.sweep.running.runner import LOCK, processors, run_sweep, workers_from
from lesionsim.sweep.running.stopping import Stopped

HERE = Path(__file__).parent
SPEC = importlib.util.spec_from_file_location("planted", HERE / "planted.py")
planted = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(planted)


def design_of(rows: int, low: float = 50):
    return make_design(ls.load("b1"), {"temperature_c": {"low": low, "high": 90}}, samples=rows)


def sweep(folder, rows=24, resume=False, options=None, workers=2, **plan) -> Path:
    return run_sweep(design_of(rows), options or Options(), folder, workers, resume, command=planted.command(**plan))


def test_a_sweep_has_a_record_of_every_row_and_says_what_it_is(tmp_path):
    folder = sweep(tmp_path / "new" / "folder")
    records = list(read_records(folder))
    assert [record["row"] for record in records] == list(range(24))
    head = read_head(folder)
    assert head["design_sha256"] == design_of(24).sha256
    assert head["rows"] == 24
    assert "not for clinical planning" in head["disclaimer"]


def test_a_second_sweep_into_the_same_folder_is_refused_unless_it_goes_on(tmp_path):
    sweep(tmp_path)
    before = (tmp_path / NAME).read_bytes()
    with pytest.raises(ScenarioError, match=r"holds a sweep already: 24 of 24 rows are done. Go on with --resume, or"):
        sweep(tmp_path)
    sweep(tmp_path, resume=True, die_at_start=True)  # nothing is left to be run
    assert (tmp_path / NAME).read_bytes() == before


def test_a_sweep_is_gone_on_with_only_where_it_is_the_same(tmp_path):
    sweep(tmp_path)
    with pytest.raises(ScenarioError) as caught:
        run_sweep(design_of(24, low=60), Options(), tmp_path, resume=True)
    told = "design.vary.temperature_c was"
    assert "holds another sweep; choose another folder, or go on with what it was begun with:\n  " in str(caught.value)
    assert told in str(caught.value)
    with pytest.raises(ScenarioError, match=r"options.time_limit_s was not set and is 5"):
        sweep(tmp_path, resume=True, options=Options(time_limit_s=5))


def test_what_is_there_is_not_run_again(tmp_path):
    sweep(tmp_path)
    path = tmp_path / NAME
    whole = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(whole[:10]) + whole[10][:-3])
    sweep(tmp_path, resume=True)
    again = path.read_bytes().splitlines(keepends=True)
    assert again[:10] == whole[:10]
    assert sorted(again) == sorted(whole)


def test_to_go_on_where_nothing_was_begun_is_to_begin(tmp_path):
    sweep(tmp_path, resume=True)
    assert len(list(read_records(tmp_path))) == 24


def test_two_programs_cannot_sweep_into_one_folder(tmp_path):
    with (
        FileLock(tmp_path / LOCK),
        pytest.raises(ResultError, match=r"another program runs a sweep in .*; wait"),
    ):
        sweep(tmp_path)
    sweep(tmp_path)


def test_a_folder_that_knows_no_locks_is_told(tmp_path, monkeypatch):
    def fail(self, **options):
        raise NotImplementedError("FileSystem does not appear to support flock")

    monkeypatch.setattr("filelock.FileLock.acquire", fail)
    with pytest.raises(ResultError, match=r"cannot be locked: .*; choose a folder on a disk of this machine"):
        sweep(tmp_path)


def test_a_damaged_journal_is_not_gone_on_with(tmp_path):
    sweep(tmp_path)
    content = bytearray((tmp_path / NAME).read_bytes())
    content[-1500] ^= 1
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(ResultError, match="is damaged at byte"):
        sweep(tmp_path, resume=True)
    assert (tmp_path / NAME).read_bytes() == content


@pytest.mark.parametrize("workers", [0, -1, 1.5, "two", True, 1025])
def test_a_number_of_workers_that_cannot_be_is_told(workers):
    with pytest.raises(ScenarioError, match=r"workers is .*; must be a whole number from 1 to 1024"):
        workers_from(workers)


def test_there_are_as_many_workers_as_processors_unless_told():
    assert workers_from(None) == processors() >= 1
    assert workers_from(7) == 7


def test_a_sweep_that_could_not_begin_leaves_the_folder_free_for_another_one(tmp_path):
    with pytest.raises(ScenarioError, match="dask is 3; must be the address"):
        run_sweep(design_of(3), Options(), tmp_path, dask=3)
    assert not (tmp_path / NAME).exists()
    sweep(tmp_path, rows=4)
    assert len(list(read_records(tmp_path))) == 4


def test_trouble_later_takes_no_row_away(tmp_path):
    sweep(tmp_path, rows=4)
    path = tmp_path / NAME
    kept = path.read_bytes().splitlines(keepends=True)[:3]
    path.write_bytes(b"".join(kept))
    with pytest.raises(ScenarioError, match="dask is 3; must be the address"):
        run_sweep(design_of(4), Options(), tmp_path, resume=True, dask=3)
    assert path.read_bytes() == b"".join(kept)


def test_a_folder_that_cannot_be_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ScenarioError, match=r"the folder .*file cannot be made: .*; choose another one"):
        sweep(tmp_path / "file")


def test_a_design_is_asked_for():
    with pytest.raises(ScenarioError, match="design is 3; must be a Design"):
        run_sweep(3, Options(), "anywhere")


def test_a_full_disk_stops_the_sweep_and_what_was_done_stays(tmp_path, monkeypatch):
    append = runner.Journal.append
    room = [5]

    def fill(self, text):
        room[0] -= 1
        if room[0] < 0:
            self.stream = Full(self.stream)
        append(self, text)

    monkeypatch.setattr(runner.Journal, "append", fill)
    with pytest.raises(RunError, match="make room, then go on with --resume"):
        sweep(tmp_path, rows=200, pause_s=0.01)
    monkeypatch.undo()
    kept = len(list(read_records(tmp_path)))
    assert 0 < kept < 200
    sweep(tmp_path, rows=200, resume=True)
    assert len(list(read_records(tmp_path))) == 200


class Full:
    """A stream on a disk without room."""

    def __init__(self, stream):
        self.stream = stream

    def write(self, content):
        raise OSError(28, os.strerror(28))

    def __getattr__(self, name):
        return getattr(self.stream, name)


class Endless:
    """A crew that never ends."""

    def run(self, rows):
        yield [Answers([rows[0]], ["ok"], b"", 0.1)]
        while True:
            yield []


class Paper:
    """A journal of no consequence."""

    def append(self, text):
        pass


def test_a_request_to_stop_ends_it_with_how_to_go_on(tmp_path):
    with pytest.raises(Stopped, match=r"stopped with 8 rows to go; the others are safe in .*\. Go on with --resume"):
        runner.keep(Endless(), range(9), (Paper(), lambda answers: None), lambda: True, tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="a process there cannot be sent these signals alone")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_program_that_is_told_to_stop_leaves_a_whole_journal_and_no_children(tmp_path, name):
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import test_runner as t\n"
        "try: t.sweep(sys.argv[2], rows=2000, pause_s=0.01)\n"
        "except t.Stopped as stopped: print(stopped)\n"
    )
    command = [sys.executable, "-c", script, str(HERE), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        while not (tmp_path / NAME).exists() or (tmp_path / NAME).read_bytes().count(b"\n") < 5:
            assert program.poll() is None
        program.send_signal(getattr(signal, name))
        told = program.stdout.read()
    kept = len(list(read_records(tmp_path)))
    assert f"stopped with {2000 - kept} rows to go" in told
    assert program.returncode == 0
    assert kept >= 4
    assert (tmp_path / NAME).read_bytes().endswith(b"\n")


def test_the_program_itself_stays_light(tmp_path):
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import test_runner as t\n"
        "t.sweep(sys.argv[2], rows=20); heavy = {'numba', 'xarray', 'matplotlib', 'pandas', 'distributed', 'dask'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    command = [sys.executable, "-c", script, str(HERE), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
