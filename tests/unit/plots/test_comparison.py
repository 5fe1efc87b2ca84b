"""Two runs side by side stand on one scale, and the table tells what measure tells."""

import matplotlib as mpl
import numpy as np
import pytest

import lesionsim as ls
from lesionsim.lesion.bars import with_error
from lesionsim.plots.comparison import cells, compare
from lesionsim.plots.saving import rendered


def named(axes, name):
    return next(artist for artist in axes.get_children() if artist.get_gid() == name)


def row(figure, label):
    return [text.get_text() for text in figure.findobj(mpl.text.Text) if text.get_gid() == f"cell: {label}"]


def words(figure):
    text = " ".join(text.get_text() for text in figure.findobj(mpl.text.Text))
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.fixture(scope="module")
def picture(results):
    return compare(results["default"], results["short and thick"])


def test_each_edge_is_as_wide_as_measured_in_its_run(picture, results):
    for axes, name in zip(picture.axes, ("default", "short and thick"), strict=False):
        lesion = ls.measure(results[name])
        points = np.concatenate([path.vertices for path in named(axes, f"lesion edge: {lesion.criterion}").get_paths()])

        assert np.ptp(points[:, 0]) == pytest.approx(lesion.width_mm, abs=0.05)


def test_both_sections_share_window_and_colour_scale_though_grids_differ(picture):
    a, b = picture.axes[:2]

    assert (a.get_xlim(), a.get_ylim()) == (b.get_xlim(), b.get_ylim())
    assert np.array_equal(named(a, "temperature").levels, named(b, "temperature").levels)
    assert a.get_aspect() == b.get_aspect() == 1


def test_each_probe_is_drawn_to_its_own_gauge(picture):
    assert [named(axes, "bare tip").get_width() for axes in picture.axes[:2]] == pytest.approx([0.908, 2.108])
    assert [named(axes, "bare tip").get_height() for axes in picture.axes[:2]] == [10, 2]


def test_the_caption_says_in_words_what_changed(picture):
    assert "A → B: probe gauge 20 → 14; probe tip length 10 → 2 mm" in words(picture)


def test_the_title_claims_which_lesion_is_wider(picture, results):
    a, b = (ls.measure(results[name]).width_mm for name in ("default", "short and thick"))
    change, sense = abs(round(b, 1) - round(a, 1)), "wider" if b > a else "narrower"

    told = f"B's lesion is {change:.1f} mm {sense} than A's, {b:.1f} against {a:.1f} mm"
    assert told == picture.texts[0].get_text().replace("\N{NO-BREAK SPACE}", " ").replace("\n", " ")


def test_what_differs_stands_in_the_notes_of_a_slide(results):
    notes = ls.plots.told(compare(results["default"], results["bench"])).notes

    assert "start 37 → 21 °C" in notes
    assert "constant perfusion" in notes


def test_the_table_tells_both_sizes_and_the_change(picture, results):
    a, b = (ls.measure(results[name]) for name in ("default", "short and thick"))

    assert row(picture, "width (mm)") == [
        "width (mm)",
        with_error(a.width_mm, a.width_mm_error),
        with_error(b.width_mm, b.width_mm_error),
        f"{100 * (b.width_mm / a.width_mm - 1):+.1f} %".replace("-", "−"),
    ]
    assert row(picture, "tip heat (J)")[2] == f"{float(results['short and thick'].energy_from_tip[-1]):.1f}"


def test_a_difference_within_the_error_bars_stands_in_brackets():
    from lesionsim.lesion.comparison import difference

    assert cells(difference("width", "mm", (5.0, 0.2), (5.1, 0.2)))[2] == "(+2.0 %)"
    assert cells(difference("width", "mm", (5.0, 0.01), (5.1, 0.01)))[2] == "+2.0 %"
    assert cells(difference("width", "mm", (0.0, 0.0), (5.1, 0.2)))[0::2] == ("none", "+5.10")
    assert cells(difference("hottest", "°C", (80.0, np.nan), (42.0, np.nan)))[2] == "−38.0"
    assert cells(difference("hottest", "°C", (80.0, np.nan), (80.0 + 1e-9, np.nan)))[2] == "0"


def test_what_does_not_fit_the_title_stands_below_the_table(results):
    figure = compare(results["default"], results["bench"], style="paper")

    assert "more" in words(figure)
    assert "start 37 → 21 °C" in words(figure)
    assert "constant perfusion" in words(figure)


def test_criteria_of_one_run_only_are_counted_and_durations_told(b1, results):
    told = words(compare(results["default"], b1, style="paper"))

    assert "criteria only in A: 4" in told
    assert "edge of the lesion after 120 s and 90 s, Arrhenius liver" in told
    assert "A: lumbar-medial-branch, B: b1" in told


def test_any_isotherm_can_be_compared(b1, results):
    figure = compare(results["default"], b1, ls.Isotherm(55), style="paper")

    assert row(figure, "width (mm)")[1].startswith(f"{ls.measure(results['default'], ls.Isotherm(55)).width_mm:.2f}")


def test_a_criterion_that_one_run_does_not_know_is_refused(b1, results):
    with pytest.raises(ls.ScenarioError, match="Arrhenius skin"):
        compare(results["default"], b1, "Arrhenius skin")


def test_runs_without_a_common_criterion_are_refused_with_a_remedy(b1):
    other = ls.simulate(ls.change(ls.load("b1"), {"criteria": ["skin"]}))

    with pytest.raises(ls.ScenarioError, match="only isotherms can be measured afterwards"):
        compare(b1, other)


def test_a_run_with_itself_shows_no_change(b1):
    figure = compare(b1, b1, style="paper")

    assert "A and B: the same inputs" in words(figure)
    assert row(figure, "width (mm)")[3] == "0"


@pytest.mark.parametrize(("style", "size"), [("slide", 18.0), ("paper", 7.5)])
@pytest.mark.parametrize("pair", [("default", "bench"), ("too cool", "long and hot")])
def test_texts_are_large_enough_and_apart(results, clashes, pair, style, size):
    figure = compare(*(results[name] for name in pair), style=style)

    assert clashes(figure) == []
    assert min(text.get_fontsize() for text in figure.findobj(mpl.text.Text) if text.get_text()) >= size
    assert ls.DISCLAIMER in words(figure)


def test_the_same_results_give_the_same_bytes(results, picture):
    assert rendered(picture, "png") == rendered(compare(results["default"], results["short and thick"]), "png")


def test_scale_and_window_hold_both_runs_in_either_order(results):
    for pair in (("default", "bench"), ("bench", "default")):
        figure = compare(*(results[name] for name in pair), style="paper")
        levels = named(figure.axes[0], "temperature").levels

        assert (levels[0], levels[-1]) == (20, 80)
    smaller, larger = (compare(results[a], results[b], style="paper").axes[0].get_xlim()[1]
                       for a, b in (("short and thick", "default"), ("default", "short and thick")))  # fmt: skip
    assert smaller == larger
