"""Traces show what happened over time."""

import dataclasses

import matplotlib as mpl
import numpy as np
import pytest

import lesionsim as ls
from lesionsim.plots.curves import phases, power_limits
from lesionsim.scenario import Cooldown, Hold, Protocol, Ramp, Thermocouple


@pytest.fixture(scope="module")
def stepped():
    """Return a run with a ramp, a jump, two cool-downs and two thermocouples."""
    steps = (
        Ramp(to_c=70, duration_s=15), Hold(at_c=70, duration_s=30), Hold(at_c=80, duration_s=40),
        Cooldown(duration_s=5), Hold(at_c=60, duration_s=30), Cooldown(duration_s=30),
    )  # fmt: skip
    couples = (Thermocouple(name="beside", r_mm=3, z_mm=5), Thermocouple(name="ahead", r_mm=0, z_mm=-2))
    scenario = ls.load("lumbar-medial-branch")
    return ls.simulate(dataclasses.replace(scenario, protocol=Protocol(steps=steps), thermocouples=couples))


def texts(figure):
    return " ".join(text.get_text() for text in figure.findobj(mpl.text.Text))


def line(figure, name):
    return next(line for axes in figure.axes for line in axes.lines if line.get_gid() == name)


def test_every_panel_names_quantity_and_unit(default_result):
    figure = ls.plots.traces(default_result)

    labels = [axes.get_ylabel() for axes in figure.axes]
    assert labels == [
        "tip temperature (°C)", "power into tissue (W)", "lesion width (mm)", "lesion volume (mm³)",
    ]  # fmt: skip
    assert figure.axes[2].get_xlabel() == figure.axes[3].get_xlabel() == "time (s)"


def test_traces_carry_title_and_disclaimer(default_result):
    figure = ls.plots.traces(default_result)

    assert figure.get_suptitle().startswith("Idealised heated probe without current: ")
    assert any(text.get_text() == ls.DISCLAIMER for axes in figure.axes for text in axes.texts)


def test_the_lesion_grows_as_it_is_measured(default_result):
    figure = ls.plots.traces(default_result)

    assert line(figure, "width_mm").get_ydata()[-1] == ls.measure(default_result).width_mm
    assert line(figure, "volume_mm3").get_ydata()[-1] == ls.measure(default_result).volume_mm3


def test_a_sudden_start_does_not_hide_the_rest_of_the_power(default_result):
    figure = ls.plots.traces(default_result)
    held = default_result.power.values[np.searchsorted(default_result.step_time.values, 60)]

    assert held > 0.4 * figure.axes[1].get_ylim()[1]
    assert "off the scale" in texts(figure)


def test_nothing_is_said_to_be_off_the_scale_when_nothing_is():
    scenario = ls.change(ls.load("b1"), {"protocol.steps": [{"kind": "ramp", "to_c": 80.0, "duration_s": 60.0}]})
    figure = ls.plots.traces(ls.simulate(scenario))

    assert "off the scale" not in texts(figure)


def test_power_limits_hold_zero_and_negative_power():
    time_s = np.arange(0, 40, 1.0)
    low, high = power_limits(time_s, np.where(time_s < 20, 1.0, -0.5), list(phases(two_holds())))

    assert low < -0.5
    assert high > 1.0


def two_holds():
    return Protocol(steps=(Hold(at_c=80, duration_s=20), Hold(at_c=50, duration_s=20)))


def test_the_steps_of_the_protocol_are_named(stepped):
    words = texts(ls.plots.traces(stepped))

    assert "hold" in words
    assert "cool-down" in words


def test_thermocouples_are_drawn_with_their_names(stepped):
    figure = ls.plots.traces(stepped)
    names = [text.get_text() for text in figure.axes[0].get_legend().get_texts()]

    assert names == ["tip (mean)", "beside", "ahead"]


def test_several_criteria_can_be_drawn(stepped):
    figure = ls.plots.traces(stepped, ["Arrhenius skin", ls.Isotherm(60)])
    names = [text.get_text() for text in figure.axes[2].get_legend().get_texts()]

    assert names == ["Arrhenius skin", "isotherm 60 °C"]


def test_no_lesion_is_said(results):
    assert "no lesion" in texts(ls.plots.traces(results["too cool"]))


def test_no_text_of_traces_is_cut_by_the_edge_of_the_figure(stepped, texts_cut):
    figure = ls.plots.traces(stepped)

    assert texts_cut(figure) == []
