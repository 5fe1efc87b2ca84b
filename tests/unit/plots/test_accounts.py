"""The energy picture draws the accounts of the result, to scale."""

from itertools import pairwise

import matplotlib as mpl
import numpy as np
import pytest

import lesionsim as ls
from lesionsim.lesion.ledger import heat_in_lesion, ledger
from lesionsim.plots.accounts import joules
from lesionsim.plots.accounts_words import percent, tenths
from lesionsim.plots.saving import rendered


def named(figure, name):
    return [artist for axes in figure.axes for artist in axes.get_children() if artist.get_gid() == name]


def words(figure):
    text = " ".join(text.get_text() for text in figure.findobj(mpl.text.Text))
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.fixture(scope="module")
def picture(default_result):
    return joules(default_result)


@pytest.fixture(scope="module")
def cold_wall():
    change = {
        "domain.radius_mm": 6,
        "domain.outer_wall_c": 10,
        "blood.temperature_c": 37,
        "tissue.perfusion_per_s": 0.02,
    }
    return ls.simulate(ls.change(ls.load("ex-vivo-21c"), change))


def test_bars_are_as_high_as_their_joules(picture, default_result):
    told = ledger(default_result, 90)
    heights = [
        (named(picture, f"bar: {flow.account}")[0].get_height(), flow.joules) for flow in (*told.into, *told.out)
    ]

    assert len(heights) == 5
    assert [height / heat for height, heat in heights] == pytest.approx([heights[0][0] / heights[0][1]] * 5)


def test_words_tell_joules_and_shares_at_the_end_of_heating(default_result):
    told, picture = ledger(default_result, 90), joules(default_result, style="paper")

    for flow in (*told.into, *told.out):
        flows = told.into if flow in told.into else told.out
        shown = tenths(flows)[flows.index(flow)]
        assert shown == pytest.approx(flow.joules, abs=0.1)
        assert f"{flow.name} {shown:.1f} J, {percent(told.share(flow))}" in words(picture)
    assert f"{told.total_j:.1f} J in and out by 90 s" in words(picture)
    assert f"agree to {default_result.attrs['energy_balance_error']:.0e}" in words(picture)


def test_joules_that_are_written_add_up_on_both_sides(default_result):
    told = ledger(default_result, 90)

    assert sum(tenths(told.into)) == pytest.approx(sum(tenths(told.out))) == pytest.approx(round(told.total_j, 1))


def test_a_line_shows_all_heat_with_that_of_metabolism(picture, default_result, b1):
    (line,) = named(picture, "line: all heat")

    assert np.array_equal(line.get_ydata(), default_result.energy_from_tip + default_result.energy_metabolic)
    assert picture.axes[1].get_ylim()[1] < 1.35 * line.get_ydata().max()
    assert named(joules(b1), "line: all heat") == []


def test_a_slide_tells_the_same_joules_in_fewer_words_and_the_rest_in_its_notes(picture, default_result):
    told, notes = ledger(default_result, 90), ls.plots.told(picture).notes

    for flow in (*told.into, *told.out):
        flows = told.into if flow in told.into else told.out
        assert f"{tenths(flows)[flows.index(flow)]:.1f} J, {percent(told.share(flow))}" in words(picture)
        assert flow.name in notes
    assert f"{told.total_j:.1f} J in and out by 90 s" in notes
    assert "metabolism makes heat in the whole block of tissue" in notes.replace("Metabolism", "metabolism")


def test_the_lesion_s_part_is_told_and_drawn_to_scale(default_result):
    picture = joules(default_result, style="paper")
    heat = heat_in_lesion(default_result, None, 90)
    stored = next(flow for flow in ledger(default_result, 90).out if flow.account == "energy_stored")
    (part,), (whole,) = named(picture, "bar: in the lesion"), named(picture, "bar: energy_stored")

    share = heat / ledger(default_result, 90).total_j
    assert f"{heat:.1f} J, {percent(share)}, in the lesion by Arrhenius liver" in words(picture)
    assert part.get_height() / whole.get_height() == pytest.approx(heat / stored.joules)
    assert part.get_y() + part.get_height() == pytest.approx(whole.get_y() + whole.get_height())


