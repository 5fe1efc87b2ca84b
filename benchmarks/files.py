"""Do files survive? Kill processes while they write, and damage files before they are read.

    python benchmarks/files.py                       # 300 kills of results, 60 of folders, 200 damaged files
    python benchmarks/files.py --kills 10 --corruptions 60

After every kill the file must be the old one or the whole new one, nothing beside it may have changed, and what is
left must lie in hidden folders named `.lesionsim-...`. Every damaged file must be refused with a ResultError. Ends with
exit code 1 when anything else happens. Nothing is timed.
"""

import argparse
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from importlib.util import find_spec
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import h5netcdf  # noqa: F401 (so that writers start with it)
import xarray as xr
from corruptions import DAMAGES, foreign, spoilt

import lesionsim as ls
from lesionsim.result.replacing import BEFORE, replace_all
from lesionsim.result.staging import KEPT_S, PREFIX, clear_leftovers

WITH_ZARR = find_spec("zarr") is not None
PRELOADED = [
    *(["zarr"] if WITH_ZARR else []),
    "__main__",
    "xarray",
    "h5netcdf",
    "lesionsim.result.store",
    "lesionsim.result.whole",
]
SET = ("lesion.png", "traces.png", "result.nc", "scenario.toml", "summary.json")
PATIENCE_S = 60


class Scene(NamedTuple):
    """One folder in which processes write and are killed."""

    folder: Path
    name: str  # of the file; empty for a set of files
    result: xr.Dataset
    save_s: float  # how long one write takes
    disk_s: float  # the part of it during which the disk is written to


def numbered(result: xr.Dataset, number: int) -> xr.Dataset:
    """Return the same result with another title, so that every file is another one."""
    return result.assign_attrs(title=f"number {number}")


def write_set(folder: Path, number: int) -> None:
    """Write a set of files that carry one number."""
    text = f"{number:06d}" * 50_000
    replace_all(folder, {name: lambda path: path.write_text(text, "ascii") for name in SET})


def write_once(folder: Path, name: str, result: xr.Dataset | None, number: int) -> None:
    """Write the file, or the set of files, over the older one."""
    if result is None:
        write_set(folder, number)
    else:
        ls.save_result(numbered(result, number), folder / name)


def write_for_ever(folder: Path, name: str, source: Path | None, number: int, told: Connection) -> None:
    """Write over the older file again and again; tell when each write starts and ends. Runs in its own process."""
    result = ls.open_result(source) if source else None
    while True:
        told.send(("start", number))
        write_once(folder, name, result, number)
        told.send(("end", number))
        number += 1


def hidden(folder: Path) -> list[Path]:
    """Return what killed processes left."""
    return list(folder.glob(f"{PREFIX}*"))


def wait_for_the_disk(folder: Path, until: float) -> None:
    """Wait until a write has begun on the disk."""
    before = len(hidden(folder))
    while len(hidden(folder)) <= before and time.perf_counter() < until:
        pass


def kill_once(scene: Scene, source: Path, first: int, aimed: bool, chance: random.Random) -> tuple[int, bool]:
    """Kill a writer at a random moment; return the number of the last write begun, and whether it was inside one."""
    listen, told = multiprocessing.Pipe(duplex=False)
    arguments = (scene.folder, scene.name, source if scene.name else None, first, told)
    writer = multiprocessing.Process(target=write_for_ever, args=arguments)
    writer.start()
    told.close()
    for _ in range(3):  # one whole write, and the beginning of the next
        if not listen.poll(PATIENCE_S):
            raise SystemExit("the writer does not write")
        last = listen.recv()
    if aimed:
        wait_for_the_disk(scene.folder, time.perf_counter() + 10 * scene.save_s)
    time.sleep(chance.uniform(0, 0.5 * scene.disk_s if aimed else 1.1 * scene.save_s))
    writer.kill()
    writer.join()
    while listen.poll():
        try:
            last = listen.recv()
        except EOFError:
            break
    return last[1], last[0] == "start"


def wrong_file(scene: Scene, number: int) -> str:
    """Tell what is wrong with a file after a kill; nothing when it is the last one or the one before."""
    try:
        found = ls.open_result(scene.folder / scene.name)
    except ls.ResultError as error:
        return str(error)
    if found.attrs["title"] not in (f"number {number}", f"number {number - 1}"):
        return f"is {found.attrs['title']} after write {number} was killed"
    return "" if found.assign_attrs(title="").identical(scene.result.assign_attrs(title="")) else "has other numbers"


def wrong_set(scene: Scene, number: int) -> str:
    """Tell what is wrong with a set of files; without its last one it is not whole, but nothing may be lost."""
    standing = {name: (scene.folder / name).read_text("ascii") for name in SET if (scene.folder / name).exists()}
    if any(
        len(text) != 300_000 or len(set(text[k : k + 6] for k in range(0, 300_000, 6))) != 1
        for text in standing.values()
    ):
        return "a file is not whole"
    if SET[-1] in standing:
        return "" if len(standing) == len(SET) and len(set(standing.values())) == 1 else "a mixture looks whole"
    kept = [all((room / BEFORE / name).exists() for name in SET) for room in hidden(scene.folder)]
    return "" if any(kept) else f"the set before {number} is lost"


