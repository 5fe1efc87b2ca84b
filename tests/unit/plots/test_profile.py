"""The temperature profile draws the temperatures of the result, and the edge where it is."""

import matplotlib as mpl
import numpy as np
import pytest

import lesionsim as ls
from lesionsim.lesion.reach import reach_at
from lesionsim.plots.profile import temperature_profile
from lesionsim.plots.saving import rendered

RADIUS = 0.454


def named(figure, name):
    return next(artist for artist in figure.axes[0].get_children() if artist.get_gid() == name)


def words(figure):
    text = " ".join(text.get_text() for text in figure.findobj(mpl.text.Text))
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.fixture(scope="module")
def profile(default_result):
    return temperature_profile(default_result)


@pytest.mark.parametrize("time_s", [10, 30, 60, 90, 120])
def test_curves_are_the_temperatures_beside_the_middle_of_the_tip(profile, default_result, time_s):
    distance, heat = named(profile, f"temperature after {time_s} s").get_data()

    assert distance[0] == 0
    assert heat == pytest.approx(ls.temperature_at(default_result, RADIUS + distance, 5.0, time_s))


def test_another_place_along_the_probe_can_be_asked_for(default_result):
    figure = temperature_profile(default_result, times_s=(60,), z_mm=9.0, style="paper")
    distance, heat = named(figure, "temperature after 60 s").get_data()

    assert heat == pytest.approx(ls.temperature_at(default_result, RADIUS + distance, 9.0, 60))
    assert "9 mm from the end of the tip" in words(figure)


def test_dots_and_line_stand_at_the_edge_of_the_lesion(profile, default_result):
    for time_s in (10, 60, 120):
        (place,), (heat,) = named(profile, f"edge after {time_s} s").get_data()

        assert place == pytest.approx(reach_at(default_result, 5.0, time_s=time_s))
        assert heat == pytest.approx(ls.temperature_at(default_result, RADIUS + place, 5.0, time_s), abs=0.05)
    assert named(profile, "lesion edge").get_xdata()[0] == pytest.approx(reach_at(default_result, 5.0))


def test_the_edge_is_told_in_mm_from_the_surface(profile, default_result):
    half = ls.measure(default_result).width_mm / 2 - RADIUS

    assert f"lesion edge, Arrhenius liver: {half:.2f} mm after 120 s" in words(profile)
    printed = words(temperature_profile(default_result, style="paper"))
    assert f"edge of the lesion (Arrhenius liver): {half:.2f} mm from the surface after 120 s" in printed


def test_isotherms_are_horizontal_lines_at_their_temperature(profile):
    for at_c in (45, 50, 60):
        assert set(named(profile, f"isotherm {at_c} °C").get_ydata()) == {at_c}


def test_isotherms_that_no_curve_reaches_are_left_out(results):
    figure = temperature_profile(results["mild"], style="paper")
    drawn = [str(artist.get_gid()) for artist in figure.axes[0].get_children()]

    assert "isotherm 45 °C" in drawn
    assert "isotherm 60 °C" not in drawn


def test_each_label_stands_on_its_own_curve_in_its_colour(profile):
    for time_s in (10, 30, 60, 90, 120):
        label, curve = named(profile, f"label {time_s} s"), named(profile, f"temperature after {time_s} s")
        x, y = (
            profile.axes[0]
            .transAxes.inverted()
            .transform(profile.axes[0].transAxes.transform((0, 0)) + np.array(label.xy) * profile.dpi / 72)
        )
        place, heat = profile.axes[0].transData.inverted().transform(profile.axes[0].transAxes.transform((x, y)))

        assert heat == pytest.approx(np.interp(place, *curve.get_data()), abs=0.1)
        assert label.get_color() == curve.get_color()


def test_no_lesion_is_told_and_no_edge_drawn(results):
    figure = temperature_profile(results["too cool"], style="paper")

    assert "Arrhenius liver: no lesion here after 120 s" in words(figure)
    assert "lesion edge" not in [artist.get_gid() for artist in figure.axes[0].get_children()]


@pytest.mark.parametrize("z_mm", [0, -3, 40, np.nan, "middle"])
def test_a_place_that_is_not_beside_the_probe_is_refused(default_result, z_mm):
    with pytest.raises(ls.ScenarioError, match="z_mm is"):
        temperature_profile(default_result, z_mm=z_mm)


def test_axes_name_quantity_and_unit(profile):
    assert profile.axes[0].get_xlabel() == "distance from the probe's surface (mm)"
    assert profile.axes[0].get_ylabel() == "temperature (°C)"
    assert ls.DISCLAIMER in words(profile)


@pytest.mark.parametrize(("style", "size"), [("slide", 18.0), ("paper", 7.5)])
@pytest.mark.parametrize("name", ["default", "narrow domain", "too cool"])
def test_texts_are_large_enough_and_apart(results, clashes, name, style, size):
    figure = temperature_profile(results[name], style=style)

    assert clashes(figure) == []
    assert min(text.get_fontsize() for text in figure.findobj(mpl.text.Text) if text.get_text()) >= size


def test_the_same_result_gives_the_same_bytes(default_result, profile):
    assert rendered(profile, "svg") == rendered(temperature_profile(default_result), "svg")
