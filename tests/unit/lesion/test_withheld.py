"""What held a generator's current back, and what each mode asks for, told in times and words."""

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.lesion.generator import (
    at_limit,
    display_at_end,
    overshoot_in_words,
    shortfall_in_words,
    shown_trace,
)
from lesionsim.lesion.heating import amount_in_words, goal_in_words, keeps_temperature, kept_value, steps_in_words
from lesionsim.lesion.withheld import Pause, Withheld, withheld, withheld_briefly, withheld_in_words
from lesionsim.scenario import Cooldown, Hold, Protocol, Ramp, to_toml

RF = "lumbar-medial-branch-rf"  # 10 s of ramp, 90 s of hold, 30 s of cool-down
IMPEDANCES = {"generator.roll_off_ohm": 120.0, "generator.shut_off_ohm": 200.0}
KEPT = {"voltage": ("set_v", 8.0, "8 V"), "power": ("set_w", 1.5, "1.5 W"), "current": ("set_a", 0.12, "0.12 A")}


def kept(mode, **more):
    key, value, _ = KEPT[mode]
    return {"generator.mode": mode, f"generator.{key}": value} | {f"generator.{name}": v for name, v in more.items()}


@pytest.fixture(scope="module")
def rf():
    return ls.simulate(ls.change(ls.load(RF), {"numerics.error_bars": "off"}))


@pytest.fixture
def pretend(rf):
    """Return a function that gives the run another scenario, and starts of pauses and of a shut-off in s."""

    def pretended(changes, pauses=(), shut_off=None, **traces):
        time_s = rf["step_time"].values
        latest = np.full(time_s.size, -1.0)
        for start_s in pauses:
            latest[time_s > start_s] = start_s
        shut = np.where(time_s > (np.inf if shut_off is None else shut_off), shut_off or 0.0, -1.0)
        told = {"pause_start": latest, "shut_off_start": shut} | traces
        result = rf.assign({name: ("step_time", values + np.zeros(time_s.size)) for name, values in told.items()})
        result.attrs["scenario"] = to_toml(ls.change(ls.load(RF), changes))
        return result

    return pretended


def test_a_run_that_nothing_stopped_has_nothing_to_tell(rf, pretend):
    for result in (rf.drop_vars(["pause_start", "shut_off_start"], errors="ignore"), pretend(IMPEDANCES)):
        assert withheld(result) == Withheld((), None)
        assert withheld_in_words(result) == withheld_briefly(result) == ""
        assert not withheld(result).at(50.0)


def test_one_pause_is_told_with_its_times(pretend):
    result = pretend(IMPEDANCES, pauses=[34.2])
    assert withheld(result).pauses == (Pause(34.2, pytest.approx(49.2)),)
    assert withheld_in_words(result) == "The impedance passed 120 ohm at 34.2 s; the current paused until 49.2 s."
    assert withheld_briefly(result) == "Paused above 120 ohm, at 34.2 s, for 15 s (grey)."


def test_a_shut_off_is_told_with_its_time(pretend):
    result = pretend(IMPEDANCES, shut_off=34.2)
    assert withheld(result) == Withheld((), 34.2)
    assert withheld_in_words(result) == "The impedance passed 200 ohm at 34.2 s; the generator shut off."
    assert withheld_briefly(result) == "Shut off above 200 ohm at 34.2 s (grey)."
    assert display_at_end(result).missed == "shut off at 34.2 s"


def test_several_pauses_are_counted_and_added(pretend):
    result = pretend(IMPEDANCES | {"generator.roll_off_pause_s": 5.0}, pauses=[20.0, 40.0, 60.1])
    assert [pause.start_s for pause in withheld(result).pauses] == [20.0, 40.0, 60.1]
    assert withheld_in_words(result) == (
        "The impedance passed 120 ohm 3 times, first at 20.0 s; the current paused for 15 s in all."
    )
    assert withheld_briefly(result) == "Paused 3 times above 120 ohm, first at 20.0 s, for 15 s in all (grey)."


def test_pauses_that_follow_on_each_other_are_one_and_others_are_not(pretend):
    result = pretend(IMPEDANCES | {"generator.roll_off_pause_s": 5.0}, pauses=[20.0, 25.04, 30.14])
    assert withheld(result).pauses == (Pause(20.0, pytest.approx(30.04)), Pause(30.14, pytest.approx(35.14)))


def test_a_pause_ends_when_heating_ends_or_the_generator_shuts_off(pretend):
    assert withheld(pretend(IMPEDANCES, pauses=[95.0])).pauses == (Pause(95.0, 100.0),)
    both = pretend(IMPEDANCES, pauses=[50.0], shut_off=53.1)
    assert withheld(both) == Withheld((Pause(50.0, 53.1),), 53.1)
    assert withheld_in_words(both) == (
        "The impedance passed 120 ohm at 50.0 s; the current paused. "
        "The impedance passed 200 ohm at 53.1 s; the generator shut off."
    )
    assert withheld_briefly(both) == "Paused above 120 ohm, shut off above 200 ohm at 53.1 s (grey)."


