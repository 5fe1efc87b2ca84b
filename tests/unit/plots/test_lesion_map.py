"""The lesion map says what it shows, and draws it where it is."""

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

import lesionsim as ls
from lesionsim.plots.style import RC

NAMES = ("default", "bench", "short and thick", "long and hot", "mild", "too cool", "narrow domain")


def by_name(axes, name):
    """Find what was drawn under a name."""
    return next(artist for artist in axes.get_children() if artist.get_gid() == name)


def vertices(axes, name):
    """Return the points (z, r) of a line, mm."""
    return np.concatenate([path.vertices for path in by_name(axes, name).get_paths()])


def texts(figure):
    return " ".join(text.get_text() for text in figure.findobj(mpl.text.Text))


def test_axes_name_quantity_and_unit(default_result):
    axes = ls.plots.lesion_map(default_result).axes[0]

    assert axes.get_xlabel() == "distance along the probe (mm)"
    assert axes.get_ylabel() == "distance across the probe (mm)"
    assert axes.get_aspect() == 1


@pytest.mark.parametrize("name", NAMES)
def test_the_disclaimer_stands_inside_the_axes(results, name):
    figure = ls.plots.lesion_map(results[name])
    FigureCanvasAgg(figure).draw()
    axes = figure.axes[0]
    text = by_name(axes, "disclaimer")
    box, outer = text.get_window_extent(), axes.get_window_extent()

    assert text.get_text() == ls.DISCLAIMER
    assert outer.x0 <= box.x0 < box.x1 <= outer.x1
    assert outer.y0 <= box.y0 < box.y1 <= outer.y1


def test_a_held_probe_is_titled_as_heated_without_current(default_result):
    title = ls.plots.lesion_map(default_result).axes[0].get_title(loc="left")

    assert title.replace("\n", " ").startswith("Idealised heated probe without current: ")


def test_the_title_follows_a_changed_scenario(results):
    title = ls.plots.lesion_map(results["mild"]).axes[0].get_title(loc="left")

    assert "50\N{NO-BREAK SPACE}°C" in title
    assert "80" not in title


def test_the_colour_bar_names_temperature_moment_and_unit(default_result):
    axes = ls.plots.lesion_map(default_result).axes[0]

    assert by_name(axes, "colour bar").get_ylabel() == "temperature after 90 s (°C)"


@pytest.mark.parametrize("name", ["default", "bench", "short and thick", "long and hot", "narrow domain"])
def test_the_edge_is_drawn_at_the_measured_width_and_length(results, name):
    lesion = ls.measure(results[name])
    points = vertices(ls.plots.lesion_map(results[name]).axes[0], f"lesion edge: {lesion.criterion}")

    assert points[:, 1].max() == pytest.approx(lesion.width_mm / 2, abs=0.05)
    assert points[:, 1].min() == pytest.approx(-lesion.width_mm / 2, abs=0.05)
    assert np.ptp(points[:, 0]) == pytest.approx(lesion.length_mm, abs=0.05)


def test_other_edges_are_drawn_at_their_width_below_the_probe(default_result):
    axes = ls.plots.lesion_map(default_result).axes[0]

    for label in ("CEM43 240 min (two-rate)", "Arrhenius skin"):
        points = vertices(axes, f"lesion edge: {label}")
        assert points[:, 1].min() == pytest.approx(-ls.measure(default_result, label).width_mm / 2, abs=0.05)


@pytest.mark.parametrize("at_c", [45, 50, 60, 70])
def test_isotherms_run_where_the_tissue_has_their_temperature(default_result, at_c):
    axes = ls.plots.lesion_map(default_result).axes[0]
    points = vertices(axes, f"isotherm {at_c} °C")
    z_mm, r_mm = points[np.argmin(np.abs(points[:, 0] - 5))]

    assert ls.temperature_at(default_result, r_mm, z_mm, 90) == pytest.approx(at_c, abs=0.3)
    assert by_name(axes, f"label {at_c} °C").get_text() == f"{at_c} °C"


def test_isotherms_that_no_tissue_reaches_are_not_drawn(results):
    drawn = {artist.get_gid() for artist in ls.plots.lesion_map(results["mild"]).axes[0].get_children()}

    assert "isotherm 45 °C" in drawn
    assert not {"isotherm 50 °C", "isotherm 60 °C", "isotherm 70 °C"} & drawn


def test_no_lesion_is_said_and_no_edge_drawn(results):
    figure = ls.plots.lesion_map(results["too cool"])
    drawn = [artist.get_gid() or "" for artist in figure.axes[0].get_children()]

    assert "Arrhenius liver: no lesion" in texts(figure)
    assert not [name for name in drawn if name.startswith("lesion edge")]


