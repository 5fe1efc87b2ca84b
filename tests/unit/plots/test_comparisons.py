"""Runs side by side: one scale for all, sizes and claims from the measured lesions."""

import matplotlib as mpl
import numpy as np
import pytest

import lesionsim as ls
from lesionsim.plots.brevity import MOST_WORDS, words_on
from lesionsim.plots.comparisons_series import Series
from lesionsim.plots.comparisons_words import claim_of, slows

OF = ("gauges", "tips", "temperatures", "times", "sources")


def named(axes, name):
    return next(artist for artist in axes.get_children() if artist.get_gid() == name)


def sections(figure):
    return [axes for axes in figure.axes if str(axes.get_gid()).startswith("section")]


def title(figure):
    return " ".join(next(text for text in figure.texts if text.get_gid() == "title").get_text().split())


@pytest.fixture(scope="module")
def series():
    return {of: ls.multiples("lumbar-medial-branch", of) for of in OF}


@pytest.fixture(scope="module")
def figures(series):
    return {of: ls.plots.comparisons(each) for of, each in series.items()}


@pytest.mark.parametrize("of", OF)
def test_all_sections_share_one_window_and_one_colour_scale(figures, of):
    shown = sections(figures[of])

    assert len({(axes.get_xlim(), axes.get_ylim()) for axes in shown}) == 1
    assert len({tuple(named(axes, "temperature").levels) for axes in shown}) == 1
    assert all(axes.get_aspect() == 1 for axes in shown)


@pytest.mark.parametrize("of", OF)
def test_edges_are_as_large_as_measured(figures, series, of):
    for axes, result in zip(sections(figures[of]), series[of].results, strict=True):
        lesion = ls.measure(result)
        points = np.concatenate([path.vertices for path in named(axes, f"lesion edge: {lesion.criterion}").get_paths()])
        low, high = axes.get_ylim()

        assert np.ptp(points[:, 0]) == pytest.approx(lesion.width_mm, abs=0.06)
        assert low < points[:, 1].min()
        assert points[:, 1].max() < high
        assert np.abs(points[:, 0]).max() < axes.get_xlim()[1]


@pytest.mark.parametrize("of", OF)
def test_width_and_length_of_each_lesion_stand_below_it(figures, series, of):
    told = [text.get_text() for text in figures[of].texts if text.get_gid() == "size"]
    lesions = [ls.measure(result) for result in series[of].results]

    assert told == [f"{lesion.width_mm:.1f} × {lesion.length_mm:.1f}" for lesion in lesions]


@pytest.mark.parametrize("of", OF[:4])
def test_the_trend_goes_through_the_measured_sizes(figures, series, of):
    trend = next(axes for axes in figures[of].axes if axes.get_gid() == "trend")
    for name in ("width_mm", "length_mm"):
        line = named(trend, f"trend of {name}")

        assert list(line.get_xdata()) == list(series[of].levels)
        assert list(line.get_ydata()) == [getattr(ls.measure(result), name) for result in series[of].results]
    assert trend.get_ylim()[0] == 0


def test_without_an_order_the_widths_under_all_criteria_stand_beside(figures, series):
    beside = next(axes for axes in figures["sources"].axes if axes.get_gid() == "criteria")
    for result, label in zip(series["sources"].results, series["sources"].labels, strict=True):
        widths = [lesion.width_mm for lesion in ls.measures(result)]
        assert list(named(beside, f"widths: {label}").get_xdata()) == widths


def test_titles_claim_what_was_measured(figures, series):
    widths = {of: [ls.measure(result).width_mm for result in each.results] for of, each in series.items()}
    for of in OF:
        if of != "tips":
            assert all(f"{widths[of][end]:.1f}" in title(figures[of]) for end in (0, -1))
    assert f"width +{widths['tips'][-1] - widths['tips'][0]:.1f} mm" in title(figures["tips"])
    assert "slows but does not stop" in title(figures["times"])
    assert f"{100 * (widths['gauges'][-1] / widths['gauges'][0] - 1):.0f} % wider" in title(figures["gauges"])


def lesions_wide(*widths, **changes):
    """Return lesions of some widths."""
    usual = {"criterion": "c", "measured_at_s": 90.0, "length_mm": 10.0, "ahead_of_tip_mm": 1.0, "behind_tip_mm": 0.0,
             "volume_mm3": 100.0, "probe_volume_mm3": 1.0, "widest_at_mm": 5.0}  # fmt: skip
    return [ls.Lesion(**{**usual, **changes, "width_mm": width}) for width in widths]


