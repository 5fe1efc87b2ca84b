"""The kernels give the same answer as plain Python, uncompiled."""

import json
import os
import subprocess
import sys

import pytest

SMALL = """
import json, lesionsim as ls
changes = {"numerics.first_cell_mm": 0.4, "numerics.growth": 0.6, "protocol.steps[0].duration_s": 1.0,
           "domain.radius_mm": 8.0, "domain.ahead_mm": 8.0, "domain.shaft_mm": 6.0}
result = ls.simulate(ls.change(ls.load("b1"), changes))
lesion = ls.measure(result)
print(json.dumps([lesion.width_mm, lesion.length_mm, lesion.volume_mm3, float(result.power[-1])]))
"""


def answer(**settings: str) -> list[float]:
    command = [sys.executable, "-c", SMALL]
    done = subprocess.run(command, env=os.environ | settings, capture_output=True, text=True, check=True, timeout=200)
    return json.loads(done.stdout)


def test_compiled_and_plain_python_agree():
    assert answer(NUMBA_DISABLE_JIT="1") == pytest.approx(answer(NUMBA_DISABLE_JIT="0"), rel=1e-9)
