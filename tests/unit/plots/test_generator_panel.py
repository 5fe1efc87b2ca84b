"""The generator panel draws what the generator showed, and says when it could not do what it was asked for."""

import matplotlib as mpl
import numpy as np
import pytest

import lesionsim as ls
from lesionsim.lesion.generator import at_limit, display_at_end, overshoot_in_words, shortfall_in_words, shown_trace
from lesionsim.plots import lesion_map, traces
from lesionsim.plots.display import generator_panel

MOST_W = 1.2


def words(figure):
    text = " ".join(text.get_text() for text in figure.findobj(mpl.text.Text))
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def line(figure, name):
    return next((each for each in figure.findobj(mpl.lines.Line2D) if each.get_gid() == name), None)


@pytest.fixture(scope="module")
def rf():
    return ls.simulate(ls.load("lumbar-medial-branch-rf"))


@pytest.fixture(scope="module")
def weak():
    return ls.simulate(ls.change(ls.load("lumbar-medial-branch-rf"), {"generator.most_w": MOST_W}))


@pytest.fixture(scope="module")
def with_leads():
    return ls.simulate(ls.change(ls.load("lumbar-medial-branch-rf"), {"generator.series_ohm": 100}))


@pytest.fixture(scope="module")
def no_ramp():
    return ls.simulate(ls.change(ls.load("lumbar-medial-branch"), {"source": "rf"}))


@pytest.fixture(scope="module")
def panel(rf):
    return generator_panel(rf)


@pytest.mark.parametrize(("name", "scale"), [("voltage", 1), ("current", 1000), ("sensor_temperature", 1)])
def test_each_line_is_the_trace_of_the_result(panel, rf, name, scale):
    drawn = line(panel, name)

    np.testing.assert_allclose(drawn.get_ydata(), scale * rf[name].values)
    np.testing.assert_array_equal(drawn.get_xdata(), rf["step_time"].values)


def test_impedance_is_drawn_only_while_current_flows(panel, rf):
    drawn = line(panel, "impedance").get_ydata()

    np.testing.assert_array_equal(np.isfinite(drawn), rf["current"].values > 0)
    assert 60 < np.nanmin(drawn) < np.nanmax(drawn) < 110


def test_power_is_voltage_times_current_with_that_lost_in_the_leads(with_leads):
    shown, power = display_at_end(with_leads), shown_trace(with_leads, "power")
    lost = 100 * with_leads["current"].values ** 2

    np.testing.assert_allclose(power, with_leads["power"].values + lost, atol=1e-9)
    assert shown.power_w > 2 * shown.tissue_power_w
    told = words(generator_panel(with_leads))
    assert "include 100 ohm of body, pad and leads" in told
    assert f"{shown.tissue_power_w:.2f} W reach the tissue" in told
    assert "a real display adds" in ls.plots.told(generator_panel(ls.simulate(ls.load("b2")))).notes.replace(
        "A r", "a r"
    )


def test_the_temperature_that_was_asked_for_is_drawn(panel):
    ramp, hold = line(panel, "set temperature 0"), line(panel, "set temperature 1")

    assert list(ramp.get_xdata()) == [0, 10]
    assert list(ramp.get_ydata()) == [37, 80]
    assert list(hold.get_xdata()) == [10, 100]
    assert list(hold.get_ydata()) == [80, 80]


def test_the_display_is_written(panel, rf):
    shown = display_at_end(rf)

    assert f"sensor {shown.sensor_c:.1f} °C (set 80 °C)" in words(panel)
    assert f"{shown.voltage_v:.1f} V · {1000 * shown.current_a:.0f} mA" in words(panel)
    assert f"{shown.impedance_ohm:.0f} ohm · {shown.power_w:.2f} W" in words(panel)
    assert shown.power_w == pytest.approx(shown.tissue_power_w)


