"""Pictures of a nerve beside the lesion: they show what is measured, and every text can be read."""

import math

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

import lesionsim as ls
from lesionsim.disclaimer import DISCLAIMER
from lesionsim.lesion.nerve import nerve_coverage
from lesionsim.lesion.nerve_sweep import nerve_sweep
from lesionsim.plots.looks import look_named
from lesionsim.plots.nerve import nerve_capture
from lesionsim.plots.nerve_turning import moved_apart, nerve_angles
from lesionsim.scenario import Nerve, StraightNerve

NERVES = {
    "the scenario's": None,
    "oblique": StraightNerve(offset_mm=1.6, angle_deg=50),
    "across": StraightNerve(offset_mm=1.6, angle_deg=90),
    "away": StraightNerve(offset_mm=6, angle_deg=90),
    "bent": Nerve(points_mm=((0.5, 1.5, -9), (0.5, 1.5, 4), (2, 6, 9)), diameter_mm=0.6),
    "short": StraightNerve(offset_mm=1.5, length_mm=2),
}
STYLES = ("slide", "paper")


def texts(figure):
    FigureCanvasAgg(figure).draw()
    return [text for text in figure.findobj(mpl.text.Text) if text.get_text().strip() and text.get_visible()]


def words(figure):
    return " ".join(text.get_text() for text in texts(figure)).replace("\n", " ").replace("\N{NO-BREAK SPACE}", " ")


def drawn(axes, gid):
    return [artist for artist in axes.findobj() if artist.get_gid() == gid]


def named(figure, gid):
    return next(axes for axes in figure.axes if axes.get_gid() == gid)


def overlaps(figure):
    """Return pairs of texts that lie on each other; tick labels of one axis are left to matplotlib."""
    ticks = [label for axis in figure.findobj(mpl.axis.Axis) for label in axis.get_ticklabels()]
    boxes = [(t.get_text(), t.get_window_extent()) for t in texts(figure) if t not in ticks]
    pairs = [(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :]]
    return [(a[0], b[0]) for a, b in pairs if a[1].overlaps(b[1])]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("nerve", NERVES.values(), ids=NERVES)
def test_every_text_of_a_nerve_s_picture_is_large_whole_and_apart(default_result, texts_cut, nerve, style):
    figure = nerve_capture(default_result, nerve, style=style)
    assert texts_cut(figure) == []
    assert overlaps(figure) == []
    assert min(text.get_fontsize() for text in texts(figure)) >= 0.7 * look_named(style).text_pt  # exponents
    assert DISCLAIMER in words(figure)
    assert "without current" in words(figure)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", ["default", "short and thick", "long and hot", "mild", "too cool", "narrow domain"])
def test_pictures_of_all_kinds_of_lesions_can_be_read(results, texts_cut, name, style):
    result = results[name]
    for figure in (
        nerve_capture(result, StraightNerve(offset_mm=2.2, angle_deg=30), style=style),
        nerve_angles(result, style=style),
    ):
        assert texts_cut(figure) == []
        assert overlaps(figure) == []


@pytest.mark.parametrize("criterion", ["CEM43 240 min (two-rate)", "isotherm 50 °C", "Arrhenius skin"])
def test_the_covered_part_drawn_is_the_covered_part_measured(default_result, criterion):
    nerve = StraightNerve(offset_mm=1.3, angle_deg=40)
    found = nerve_coverage(default_result, nerve, criterion)
    view = named(nerve_capture(default_result, nerve, criterion), "nerve in front of the needle")
    (line,) = drawn(view, "covered nerve")
    along, up = (np.asarray(each) for each in line.get_data())
    length = math.hypot(np.nanmax(up) - np.nanmin(up), np.ptp(along[~np.isnan(up)]))
    assert length == pytest.approx(found.covered_mm, abs=0.2)


def test_the_covered_part_is_darker_and_as_thick_as_the_nerve(default_result):
    view = named(nerve_capture(default_result), "from the side")
    (plain,), (covered,) = drawn(view, "nerve"), drawn(view, "covered nerve")
    assert covered.get_linewidth() == plain.get_linewidth()
    assert sum(mpl.colors.to_rgb(covered.get_color())) < 0.6 * sum(mpl.colors.to_rgb(plain.get_color()))


