"""Traces show what happened over time."""

import dataclasses

import matplotlib as mpl
import numpy as np
import pytest

import lesionsim as ls
from lesionsim.lesion.readings import Trace
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


def names_of(figure):
    """Return the words of each legend."""
    return [[text.get_text() for text in legend.get_texts()] for legend in figure.legends]


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

    written = {text.get_gid(): text.get_text() for text in figure.texts}
    widths = [ls.measure(default_result, time_s=time_s).width_mm for time_s in (90, 120)]
    told = f"After heating ends the lesion still grows, from {widths[0]:.1f} to {widths[1]:.1f} mm wide"
    assert " ".join(written["title"].replace("\N{NO-BREAK SPACE}", " ").split()) == told
    assert written["disclaimer"] == ls.DISCLAIMER
    assert "10\N{NO-BREAK SPACE}mm bare tip" in written["caption"]


def test_the_lesion_grows_as_it_is_measured(default_result):
    figure = ls.plots.traces(default_result)

    assert line(figure, "width_mm").get_ydata()[-1] == ls.measure(default_result).width_mm
    assert line(figure, "volume_mm3").get_ydata()[-1] == ls.measure(default_result).volume_mm3


def test_a_sudden_start_does_not_hide_the_rest_of_the_power(default_result):
    figure = ls.plots.traces(default_result)
    held = default_result.power.values[np.searchsorted(default_result.step_time.values, 60)]

    assert held > 0.4 * figure.axes[1].get_ylim()[1]
    assert "off the scale" in texts(figure)


def test_off_the_scale_stands_beside_the_spike(default_result):
    def words(result):
        panel = ls.plots.traces(result).axes[1]
        return next(text for text in panel.texts if text.get_gid() == "off the scale")

    late = [{"kind": "hold", "at_c": 45, "duration_s": 70}, {"kind": "hold", "at_c": 95, "duration_s": 30}]
    end = words(ls.simulate(ls.change(ls.load("b1"), {"protocol.steps": late})))
    start = words(default_result)
    assert (start.get_ha(), end.get_ha()) == ("left", "right")
    assert start.get_position()[0] < 0.1
    assert 0.6 < end.get_position()[0] < 0.8


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


def test_the_steps_of_the_protocol_are_named_where_there_is_room(default_result, stepped):
    words = texts(ls.plots.traces(default_result))

    assert "hold" in words
    assert "cool-down" in words
    assert "cool-down" not in texts(ls.plots.traces(stepped))


def test_thermocouples_are_drawn_with_their_names(stepped):
    figure = ls.plots.traces(stepped)

    assert names_of(figure)[0] == ["tip (mean)", "beside", "ahead"]


def test_several_criteria_can_be_drawn(stepped):
    figure = ls.plots.traces(stepped, ["Arrhenius skin", ls.Isotherm(60)])

    assert [name.replace("\N{NO-BREAK SPACE}", " ") for name in names_of(figure)[1]] == [
        "Arrhenius skin", "isotherm 60 °C",
    ]  # fmt: skip


def test_no_lesion_is_said(results):
    assert "no lesion" in texts(ls.plots.traces(results["too cool"]))


@pytest.fixture(scope="module")
def crowded():
    """Return a run with nine thermocouples of long names."""
    couples = tuple(Thermocouple(name=f"number {k} of a long row beside the tip", r_mm=1 + k, z_mm=5) for k in range(9))
    return ls.simulate(dataclasses.replace(ls.load("b1"), thermocouples=couples))


def bench(names, offset_c=0.0, count=60):
    """Return measured traces with these names, all at one temperature."""
    time_s = np.linspace(0, 90, count)
    return [Trace(name, time_s, np.full(count, 40.0 + offset_c)) for name in names]


@pytest.mark.parametrize("style", ["slide", "paper"])
@pytest.mark.parametrize("run", ["default", "bench", "too cool", "long and hot"])
def test_no_text_of_traces_overlaps_another_or_is_cut(results, run, style, clashes):
    assert clashes(ls.plots.traces(results[run], style=style)) == []


