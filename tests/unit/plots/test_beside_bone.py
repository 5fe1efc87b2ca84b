"""Pictures of the groove between two processes: nothing is cut or hidden, and everything is named."""

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

import lesionsim as ls
from lesionsim.plots.anatomy import paints
from lesionsim.plots.placed import hatched_in_words, placement_in_words
from lesionsim.scenario import Placement

QUICK = {"numerics.error_bars": "off", "numerics.theta_cells": 6, "numerics.first_cell_mm": 0.3}
AWAY = {"placement.x_mm": -0.5, "placement.y_mm": -0.5, "placement.tilt_deg": 6, "placement.azimuth_deg": 225}
NAMES = "cortical-bone and cancellous-bone"


@pytest.fixture(scope="module")
def held():
    return ls.simulate(ls.change(ls.load("lumbar-bone"), QUICK | AWAY))


@pytest.fixture(scope="module")
def current():
    return ls.simulate(ls.change(ls.load("lumbar-bone-rf"), QUICK))


def words_of(figure):
    texts = " ".join(text.get_text() for text in figure.findobj(mpl.text.Text))
    return " ".join(texts.replace("\N{NO-BREAK SPACE}", " ").split())


def test_both_sections_of_the_current_have_room_for_their_axes(current, clashes):
    figure = ls.plots.current_map(current)
    assert clashes(figure) == []
    assert [axes.get_xlabel() for axes in figure.axes[:2]] == ["x (mm)", "x (mm)"]
    assert f"hatched: {NAMES}" in words_of(figure)


def test_the_head_of_a_profile_tells_the_distance_from_the_surface_as_its_axis_does(held):
    figure = ls.plots.temperature_profile(held, z_mm=5)
    axes = figure.axes[0]
    (shade,) = [patch for patch in axes.patches if str(patch.get_gid()).startswith("body")]
    told = axes.get_title(loc="left")
    assert f" {shade.get_x():.1f} mm" in told
    assert "surface" in axes.get_xlabel()
    assert shade.get_x() > 0.5


@pytest.mark.parametrize(
    "name",
    ["lesion_map", "slices", "view_3d", "growth_strip", "temperature_profile", "damage_panel", "joules", "traces"],
)
def test_every_picture_tells_how_the_probe_is_placed(name, held):
    told = words_of(getattr(ls.plots, name)(held))
    assert "probe tilted 6° to 225° (0: x, 90: y), tip at (-0.5, -0.5, 0) mm" in told


def test_a_picture_without_anatomy_tells_no_placement(b1):
    assert "probe not tilted" not in words_of(ls.plots.lesion_map(b1))


def test_placement_is_told_with_the_turn_too():
    told = placement_in_words(Placement(turn_deg=30)).replace("\N{NO-BREAK SPACE}", " ")
    assert told == "probe not tilted, turned 30°, tip at (0, 0, 0) mm"


def test_the_legend_of_the_joules_stays_in_its_frame(current):
    figure = ls.plots.joules(current)
    FigureCanvasAgg(figure).draw()
    axes = figure.axes[1]
    box, frame = axes.get_legend().get_window_extent(), axes.get_window_extent()
    assert box.x1 < frame.x1
    assert box.y0 > frame.y0
    assert "current and metabolism" in words_of(ls.plots.joules(current, style="paper"))


@pytest.mark.parametrize("style", ["slide", "paper"])
def test_no_name_of_a_criterion_is_cut_in_the_table(style, held, clashes):
    figure = ls.plots.damage_panel(held, style=style)
    told = words_of(figure)
    for criterion in ls.load("lumbar-bone").criteria:
        assert criterion.label in told
    assert "…" not in told.partition("criterion")[2]
    assert [pair for pair in clashes(figure) if "mm" not in pair[0] + pair[1]] == []


@pytest.mark.parametrize("style", ["slide", "paper"])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_every_line_of_the_slices_has_its_key_and_so_have_nerve_and_bone(number, style, held, clashes):
    criteria = ls.load("lumbar-bone").criteria[:number]
    figure = ls.plots.slices(held, criteria, style=style)
    told = words_of(figure)
    for criterion in criteria:
        assert criterion.label in told
    assert "nerve; dark: dead" in told
    assert "cortical-bone" in told
    assert [pair for pair in clashes(figure) if "-bone" not in pair[0] + pair[1]] == []
    drawn = {each.get_gid() for axes in figure.axes[:1] for each in axes.collections}
    assert {f"lesion edge: {criterion.label}" for criterion in criteria} <= drawn


def test_the_two_kinds_of_bone_differ_in_colour_and_hatch(held):
    painted = paints(ls.load("lumbar-bone"))
    assert list(painted) == ["cortical-bone", "cancellous-bone"]
    assert len({paint.colour for paint in painted.values()}) == 2
    assert len({paint.hatch for paint in painted.values()}) == 2
    figure = ls.plots.view_3d(held)
    patches = [patch.get_facecolor() for legend in figure.legends for patch in legend.get_patches()]
    assert len(patches) == len(set(patches)) == 6
    assert hatched_in_words(ls.load("lumbar-bone")) == f"hatched: {NAMES}"


def test_sketches_of_a_turned_nerve_have_a_frame_where_they_are_cut_off(held):
    figure = ls.plots.nerve_angles(held)
    sketches = [axes for axes in figure.axes if str(axes.get_gid()).startswith("sketch")]
    assert len(sketches) == 3
    assert all(spine.get_visible() for axes in sketches for spine in axes.spines.values())
