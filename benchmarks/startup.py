"""How long the command takes to start, how much memory it takes, and what is imported on the way.

`python benchmarks/startup.py` starts every command some times in fresh processes; `--quick` fewer times.
"""

import argparse
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import NamedTuple

COMMANDS = {
    "--help": ["-m", "lesionsim.cli", "--help"],
    "list": ["-m", "lesionsim.cli", "list"],
    "import lesionsim": ["-c", "import lesionsim"],
    "import lesionsim, simulate": ["-c", "import lesionsim; lesionsim.simulate"],
    "run b1 --json": ["-m", "lesionsim.cli", "run", "b1", "--json"],
    "run": ["-m", "lesionsim.cli", "run"],
}
BARE = ["-c", "pass"]
ROUNDS, QUICK_ROUNDS, FIRST_ROUNDS = 10, 3, 2
HEAVY = ("numpy", "scipy", "numba", "llvmlite", "xarray", "pandas", "matplotlib", "PIL", "h5py", "h5netcdf", "tqdm")
SHOWN = 12


class Start(NamedTuple):
    """One start of a process: wall time and the largest memory that it held; None where the system does not tell."""

    wall_s: float
    memory_mib: float | None


def started(words: list[str], folder: str, **environment: str) -> Start:
    """Run Python with some words in a folder, as the command line does."""
    begin = perf_counter()
    process = subprocess.Popen(
        [sys.executable, *words],
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    memory, code = waited(process)
    wall_s = perf_counter() - begin
    if code:
        raise SystemExit(f"{' '.join(words)} ended with {code}")
    return Start(wall_s, memory)


def waited(process: subprocess.Popen[bytes]) -> tuple[float | None, int]:
    """Wait for a process; return the most memory that it held, in MiB, and its exit code."""
    if not hasattr(os, "wait4"):  # Windows
        return None, process.wait()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 2**20 if sys.platform == "darwin" else 2**10  # bytes there, KiB on Linux
    return used.ru_maxrss / unit, process.returncode


def row(name: str, starts: list[Start]) -> str:
    """Return one row of the table."""
    walls = [1e3 * start.wall_s for start in starts]
    memories = [start.memory_mib for start in starts if start.memory_mib is not None]
    memory = f"{max(memories):7.0f} MiB" if memories else "  not told by this system"
    return f"  {name:36}{min(walls):8.0f}{median(walls):8.0f} ms {memory}"


def first_runs(rounds: int) -> list[Start]:
    """Start `run` where nothing is compiled yet."""
    starts = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            starts.append(started(COMMANDS["run"], folder, NUMBA_CACHE_DIR=folder))
    return starts


class Loaded(NamedTuple):
    """One import: its own time, that of it with all it imports, and how deep it stands."""

    name: str
    own_ms: float
    whole_ms: float
    depth: int


def imports(words: list[str], folder: str) -> list[Loaded]:
    """Return what a command imports, as Python tells: what is imported before who imports it."""
    told = subprocess.run(
        [sys.executable, "-X", "importtime", *words], cwd=folder, check=True, capture_output=True, text=True
    ).stderr
    lines = re.findall(r"^import time:\s+(\d+) \|\s+(\d+) \|( +)(\S+)$", told, re.MULTILINE)
    return [Loaded(name, int(own) / 1e3, int(whole) / 1e3, len(space) // 2) for own, whole, space, name in lines]


def who(loaded: list[Loaded], number: int) -> str:
    """Return the module of lesionsim behind an import, or that of another package; nobody: it was asked for later."""
    package, depth, behind = loaded[number].name.partition(".")[0], loaded[number].depth, ""
    for later in loaded[number + 1 :]:
        if later.depth < depth:
            depth = later.depth
            behind = behind or later.name.removeprefix(package)
            if later.name.startswith("lesionsim"):
                return later.name
    return behind or "a function that needs it"


def heavy_imports(words: list[str], folder: str) -> list[str]:
    """Return rows about heavy packages: when each was first met, and by whom."""
    loaded = imports(words, folder)
    rows = []
    for package in HEAVY:
        own = sum(each.own_ms for each in loaded if each.name.partition(".")[0] == package)
        first = next((n for n, each in enumerate(loaded) if each.name.partition(".")[0] == package), None)
        if first is not None:
            parts = sum(each.name.partition(".")[0] == package for each in loaded)
            rows.append((own, f"    {package:12}{own:7.0f} ms in {parts:4} modules, asked for by {who(loaded, first)}"))
    others = sum(each.own_ms for each in loaded if each.name.partition(".")[0] not in HEAVY)
    own = sum(each.own_ms for each in loaded if each.name.startswith("lesionsim"))
    rows.append((-1.0, f"    {'all others':12}{others:7.0f} ms, of which lesionsim {own:.0f} ms"))
    return [text for _, text in sorted(rows, reverse=True)]


def main() -> None:
    """Print times, memory and imports."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_ROUNDS} rounds in place of {ROUNDS}")
    rounds = QUICK_ROUNDS if parser.parse_args().quick else ROUNDS
    print(f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}")
    print(f"fresh processes, least and median wall time of {rounds}, largest memory\n")
    with tempfile.TemporaryDirectory() as folder:
        started(COMMANDS["run"], folder)  # so that everything is compiled
        table(lambda words: started(words, folder), rounds)
        print(row("run, nothing compiled yet", first_runs(FIRST_ROUNDS)))
        for name in ("--help", "import lesionsim", "run b1 --json", "run"):
            rows = heavy_imports(COMMANDS[name], folder)
            print(f"\n  {name} imports (own time, measured by Python, which slows it down)")
            print("\n".join(rows[:SHOWN]))
    print("\nNumbers move with the load of the machine: compare rows of one run.")


def table(start: Callable[[list[str]], Start], rounds: int) -> None:
    """Print one row for each command; commands take turns, so that a busy machine treats them alike."""
    jobs = {"Python alone": BARE, **COMMANDS}
    found: dict[str, list[Start]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, words in jobs.items():
            found[name].append(start(words))
    print("\n".join(row(name, starts) for name, starts in found.items()))


if __name__ == "__main__":
    main()
