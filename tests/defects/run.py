"""Break the code in known ways and expect the tests to notice: `python tests/defects/run.py [numbers]`.

Each defect is written into a copy of the package; the tests of physics run against the copy and stop at the first
failure. A defect that passes is a missing test.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from catalogue import DEFECTS, Defect

ROOT = Path(__file__).parents[2]
TESTS = (
    "kernels", "unit/grid", "unit/problem", "unit/solver", "unit/scenario", "unit/lesion", "unit/result",
    "conservation", "regression", "agreement", "analytic/test_verify_cases.py", "analytic/test_nerve_geometry.py",
    "convergence",
)  # fmt: skip
OF_SWEEPS = ("unit/sweep", "regression/test_sweep_survival.py", "analytic/test_exact_sensitivity.py")


def copy_with(defect: Defect | None, folder: Path) -> Path:
    """Copy the package and write the defect into it."""
    source = folder / "src"
    shutil.copytree(ROOT / "src", source, ignore=shutil.ignore_patterns("__pycache__"))
    if defect is not None:
        path = source / "lesionsim" / defect.file
        text = path.read_text("utf-8")
        if text.count(defect.right) < 1:
            raise SystemExit(f"{defect.file} no longer contains: {defect.right}")
        path.write_text(text.replace(defect.right, defect.wrong), "utf-8")
    return source


def first_failure(defect: Defect | None) -> str | None:
    """Return the first failing test, or None when all pass."""
    with tempfile.TemporaryDirectory() as name:
        source = copy_with(defect, Path(name))
        about_sweeps = defect is not None and defect.file.startswith("sweep/")
        paths = [str(ROOT / "tests" / part) for part in (OF_SWEEPS if about_sweeps else TESTS)]
        settings = {"PYTHONPATH": str(source), "NUMBA_CACHE_DIR": str(Path(name) / "cache")}
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-n",
            "0",
            "-x",
            "-q",
            "--no-header",
            "-p",
            "no:cacheprovider",
            *paths,
        ]
        done = subprocess.run(command, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return None
    lines = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return lines[0][:150] if lines else done.stdout[-300:]


def main() -> int:
    """Run all defects, or those whose numbers are given; return how many went unnoticed."""
    numbers = [int(word) for word in sys.argv[1:]] or range(1, len(DEFECTS) + 1)
    sound = first_failure(None)
    if sound is not None:
        print("the tests fail without any defect:", sound)
        return 1
    missed = 0
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        chosen = [DEFECTS[number - 1] for number in numbers]
        for number, defect, failure in zip(numbers, chosen, pool.map(first_failure, chosen), strict=True):
            missed += failure is None
            print(f"{number:3} {'MISSED' if failure is None else 'caught'}  {defect.breaks}  <- {failure}", flush=True)
    print(f"{len(chosen) - missed} of {len(chosen)} seeded defects caught")
    return min(missed, 1)


if __name__ == "__main__":
    raise SystemExit(main())
