"""A sweep whose program and workers are killed loses no row: a short form of `benchmarks/sweep_survival.py`."""

import subprocess
import sys
from pathlib import Path

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "sweep_survival.py"


def test_planted_failures_and_kills_of_the_whole_program_lose_nothing():
    command = [sys.executable, str(BENCHMARK), "--rows", "300", "--kills", "3"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=540, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "300 records: {'ok': 297," in done.stdout
    assert "nothing lost, nothing twice, every record equal to that of the undisturbed sweep" in done.stdout
