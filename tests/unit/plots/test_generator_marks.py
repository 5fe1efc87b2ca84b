"""The generator panel marks what was set in each mode, and when the impedance stopped the current."""

import matplotlib as mpl
import numpy as np
import pytest

import lesionsim as ls
from lesionsim.cli.current import generator_sentence
from lesionsim.cli.report import sentence
from lesionsim.plots import lesion_map
from lesionsim.plots.display import generator_panel
from lesionsim.plots.field_maps import current_map
from lesionsim.plots.wording import brief_steps, protocol_in_words, run_in_words
from lesionsim.scenario import Hold, Protocol, Scenario, to_toml

RF = "lumbar-medial-branch-rf"  # 10 s of ramp, 90 s of hold, 30 s of cool-down
IMPEDANCES = {"generator.roll_off_ohm": 120.0, "generator.shut_off_ohm": 200.0}
POWER = {"generator.mode": "power", "generator.set_w": 1.5}
CURRENT = {"generator.mode": "current", "generator.set_a": 0.12}
VOLTAGE = {"generator.mode": "voltage", "generator.set_v": 8.0}


def words(figure):
    text = " ".join(text.get_text() for text in figure.findobj(mpl.text.Text))
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def found(figure, gid):
    return [each for each in figure.findobj(mpl.artist.Artist) if each.get_gid() == gid]


def gids(figure, start):
    return sorted(each.get_gid() for each in figure.findobj(mpl.artist.Artist)
                  if (each.get_gid() or "").startswith(start))  # fmt: skip


@pytest.fixture(scope="module")
def rf():
    return ls.simulate(ls.change(ls.load(RF), {"numerics.error_bars": "off"}))


@pytest.fixture(scope="module")
def pretend(rf):
    """Return a function that gives the run another scenario, and starts of pauses and of a shut-off in s."""

    def pretended(changes, pauses=(), shut_off=np.inf):
        time_s = rf["step_time"].values
        latest, shut = np.full(time_s.size, -1.0), np.where(time_s > shut_off, shut_off, -1.0)
        for start_s in pauses:
            latest[time_s > start_s] = start_s
        result = rf.assign(pause_start=("step_time", latest), shut_off_start=("step_time", shut))
        result.attrs["scenario"] = to_toml(ls.change(ls.load(RF), changes))
        return result

    return pretended


@pytest.fixture(scope="module")
def results(pretend):
    return {
        "one pause": pretend(IMPEDANCES, [34.2]),
        "pauses": pretend(IMPEDANCES | {"generator.roll_off_pause_s": 6.0}, np.arange(20, 98, 7.5)),
        "shut off": pretend(IMPEDANCES, shut_off=34.2),
        "both": pretend(IMPEDANCES | POWER | {"generator.series_ohm": 100.0}, [30.0, 60.0], 80.0),
        "power": pretend(POWER),
        "current": pretend(CURRENT | {"generator.most_w": 1.0}),
        "voltage": pretend(VOLTAGE),
    }


def test_pauses_are_shaded_in_every_panel(results):
    figure = generator_panel(results["one pause"])
    shades = found(figure, "withheld 0: paused")
    assert len(shades) == 5
    for shade in shades:
        assert (shade.get_x(), shade.get_x() + shade.get_width()) == pytest.approx((34.2, 49.2))
    assert len(gids(generator_panel(results["pauses"]), "withheld 10: paused")) == 5


def test_a_shut_off_is_shaded_to_the_end_and_told_in_the_title(results):
    figure = generator_panel(results["shut off"])
    for shade in found(figure, "withheld 0: shut off"):
        assert (shade.get_x(), shade.get_x() + shade.get_width()) == pytest.approx((34.2, 130.0))
    assert "The generator: shut off at 34.2 s" in words(figure)
    assert "Shut off above 200 ohm at 34.2 s (grey)." in words(figure)
    assert gids(figure, "withheld in words") == ["withheld in words: shut off"] * 3
    assert "RF current, shut off at 34.2 s" in words(lesion_map(results["shut off"]))
    assert "RF current, shut off at 34.2 s" in words(current_map(results["shut off"]))


