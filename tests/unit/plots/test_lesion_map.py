"""The lesion map says what it shows, and draws it where it is."""

import dataclasses
import subprocess
import sys

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

import lesionsim as ls
from lesionsim import library
from lesionsim.plots.style import RC
from lesionsim.plots.wording import brief_size
from lesionsim.scenario import Hold, Isotherm, Protocol

STYLES = ("slide", "paper")
NAMES = ("default", "bench", "short and thick", "long and hot", "mild", "too cool", "narrow domain")


def by_name(axes, name):
    """Find what was drawn under a name."""
    return next(artist for artist in axes.get_children() if artist.get_gid() == name)


def vertices(axes, name):
    """Return the points (z, r) of a line, mm."""
    return np.concatenate([path.vertices for path in by_name(axes, name).get_paths()])


def texts(figure):
    """Return every word of a figure, with plain spaces."""
    words = " ".join(text.get_text() for text in figure.findobj(mpl.text.Text))
    return words.replace("\N{NO-BREAK SPACE}", " ").replace("\n", " ")


def written(figure, name):
    """Return what a figure says in one place, with plain spaces."""
    text = next(text for text in figure.texts if text.get_gid() == name).get_text()
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\n", " ")


def test_axes_name_quantity_and_unit(default_result):
    axes = ls.plots.lesion_map(default_result).axes[0]

    assert axes.get_xlabel() == "distance along the probe (mm)"
    assert axes.get_ylabel() == "distance across the probe (mm)"
    assert axes.get_aspect() == 1


@pytest.mark.parametrize("style", ["slide", "paper"])
def test_the_disclaimer_stands_on_the_picture(default_result, style):
    assert written(ls.plots.lesion_map(default_result, style=style), "disclaimer") == ls.DISCLAIMER


def test_the_title_claims_how_wide_the_lesion_is_that_was_measured(default_result):
    title = written(ls.plots.lesion_map(default_result), "title")
    width = ls.measure(default_result).width_mm

    assert title == f"Held at 80 °C for 90 s, this tip leaves a lesion {width:.1f} mm wide"


@pytest.mark.parametrize("style", STYLES)
def test_the_caption_says_that_a_held_probe_is_heated_without_current(default_result, style):
    assert "without current" in written(ls.plots.lesion_map(default_result, style=style), "caption")


def test_before_the_end_the_title_tells_the_moment(default_result):
    title = written(ls.plots.lesion_map(default_result, time_s=30), "title")
    width = ls.measure(default_result, time_s=30).width_mm

    assert title == f"Held at 80 °C for 90 s: after 30 s the lesion is {width:.1f} mm wide"


def test_the_title_follows_a_changed_scenario(results):
    title = written(ls.plots.lesion_map(results["mild"]), "title")

    assert "50 °C" in title
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

    assert "Arrhenius liver no lesion" in texts(figure)
    assert "no lesion under any of 6 criteria" in texts(ls.plots.lesion_map(results["too cool"], style="paper"))
    assert "No lesion under any of 6 criteria." in ls.plots.told(figure).notes
    assert written(figure, "title") == "Held at 44 °C for 90 s, this tip leaves no lesion"
    assert not [name for name in drawn if name.startswith("lesion edge")]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", NAMES)
def test_the_legend_lies_outside_the_map_and_inside_the_figure(results, name, style):
    figure = ls.plots.lesion_map(results[name], style=style)
    FigureCanvasAgg(figure).draw()
    axes = figure.axes[0]
    legend, inside = axes.get_legend().get_window_extent(), axes.get_window_extent()

    assert not legend.overlaps(inside)
    assert legend.y0 > figure.bbox.y0
    assert legend.x1 < figure.bbox.x1


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", NAMES)
def test_no_text_overlaps_another_or_is_cut(results, name, style, clashes):
    assert clashes(ls.plots.lesion_map(results[name], style=style)) == []


@pytest.mark.parametrize("style", STYLES)
def test_the_map_is_larger_than_its_legend(results, style):
    for result in results.values():
        figure = ls.plots.lesion_map(result, style=style)
        FigureCanvasAgg(figure).draw()
        inside, legend = figure.axes[0].get_window_extent(), figure.axes[0].get_legend().get_window_extent()

        assert inside.width * inside.height > 1.1 * legend.width * legend.height


@pytest.mark.parametrize("name", NAMES)
def test_no_text_of_a_slide_is_smaller_than_18_points(results, name):
    figure = ls.plots.lesion_map(results[name])
    sizes = [text.get_fontsize() for text in figure.findobj(mpl.text.Text) if text.get_text().strip()]

    assert tuple(figure.get_size_inches()) == pytest.approx((40 / 3, 7.5))
    assert min(sizes) >= 18.0


def test_a_paper_figure_is_seven_inches_wide_with_letters_of_seven_and_a_half_points(default_result):
    figure = ls.plots.lesion_map(default_result, style="paper")
    sizes = [text.get_fontsize() for text in figure.findobj(mpl.text.Text) if text.get_text().strip()]

    assert figure.get_size_inches()[0] == 7.0
    assert min(sizes) >= 7.5