@pytest.mark.parametrize("style", ["slide", "paper"])
def test_crowded_traces_keep_their_room(stepped, crowded, style, clashes):
    many = bench([f"fibre {number} of the optical thermometer" for number in range(12)])

    assert clashes(ls.plots.traces(stepped, ["Arrhenius skin", ls.Isotherm(60)], style=style)) == []
    assert clashes(ls.plots.traces(crowded, [ls.Isotherm(45 + k) for k in range(9)], many, style)) == []


@pytest.mark.parametrize(("style", "least_pt"), [("slide", 18.0), ("paper", 7.5)])
def test_no_text_of_traces_is_smaller_than_its_look_allows(stepped, style, least_pt):
    figure = ls.plots.traces(stepped, style=style)

    assert min(text.get_fontsize() for text in figure.findobj(mpl.text.Text) if text.get_text()) >= least_pt


def test_thermocouples_that_are_not_drawn_are_counted(crowded):
    figure = ls.plots.traces(crowded, style="paper")
    drawn = [line for line in figure.axes[0].lines if (line.get_gid() or "").startswith("temperature: ")]

    assert len(drawn) == 6
    assert "3 more not drawn" in names_of(figure)[0]


def test_recorded_moments_are_marked(default_result):
    width = line(ls.plots.traces(default_result), "width_mm")

    assert width.get_marker() == "o"
    assert width.get_markersize() > width.get_linewidth()
    assert np.array_equal(width.get_xdata(), default_result.time.values)


def test_a_trace_named_like_a_thermocouple_gets_its_colour_and_the_difference(stepped):
    simulated = line(ls.plots.traces(stepped), "temperature: beside")
    trace = Trace("Beside", stepped.step_time.values, stepped.thermocouple_temperature.values[0] + 1.5)
    figure = ls.plots.traces(stepped, measured=trace)
    measured = line(figure, "temperature: measured, rms 1.5 °C")

    assert measured.get_color() == simulated.get_color()
    assert measured.get_marker() == "o"
    assert measured.get_linewidth() < simulated.get_linewidth()
    assert names_of(figure)[0][1:3] == ["beside", "measured, rms 1.5\N{NO-BREAK SPACE}°C"]


def test_a_trace_of_the_tip_is_compared_with_the_tip(default_result):
    trace = Trace("tip", default_result.step_time.values, default_result.tip_temperature.values - 2.0)
    figure = ls.plots.traces(default_result, measured=[trace])

    assert line(figure, "temperature: measured, rms 2.0 °C").get_color() == line(figure, "tip temperature").get_color()


def test_a_stranger_is_drawn_under_its_own_name_without_a_difference(stepped):
    names = names_of(ls.plots.traces(stepped, measured=bench(["fibre"])))[0]

    assert "fibre, measured" in names
    assert not [name for name in names if "rms" in name]


def test_a_measured_thermocouple_is_drawn_even_when_it_is_the_last_of_many(crowded):
    figure = ls.plots.traces(crowded, measured=bench([str(crowded.thermocouple.values[-1])]), style="paper")
    drawn = [line.get_label() for line in figure.axes[0].lines]

    assert str(crowded.thermocouple.values[-1]) in drawn


def test_readings_outside_the_run_are_not_drawn(default_result):
    late = Trace("fibre", np.array([60.0, 100.0, 500.0]), np.array([50.0, 51.0, 52.0]))
    never = Trace("later", np.array([500.0, 600.0]), np.array([50.0, 51.0]))
    figure = ls.plots.traces(default_result, measured=[late, never])

    assert line(figure, "temperature: fibre, measured").get_xdata().tolist() == [60.0, 100.0]
    assert "no reading during the run" in texts(figure).replace("\n", " ")


def test_measured_traces_come_from_a_file(default_result, tmp_path):
    path = tmp_path / "bench.csv"
    path.write_text("time_s,fibre (°C)\n0,37\n10,\n20,44\n", encoding="utf-8")
    drawn = line(ls.plots.traces(default_result, measured=path), "temperature: fibre, measured")

    assert np.array_equal(drawn.get_ydata(), [37.0, np.nan, 44.0], equal_nan=True)


def test_measured_that_is_nothing_of_the_kind_is_refused(default_result):
    with pytest.raises(ls.ScenarioError, match="must be the name of a CSV file"):
        ls.plots.traces(default_result, measured=3)
