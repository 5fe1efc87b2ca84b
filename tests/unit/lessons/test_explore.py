"""`explore` shows a lesion that follows its sliders, and a picture where there are none; it is never an error."""

import base64
import sys
import time
from io import BytesIO

import pytest
from PIL import Image

import lesionsim as ls
from lesionsim.lessons import explore as exploring
from lesionsim.lessons import sliders
from lesionsim.lessons.controls import Choice, Slider, controls, described
from lesionsim.texts import language


@pytest.fixture
def without_widgets(monkeypatch):
    """As where ipywidgets is not installed."""
    monkeypatch.setitem(sys.modules, "ipywidgets", None)


def pixels(png):
    return Image.open(BytesIO(png)).convert("RGB")


def control(name):
    return next(each for each in controls(ls.load("lumbar-medial-branch")) if each.key == name)


def test_the_lesion_follows_the_values():
    explorer = ls.explore(ls.load("b1"))
    hotter = ls.measure(ls.simulate(ls.change(ls.load("b1"), {"protocol.steps[0].at_c": 90})))

    start = explorer.sentence
    assert f"{hotter.width_mm:.1f} mm wide" in str(explorer.at(temperature_c=90))
    assert f"{hotter.length_mm:.1f} mm long" in explorer.sentence
    assert explorer.sentence != start
    assert start.split(" mm")[0] in explorer.sentence.split("the start: ")[1]


def test_values_stay_until_they_are_changed_again():
    explorer = ls.explore("b1").at(temperature_c=90).at(hold_s=60)
    both = ls.change(ls.load("b1"), {"protocol.steps[0].at_c": 90, "protocol.steps[0].duration_s": 60})

    assert ls.measure(explorer.result) == ls.measure(ls.simulate(both))


def test_the_picture_changes_with_the_lesion_and_keeps_its_size():
    explorer = ls.explore()
    first, again = explorer.png, explorer.png
    other = explorer.at(temperature_c=90, gauge=16).png

    assert first == again
    assert pixels(first).size == pixels(other).size == (800, 500)
    assert first != other
    assert explorer.at(temperature_c=80, gauge=20).png == first


@pytest.mark.parametrize("values", [
    {"temperature_c": 300}, {"temperature_c": "hot"}, {"gauge": 99}, {"nonsense": 1}, {"hold_s": -5}, {"tip_mm": None},
])  # fmt: skip
def test_what_cannot_be_is_told_and_the_last_lesion_stays(values):
    explorer = ls.explore("b1").at(temperature_c=70)
    before = explorer.result
    explorer.at(**values)

    assert explorer.result is before or "tip_mm" in values
    assert ("cannot be run" in explorer.sentence) == ("tip_mm" not in values)
    assert "mm wide" in str(explorer.at(temperature_c=75))


@pytest.mark.parametrize("scenario", ["nonsense", 3, [], {"a": 1}, object(), "no-such-file.toml"])
def test_what_is_no_scenario_is_told_beside_the_default(scenario):
    explorer = ls.explore(scenario)

    assert explorer.sentence
    assert explorer.scenario == ls.load("lumbar-medial-branch")
    assert explorer.png


def test_current_takes_the_place_of_a_held_tip():
    held = ls.load("lumbar-medial-branch")
    rf = described(held, {"source": "rf", "ramp_s": 10.0})

    assert rf.source == "rf"
    assert rf.tissue.boiling is not None
    assert ls.measure(ls.simulate(rf)).width_mm > 1.5 * ls.measure(ls.simulate(held)).width_mm


def test_controls_hold_the_value_that_the_scenario_has():
    for name in ("lumbar-medial-branch", "b1", "lumbar-medial-branch-rf", "ex-vivo-21c"):
        for each in controls(ls.load(name)):
            if isinstance(each, Slider):
                assert each.low <= each.value <= each.high, (name, each.key)
            else:
                assert each.value in [value for _, value in each.options]