def test_lines_are_thinner_on_paper(default_result):
    slide, paper = (ls.plots.lesion_map(default_result, style=style).axes[0] for style in STYLES)

    for name in ("lesion edge: Arrhenius liver", "isotherm 45 °C", "casing of isotherm 45 °C"):
        assert by_name(paper, name).get_linewidth()[0] < 0.6 * by_name(slide, name).get_linewidth()[0]


def test_an_unknown_style_is_refused(default_result):
    with pytest.raises(ls.ScenarioError, match="style is 'poster'; must be"):
        ls.plots.lesion_map(default_result, style="poster")


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

    assert f"{lesion.criterion} {brief_size(lesion)}".replace("\N{NO-BREAK SPACE}", " ") in words
    assert f"× {lesion.length_mm:.1f} mm" in words


def test_the_map_tells_how_far_the_criteria_disagree(default_result):
    widths = [lesion.width_mm for lesion in ls.measures(default_result)]
    spread = f"{min(widths):.1f}–{max(widths):.1f} mm wide over 6 criteria"

    assert spread in texts(ls.plots.lesion_map(default_result, style="paper"))
    assert spread in ls.plots.told(ls.plots.lesion_map(default_result)).notes


def test_numerical_errors_are_said_to_be_no_more_than_that(default_result, monkeypatch):
    known = dataclasses.replace(ls.measure(default_result), width_mm=6.3049, width_mm_error=0.0234)
    monkeypatch.setattr("lesionsim.plots.section.measure", lambda *_: known)
    words = texts(ls.plots.lesion_map(default_result))

    assert "6.30 ± 0.03 × " in words
    assert words.count("± numerical only") == 1


def test_nothing_is_said_of_errors_that_are_not_known(default_result, monkeypatch):
    unknown = dataclasses.replace(ls.measure(default_result), width_mm_error=float("nan"))
    monkeypatch.setattr("lesionsim.plots.section.measure", lambda *_: unknown)

    assert "±" not in texts(ls.plots.lesion_map(default_result))


@pytest.mark.parametrize("style", STYLES)
def test_the_caption_holds_the_parameters(default_result, style):
    words = written(ls.plots.lesion_map(default_result, style=style), "caption")

    for part in ("20 G", "10 mm bare tip", "80 °C for 90 s", "cool down for 30 s", "muscle", "perfusion", "37 °C"):
        assert part in words


def test_a_slides_caption_takes_two_lines_at_most(results):
    for result in results.values():
        caption = next(text for text in ls.plots.lesion_map(result).texts if text.get_gid() == "caption")
        assert caption.get_text().count("\n") <= 1


@pytest.mark.parametrize("style", STYLES)
def test_long_names_and_many_criteria_keep_their_room(style, clashes):
    wordy = Protocol(steps=tuple(Hold(at_c=60.5 + number, duration_s=12.25) for number in range(7)))
    scenario = dataclasses.replace(
        ls.load("b1"), name="a very long name of a scenario " * 2 + "to the end", protocol=wordy,
        criteria=tuple(Isotherm(at_c=44.5 + number) for number in range(16)),
    )  # fmt: skip
    result = ls.simulate(scenario)
    figure = ls.plots.lesion_map(result, criteria=scenario.criteria, style=style)

    assert clashes(figure) == []
    assert "more not drawn" in texts(figure)


@pytest.mark.parametrize("style", STYLES)
def test_lines_that_are_not_in_the_legend_are_not_drawn(style):
    scenario = dataclasses.replace(ls.load("b1"), criteria=tuple(Isotherm(at_c=46.5 + k) for k in range(16)))
    axes = ls.plots.lesion_map(ls.simulate(scenario), criteria=scenario.criteria, style=style).axes[0]
    drawn = [artist for artist in axes.get_children() if (artist.get_gid() or "").startswith("lesion edge")]
    named = [text for text in axes.get_legend().get_texts() if text.get_text().startswith("isotherm")]

    assert len(drawn) == len(named) < 16


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", library.names("scenarios"))
def test_every_scenario_of_the_library_is_drawn_without_clashes(name, style, clashes):
    result = ls.simulate(ls.load(name))

    assert clashes(ls.plots.lesion_map(result, style=style)) == []


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
    assert next(text for text in right.texts if text.get_gid() == "disclaimer").get_text() == ls.DISCLAIMER
    assert right.get_title(loc="left").startswith("Held at 80\N{NO-BREAK SPACE}°C")


def test_given_axes_are_drawn_into_with_the_letters_of_the_settings(default_result):
    sizes = {}
    for size_pt in (9.0, 12.0):
        with mpl.rc_context({"font.size": size_pt}):
            axes = Figure(figsize=(12, 9)).add_axes((0.1, 0.4, 0.8, 0.5))
            ls.plots.lesion_map(default_result, ax=axes)
        sizes[size_pt] = axes.xaxis.label.get_fontsize()

    assert sizes == {9.0: 9.0, 12.0: 12.0}


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
    code = (
        "import sys, lesionsim as ls; ls.plots.lesion_map(ls.simulate(ls.load('b1'))); "
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=120).returncode == 0


def test_a_notebook_shows_the_picture_by_itself(default_result):
    assert ls.plots.lesion_map(default_result)._repr_png_().startswith(b"\x89PNG")