def wrong_beside(folder: Path, expected: set[str], neighbour: bytes) -> str:
    """Tell what else has changed in the folder."""
    names = {path.name for path in folder.iterdir() if not path.name.startswith(PREFIX)}
    if not names <= expected | {"neighbour"} or (folder / "neighbour").read_bytes() != neighbour:
        return f"the folder holds {sorted(names)}"
    return ""


def seconds(action: Callable[[], object]) -> float:
    """Return the least time of three that an action takes."""
    found = []
    for _ in range(3):
        start = time.perf_counter()
        action()
        found.append(time.perf_counter() - start)
    return min(found)


def scene_of(folder: Path, name: str, result: xr.Dataset) -> Scene:
    """Make a folder with an older file in it, and see how long writing takes."""
    folder.mkdir()
    (folder / "neighbour").write_bytes(b"precious")
    whole_s = seconds(lambda: write_once(folder, name, result if name else None, 0))
    if not name:
        return Scene(folder, name, result, whole_s, whole_s)
    content = (folder / name).read_bytes()
    disk_s = seconds(lambda: replace_all(folder, {name: lambda path: path.write_bytes(content)}))
    return Scene(folder, name, result, whole_s, disk_s)


def kills(scene: Scene, source: Path, number: int, chance: random.Random) -> Counter[str]:
    """Kill many writers, one after another, over the same file."""
    count: Counter[str] = Counter()
    last = 0
    for k in range(number):
        last, inside = kill_once(scene, source, last + 1, k % 2 == 1, chance)
        left = hidden(scene.folder)
        wrong = (wrong_file if scene.name else wrong_set)(scene, last)
        wrong = wrong or wrong_beside(scene.folder, {scene.name} if scene.name else set(SET), b"precious")
        count.update(
            {"kills": 1, "inside a write": inside, "while the disk was written": bool(left), "wrong": bool(wrong)}
        )
        if wrong:
            print(f"WRONG after kill {k + 1} of {scene.name or 'a folder'}: {wrong}")
        for room in left:
            shutil.rmtree(room)
    return count


def leftovers_stay_or_go(scene: Scene, source: Path, chance: random.Random) -> bool:
    """Tell whether leftovers go when they are old, and only then."""
    while not hidden(scene.folder):
        kill_once(scene, source, 1, True, chance)
    clear_leftovers(scene.folder)
    young = hidden(scene.folder)
    for room in young:
        os.utime(room, (time.time() - 2 * KEPT_S,) * 2)
    clear_leftovers(scene.folder)
    return bool(young) and not hidden(scene.folder)


def corruptions(folder: Path, name: str, result: xr.Dataset, number: int, chance: random.Random) -> Counter[str]:
    """Damage files in many ways; each must be refused in words."""
    count: Counter[str] = Counter()
    path = ls.save_result(result, folder / name)
    other = ls.save_result(numbered(result, 1), folder / f"other-{name}").read_bytes()
    whole = path.read_bytes()
    ways = [*DAMAGES, *foreign(folder)]
    for k in range(number):
        way = ways[k % len(ways)]
        path.write_bytes(spoilt(way, whole, other, chance))
        count["files"] += 1
        try:
            ls.open_result(path)
            print(f"NOT NOTICED in {name}: {way}")
        except ls.ResultError:
            count["refused"] += 1
    path.write_bytes(whole)
    count["false alarms"] += not ls.open_result(path).identical(result)
    return count


def main() -> int:
    """Kill, damage, count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--corruptions", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    names = ["result.nc", *(["result.zarr.zip"] if WITH_ZARR else [])]
    result = ls.simulate(ls.load("lumbar-medial-branch"))
    bad = 0
    with tempfile.TemporaryDirectory(prefix="lesionsim-files-") as room:
        source = ls.save_result(result, Path(room) / "source.nc")
        plan = [(name, len(range(k, options.kills, len(names)))) for k, name in enumerate(names)]
        for name, number in [*plan, ("", -(-options.kills // 5))]:
            scene = scene_of(Path(room) / f"kills-{name}", name, result)
            count = kills(scene, source, number, chance)
            told = ", ".join(f"{count[key]} {key}" for key in ("inside a write", "while the disk was written", "wrong"))
            print(f"{name or 'folder of five files'}: {count['kills']} kills, {told}", flush=True)
            gone = leftovers_stay_or_go(scene, source, chance)
            print(f"  leftovers stay for an hour and go later: {'yes' if gone else 'NO'}", flush=True)
            bad += count["wrong"] + (not gone)
        for k, name in enumerate(names):
            number = len(range(k, options.corruptions, len(names)))
            count = corruptions(Path(room), name, result, number, chance)
            told = f"{count['refused']} refused, {count['false alarms']} false alarms"
            print(f"{name}: {count['files']} damaged files, {told}", flush=True)
            bad += count["files"] - count["refused"] + count["false alarms"]
    print("all as it must be" if not bad else f"{bad} WRONG")
    return 1 if bad else 0


if __name__ == "__main__":
    if sys.platform != "win32":
        os.environ["PYTHONWARNINGS"] = "ignore:resource_tracker"  # killed writers cannot give their semaphores back
        multiprocessing.set_start_method("forkserver")
        multiprocessing.set_forkserver_preload(PRELOADED)
    sys.exit(main())
