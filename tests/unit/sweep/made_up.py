"""Records as a sweep writes them, without running anything: for tests of tables and Datasets."""

import math

import lesionsim as ls
from lesionsim.sweep.design.design import make_design
from lesionsim.sweep.running.head import head_of
from lesionsim.sweep.running.journal import NAME, begin
from lesionsim.sweep.running.options import Options
from lesionsim.sweep.running.record import begun, line_of
from lesionsim.sweep.tables.columns import layout_of


def layout(vary, options=None, scenario="b1", **how):
    return layout_of(make_design(ls.load(scenario), vary, **how), options or Options())


def record(layout, row, **parts):
    """A row that is ok, its measures made from its number by roots, so that they have all their digits."""
    lesions = [
        {
            "criterion": label,
            "width_mm": math.sqrt(row + 2 + place),
            "width_mm_error": 1 / (row + 3),
            "volume_mm3": math.exp(row % 7),
            "volume_mm3_error": None,
            "reaches_outer_wall": row % 5 == 4,
        }
        for place, label in enumerate(layout.labels)
    ]
    told = begun(layout.design, row, "ok", "", "0" * 64)
    return told | {"lesions": lesions, "power_w": math.pi / (row + 1)} | parts


def failed(layout, row, reason="temperature is not a number, at 3 s"):
    return begun(layout.design, row, "failed", reason, "0" * 64)


def journal(folder, layout, records):
    with begin(folder / NAME, head_of(layout.design, layout.options)) as written:
        for each in records:
            written.append(line_of(each))
