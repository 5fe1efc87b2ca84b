"""Compiled kernels are never older than their source."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import lesionsim
from lesionsim.kernels.compile import source_key

PACKAGE = Path(lesionsim.__file__).parent
SCRIPT = """
import lesionsim as ls
quick = {"numerics.first_cell_mm": 0.4, "numerics.growth": 0.8, "protocol.steps[0].duration_s": 5.0}
print(float(ls.simulate(ls.change(ls.load("b1"), quick)).dose[0, -1].max()))
"""


def test_the_key_follows_every_kernel_file(tmp_path):
    copy = tmp_path / "kernels"
    shutil.copytree(PACKAGE / "kernels", copy, ignore=shutil.ignore_patterns("__pycache__"))
    before = source_key(copy)
    assert before == source_key(PACKAGE / "kernels")
    for path in sorted(copy.glob("*.py")):
        text = path.read_text("utf-8")
        path.write_text(text + "\n# changed\n", "utf-8")
        assert source_key(copy) != before, path.name
        path.write_text(text, "utf-8")
    assert source_key(copy) == before


@pytest.mark.skipif(bool(os.environ.get("NUMBA_DISABLE_JIT")), reason="nothing is compiled")
def test_an_edit_in_a_called_kernel_changes_the_answer(tmp_path):
    """The edited file is not that of the entry: Numba's own cache would return the old answer."""
    source = tmp_path / "src"
    shutil.copytree(PACKAGE, source / "lesionsim", ignore=shutil.ignore_patterns("__pycache__"))
    cache = {"PYTHONPATH": str(source), "NUMBA_CACHE_DIR": str(tmp_path / "cache"), "PYTHONDONTWRITEBYTECODE": "1"}

    def answer():
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env=os.environ | cache,
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
            cwd=tmp_path,
        )
        assert done.returncode == 0, done.stderr
        return float(done.stdout)

    before = answer()
    assert answer() == before
    law = source / "lesionsim" / "kernels" / "injury.py"
    text = law.read_text("utf-8")
    assert "ZERO_CELSIUS_K = 273.15" in text
    law.write_text(text.replace("ZERO_CELSIUS_K = 273.15", "ZERO_CELSIUS_K = 275.15"), "utf-8")
    assert answer() > 1.2 * before


@pytest.mark.skipif(bool(os.environ.get("NUMBA_DISABLE_JIT")), reason="nothing is compiled")
@pytest.mark.parametrize("content", [b"", b"no machine code"], ids=["empty", "garbage"])
def test_a_damaged_cache_is_compiled_again(tmp_path, content):
    def answer():
        settings = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path)}
        command = [sys.executable, "-c", SCRIPT]
        done = subprocess.run(command, env=settings, capture_output=True, text=True, timeout=120, check=True)
        return float(done.stdout)

    before = answer()
    for path in [*tmp_path.rglob("*.nbi"), *tmp_path.rglob("*.nbc")]:
        path.write_bytes(content)
    assert answer() == before