def test_the_nerve_is_drawn_to_its_thickness(default_result):
    figure = nerve_capture(default_result, StraightNerve(offset_mm=2, diameter_mm=1.2))
    view = named(figure, "from the side")
    (nerve,) = drawn(view, "nerve")
    low, high = view.get_xlim()
    inches = view.get_position().width * figure.get_figwidth()
    assert nerve.get_linewidth() == pytest.approx(1.2 * 72 * inches / (high - low), rel=0.01)
    heights = view.get_position().height * figure.get_figheight()
    assert (high - low) / inches == pytest.approx(np.ptp(view.get_ylim()) / heights)


def test_a_parallel_nerve_needs_one_view_and_an_oblique_one_two(default_result):
    assert len(nerve_capture(default_result).axes) == 2
    assert len(nerve_capture(default_result, NERVES["oblique"]).axes) == 3


def test_a_nerve_on_any_side_of_the_needle_is_drawn_above_it(default_result):
    for x, y in ((1.5, 0), (-1.5, 0), (0, 1.5), (1.06, -1.06)):
        figure = nerve_capture(default_result, Nerve(points_mm=((x, y, -10), (x, y, 20))))
        (line,) = drawn(named(figure, "from the side"), "nerve")
        assert np.allclose(line.get_ydata(), 1.5, atol=0.01)


def test_the_dose_panel_shows_threshold_and_covered_stretch(default_result):
    panel = named(nerve_capture(default_result), "dose along the nerve")
    (threshold,), (least,), (shade,) = (drawn(panel, gid) for gid in ("threshold", "least", "covered"))
    assert list(threshold.get_ydata()) == [1.0, 1.0]
    along, dose = least.get_data()
    dead = along[dose >= 1.0]
    edges = shade.get_paths()[0].vertices[:, 0]
    assert (edges.min(), edges.max()) == pytest.approx((dead.min(), dead.max()))
    assert "dead from 1" in words(panel.figure)


def test_titles_say_what_is_covered(default_result):
    covered = nerve_coverage(default_result).covered_mm
    assert f"covers {covered:.1f} mm of the nerve" in words(nerve_capture(default_result))
    assert "mm away from the nerve" in words(nerve_capture(default_result, NERVES["away"]))
    assert "covers none" in words(nerve_capture(default_result, StraightNerve(offset_mm=2.9)))


def test_without_a_lesion_the_pictures_say_so(results):
    assert "no lesion" in words(nerve_capture(results["too cool"], criterion=ls.Isotherm(60)))
    assert "covers no nerve" in words(nerve_angles(results["too cool"], criterion=ls.Isotherm(60)))


def test_the_lines_over_angles_are_the_sweep_s(default_result):
    figure = nerve_angles(default_result, (0, 30, 90), (1.0, 1.7))
    curves = named(figure, "covered length").lines[:2]
    swept = nerve_sweep(default_result, (0, 30, 90), (1.0, 1.7)).covered_mm.values
    for number, line in enumerate(curves):
        assert np.allclose(line.get_ydata(), swept[:, number])
    assert "0.05 mm" in words(figure)
    assert "0.75 mm" in words(figure)


def test_sketches_turn_the_nerve(default_result):
    figure = nerve_angles(default_result)
    lengths = {}
    for angle in (0, 45, 90):
        (line,) = drawn(named(figure, f"sketch at {angle}°"), "covered nerve")
        along, up = line.get_data()
        lengths[angle] = np.ptp(np.asarray(along)[~np.isnan(up)])
    assert lengths[0] > lengths[45] > lengths[90]
    assert lengths[90] == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("angle", [0, 45, 90])
def test_the_angle_in_a_sketch_is_the_true_one(default_result, angle):
    figure = nerve_angles(default_result)
    axes = named(figure, f"sketch at {angle}°")
    (line,) = drawn(axes, "nerve")
    ends = axes.transData.transform(np.column_stack(line.get_data())[[0, -1]])
    across, along = np.abs(np.diff(ends, axis=0)[0])[::-1]
    assert math.degrees(math.atan2(across, along)) == pytest.approx(angle, abs=0.3)
    assert "seen with the nerve in front of the needle" in words(figure)


