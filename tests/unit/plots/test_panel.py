"""The damage panel shows every criterion where it is, and tells its sizes."""

import matplotlib as mpl
import numpy as np
import pytest

import lesionsim as ls
from lesionsim.lesion.bars import with_error
from lesionsim.plots.panel import damage_panel, panel_line
from lesionsim.plots.saving import rendered


def named(axes, name):
    return [artist for artist in axes.get_children() if artist.get_gid() == name]


def cells(figure, label):
    return [text.get_text() for text in figure.findobj(mpl.text.Text) if text.get_gid() == f"cell: {label}"]


def title(figure):
    (text,) = [text.get_text() for text in figure.findobj(mpl.text.Text) if text.get_gid() == "title"]
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.fixture(scope="module")
def panel(default_result):
    return damage_panel(default_result)


@pytest.fixture(scope="module")
def sixteen():
    scenario = ls.load("lumbar-medial-branch")
    more = tuple(ls.Isotherm(at_c) for at_c in (44, 46, 47, 48, 49, 51, 52, 53, 55, 57))
    return ls.simulate(ls.change(scenario, {"criteria": scenario.criteria + more}))


def test_every_edge_is_drawn_at_its_measured_width(panel, default_result):
    for lesion in ls.measures(default_result):
        (edge,) = named(panel.axes[0], f"lesion edge: {lesion.criterion}")
        points = np.concatenate([path.vertices for path in edge.get_paths()])

        assert points[:, 0].max() == pytest.approx(lesion.width_mm / 2, abs=0.03)
        assert points[:, 1].min() == pytest.approx(-lesion.ahead_of_tip_mm, abs=0.03)


def test_the_table_tells_the_measured_sizes_with_their_error_bars(panel, default_result):
    for lesion in ls.measures(default_result):
        assert cells(panel, lesion.criterion) == [
            lesion.criterion,
            with_error(lesion.width_mm, lesion.width_mm_error),
            with_error(lesion.length_mm, lesion.length_mm_error),
            with_error(lesion.volume_mm3, lesion.volume_mm3_error, 1),
        ]


def test_rows_stand_from_the_widest_to_the_narrowest(panel):
    rows = {text.get_gid(): text.get_position()[1] for text in panel.findobj(mpl.text.Text)
            if str(text.get_gid()).startswith("cell: ")}  # fmt: skip
    order = sorted(rows, key=rows.__getitem__, reverse=True)

    names = ["isotherm 45 °C", "isotherm 50 °C", "Arrhenius liver", "CEM43 240 min (two-rate)", "Arrhenius skin"]
    assert order == [f"cell: {name}" for name in ("criterion", *names, "isotherm 60 °C")]


def test_samples_in_the_table_look_like_the_edges(panel, default_result):
    for lesion in ls.measures(default_result):
        (edge,) = named(panel.axes[0], f"lesion edge: {lesion.criterion}")
        (sample,) = named(panel.axes[1], f"sample: {lesion.criterion}")

        assert mpl.colors.to_hex(edge.get_edgecolor()[0]) == sample.get_color()
        assert edge.get_linewidth()[0] == sample.get_linewidth()


def test_only_the_main_criterion_is_bold(panel):
    bold = {text.get_gid() for text in panel.findobj(mpl.text.Text)
            if str(text.get_gid()).startswith("cell: ") and text.get_fontweight() == "bold"}  # fmt: skip

    assert bold == {"cell: criterion", "cell: Arrhenius liver"}


def test_the_title_tells_the_range_and_the_largest_error(panel, default_result):
    lesions = ls.measures(default_result)
    widths, error = [lesion.width_mm for lesion in lesions], max(lesion.width_mm_error for lesion in lesions)
    told = f"The criterion changes the width from {min(widths):.1f} to {max(widths):.1f} mm"

    assert title(panel) == f"{told}; the numerical error is ±{with_error(0, error).partition('±')[2]} mm"


def test_no_lesion_is_told_in_words(results):
    figure = damage_panel(results["too cool"], style="paper")

    assert cells(figure, "Arrhenius liver")[1] == "no lesion"
    assert "no lesion" in title(figure).lower()


def test_a_single_criterion_has_a_panel_too(b1):
    single = ls.simulate(ls.change(ls.load("b1"), {"criteria": (ls.Isotherm(50),)}))
    width = ls.measure(single)

    assert title(damage_panel(single)) == (
        f"isotherm 50 °C: the lesion is {with_error(width.width_mm, width.width_mm_error)} mm wide"
    )


def test_sixteen_criteria_have_sixteen_rows_and_lines(sixteen, clashes):
    figure = damage_panel(sixteen)
    samples = {(line.get_color(), str(line.get_linestyle()), str(line._dash_pattern)) for line in figure.axes[1].lines
               if str(line.get_gid()).startswith("sample")}  # fmt: skip

    assert len(samples) == 16
    assert clashes(figure) == []
    assert len({(line.colour, line.dashes) for line in (panel_line(number, 16) for number in range(16))}) == 16


def test_table_and_section_do_not_touch(sixteen):
    figure = damage_panel(sixteen)
    figure.draw_without_rendering()
    section, table = (axes.get_tightbbox() for axes in figure.axes)

    assert section.x1 <= table.x0 + 1


@pytest.mark.parametrize(("style", "size"), [("slide", 18.0), ("paper", 7.5)])
@pytest.mark.parametrize("name", ["long and hot", "short and thick", "too cool"])
def test_texts_are_large_enough_and_apart(results, clashes, name, style, size):
    figure = damage_panel(results[name], style=style)

    assert clashes(figure) == []
    assert min(text.get_fontsize() for text in figure.findobj(mpl.text.Text) if text.get_text()) >= size
    assert ls.DISCLAIMER in [text.get_text() for text in figure.texts]


def test_the_same_result_gives_the_same_bytes(default_result, panel):
    assert rendered(panel, "svg") == rendered(damage_panel(default_result), "svg")


def test_an_edge_that_lies_on_the_main_one_is_drawn_over_it_and_told(panel):
    layers = [artist.get_gid() for artist in panel.axes[0].collections if str(artist.get_gid()).startswith("lesion")]
    caption = next(text.get_text() for text in panel.findobj(mpl.text.Text) if text.get_gid() == "caption")

    assert layers[0] == "lesion edge: Arrhenius liver"
    assert "isotherm 50 °C lies on Arrhenius liver" in " ".join(caption.replace("\N{NO-BREAK SPACE}", " ").split())