@pytest.mark.parametrize("name", NAMES)
def test_the_legend_lies_outside_the_lesion_and_inside_the_figure(results, name):
    figure = ls.plots.lesion_map(results[name])
    FigureCanvasAgg(figure).draw()
    axes = figure.axes[0]
    legend = axes.get_legend().get_window_extent()

    assert legend.y1 < axes.get_window_extent().y0
    assert legend.y0 > figure.bbox.y0
    assert legend.x1 < figure.bbox.x1


@pytest.mark.parametrize("name", NAMES)
def test_no_text_is_cut_by_the_edge_of_the_figure(results, name, texts_cut):
    figure = ls.plots.lesion_map(results[name])

    assert texts_cut(figure) == []


@pytest.mark.parametrize("name", NAMES)
def test_labels_of_isotherms_do_not_overlap(results, name):
    figure = ls.plots.lesion_map(results[name])
    FigureCanvasAgg(figure).draw()
    axes = figure.axes[0]
    boxes = [text.get_window_extent() for text in axes.texts if (text.get_gid() or "").startswith("label ")]

    for number, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[:number])


def test_legend_tells_width_and_length(default_result):
    lesion = ls.measure(default_result)
    words = texts(ls.plots.lesion_map(default_result))

    assert f"{lesion.criterion}: {lesion.width_mm:.1f} mm wide × {lesion.length_mm:.1f} mm long" in words


def test_the_caption_holds_the_parameters(default_result):
    caption = by_name(ls.plots.lesion_map(default_result).axes[0], "caption").get_text()
    words = caption.replace("\N{NO-BREAK SPACE}", " ").replace("\n", " ")

    for part in ("20 G", "10 mm bare tip", "80 °C for 90 s", "cool down for 30 s", "muscle", "37 °C", "criteria"):
        assert part in words


def test_the_probe_is_drawn_to_its_gauge(results):
    axes = ls.plots.lesion_map(results["short and thick"]).axes[0]
    tip, shaft = by_name(axes, "bare tip"), by_name(axes, "insulated shaft")

    assert (tip.get_x(), tip.get_width()) == (0, 2)
    assert tip.get_height() == shaft.get_height() == pytest.approx(2.108)
    assert shaft.get_x() == 2


@pytest.mark.parametrize("name", NAMES)
def test_the_scale_bar_is_as_long_as_it_says(results, name):
    figure = ls.plots.lesion_map(results[name])
    axes = figure.axes[0]
    low, high = axes.get_xlim()
    length_mm = float(np.ptp(by_name(axes, "scale bar").get_xdata())) * (high - low)

    assert any(text.get_text() == f"{length_mm:g} mm" for text in axes.texts)


def test_temperature_and_lesion_at_a_moment_can_be_asked_for(default_result):
    figure = ls.plots.lesion_map(default_result, time_s=30.0)
    lesion = ls.measure(default_result, time_s=30.0)
    points = vertices(figure.axes[0], f"lesion edge: {lesion.criterion}")

    assert points[:, 1].max() == pytest.approx(lesion.width_mm / 2, abs=0.05)
    assert by_name(figure.axes[0], "colour bar").get_ylabel() == "temperature after 30 s (°C)"


def test_criteria_can_be_chosen(default_result):
    axes = ls.plots.lesion_map(default_result, criteria=[ls.Isotherm(55), "Arrhenius skin"]).axes[0]
    drawn = [artist.get_gid() or "" for artist in axes.get_children()]

    assert "lesion edge: isotherm 55 °C" in drawn
    assert "lesion edge: Arrhenius liver" not in drawn


def test_given_axes_are_drawn_into_and_their_figure_returned(default_result):
    figure = Figure(figsize=(12, 6))
    left, right = figure.subplots(1, 2)

    assert ls.plots.lesion_map(default_result, ax=right) is figure
    assert right.get_xlabel() == "distance along the probe (mm)"
    assert not left.get_xlabel()


def test_drawing_leaves_global_settings_alone(default_result):
    before = dict(mpl.rcParams)
    ls.plots.lesion_map(default_result)
    ls.plots.traces(default_result)

    assert dict(mpl.rcParams) == before


def test_a_users_own_style_does_not_change_the_picture(default_result):
    from lesionsim.plots.saving import rendered

    plain = rendered(ls.plots.lesion_map(default_result), "png")
    with mpl.rc_context({"font.size": 20, "axes.facecolor": "black", "text.color": "white", "axes.grid": True}):
        dressed = rendered(ls.plots.lesion_map(default_result), "png")

    assert "font.size" in RC
    assert plain == dressed


def test_drawing_needs_no_pyplot():
    import subprocess
    import sys

    code = (
        "import sys, lesionsim as ls; ls.plots.lesion_map(ls.simulate(ls.load('b1'))); "
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=120).returncode == 0


def test_a_notebook_shows_the_picture_by_itself(default_result):
    assert ls.plots.lesion_map(default_result)._repr_png_().startswith(b"\x89PNG")
