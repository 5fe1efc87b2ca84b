"""How fast a whole sweep is, and how much memory all its processes take: `python benchmarks/sweep_speed.py 5000`.

From the design to written tables: points, checks, processes started, rows run, journal, CSV and Parquet. Half of the
rows' keys change the grid (the tip's length), so that every row has a grid of its own. Memory is the sum over this
process and all its children of what belongs to each alone (Pss), read twice a second; Linux only.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from statistics import median
from time import perf_counter

import lesionsim as ls
from lesionsim.sweep.design.design import make_design
from lesionsim.sweep.running.options import Options
from lesionsim.sweep.running.runner import processors
from lesionsim.sweep.sweeping import Job, check_possible, run
from lesionsim.sweep.tables.columns import Layout, layout_of

VARY = {
    "temperature_c": {"low": 70, "high": 85},
    "hold_s": {"low": 60, "high": 120},
    "tip_mm": {"low": 8, "high": 12},
}
SCENARIOS = {"held": "b1", "nerve": "lumbar-medial-branch", "rf": "lumbar-medial-branch-rf"}
PARTS = 5  # of a sweep's time, for which the most memory is told apart


class Memory:
    """Reads the memory of this process and all its children until it is stopped."""

    def __init__(self, pause_s: float = 0.5) -> None:
        self.seen: list[float] = []
        self.ended = threading.Event()
        self.pause_s = pause_s
        self.thread = threading.Thread(target=self.watch, daemon=True)

    def __enter__(self) -> "Memory":
        self.thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.ended.set()
        self.thread.join()

    def watch(self) -> None:
        """Read again and again."""
        while not self.ended.wait(self.pause_s):
            self.seen.append(sum(map(own_mib, family(os.getpid()))))

    def in_words(self) -> str:
        """Tell the most memory in each part of the time."""
        size = max(1, -(-len(self.seen) // PARTS))
        parts = [max(self.seen[first : first + size]) for first in range(0, len(self.seen), size)]
        return " ".join(f"{each:.0f}" for each in parts)


def family(number: int) -> list[int]:
    """Return a process and all its children, theirs among them."""
    found = [number]
    for task in Path(f"/proc/{number}/task").glob("*"):
        try:
            children = (task / "children").read_text().split()
        except OSError:
            continue
        for child in children:
            found += family(int(child))
    return found


def own_mib(number: int) -> float:
    """Return the memory that counts for a process, pages that several share divided among them; 0 when it is gone."""
    try:
        lines = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def time_sweep(name: str, rows: int, bars: str, workers: int | None) -> None:
    """Run one sweep and print its line."""
    design = make_design(ls.load(SCENARIOS[name]), VARY, kind="latin-hypercube", samples=rows)
    layout = layout_of(design, Options(error_bars=bars))
    with tempfile.TemporaryDirectory() as folder, Memory() as memory:
        started, before = perf_counter(), cpu_s()
        check_possible(design)
        found = run(layout, Path(folder) / "sweep", Job(workers=workers, progress=False))
        taken, cpu = perf_counter() - started, sum(cpu_s()) - sum(before)
        here = cpu_s()[0] - before[0]
    ok = found.tally.statuses["ok"]
    print(f"{name:6}{bars:5}{rows:8} rows{taken:8.1f} s{rows / taken:7.0f} rows/s   CPU {cpu:6.1f} s, of which here "
          f"{here:5.1f} s   ok {ok}   MiB {memory.in_words()}", flush=True)  # fmt: skip


def time_dask(rows: int, rounds: int) -> None:
    """Run the same held sweep by child processes and by as many Dask workers, in turn, and print both rates."""
    from distributed import LocalCluster

    design = make_design(ls.load(SCENARIOS["held"]), VARY, kind="latin-hypercube", samples=rows)
    layout = layout_of(design, Options(error_bars="none"))
    with LocalCluster(n_workers=processors(), threads_per_worker=1, dashboard_address=None) as cluster:
        seconds = [[once(layout, address) for address in (None, cluster.scheduler_address)] for _ in range(rounds + 1)]
    here, there = (median(pair[place] for pair in seconds[1:]) for place in (0, 1))  # the first round starts children
    print(f"dask {rows} rows   here {rows / here:.0f} rows/s   {processors()} Dask workers {rows / there:.0f} rows/s   "
          f"share {median(pair[0] / pair[1] for pair in seconds[1:]):.2f}")  # fmt: skip


def once(layout: Layout, dask: str | None) -> float:
    """Return how many seconds a whole sweep takes, here or by a scheduler."""
    with tempfile.TemporaryDirectory() as folder:
        started = perf_counter()
        run(layout, Path(folder) / "sweep", Job(dask=dask, progress=False))
        return perf_counter() - started


def cpu_s() -> tuple[float, float]:
    """Return the processor time of this process, and of its children that have ended."""
    used = os.times()
    return used.user + used.system, used.children_user + used.children_system


def main() -> None:
    """Time sweeps without and with error bars."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="?", type=int, default=5000, help="rows of each held sweep (default: 5000)")
    parser.add_argument("--rf-rows", type=int, default=200, help="rows of each sweep with current; 0 for none")
    parser.add_argument("--workers", type=int, help="processes (default: as many as processors)")
    parser.add_argument(
        "--dask", type=int, metavar="ROUNDS", help="compare with a Dask cluster of this machine instead"
    )
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        time_sweep(options.one[0], options.rows, options.one[1], options.workers)
        return
    if options.dask:
        time_dask(options.rows, options.dask)
        return
    load = os.getloadavg()[0]
    print(f"{platform.machine()}, {os.cpu_count()} processors, load {load:.1f} at the start", flush=True)
    warm = ("-c", "import lesionsim as ls; [ls.simulate(ls.load(name)) for name in ('b1', 'lumbar-medial-branch-rf')]")
    subprocess.run([sys.executable, *warm], check=True)  # kernels are compiled once, in another process
    for name in SCENARIOS:
        rows = options.rf_rows if name == "rf" else options.rows
        for bars in ("none", "all") if rows else ():
            one = [str(rows), "--one", name, bars, *(["--workers", str(options.workers)] if options.workers else [])]
            subprocess.run([sys.executable, __file__, *one], check=True)  # memory of earlier sweeps does not count


if __name__ == "__main__":
    main()
