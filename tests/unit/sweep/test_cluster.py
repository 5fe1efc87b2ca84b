"""Rows run by Dask, with a real scheduler and worker processes over TCP, are those of this machine."""

import importlib.util
import json
import os
import subprocess
import sys
import threading
import time
from importlib import metadata
from pathlib import Path

import distributed
import pytest

import lesionsim as ls
from lesionsim.errors import RunError, ScenarioError
from lesionsim.sweep.design.design import make_design
from lesionsim.sweep.running import cluster, dask_worker
from lesionsim.sweep.running.cluster import Cluster, check_versions, client_of
from lesionsim.sweep.running.dask_worker import Work, dismiss, run_batch
from lesionsim.sweep.running.frames import pack_rows
from lesionsim.sweep.running.journal import read_records
from lesionsim.sweep.running.options import Options
from lesionsim.sweep.running.record import read_line
from lesionsim.sweep.running.runner import run_sweep

HERE = Path(__file__).parent
SPEC = importlib.util.spec_from_file_location("planted", HERE / "planted.py")
planted = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(planted)

FEW_FAILURES = {**os.environ, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}


class Machines:
    """A scheduler and its workers, each a process of its own."""

    def __init__(self, folder: Path):
        self.folder, self.processes = folder, []
        self.start("scheduler", "--port", "0", "--host", "127.0.0.1", "--scheduler-file", str(self.file), "--no-show")
        while not self.file.exists() or not self.file.read_text():
            assert self.processes[0].poll() is None
            time.sleep(0.05)
        self.address = json.loads(self.file.read_text())["address"]

    @property
    def file(self) -> Path:
        return self.folder / "scheduler.json"

    def start(self, what: str, *words: str) -> None:
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *words]
        log = (self.folder / f"{what}{len(self.processes)}.log").open("w")
        with log:
            self.processes.append(subprocess.Popen(command, stdout=log, stderr=log, env=FEW_FAILURES))

    def add_worker(self, threads: int = 1) -> None:
        self.start(
            "worker", self.address, "--nthreads", str(threads), "--no-dashboard", "--local-directory", str(self.folder)
        )

    def end(self) -> None:
        for process in reversed(self.processes):
            process.terminate()
        for process in reversed(self.processes):
            process.wait(30)


@pytest.fixture(scope="module")
def machines(tmp_path_factory):
    found = Machines(tmp_path_factory.mktemp("dask"))
    found.add_worker()
    found.add_worker()
    yield found
    found.end()


@pytest.fixture
def client(machines):
    with distributed.Client(machines.address, set_as_default=False) as found:
        found.wait_for_workers(2, timeout=60)
        yield found


def design_of(rows: int):
    return make_design(ls.load("b1"), {"temperature_c": {"low": 50, "high": 90}}, samples=rows)


def sweep(folder, dask, rows=60, limit_s=None, **plan) -> list[dict]:
    command = planted.command(**plan)
    run_sweep(design_of(rows), Options(time_limit_s=limit_s), folder, 2, dask=dask, command=command)
    return list(read_records(folder))


def test_rows_are_those_of_this_machine_failures_included(tmp_path, machines, client):
    plan = {"fail": [3], "die": [11], "leave": [12], "slow": [40]}
    there = sweep(tmp_path / "there", machines.address, limit_s=0.5, **plan)
    here = sweep(tmp_path / "here", None, limit_s=0.5, **plan)
    assert there == here
    assert [record["row"] for record in there if record["status"] != "ok"] == [3, 11, 12, 40]


def test_rows_of_real_runs_are_those_of_this_machine(tmp_path, client):
    design, options = design_of(6), Options(error_bars="none")
    run_sweep(design, options, tmp_path / "there", dask=client)
    run_sweep(design, options, tmp_path / "here", workers=1)
    assert list(read_records(tmp_path / "there")) == list(read_records(tmp_path / "here"))


def test_a_client_is_used_and_left_open_and_nothing_stays_on_its_workers(tmp_path, client):
    assert len(sweep(tmp_path, client)) == 60
    assert client.status == "running"
    assert set(client.run(len, dask_worker.POOLS).values()) == {0}
    assert set(client.run(children).values()) == {0}


def children() -> int:
    import psutil

    return sum("planted" in " ".join(each.cmdline()) for each in psutil.Process().children())


def test_a_cluster_is_used_like_its_address(tmp_path):
    own = {"n_workers": 1, "threads_per_worker": 1, "processes": False, "dashboard_address": ":0", "protocol": "tcp://"}
    with distributed.LocalCluster(**own) as hired:
        assert len(sweep(tmp_path, hired)) == 60


def test_only_a_few_batches_are_under_way(client):
    with Cluster(design_of(5000), Options(), client, planted.command(pause_s=0.002)) as crew:
        most, done = 0, 0
        for answers in crew.run(range(5000)):
            most = max(most, len(crew.flying))
            done += sum(len(each.rows) for each in answers)
            if done > 1000:
                break
    assert 2 <= most <= 4


def test_a_row_that_ends_its_dask_worker_is_recorded_and_no_other_is(tmp_path, machines, client):
    records = sweep(tmp_path, machines.address, rows=30, kill_parent=7)
    assert records[7]["status"] == "worker died"
    assert records[7]["reason"] == "the Dask workers that ran it were lost, one after the other"
    assert [record["row"] for record in records if record["status"] != "ok"] == [7]


