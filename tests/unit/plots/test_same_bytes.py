"""The same result gives the same picture, byte for byte, in this process and in another one."""

import hashlib
import subprocess
import sys

import pytest

import lesionsim as ls
from lesionsim.plots.saving import rendered

KINDS = ("png", "svg", "pdf")
PICTURES = [(draw, style) for draw in ("lesion_map", "traces") for style in ("slide", "paper")]
CODE = """
import hashlib, sys, lesionsim as ls
from lesionsim.plots.saving import rendered
result = ls.open_result(sys.argv[1])
for draw, style in {pictures}:
    for kind in {kinds}:
        picture = getattr(ls.plots, draw)(result, style=style)
        print(hashlib.sha256(rendered(picture, kind)).hexdigest())
"""


def prints(result):
    """Return a fingerprint of every picture in every format."""
    return [
        hashlib.sha256(rendered(getattr(ls.plots, draw)(result, style=style), kind)).hexdigest()
        for draw, style in PICTURES
        for kind in KINDS
    ]


def test_another_process_draws_every_picture_with_the_same_bytes(default_result, tmp_path):
    path = ls.save_result(default_result, tmp_path / "result.nc")
    code = CODE.format(pictures=PICTURES, kinds=KINDS)
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], check=True, timeout=240, capture_output=True, text=True
    )

    assert done.stdout.split() == prints(ls.open_result(path))


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_process_draws_measured_traces_with_the_same_bytes(default_result, tmp_path, kind):
    path = tmp_path / "bench.csv"
    path.write_text("time_s,tip_c,fibre_c\n0,37,37\n10,79,\n60,80,44\n", encoding="utf-8")
    first, second = (rendered(ls.plots.traces(default_result, measured=path), kind) for _ in range(2))

    assert first == second
