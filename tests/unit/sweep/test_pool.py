"""Rows are run by child processes, whatever happens to these."""

import importlib.util
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

import lesionsim as ls
from lesionsim.errors import RunError
from lesionsim.sweep.design.design import make_design
from lesionsim.sweep.running.options import Options
from lesionsim.sweep.running.pool import Pool
from lesionsim.sweep.running.record import read_line

SPEC = importlib.util.spec_from_file_location("planted", Path(__file__).with_name("planted.py"))
planted = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(planted)


def design_of(rows: int):
    return make_design(ls.load("b1"), {"temperature_c": {"low": 50, "high": 90}}, samples=rows)


def lines_of(pool: Pool, rows) -> list[bytes]:
    found = [each for answers in pool.run(rows) for each in answers]
    text = b"".join(each.text for each in found)
    assert [row for each in found for row in each.rows] == [read_line(line)["row"] for line in text.splitlines(True)]
    return text.splitlines(keepends=True)


def run(rows: int = 40, workers: int = 2, limit_s: float | None = None, **plan) -> dict[int, dict]:
    with Pool(design_of(rows), Options(time_limit_s=limit_s), workers, planted.command(**plan)) as pool:
        records = [read_line(line) for line in lines_of(pool, range(rows))]
    assert Counter(record["row"] for record in records) == Counter(range(rows))
    return {record["row"]: record for record in records}


def others(records: dict[int, dict], but: list[int]) -> set[str]:
    return {record["status"] for row, record in records.items() if row not in but}


def test_every_row_is_answered_once_and_says_its_values():
    records = run(rows=300)
    design = design_of(300)
    assert all(record["values"] == design.values(row) for row, record in records.items())
    assert records[7]["lesions"] == planted.formula(design.scenario_at(7))["lesions"]
    assert (records[7]["status"], records[7]["reason"]) == ("ok", "")
    assert len(records[7]["scenario_sha256"]) == 64


def test_lines_are_the_same_for_any_number_of_workers_and_any_order():
    with Pool(design_of(60), Options(), 1, planted.command()) as pool:
        one = lines_of(pool, range(60))
    with Pool(design_of(60), Options(), 3, planted.command()) as pool:
        three = lines_of(pool, list(range(60))[::-1])
    assert sorted(one) == sorted(three)


def test_a_pool_runs_rows_again_and_again_with_the_same_children():
    with Pool(design_of(30), Options(), 2, planted.command()) as pool:
        first = lines_of(pool, range(10))
        children = [child.process.pid for child in pool.children]
        second = lines_of(pool, range(10, 30))
        assert [child.process.pid for child in pool.children] == children
    assert len(first) + len(second) == 30


def test_a_failed_run_is_a_row_with_its_reason():
    records = run(fail=[3, 17])
    assert records[3]["status"] == "failed"
    assert records[3]["reason"].startswith("temperature is not a number at 3 s")
    assert others(records, [3, 17]) == {"ok"}


def test_an_error_that_nobody_foresaw_is_a_row_with_its_type():
    records = run(bug=[5])
    assert (records[5]["status"], records[5]["reason"]) == ("failed", "ZeroDivisionError: planted")


def test_a_row_whose_scenario_cannot_be_is_a_row_with_its_reason():
    design = make_design(ls.load("b1"), {"temperature_c": [80, 120]})
    with Pool(design, Options(), 1, planted.command()) as pool:
        records = {record["row"]: record for record in map(read_line, lines_of(pool, range(2)))}
    assert records[1]["status"] == "failed"
    assert "120 °C" in records[1]["reason"]
    assert records[1]["scenario_sha256"] == ""
    assert records[1]["values"] == {"temperature_c": 120}


def test_a_row_over_the_time_limit_is_ended_and_the_others_are_not():
    records = run(limit_s=0.5, slow=[4, 21])
    for row in (4, 21):
        assert records[row]["status"] == "time limit"
        assert records[row]["reason"] == "the row took longer than the time limit of 0.5 s"
        assert len(records[row]["scenario_sha256"]) == 64
    assert others(records, [4, 21]) == {"ok"}


def test_a_row_that_ends_by_itself_just_over_the_limit_has_the_same_record_as_one_that_is_ended():
    slow = run(rows=6, limit_s=0.4, slow=[2], workers=1)
    late = run(rows=6, limit_s=0.4, late=[2], late_s=0.42, workers=1)
    assert slow[2] == late[2]


class Ended:
    """A child that was ended for one row while another one was in progress."""

    overdue = 4

    def __init__(self):
        self.rows = dict.fromkeys((4, 5, 6))
        self.mark = self

    def read(self):
        return 5

    def bury(self):
        return -9