def test_arms_leave_their_bars_and_meet_in_one_trunk(picture, default_result):
    told = ledger(default_result, 90)
    for flows in (told.into, told.out):
        ends = []
        for flow in flows:
            (bar,), (arm,) = named(picture, f"bar: {flow.account}"), named(picture, f"arm: {flow.account}")
            points = arm.get_path().vertices
            half = len(points) // 2
            assert points[0, 1] == pytest.approx(bar.get_y() + bar.get_height())
            assert points[-1, 1] == pytest.approx(bar.get_y())
            ends.append((points[half - 1, 1], points[half, 1]))
        gaps = [upper[1] - lower[0] for upper, lower in pairwise(ends)]
        assert np.abs(gaps).max(initial=0) < 1e-9
        assert ends[0][0] - ends[-1][1] == pytest.approx(
            sum(named(picture, f"bar: {flow.account}")[0].get_height() for flow in flows)
        )


def test_the_curve_over_time_is_the_heat_from_the_tip(picture, default_result):
    (line,) = named(picture, "line: energy_from_tip")

    assert np.array_equal(line.get_xdata(), default_result.step_time)
    assert np.array_equal(line.get_ydata(), default_result.energy_from_tip)


def test_areas_stack_to_all_heat_that_came_in(picture, default_result):
    (stored,), (wall,) = named(picture, "area: energy_stored"), named(picture, "area: energy_to_outer_wall")
    all_heat = float(default_result.energy_from_tip[-1] + default_result.energy_metabolic[-1])

    assert stored.get_paths()[0].vertices[:, 1].max() == pytest.approx(float(default_result.energy_stored.max()))
    assert wall.get_paths()[0].vertices[:, 1].max() == pytest.approx(all_heat)


def test_heat_that_flows_the_other_way_stands_on_the_other_side(cold_wall):
    figure = joules(cold_wall, style="paper")
    (blood,), (wall,) = named(figure, "bar: energy_to_blood"), named(figure, "bar: energy_to_outer_wall")
    (area,) = named(figure, "area: energy_to_blood")

    assert blood.get_x() < wall.get_x()
    assert "brought by warmer blood" in words(figure)
    below = float(cold_wall.energy_to_blood[-1]) + min(float(cold_wall.energy_stored[-1]), 0)
    assert area.get_paths()[0].vertices[:, 1].min() == pytest.approx(below)
    assert figure.axes[1].get_ylim()[0] < below


def test_accounts_that_hold_nothing_are_not_drawn(b1):
    figure = joules(b1, style="paper")

    assert named(figure, "bar: energy_metabolic") == []
    assert "metabolism" not in words(figure)
    assert named(figure, "area: energy_to_outer_wall") == []


@pytest.mark.parametrize(
    ("share", "text"),
    [(1.0, "100 %"), (0.996, "99.6 %"), (0.44, "44 %"), (0.031, "3.1 %"), (0.0001, "under 0.1 %"), (0.0, "0.0 %")],
)
def test_shares_are_never_rounded_to_all_or_nothing(share, text):
    assert percent(share) == text


@pytest.mark.parametrize(("style", "size"), [("slide", 18.0), ("paper", 7.5)])
@pytest.mark.parametrize("name", ["default", "bench", "too cool", "cold wall"])
def test_texts_are_large_enough_and_apart(results, cold_wall, clashes, name, style, size):
    figure = joules(cold_wall if name == "cold wall" else results[name], style=style)

    assert clashes(figure) == []
    assert min(text.get_fontsize() for text in figure.findobj(mpl.text.Text) if text.get_text()) >= size
    assert ls.DISCLAIMER in words(figure)


def test_the_same_result_gives_the_same_bytes(default_result, picture):
    assert rendered(picture, "png") == rendered(joules(default_result), "png")
