"""The growth strip shows the moments asked for, on one scale, with the widths that are measured."""

import dataclasses

import matplotlib as mpl
import numpy as np
import pytest

import lesionsim as ls
from lesionsim.lesion.bars import with_error
from lesionsim.plots.claims import growth_claim
from lesionsim.plots.moments import moments, usual_s
from lesionsim.plots.saving import rendered
from lesionsim.plots.strip import growth_strip


def named(axes, name):
    return next(artist for artist in axes.get_children() if artist.get_gid() == name)


def sections(figure):
    return [axes for axes in figure.axes if axes.get_gid() != "colour bar"]


def words(figure):
    text = " ".join(text.get_text() for text in figure.findobj(mpl.text.Text))
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.fixture(scope="module")
def strip(default_result):
    return growth_strip(default_result)


def test_each_section_is_named_by_its_moment(strip):
    titles = [axes.get_title().replace("\N{NO-BREAK SPACE}", " ") for axes in sections(strip)]

    assert titles == ["10 s", "30 s", "60 s", "90 s"]


def test_edges_are_as_wide_as_measured_at_their_moment(strip, default_result):
    for axes, time_s in zip(sections(strip), (10, 30, 60, 90), strict=True):
        lesion = ls.measure(default_result, time_s=time_s)
        points = np.concatenate([path.vertices for path in named(axes, f"lesion edge: {lesion.criterion}").get_paths()])

        assert np.ptp(points[:, 0]) == pytest.approx(lesion.width_mm, abs=0.05)
        assert -points[:, 1].min() == pytest.approx(lesion.ahead_of_tip_mm, abs=0.05)


def test_colours_are_the_temperatures_of_their_moment(strip, default_result):
    for axes, time_s in zip(sections(strip), (10, 30, 60, 90), strict=True):
        filled = named(axes, "temperature")
        outline = filled.get_paths()[list(filled.levels).index(50.0)].vertices
        beside = outline[np.abs(outline[:, 1] - 5) < 0.5]

        assert ls.temperature_at(default_result, beside[:, 0].max(), 5.0, time_s) == pytest.approx(50, abs=0.5)


def test_the_width_under_each_section_is_the_measured_one_with_its_error_bar(strip, default_result):
    for axes, time_s in zip(sections(strip), (10, 30, 60, 90), strict=True):
        lesion = ls.measure(default_result, time_s=time_s)
        told = " ".join(axes.get_xlabel().replace("\N{NO-BREAK SPACE}", " ").split())

        assert told == f"{with_error(lesion.width_mm, lesion.width_mm_error)} mm"
        assert "±" in told
    for axes in sections(growth_strip(default_result, style="paper")):
        assert axes.get_xlabel().endswith("wide")


def test_the_title_claims_the_first_and_the_last_width_and_that_growth_slows_down(strip, default_result):
    first, last = (ls.measure(default_result, time_s=time_s).width_mm for time_s in (10, 90))

    assert f"The lesion grows ever slower: {first:.1f} mm wide at 10 s, {last:.1f} at 90 s" in words(strip)


def test_a_lesion_that_grows_faster_first_is_not_said_to_slow_down(default_result):
    lesions = [ls.measure(default_result, time_s=time_s) for time_s in (10, 60, 90)]
    quick = dataclasses.replace(lesions[1], width_mm=lesions[0].width_mm + 0.1)

    assert growth_claim([lesions[0], quick, lesions[2]]).startswith("The lesion grows from ")
    assert growth_claim(lesions).startswith("The lesion grows ever slower: ")
    assert growth_claim(lesions[:1]).startswith("After 10 s the lesion is ")


def test_a_result_without_error_bars_tells_none(default_result):
    from lesionsim.plots.several import size_with_bar

    lesion = ls.measure(default_result)
    bare = type(lesion)(**{**vars(lesion), "width_mm_error": np.nan})

    assert size_with_bar(bare, "width_mm") == f"{lesion.width_mm:.2f}"


def test_all_sections_share_one_window_and_one_colour_scale(strip):
    shown = sections(strip)

    assert len({(axes.get_xlim(), axes.get_ylim()) for axes in shown}) == 1
    assert len({tuple(named(axes, "temperature").levels) for axes in shown}) == 1
    assert all(axes.get_aspect() == 1 for axes in shown)
    assert [axes.get_ylabel() for axes in strip.axes if axes.get_gid() == "colour bar"] == ["temperature (°C)"]