def test_a_row_that_began_just_before_its_worker_was_ended_for_another_one_is_not_blamed():
    with Pool(design_of(9), Options(time_limit_s=1), 1, planted.command()) as pool:
        ended = Ended()
        pool.children.append(ended)
        assert list(pool.replaced(ended)) == []
        assert not pool.tries
        assert (pool.batches.left, list(pool.batches.back), pool.children) == (3, [4, 5, 6], [])


def test_warming_up_does_not_count_as_time_of_a_row():
    assert others(run(rows=10, limit_s=0.3, warm_up_s=1.0), []) == {"ok"}


def test_a_worker_that_is_killed_in_a_row_is_replaced_and_the_row_recorded_after_a_second_try():
    records = run(die=[8], leave=[30])
    assert records[8]["status"] == "worker died"
    killed = "exit code 9" if sys.platform == "win32" else "signal 9, SIGKILL"
    assert records[8]["reason"] == f"the worker process ended 2 times in it: {killed}"
    assert records[30]["reason"].endswith("ended 2 times in it: exit code 3")
    assert others(records, [8, 30]) == {"ok"}


def test_a_row_in_which_a_worker_dies_once_is_run_again(tmp_path):
    records = run(die_once=[0, 8, 9, 39], notes=str(tmp_path))
    assert len(list(tmp_path.iterdir())) == 4
    assert others(records, []) == {"ok"}


def test_a_death_loses_no_row_that_was_done_but_not_said(tmp_path):
    records = run(workers=1, die_once=[20, 35], notes=str(tmp_path), said_every_s=60)
    assert others(records, []) == {"ok"}


def test_what_is_left_of_a_batch_that_takes_long_is_given_back():
    records = run(rows=60, workers=2, pause_s=0.01, batch_at_most_s=0.05)
    assert others(records, []) == {"ok"}


def test_what_a_run_prints_disturbs_nothing(capfd):
    records = run(print=[1, 2, 30])
    assert others(records, []) == {"ok"}
    told = capfd.readouterr()
    assert told.out == ""
    assert "a library prints what it likes" in told.err


def test_workers_that_die_before_any_row_are_not_started_for_ever(capfd):
    with pytest.raises(RunError, match=r"5 worker processes ended one after the other .* exit code 5"):
        run(die_at_start=True)


def test_a_command_that_is_none_is_an_error_in_words():
    pool = Pool(design_of(3), Options(), 1, ["/no/such/program"])
    with pool, pytest.raises(RunError, match="a worker process cannot be started: "):
        list(pool.run(range(3)))


def test_workers_of_another_version_are_refused():
    with pytest.raises(RunError, match=r"worker processes find lesionsim 0\.0\.7, and this program is lesionsim"):
        run(version="0.0.7")


def test_rows_of_real_runs_are_those_of_single_runs():
    from lesionsim.sweep.running.row import run_row

    design, options = design_of(4), Options(error_bars="none")
    with Pool(design, options, 2) as pool:
        records = {record["row"]: record for record in map(read_line, lines_of(pool, range(4)))}
    for row, record in records.items():
        alone = run_row(design.scenario_at(row), options, row)
        assert {name: record[name] for name in alone} == alone


def test_children_end_when_their_program_is_killed(tmp_path):
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import test_pool as t\n"
        "pool = t.Pool(t.design_of(50), t.Options(), 2, t.planted.command(pause_s=0.2))\n"
        "run = pool.run(range(50)); next(each for each in run if each)\n"
        "print(pool.folder, *(child.process.pid for child in pool.children), flush=True)\n"
        "next(each for each in run if len(each) > 99)"
    )
    program = subprocess.Popen(
        [sys.executable, "-c", script, str(Path(__file__).parent)], stdout=subprocess.PIPE, text=True
    )
    with program:
        folder, *children = program.stdout.readline().split()
        program.kill()
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and (any(is_alive(int(pid)) for pid in children) or Path(folder).exists()):
        time.sleep(0.05)
    assert not [pid for pid in children if is_alive(int(pid))]
    assert sys.platform == "win32" or not Path(folder).exists()


def is_alive(pid: int) -> bool:
    if sys.platform == "win32":
        return str(pid) in subprocess.run(["tasklist"], capture_output=True, text=True, check=True).stdout
    try:
        os.kill(pid, 0)
        return "\nState:\tZ" not in (Path("/proc") / str(pid) / "status").read_text()
    except (ProcessLookupError, FileNotFoundError):
        return Path("/proc").exists() is False and is_listed(pid)


def is_listed(pid: int) -> bool:
    return subprocess.run(["ps", "-p", str(pid)], capture_output=True, check=False).returncode == 0


def test_closing_ends_children_in_the_middle_of_a_row_and_leaves_no_files():
    pool = Pool(design_of(9), Options(), 2, planted.command(slow=list(range(9))))
    run = pool.run(range(9))
    while not any(child.ready for child in pool.children):
        next(run)
    processes = [child.process for child in pool.children]
    pool.close()
    assert all(process.returncode is not None for process in processes)
    assert not pool.folder.exists()
