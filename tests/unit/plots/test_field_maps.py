"""The current map draws potential and heat as the run computed them, and tells how near to the tip heat is made."""

import re

import matplotlib as mpl
import numpy as np
import pytest

import lesionsim as ls
from lesionsim.lesion.current import (
    half_of_heat_mm,
    heat_density,
    heat_made_w,
    heat_share_within,
    potential,
    tip_volts,
)
from lesionsim.lesion.generator import display_at_end
from lesionsim.plots.accounts import joules
from lesionsim.plots.comparison import compare
from lesionsim.plots.field_maps import current_map, levels_of


def words(figure):
    text = " ".join(text.get_text() for text in figure.findobj(mpl.text.Text))
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def drawn(figure, name):
    return next(artist for artist in figure.findobj(mpl.artist.Artist) if artist.get_gid() == name)


@pytest.fixture(scope="module")
def rf():
    return ls.simulate(ls.load("lumbar-medial-branch-rf"))


@pytest.fixture(scope="module")
def held():
    return ls.simulate(ls.change(ls.load("lumbar-medial-branch-rf"), {"source": "held"}))


@pytest.fixture(scope="module")
def picture(rf):
    return current_map(rf)


@pytest.mark.parametrize("series_ohm", [0, 100])
def test_the_heat_of_all_cells_is_the_power_when_heating_ends(series_ohm):
    changed = ls.change(ls.load("lumbar-medial-branch-rf"), {"generator.series_ohm": series_ohm})
    result = ls.simulate(changed)

    assert heat_made_w(result) == pytest.approx(display_at_end(result).tissue_power_w, rel=1e-9)


def test_the_share_near_the_tip_does_not_hang_on_the_grid(rf):
    """Joule heat is singular at the tip's edges; half a millimetre away cells of 0.3 mm leave 1.2 %."""
    changed = ls.change(ls.load("lumbar-medial-branch-rf"), {"numerics.first_cell_mm": 0.08, "numerics.growth": 0.15})
    fine = ls.simulate(changed)

    for distance_mm in (0.5, 1.0, 3.0):
        assert heat_share_within(rf, distance_mm) == pytest.approx(heat_share_within(fine, distance_mm), rel=0.015)
    assert half_of_heat_mm(rf) == pytest.approx(half_of_heat_mm(fine), rel=0.01)


def test_shares_grow_from_none_to_all_with_half_where_it_is_told(rf):
    assert heat_share_within(rf, 0.0) == 0
    assert heat_share_within(rf, 100.0) == pytest.approx(1)
    assert heat_share_within(rf, half_of_heat_mm(rf)) == pytest.approx(0.5, abs=2e-3)
    assert 0.3 < heat_share_within(rf, 1.0) < 0.4


def test_the_potential_is_whole_on_the_tip_and_falls_to_nothing(rf):
    _, z_mm, share = potential(rf)
    beside = share[:, np.searchsorted(z_mm, 5.0)]
    outside = beside[np.isfinite(beside)]

    assert outside[0] == pytest.approx(1)
    assert outside[-1] == pytest.approx(0, abs=0.02)
    assert (np.diff(outside) < 0).all()
    ahead = share[0, z_mm <= 0]
    assert ahead[-1] == pytest.approx(1)
    assert (np.diff(ahead) > 0).all()


def test_no_current_enters_the_insulated_shaft(rf):
    r_mm, z_mm, share = potential(rf)
    beside = share[:, np.searchsorted(z_mm, 14.0)]
    outside, distance_mm = beside[np.isfinite(beside)], r_mm[np.isfinite(beside)]

    assert outside[0] == pytest.approx(outside[np.searchsorted(distance_mm, 0.6)], rel=5e-3)
    assert 0.2 < outside[np.searchsorted(distance_mm, 3.0)] < 0.98 * outside[0]


def test_heat_on_the_surface_is_that_of_a_finer_grid(rf):
    changed = ls.change(ls.load("lumbar-medial-branch-rf"), {"numerics.first_cell_mm": 0.06, "numerics.growth": 0.15})
    surface = []
    for result in (rf, ls.simulate(changed)):
        r_mm, z_mm, heat = heat_density(result)
        surface.append(heat[np.searchsorted(r_mm, 0.454 - 1e-9), np.searchsorted(z_mm, 5.0)])

    assert surface[0] == pytest.approx(surface[1], rel=0.03)