def test_a_needle_given_by_its_diameter_is_among_the_choices():
    gauges = next(each for each in controls(ls.load("b1")) if isinstance(each, Choice))

    assert gauges.options[0] == ("0.907 mm", None)
    assert gauges.value is None


def test_a_protocol_of_another_shape_has_no_sliders_of_time():
    scenario = ls.load("lumbar-medial-branch")
    steps = [{"kind": "hold", "at_c": 60, "duration_s": 30}, {"kind": "hold", "at_c": 80, "duration_s": 30}]
    names = [each.key for each in controls(ls.change(scenario, {"protocol.steps": steps}))]

    assert "temperature_c" not in names
    assert "tip_mm" in names


def test_without_widgets_there_is_the_picture_and_how_to_get_them(without_widgets):
    bundle = ls.explore()._repr_mimebundle_()

    assert set(bundle) == {"image/png", "text/plain", "text/html"}
    assert pixels(base64.b64decode(bundle["image/png"])).size == (800, 500)
    assert "pip install ipywidgets" in bundle["text/html"]
    assert bundle["image/png"] in bundle["text/html"]
    assert "mm wide" in bundle["text/plain"]


def test_a_broken_ipywidgets_leaves_the_picture(monkeypatch):
    def broken(explorer):
        raise RuntimeError("no front end")

    monkeypatch.setattr(sliders, "built", broken)
    assert set(ls.explore()._repr_mimebundle_()) == {"image/png", "text/plain", "text/html"}


def test_with_widgets_the_picture_stands_beside_the_sliders():
    bundle = ls.explore()._repr_mimebundle_()

    assert {"image/png", "text/plain", "application/vnd.jupyter.widget-view+json"} <= set(bundle)


def test_moving_a_slider_draws_the_lesion_again():
    import ipywidgets as widgets

    explorer = ls.explore().at(hold_s=60.0)
    box = sliders.built(explorer)
    *moved, words, picture = box.children
    hold = next(each for each in moved if each.description == "hold (s)")
    first, said = picture.value, words.value

    assert hold.value == 60.0
    hold.value = 120.0
    assert isinstance(hold, widgets.FloatSlider)
    assert explorer.values["hold_s"] == 120.0
    assert picture.value != first
    assert words.value != said
    hold.value = 60.0
    assert picture.value == first


def test_a_slow_run_waits_until_the_slider_is_let_go(monkeypatch):
    for seconds, quick in ((0.1, True), (2.0, False)):
        explorer = ls.explore("b1")
        monkeypatch.setattr(explorer, "timed", lambda seconds=seconds: seconds)
        moving = [each.continuous_update for each in sliders.built(explorer).children[:3]]
        assert moving == [quick] * 3


def test_bodies_beside_the_probe_are_drawn():
    plain, bone = ls.explore("b3"), ls.explore("b3-bone")

    assert bone.png != plain.png
    assert "mm wide" in bone.sentence


def test_explore_speaks_spanish():
    with language("es"):
        told = ls.explore("b1").at(temperature_c=70).sentence
        bundle = ls.explore("b1")
        assert bundle.png != ls.explore("b1").at(temperature_c=75).png
        assert exploring.title(bundle.result).endswith("de largo")

    assert "mm de ancho (al empezar:" in told


def test_a_lesion_that_is_none_is_told():
    explorer = ls.explore("b1").at(temperature_c=40, hold_s=10)

    assert exploring.title(explorer.result) == "No lesion"
    assert explorer.png


def test_a_redraw_is_timed_by_the_clock(monkeypatch):
    explorer = ls.explore("b1")
    ticks = iter([10.0, 12.5])
    monkeypatch.setattr(time, "perf_counter", lambda: next(ticks))
    monkeypatch.setattr(type(explorer), "png", b"")
    monkeypatch.setattr(explorer, "move", lambda values: True)

    assert explorer.timed() == 2.5