def test_the_impedances_that_stopped_the_current_are_drawn_and_no_others(results):
    assert gids(generator_panel(results["shut off"]), "limit: ") == ["limit: shut off"]
    assert gids(generator_panel(results["power"]), "limit: ") == []
    both = generator_panel(results["both"])
    assert gids(both, "limit: ") == ["limit: pause", "limit: shut off"]
    assert list(found(both, "limit: pause")[0].get_ydata()) == [120.0, 120.0]
    assert list(found(both, "limit: shut off")[0].get_ydata()) == [200.0, 200.0]
    assert "pause above 120 ohm shut off above 200 ohm" in words(both)
    assert "Paused 2 times above 120 ohm, shut off above 200 ohm at 80.0 s (grey)." in words(both)


@pytest.mark.parametrize(("name", "trace", "top"), [("power", "power", 1.5), ("current", "current", 120.0),
                                                    ("voltage", "voltage", 8.0)])  # fmt: skip
def test_what_is_kept_is_drawn_as_set_and_temperatures_are_not(results, name, trace, top):
    figure = generator_panel(results[name])
    (ramp,), (hold,) = found(figure, f"set {trace} 0"), found(figure, f"set {trace} 1")
    assert (list(ramp.get_xdata()), list(ramp.get_ydata())) == ([0, 10], [0, pytest.approx(top)])
    assert (list(hold.get_xdata()), list(hold.get_ydata())) == ([10, 100], [pytest.approx(top)] * 2)
    assert gids(figure, "set ") == [f"set {trace} 0", f"set {trace} 1", f"set {trace} in words"]
    assert "80 °C" not in words(figure).replace("sensor 80.0 °C", "")


def test_words_tell_what_is_kept(results):
    told = words(generator_panel(results["power"]))
    assert "The generator keeps 1.5 W: " in told
    assert "sensor 80.0 °C · set 1.5 W" in told
    assert "The generator keeps the power, whatever its sensor reads." in words(
        generator_panel(results["power"], "paper")
    )
    missed = words(generator_panel(results["current"]))
    assert "The generator: 0.12 A not kept" in missed
    assert "0.12 A not kept: the limit of power held it back" in missed


@pytest.mark.parametrize(("name", "title"), [("power", "With RF at 1.5 W for 90 s, this tip leaves a lesion"),
                                             ("current", "RF, 0.12 A not kept, this tip leaves a lesion")])  # fmt: skip
def test_other_pictures_tell_in_their_title_what_is_kept_or_missed(results, name, title):
    assert title in words(lesion_map(results[name]))


@pytest.mark.parametrize(("name", "source"), [("power", "RF current, power kept"),
                                              ("current", "RF current, set current not kept")])  # fmt: skip
def test_captions_tell_the_mode(results, name, source):
    assert f"lumbar-medial-branch-rf · {source} · 20 G" in words(lesion_map(results[name]))


def scenario_with(changes) -> Scenario:
    return ls.change(ls.load(RF), changes)


def test_captions_tell_what_is_kept_step_by_step():
    power = scenario_with(POWER)
    assert run_in_words(power) == "20 G, 10 mm tip, 1.5 W for 90 s"
    assert protocol_in_words(power) == "raise to 1.5 W in 10 s, then keep 1.5 W for 90 s, then cool down for 30 s"
    assert brief_steps(power) == "1.5 W for 90 s, 130 s in all"
    assert brief_steps(scenario_with({})) == "80 °C for 90 s, 130 s in all"
    one, two = Protocol(steps=(Hold(at_c=80, duration_s=9),)), Protocol(steps=(Hold(at_c=80, duration_s=9),) * 2)
    assert brief_steps(scenario_with(POWER | {"protocol": one})) == "keep 1.5 W for 9 s"
    assert brief_steps(scenario_with(POWER | {"protocol": two})) == "2 steps up to 1.5 W in 18 s"


def test_the_answer_tells_pauses_and_what_is_kept(results):
    assert (
        "its sensor reads 80.0 °C. The impedance passed 120 ohm at 34.2 s; the current paused until 49.2 s."
    ) in generator_sentence(results["one pause"])
    told = sentence(scenario_with(POWER), ls.measure(results["power"]))
    assert "raised to 1.5 W in 10 s, kept at 1.5 W for 90 s and left to cool for 30 s" in told
    assert "Current heats the tissue; the generator keeps its power, whatever its sensor reads." in told
    assert "80 °C" not in told


@pytest.mark.parametrize("style", ["slide", "paper"])
@pytest.mark.parametrize("name", ["one pause", "pauses", "shut off", "both", "power", "current", "voltage"])
def test_no_text_overlaps_or_leaves_the_picture(results, clashes, name, style):
    assert clashes(generator_panel(results[name], style=style)) == []