def test_potential_and_heat_agree_with_the_cells(rf):
    volts = tip_volts(rf)
    for field, cells in ((potential, rf.potential_share), (heat_density, rf.joule_density_at_1_v * volts**2 / 1e6)):
        r_mm, z_mm, values = field(rf)
        for r, z in ((1.5, 5.0), (4.0, 5.0), (0.3, -2.0), (3.0, 14.0)):
            near = cells.sel(r=r, z=z, method="nearest")
            here = values[np.abs(r_mm - float(near.r)).argmin(), np.abs(z_mm - float(near.z)).argmin()]
            assert here == pytest.approx(float(near), rel=0.05)


def test_equipotential_lines_stand_at_every_tenth_of_the_tip_s_voltage(picture):
    assert list(drawn(picture, "equipotential lines").levels) == pytest.approx([0.1 * k for k in range(1, 10)])


def test_heat_has_a_logarithmic_scale_that_holds_its_highest_value(picture, rf):
    filled = drawn(picture, "heat")
    highest = np.nanmax(heat_density(rf)[2])

    assert isinstance(filled.norm, mpl.colors.LogNorm)
    assert filled.levels[-2] < highest <= filled.levels[-1]
    np.testing.assert_allclose(np.diff(np.log10(filled.levels)), 0.5)


def test_levels_leave_out_what_is_more_than_four_decades_below_the_highest():
    assert levels_of(np.array([1e-9, 90.0])) == pytest.approx(10.0 ** np.arange(-2, 2.5, 0.5))
    assert levels_of(np.array([2.0, 90.0])) == pytest.approx(10.0 ** np.arange(0, 2.5, 0.5))


def test_words_tell_where_the_heat_is_made(picture, rf):
    share, notes = f"{heat_share_within(rf, 1.0):.0%}".replace("%", " %"), ls.plots.told(picture).notes

    told = f"{share} of the heat is made within 1 mm of the tip, half within {half_of_heat_mm(rf):.1f} mm"
    assert told in words(picture)
    assert f"{share} of the {heat_made_w(rf):.2f} W are made within 1 mm of the tip" in notes
    assert f"{tip_volts(rf):.1f} V on the tip" in words(picture)


def test_the_probe_is_drawn_to_gauge(picture):
    tip = drawn(picture, "bare tip")

    assert (tip.get_width(), tip.get_height()) == pytest.approx((0.908, 10.0))


def test_a_held_result_is_refused_in_words(b1):
    for draw in (current_map, potential, heat_density, heat_made_share):
        with pytest.raises(ls.ScenarioError, match=r"needs current.* --source rf"):
            draw(b1)


def heat_made_share(result):
    return heat_share_within(result, 1.0)


@pytest.mark.parametrize("style", ["slide", "paper"])
def test_no_text_overlaps_or_leaves_the_picture(rf, clashes, style):
    assert clashes(current_map(rf, style=style)) == []


def test_the_joules_of_current_come_from_current(rf, clashes):
    figure = joules(rf, style="paper")
    made = float(np.interp(100.0, rf.step_time.values, rf.energy_joule.values))

    told = float(re.search(r"made by current ([0-9.]+) J", words(figure))[1])
    assert told == pytest.approx(made, abs=0.1)  # tenths are shared out, so that both sides add up
    assert "stored in tissue and probe" in words(figure)
    assert "from the tip" not in words(figure)
    line = drawn(figure, "line: energy_joule")
    np.testing.assert_array_equal(line.get_ydata(), rf.energy_joule.values)
    assert clashes(figure) == clashes(joules(rf)) == []


def test_a_held_and_an_rf_run_compare_in_words_of_both(held, rf):
    told, figure = ls.compare(held, rf), compare(held, rf)
    heat = next(each for each in told.runs if "by current" in each.quantity)

    assert heat.quantity == "heat from the tip or by current"
    assert (heat.a, heat.b) == (float(held.energy_from_tip[-1]), float(rf.energy_joule[-1]))
    assert "A: Idealised heated probe without current, B: RF current, sensor kept" in words(figure)
    assert "heat put in (J)" in words(figure)
    assert "heat made by current" in [each.quantity for each in ls.compare(rf, rf).runs]
    assert "heat from the tip" in [each.quantity for each in ls.compare(held, held).runs]
