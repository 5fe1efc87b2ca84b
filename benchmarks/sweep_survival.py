"""Does a sweep lose anything? Planted failures, and kills of the whole program, against an undisturbed sweep.

    python benchmarks/sweep_survival.py                   10,000 runs, 1 % failures of three kinds, three kills
    python benchmarks/sweep_survival.py --rows 2000 --kills 200

Rows are real runs. Of the planted ones a third has a property that is not a number, a third never ends, and a third
kills its worker process. The program itself is killed (SIGKILL; on Windows TerminateProcess) at random moments, and
gone on with.
"""

import argparse
import copy
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from pathlib import Path

import lesionsim as ls
from lesionsim.sweep.design.design import make_design
from lesionsim.sweep.running.journal import NAME, read_records
from lesionsim.sweep.running.options import Options
from lesionsim.sweep.running.runner import run_sweep

SEED = 6
PLANTED = 0.01
LIMIT_S = 1.0
LONGEST_S = 600.0
OUTCOMES = {"nan": "failed", "endless": "time limit", "killed": "worker died"}


def planted_rows(rows: int) -> dict[int, str]:
    """Return the rows that fail, and how."""
    chosen = random.Random(SEED).sample(range(rows), max(3, round(rows * PLANTED)))
    return {row: list(OUTCOMES)[number % len(OUTCOMES)] for number, row in enumerate(chosen)}


def sweep(folder: Path, rows: int) -> None:
    """Sweep, or go on with it: what the program does that is killed."""
    vary = {"temperature_c": {"low": 60, "high": 90}, "hold_s": {"low": 10, "high": 60}, "gauge": [18, 20, 22]}
    design = make_design(ls.load("b1"), vary, kind="latin-hypercube", samples=rows, seed=SEED)
    options = Options(error_bars="none", time_limit_s=LIMIT_S)
    command = [sys.executable, __file__, "--child", "--rows", str(rows)]
    run_sweep(design, options, folder, resume=True, command=command)


def child(rows: int) -> None:
    """Run rows like any worker process, but for those that fail."""
    from lesionsim.sweep.running.row import run_row
    from lesionsim.sweep.running.worker import main

    warnings.simplefilter("ignore", RuntimeWarning)  # of what is not a number, which is planted
    fails = planted_rows(rows)

    def run(scenario, options, number):
        how = fails.get(number)
        if how == "killed":
            kill_self()
        while how == "endless":
            time.sleep(1)
        return run_row(with_nan(scenario) if how == "nan" else scenario, options, number)

    main(run)


def kill_self() -> None:
    """End this process without a word."""
    if sys.platform == "win32":
        os._exit(9)
    os.kill(os.getpid(), signal.SIGKILL)


def with_nan(scenario):
    """Return a scenario in which the tissue's conductivity is not a number, past all checks."""
    broken, tissue = copy.copy(scenario), copy.copy(scenario.tissue)
    object.__setattr__(tissue, "conductivity_w_m_k", float("nan"))
    object.__setattr__(broken, "tissue", tissue)
    return broken


def disturbed(folder: Path, rows: int, kills: int, span_s: float) -> list[int]:
    """Run the sweep, kill it at random moments, go on; return how many rows were there after each kill."""
    moments, there = random.Random(SEED), []
    for _ in range(kills):
        with started(folder, rows) as program:
            try:
                program.wait(moments.uniform(0.3, span_s))
            except subprocess.TimeoutExpired:
                program.kill()
        there.append(max(0, (folder / NAME).read_bytes().count(b"\n") - 1) if (folder / NAME).exists() else 0)
    finish(folder, rows)
    return there


def started(folder: Path, rows: int) -> subprocess.Popen[bytes]:
    """Start the program."""
    return subprocess.Popen([sys.executable, __file__, "--sweep", str(folder), "--rows", str(rows)])


def finish(folder: Path, rows: int) -> float:
    """Run the program to its end; return how long that took."""
    before = time.perf_counter()
    with started(folder, rows) as program:
        if program.wait(LONGEST_S) != 0:
            raise SystemExit("the program failed")
    return time.perf_counter() - before


def judged(a: Path, b: Path, rows: int) -> list[str]:
    """Say what is wrong with the disturbed sweep, compared with the undisturbed one."""
    lines = [sorted((folder / NAME).read_bytes().splitlines()[1:]) for folder in (a, b)]
    records = list(read_records(b))
    wanted = planted_rows(rows)
    faults = [
        (len(records) != rows, f"{len(records)} records"),
        (len(lines[1]) != rows, f"{len(lines[1])} lines"),
        ([record["row"] for record in records] != list(range(rows)), "rows are missing or twice"),
        (lines[0] != lines[1], f"{len(set(lines[0]) ^ set(lines[1]))} records differ"),
        ([each["row"] for each in records if each["status"] != OUTCOMES.get(wanted.get(each["row"], ""), "ok")] != [],
         "a row does not say what happened to it"),
        (any(record["status"] != "ok" and not record["reason"] for record in records), "a failure has no reason"),
    ]  # fmt: skip
    print(f"{len(records)} records: {dict(Counter(record['status'] for record in records))}")
    for status in OUTCOMES.values():
        print(f"  {status}: {next((each['reason'] for each in records if each['status'] == status), '')}")
    return [words for wrong, words in faults if wrong]


def main() -> int:
    """Run both sweeps and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--sweep", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        child(asked.rows)
        return 0
    if asked.sweep:
        sweep(asked.sweep, asked.rows)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        calm, hit = Path(folder) / "calm", Path(folder) / "hit"
        took_s = finish(calm, asked.rows)
        print(f"undisturbed: {asked.rows} rows in {took_s:.0f} s, {asked.rows / took_s:.0f} rows/s")
        there = disturbed(hit, asked.rows, asked.kills, max(3.0, 0.5 * took_s) if asked.kills < 10 else 4.0)
        print(f"rows there after each of {asked.kills} kills: {', '.join(map(str, there))}")
        faults = judged(calm, hit, asked.rows)
    print("; ".join(faults) or "nothing lost, nothing twice, every record equal to that of the undisturbed sweep")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