@pytest.fixture(scope="module")
def with_nerve():
    nerve = {"kind": "straight", "offset_mm": 1.5}
    return ls.simulate(ls.change(ls.load("lumbar-medial-branch"), {"nerve": nerve}))


def test_angles_are_shown_at_the_distance_of_the_scenario_s_nerve(with_nerve):
    covered = nerve_coverage(with_nerve).covered_mm
    figure = nerve_angles(with_nerve)
    (first, *_), told = named(figure, "covered length").lines, words(figure)
    assert f"Nerve 0.55 mm from the needle: {covered:.1f} mm covered along it" in told
    assert first.get_ydata()[0] == pytest.approx(covered)
    (sketched,) = drawn(named(figure, "sketch at 0°"), "covered nerve")
    inside = sketched.get_xdata()[~np.isnan(sketched.get_ydata())]
    assert np.ptp(inside) == pytest.approx(covered, abs=0.2)


def test_a_parallel_nerve_s_dose_stands_over_the_place_along_the_probe(default_result):
    figure = nerve_capture(default_result, StraightNerve(offset_mm=1.5))
    view, panel = named(figure, "from the side"), named(figure, "dose along the nerve")
    (covered,), (shade,) = drawn(view, "covered nerve"), drawn(panel, "covered")
    inside = covered.get_xdata()[~np.isnan(covered.get_ydata())]
    edges = shade.get_paths()[0].vertices[:, 0]
    assert (edges.min(), edges.max()) == pytest.approx((inside.min(), inside.max()))
    assert panel.get_xlabel() == view.get_xlabel() == "along the probe (mm)"


def test_an_oblique_nerve_s_dose_counts_from_the_place_nearest_to_the_needle(default_result):
    panel = named(nerve_capture(default_result, NERVES["across"]), "dose along the nerve")
    (line,) = drawn(panel, "middle")
    assert line.get_xdata()[np.argmax(line.get_ydata())] == pytest.approx(0, abs=0.1)
    assert "near" in panel.get_xlabel()


def test_the_caption_of_a_nerve_tells_thickness_distance_and_depth(default_result):
    told = words(nerve_capture(default_result, StraightNerve(offset_mm=1.5), style="paper"))
    slide = nerve_capture(default_result, StraightNerve(offset_mm=1.5))
    depth = -nerve_coverage(default_result, StraightNerve(offset_mm=1.5)).gap_mm
    assert "1 mm thick nerve at 0° to the probe, 1.5 mm from its axis" in told
    assert f"deepest point {depth:.1f} mm inside the edge" in told
    assert f"deepest point {depth:.1f} mm inside the edge" in ls.plots.told(slide).notes
    assert "1 mm thick nerve at 0° to the probe, 1.5 mm from its axis" in words(slide)


def test_a_nerve_in_a_lesion_that_is_cut_off_is_covered_over_more(default_result):
    change = {"domain.radius_mm": 5, "domain.ahead_mm": 5, "domain.shaft_mm": 5, "domain.outer_wall": "insulated"}
    hot = {"protocol.steps[0].at_c": 95, "protocol.steps[0].duration_s": 600, "numerics.record_every_s": 60}
    result = ls.simulate(ls.change(ls.load("lumbar-medial-branch"), change | hot))
    assert "covers more than" in words(nerve_capture(result, StraightNerve(offset_mm=1.5)))
    assert "more than" in words(nerve_angles(result))


def test_names_are_moved_apart_and_keep_their_order():
    places = moved_apart([0.5, 0.48, 0.1, 0.1], 0.1)
    assert places == pytest.approx([0.58, 0.48, 0.2, 0.1])


def test_wrong_asks_are_refused(default_result, b1):
    with pytest.raises(ls.ScenarioError, match='style is \'big\'; must be "slide" or "paper"'):
        nerve_capture(default_result, style="big")
    with pytest.raises(ls.ScenarioError, match="at most 6"):
        nerve_angles(default_result, offsets_mm=(1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6))
    with pytest.raises(ls.ScenarioError, match="has none"):
        nerve_capture(b1)