def test_a_generator_that_follows_shows_no_limit_and_no_fault(panel, rf):
    assert display_at_end(rf).reached_setting
    assert not any(artist.get_gid().startswith("limit") for artist in panel.findobj(mpl.artist.Artist)
                   if artist.get_gid())  # fmt: skip
    assert "not reached" not in words(panel)
    assert not shortfall_in_words(display_at_end(rf))


def test_a_limit_that_was_reached_is_drawn_and_named(weak):
    figure = generator_panel(weak)
    thick = line(figure, "at limit: power").get_ydata()

    assert set(thick[np.isfinite(thick)]) == {MOST_W}
    np.testing.assert_array_equal(np.isfinite(thick), at_limit(weak, "power"))
    assert at_limit(weak, "power").sum() > 50
    assert line(figure, "limit: voltage") is None
    assert line(figure, "limit: current") is None
    assert "limit 1.2 W" in words(figure)


@pytest.mark.parametrize(("key", "name", "told"), [("most_v", "voltage", "limit 8 V"), ("most_a", "current", "100 mA")])
def test_limits_on_voltage_and_current_are_found(key, name, told):
    limit = {"most_v": 8.0, "most_a": 0.1}[key]
    held_back = ls.simulate(ls.change(ls.load("lumbar-medial-branch-rf"), {f"generator.{key}": limit}))

    assert display_at_end(held_back).limits == (name,)
    assert told in words(generator_panel(held_back))


def test_a_limit_on_the_way_is_told_where_the_temperature_is_reached_after_all():
    slowed = ls.simulate(ls.change(ls.load("lumbar-medial-branch-rf"), {"generator.most_v": 15}))

    assert display_at_end(slowed).reached_setting
    assert "The limit of voltage was reached on the way." in words(generator_panel(slowed, style="paper"))
    assert "The limit of voltage was reached on the way." in ls.plots.told(generator_panel(slowed)).notes


def test_a_temperature_that_was_not_reached_is_told_on_every_picture(weak):
    shown = display_at_end(weak)

    assert not shown.reached_setting
    assert shown.limits == ("power",)
    assert f"could not reach 80 °C: its sensor is at {shown.sensor_c:.1f} °C" in shortfall_in_words(shown)
    assert shortfall_in_words(shown).endswith("it reached its limit of power.")
    assert "80 °C not reached: the limit of power held it back" in words(generator_panel(weak))
    assert "The generator: 80 °C not reached" in words(generator_panel(weak))
    assert "RF, 80 °C not reached, this tip leaves a lesion" in words(lesion_map(weak))
    for figure in (lesion_map(weak), traces(weak)):
        assert "RF current, set temperature not reached · " in words(figure)


def test_pictures_of_a_generator_that_follows_say_so(rf):
    assert "With RF at 80 °C for 90 s, this tip leaves a lesion" in words(lesion_map(rf))
    assert "RF current · 20 G" in words(lesion_map(rf))


def test_a_start_without_ramp_overshoots_and_the_remedy_is_named(no_ramp, rf):
    hottest = float(no_ramp["sensor_temperature"].max())

    assert hottest > 82
    assert overshoot_in_words(no_ramp) == (
        f"Without a ramp the sensor overshoots to {hottest:.0f} °C; real generators ramp: try --ramp 10."
    )
    assert overshoot_in_words(rf) == ""


def test_a_sensor_still_too_hot_is_told(no_ramp):
    shown = display_at_end(no_ramp)
    hot = type(shown)(**{**vars(shown), "sensor_c": 83.0})

    assert shortfall_in_words(hot) == "The sensor is still 3.0 °C above 80 °C when heating ends."
    assert hot.reached_setting


def test_a_held_result_is_refused_in_words(b1):
    with pytest.raises(ls.ScenarioError, match=r"the generator panel needs current.* --source rf --ramp 10"):
        generator_panel(b1)


@pytest.mark.parametrize("style", ["slide", "paper"])
@pytest.mark.parametrize("name", ["rf", "weak", "with_leads", "no_ramp"])
def test_no_text_overlaps_or_leaves_the_picture(request, clashes, name, style):
    assert clashes(generator_panel(request.getfixturevalue(name), style=style)) == []