def claimed(of, widths, levels=(1.0, 2.0, 3.0), **changes):
    labels = tuple(f"{level:g} s" for level in levels)
    return claim_of(Series(of, (), labels, levels, "x"), lesions_wide(*widths, **changes))


def test_a_claim_follows_the_numbers_and_not_what_is_expected():
    assert "narrower: 6.0 to 5.0 mm" in claimed("gauges", (6.0, 5.5, 5.0))
    assert "stays about 5.0 mm" in claimed("gauges", (5.0, 5.0, 5.05))
    assert "slows" not in claimed("times", (3.0, 4.0, 6.0))
    assert "slows" not in claimed("times", (3.0, 4.0, 4.0))
    assert "slows but does not stop" in claimed("times", (3.0, 4.0, 4.5))
    assert "not every run" in claimed("times", (0.0, 4.0, 4.5))
    assert "not every run" in claimed("times", (3.0, 4.0, 4.5), reaches_outer_wall=True)


def test_growth_that_goes_on_at_the_same_pace_does_not_slow():
    assert not slows((1.0, 2.0, 3.0), (1.0, 2.0, 3.0))
    assert not slows((1.0, 2.0), (1.0, 1.5))


@pytest.mark.parametrize("style", ["slide", "paper"])
@pytest.mark.parametrize("of", OF)
@pytest.mark.parametrize("code", ["en", "es"])
def test_no_text_overlaps_or_is_cut(series, of, style, code, clashes):
    with ls.language(code):
        again = ls.multiples("lumbar-medial-branch", of) if code != "en" else series[of]
        figure = ls.plots.comparisons(again, style=style)

        assert clashes(figure) == []
        assert words_on(figure) <= MOST_WORDS


@pytest.mark.parametrize("of", ["gauges", "sources"])
def test_a_figure_tells_its_numbers_and_can_be_revealed(series, of):
    figure = ls.plots.comparisons(series[of])
    told = ls.plots.told(figure)
    count = len(series[of].results)

    assert [row[0] for row in told.table.rows] == list(series[of].labels)
    assert [row[3] for row in told.table.rows] == [ls.measure(result).width_mm for result in series[of].results]
    assert ls.plots.layers(figure) == count + 2
    ls.plots.blank(figure)
    shown = [text.get_text() for text in figure.findobj(mpl.text.Text) if text.get_visible()]
    assert not any(
        "×" in text and any(letter.isdigit() for letter in text) for text in shown if "numerical" not in text
    )
    assert not any(named(axes, "temperature").get_visible() for axes in sections(figure))


def test_runs_of_one_s_own_are_drawn_with_their_labels(b1):
    cool = ls.simulate(ls.change(ls.load("b1"), {"protocol.steps[0].at_c": 70}))
    figure = ls.plots.comparisons([cool, b1], ["70", "80"], title="Mine", criterion=ls.Isotherm(47))

    assert [axes.get_title() for axes in sections(figure)] == ["70", "80"]
    assert title(figure) == "Mine"
    assert [text.get_text().split()[0] for text in figure.texts if text.get_gid() == "size"] == [
        f"{ls.measure(run, ls.Isotherm(47)).width_mm:.1f}" for run in (cool, b1)
    ]


def test_a_run_without_a_lesion_and_one_at_the_wall_are_said_in_words(results):
    figure = ls.plots.comparisons([results["too cool"], results["default"]], ["44", "80"])

    assert next(text.get_text() for text in figure.texts if text.get_gid() == "size") == "no lesion"
    assert "not every run" in title(figure)


def test_three_dimensions_and_current_stand_side_by_side():
    runs = [ls.simulate(ls.load(name)) for name in ("b3", "b3-bone")]
    figure = ls.plots.comparisons(runs, ["muscle", "bone"])

    assert len(sections(figure)) == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([],), "has 0 runs"),
        (("run",), "is str; must be a list of two to six"),
        ((7,), "list of two to six"),
    ],
)
def test_what_cannot_be_drawn_is_told(arguments, words):
    with pytest.raises(ls.ScenarioError, match=words):
        ls.plots.comparisons(*arguments)


def test_one_run_too_few_labels_and_unknown_criteria_are_told(b1):
    with pytest.raises(ls.ScenarioError, match="list of two to six"):
        ls.plots.comparisons(b1)
    with pytest.raises(ls.ScenarioError, match="labels has 1 entries; must have one for each of 2 runs"):
        ls.plots.comparisons([b1, b1], ["one"])
    with pytest.raises(ls.ScenarioError, match="has 7 runs"):
        ls.plots.comparisons([b1] * 7, ["x"] * 7)
    with pytest.raises(ls.ScenarioError, match="criterion"):
        ls.plots.comparisons([b1, b1], ["a", "b"], criterion="no such")