def test_a_scheduler_that_is_lost_ends_the_sweep_and_it_is_gone_on_with(tmp_path):
    (tmp_path / "dask").mkdir()
    own = Machines(tmp_path / "dask")
    own.add_worker()
    killer = threading.Timer(8, own.processes[0].kill)
    killer.start()
    try:
        with pytest.raises(RunError, match=r"connection to the Dask scheduler was lost.* go on with --resume"):
            sweep(tmp_path / "sweep", own.address, rows=3000, pause_s=0.01)
    finally:
        killer.cancel()
        own.end()
    kept = len(list(read_records(tmp_path / "sweep")))
    assert kept < 3000
    run_sweep(design_of(3000), Options(), tmp_path / "sweep", resume=True, command=planted.command())
    assert len(list(read_records(tmp_path / "sweep"))) == 3000


def test_workers_may_come_later(tmp_path):
    own = Machines(tmp_path)
    later = threading.Timer(1, own.add_worker)
    later.start()
    try:
        assert len(sweep(tmp_path / "sweep", own.address, rows=20)) == 20
    finally:
        later.cancel()
        own.end()


def test_a_worker_with_another_version_refuses_a_batch():
    with pytest.raises(RunError, match=r"a Dask worker has lesionsim .*, and this program is .* 0\.0\.7"):
        run_batch(Work(design_of(3), Options(), "x", "0.0.7", None), pack_rows([0]))


class Answering:
    """A client whose workers answer as they are told."""

    def __init__(self, answer):
        self.answer = answer

    def run(self, function, *arguments, on_error):
        assert on_error == "return"
        return {"tcp://10.0.0.7:5": self.answer}


def test_workers_with_another_version_are_refused_before_anything_runs():
    check_versions(Answering(metadata.version("lesionsim")))
    with pytest.raises(RunError, match=r"the Dask worker tcp://10.0.0.7:5 has lesionsim 0\.0\.7, and this program is"):
        check_versions(Answering("0.0.7"))
    with pytest.raises(RunError, match=r"the Dask worker tcp://10.0.0.7:5 has no lesionsim; install lesionsim"):
        check_versions(Answering(metadata.PackageNotFoundError("lesionsim")))


def test_an_address_where_nothing_answers_is_told(monkeypatch):
    monkeypatch.setattr(cluster, "REACHED_WITHIN_S", 0.5)
    with pytest.raises(ScenarioError, match=r"dask is 'tcp://127\.0\.0\.1:9', where no scheduler answers; start"):
        client_of("tcp://127.0.0.1:9")


@pytest.mark.parametrize("address", ["", "nowhere", "tcp://", "tcp://10.0.0.1", "tcp://10.0.0.1:x", "http://a:1"])
def test_an_address_that_cannot_be_is_told_before_a_client_is_made(monkeypatch, address):
    class Never:
        def __init__(self, *given, **more):
            raise AssertionError("a client waits for long, and complains when it is thrown away")

    monkeypatch.setattr(distributed, "Client", Never)
    with pytest.raises(ScenarioError, match=r"dask is .*; must be the address of a scheduler"):
        client_of(address)


@pytest.mark.parametrize("dask", [3, "nonsense://x", None])
def test_what_is_no_cluster_is_told(dask):
    with pytest.raises(ScenarioError, match=r"dask is .*; must be the address of a scheduler"):
        client_of(dask)


def test_without_dask_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ScenarioError, match=r"needs Dask, .*: pip install 'lesionsim\[cluster\]'"):
        client_of("tcp://127.0.0.1:9")


def test_a_child_stays_for_the_next_batch_and_goes_when_another_sweep_comes():
    work = Work(design_of(20), Options(), "first", ls.__version__, planted.command())
    first = run_batch(work, pack_rows(range(5)))
    pool = dask_worker.POOLS[0].pool
    child = pool.children[0].process.pid
    run_batch(work, pack_rows(range(5, 20)))
    assert [each.process.pid for each in dask_worker.POOLS[0].pool.children] == [child]
    other = run_batch(work._replace(name="second"), pack_rows(range(5)))
    assert [each.name for each in dask_worker.POOLS] == ["second"]
    assert not pool.children
    dismiss("second")
    assert not dask_worker.POOLS
    assert [rows_of(each) for each in (first, other)] == [[0, 1, 2, 3, 4]] * 2


def rows_of(answers) -> list[int]:
    return sorted(read_line(line)["row"] for each in answers for line in each.text.splitlines(keepends=True))


def test_a_sweep_that_is_given_up_ends_within_a_moment_and_leaves_no_child():
    work = Work(design_of(50), Options(), "given up", ls.__version__, planted.command(pause_s=0.5))
    timer = threading.Timer(2, dismiss, ["given up"])
    timer.start()
    answers = run_batch(work, pack_rows(range(50)))
    timer.join()
    assert len(rows_of(answers)) < 50
    assert not dask_worker.POOLS


def test_a_batch_that_cannot_be_run_leaves_no_child(capfd):
    work = Work(design_of(5), Options(), "third", ls.__version__, planted.command(die_at_start=True))
    with pytest.raises(RunError, match="worker processes ended one after the other"):
        run_batch(work, pack_rows(range(5)))
    assert not dask_worker.POOLS