def test_the_current_is_held_back_after_a_start_and_up_to_an_end():
    happened = Withheld((Pause(10.0, 15.0),), 20.0)
    told = [happened.at(time_s) for time_s in (10.0, 10.1, 15.0, 15.1, 20.0, 20.1, 99.0)]
    assert told == [False, True, True, False, False, True, True]


def test_impedance_is_shown_while_the_current_is_held_back_and_not_in_the_cool_down(rf, pretend):
    time_s = rf["step_time"].values
    result = pretend(IMPEDANCES, pauses=[20.0], shut_off=50.0, current=0.0)
    shown = np.isfinite(shown_trace(result, "impedance"))
    expected = (time_s > 20) & (time_s <= 35) | (time_s > 50) & (time_s <= 100)
    np.testing.assert_array_equal(shown, expected)


def test_a_stopped_generator_is_not_told_to_have_missed_its_temperature_for_another_reason(pretend):
    cold = pretend(IMPEDANCES, shut_off=34.2, sensor_temperature=45.0)
    assert shortfall_in_words(display_at_end(cold)) == ""
    paused = pretend(IMPEDANCES, pauses=[95.0], sensor_temperature=70.0)
    assert shortfall_in_words(display_at_end(paused)) == ""
    assert display_at_end(paused).missed == "80 °C not reached"
    over = pretend(IMPEDANCES, pauses=[50.0], sensor_temperature=70.0)
    assert "could not reach 80 °C" in shortfall_in_words(display_at_end(over))


@pytest.mark.parametrize("mode", KEPT)
def test_what_is_kept_takes_the_place_of_temperatures_in_words(mode):
    scenario, amount = ls.change(ls.load(RF), kept(mode)), KEPT[mode][2]
    assert not keeps_temperature(scenario)
    assert kept_value(scenario) == KEPT[mode][1]
    assert amount_in_words(scenario) == amount
    assert goal_in_words(scenario) == f"{amount} for 90 s"
    assert (
        steps_in_words(scenario) == f"raise to {amount} in 10 s, then keep {amount} for 90 s, then cool down for 30 s"
    )


@pytest.mark.parametrize("name", [RF, "b1"])
def test_temperatures_stand_in_words_where_they_are_followed(name):
    scenario = ls.load(name)
    assert keeps_temperature(scenario)
    assert kept_value(scenario) == 80.0
    assert amount_in_words(scenario) == "80 °C"
    assert steps_in_words(scenario) == str(scenario.protocol)


def test_a_ramp_alone_goes_up_to_its_goal():
    ramp = Protocol(steps=(Ramp(to_c=70, duration_s=20),))
    assert goal_in_words(ls.change(ls.load(RF), {"protocol": ramp})) == "up to 70 °C"
    assert goal_in_words(ls.change(ls.load(RF), {"protocol": ramp} | kept("power"))) == "up to 1.5 W"


@pytest.mark.parametrize("mode", KEPT)
def test_no_temperature_is_missed_or_overshot_where_something_else_is_kept(mode, pretend):
    cold = pretend(kept(mode), sensor_temperature=45.0)
    shown = display_at_end(cold)
    assert (shown.mode, f"{shown.kept:g} {shown.unit}") == (mode, KEPT[mode][2])
    assert shown.reached_setting
    assert shown.missed == shortfall_in_words(shown) == ""
    sudden = Protocol(steps=(Hold(at_c=80, duration_s=100), Cooldown(duration_s=30)))
    assert overshoot_in_words(pretend({"protocol": sudden} | kept(mode), sensor_temperature=99.0)) == ""
    assert overshoot_in_words(pretend({"protocol": sudden}, sensor_temperature=99.0)) != ""
    assert shortfall_in_words(display_at_end(pretend(kept(mode), sensor_temperature=99.0))) == ""


def test_what_is_not_kept_is_told_with_its_limit(pretend):
    cut = pretend(kept("power", most_v=5.0), voltage=5.0, current=0.1)
    shown = display_at_end(cut)
    assert (shown.limits, shown.limits_at_end) == (("voltage",), ("voltage",))
    assert shown.missed == "1.5 W not kept"
    assert shortfall_in_words(shown) == "The generator could not keep 1.5 W; it reached its limit of voltage."


def test_a_limit_on_the_way_is_no_miss_at_the_end(rf, pretend):
    early = np.where(rf["step_time"].values < 30, 5.0, 4.0)
    shown = display_at_end(pretend(kept("power", most_v=5.0), voltage=early, current=0.1))
    assert (shown.limits, shown.limits_at_end) == (("voltage",), ())
    assert shown.reached_setting


def test_what_is_kept_at_its_own_limit_is_kept(pretend):
    level = pretend(kept("voltage", most_v=8.0), voltage=8.0)
    assert not at_limit(level, "voltage").any()
    assert display_at_end(level).reached_setting
    assert at_limit(pretend({"generator.most_v": 8.0}, voltage=8.0), "voltage").all()