def test_the_probe_is_drawn_to_its_gauge_upright(strip):
    for axes in sections(strip):
        tip, shaft = named(axes, "bare tip"), named(axes, "insulated shaft")

        assert (tip.get_width(), tip.get_y(), tip.get_height()) == (pytest.approx(0.908), 0, 10)
        assert shaft.get_y() == 10
        assert shaft.get_y() + shaft.get_height() > axes.get_ylim()[1]


def test_a_moment_that_was_not_recorded_is_replaced_and_told(default_result):
    shown = sections(growth_strip(default_result, times_s=(12, 90)))

    assert " ".join(shown[0].get_title().replace("\N{NO-BREAK SPACE}", " ").split()) == "10 s (nearest to 12 s)"
    assert shown[0].get_xlabel() == sections(growth_strip(default_result, times_s=(10, 90)))[0].get_xlabel()


def test_moments_after_the_end_are_refused_in_words(default_result):
    with pytest.raises(ls.ScenarioError, match="times_s has 500 s; the run lasts from 0 to 120 s"):
        moments(default_result, (60, 500))
    assert [moment.shown_s for moment in moments(default_result, (120,))] == [120]


def test_usual_moments_scale_with_the_time_of_heating(default_result):
    long = ls.change(ls.load("b1"), {"protocol.steps[0].duration_s": 900, "numerics.record_every_s": 30})

    assert usual_s(default_result) == [10, 30, 60, 90]
    assert usual_s(ls.simulate(long)) == [90, 300, 600, 900]


def test_caption_and_notes_tell_how_wide_the_lesion_is_after_the_cool_down(default_result, b1):
    printed = growth_strip(default_result, style="paper")
    caption = printed.findobj(lambda artist: artist.get_gid() == "caption")[0].get_text()
    told = " ".join(caption.replace("\N{NO-BREAK SPACE}", " ").split())

    assert f"after the cool-down (120 s): {ls.measure(default_result).width_mm:.2f}" in told
    assert f"After the cool-down (120 s): {ls.measure(default_result).width_mm:.2f}" in ls.plots.told(printed).notes
    assert "in the end" not in growth_strip(b1).findobj(lambda artist: artist.get_gid() == "caption")[0].get_text()


def test_two_times_at_one_recorded_moment_give_one_section_for_the_nearer(default_result):
    (moment,) = moments(default_result, (31, 30, 29))

    assert (moment.shown_s, moment.asked_s) == (30, 30)


@pytest.mark.parametrize("times", [(), (-1,), (np.nan,), ("soon",), 5, tuple(range(7))])
def test_times_that_cannot_be_shown_are_refused(default_result, times):
    with pytest.raises(ls.ScenarioError, match="times_s"):
        growth_strip(default_result, times_s=times)


def test_an_unknown_style_is_refused(default_result):
    with pytest.raises(ls.ScenarioError, match="style"):
        growth_strip(default_result, style="poster")


def test_the_caption_tells_run_criterion_and_what_moment_zero_is(strip):
    told = words(strip)

    assert "times from the start of heating" in told
    assert "edge of the lesion by Arrhenius liver, ± numerical only" in told
    assert "without current · 20 G (0.908 mm) probe, 10 mm bare tip · hold 80 °C for 90 s" in told
    assert ls.DISCLAIMER in told


def test_no_lesion_is_told_in_words_and_draws_no_edge(results):
    figure = growth_strip(results["too cool"], style="paper")

    assert all(axes.get_xlabel() == "no lesion" for axes in sections(figure))
    assert not any(str(artist.get_gid()).startswith("lesion edge") for artist in figure.findobj())


@pytest.mark.parametrize(("style", "size"), [("slide", 18.0), ("paper", 7.5)])
@pytest.mark.parametrize("name", ["default", "long and hot"])
def test_texts_are_large_enough_and_apart(results, clashes, name, style, size):
    figure = growth_strip(results[name], style=style)

    assert clashes(figure) == []
    assert min(text.get_fontsize() for text in figure.findobj(mpl.text.Text) if text.get_text()) >= size


def test_the_same_result_gives_the_same_bytes(default_result, strip):
    assert rendered(strip, "png") == rendered(growth_strip(default_result), "png")
