"""The map of tilts and offsets tells the table's numbers, and where the needle would be."""

import dataclasses

import numpy as np
import pytest
import xarray as xr
from matplotlib.text import Text
from surroundings import QUICK, beside, bone

import lesionsim as ls
from lesionsim.plots.placement import answer
from lesionsim.plots.placement_sketch import ghosts

NERVE = ls.Nerve(points_mm=((1.3, 0, -10), (1.3, 0, 20)), frame="anatomy")


@pytest.fixture(scope="module")
def table():
    scenario = dataclasses.replace(beside(bone(), changes=QUICK), nerve=NERVE)
    return ls.placement_sweep(scenario, tilts_deg=(20, 0), offsets_mm=(0, -1.3, -2.8, 3))


def told(figure):
    return [" ".join(text.get_text().split()) for text in figure.findobj(Text) if text.get_visible()]


@pytest.mark.parametrize("style", ["slide", "paper"])
def test_every_number_and_reason_stands_in_the_map(table, style):
    figure = ls.plots.placement_map(table, style=style)
    words = told(figure)
    covered = float(table.covered_mm.sel(tilt_deg=0, offset_mm=0))
    assert ls.DISCLAIMER in words
    assert f"{covered:.1f}" in words
    assert {"metal in bone", "needle pierces the nerve", "0", "−2.8", "20°"} <= set(words)
    assert any(f"{covered:.1f} mm are covered in place, none from 3 mm off" in each for each in words)
    (axes,) = (each for each in figure.axes if each.get_gid() == "covered length")
    runs = [patch for patch in axes.patches if patch.get_gid() == "run"]
    assert len(runs) == int(np.isfinite(table.covered_mm.values).sum())


def test_rows_and_columns_grow_whatever_the_order_of_the_table(table):
    axes = ls.plots.placement_map(table).axes[0]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["−2.8", "−1.3", "0", "3"]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["0°", "20°"]
    written = {(text.get_position()): text.get_text() for text in axes.texts}
    assert written[(2, 1)] == f"{float(table.covered_mm.sel(tilt_deg=20, offset_mm=0)):.1f}"
    assert (0, 0) not in written


def test_the_sketch_has_the_needle_in_place_and_as_far_as_in_the_table(table):
    figure = ls.plots.placement_map(table)
    (axes,) = (each for each in figure.axes if each.get_gid() == "sketch")
    names = {patch.get_gid() for patch in axes.patches}
    assert {"needle", "tilted by 20°", "3 mm off"} <= names
    (sketch,) = (each for each in ls.plots.placement_map(table, style="paper").axes if each.get_gid() == "sketch")
    assert "hatched: anatomy" in sketch.get_title(loc="left").replace("\n", " ")
    other = table.assign_attrs(offset_toward_deg=90.0, pivot_mm=5.0)
    ((name, (along, across, tilt)),) = ghosts(other, 20.0)
    assert (name, tilt) == ("tilted by 20°", 20.0)
    assert (along, across) == pytest.approx((5 * (1 - np.cos(np.radians(20))), -5 * np.sin(np.radians(20))))


def test_the_answer_tells_what_is_left_where_nothing_is_missed():
    made = {"covered_mm": (("tilt_deg", "offset_mm"), np.array([[np.nan, 8.0], [7.0, 6.0]]))}
    words = answer(xr.Dataset(made, {"tilt_deg": [0, 9], "offset_mm": [0, 1]}))
    assert words == "The place itself cannot be, 8.0 mm at 1 mm off, 7.0 mm at a tilt of 9°"


def test_another_table_is_refused(table):
    with pytest.raises(ls.ScenarioError, match="is no table of"):
        ls.plots.placement_map(table.drop_vars("reason"))
