"""The picture of a fit draws readings, the fitted run and residuals, and tells the intervals."""

import matplotlib as mpl
import numpy as np
import pytest

import lesionsim as ls
from lesionsim.lesion.readings import Trace
from lesionsim.plots.fitted import fitted_traces
from lesionsim.plots.saving import rendered
from lesionsim.sweep.fit.fit import fit

CONDUCTIVITY = "tissue.conductivity_w_m_k"
COUPLES = [
    {"name": name, "r_mm": r, "z_mm": 5.0} for name, r in (("beside", 2.0), ("a very long name of a place", 4.0))
]


@pytest.fixture(scope="module")
def fits():
    quick = {"numerics.growth": 0.5, "numerics.first_cell_mm": 0.3, "tissue.perfusion_per_s": 0.0}
    bench = ls.change(ls.load("b1"), {"thermocouples": COUPLES, **quick})
    result = ls.simulate(ls.change(bench, {CONDUCTIVITY: 0.6, "numerics.step_s": 1.0}))
    times = np.arange(3.0, 90.1, 3.0)
    noise = np.random.default_rng(1).normal(0, 0.2, (2, times.size))
    traces = [
        Trace(each["name"], times, np.interp(times, result.step_time, heat) + wrong)
        for each, heat, wrong in zip(COUPLES, result.thermocouple_temperature.values, noise, strict=True)
    ]
    return {"one": fit(bench, traces, [CONDUCTIVITY]),
            "not told apart": fit(bench, traces[:1], [CONDUCTIVITY, "tissue.heat_capacity_j_kg_k"])}  # fmt: skip


def named(figure, name):
    return next(artist for artist in figure.findobj(mpl.lines.Line2D) if artist.get_gid() == name)


def words(figure):
    text = " ".join(text.get_text() for text in figure.findobj(mpl.text.Text))
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def test_dots_are_readings_and_lines_are_the_fitted_run(fits):
    figure, table = fitted_traces(fits["one"]), fits["one"].table
    part = table.isel(reading=(table.trace == "beside").values)

    assert named(figure, "measured: beside").get_ydata() == pytest.approx(part.measured_c.values)
    assert named(figure, "fitted: beside").get_ydata() == pytest.approx(part.fitted_c.values)
    assert named(figure, "start: beside").get_ydata() == pytest.approx(part.start_c.values)
    assert named(figure, "residual: beside").get_ydata() == pytest.approx((part.measured_c - part.fitted_c).values)


def test_values_and_intervals_stand_in_the_title(fits):
    each = fits["one"].parameters[0]
    told = words(fitted_traces(fits["one"]))

    assert f"The readings fit tissue conductivity {each.value:.4g} W/m/K ({each.low:.3g} to {each.high:.3g})" in told
    assert "95 % intervals" in told
    assert ls.DISCLAIMER in told


def test_what_cannot_be_told_apart_is_said_on_the_picture(fits):
    told = words(fitted_traces(fits["not told apart"]))

    assert "not known" in told
    assert "cannot be told apart" in told


@pytest.mark.parametrize(("style", "size"), [("slide", 18.0), ("paper", 7.5)])
@pytest.mark.parametrize("name", ["one", "not told apart"])
def test_texts_are_large_enough_and_apart(fits, clashes, name, style, size):
    figure = fitted_traces(fits[name], style=style)

    assert clashes(figure) == []
    assert min(text.get_fontsize() for text in figure.findobj(mpl.text.Text) if text.get_text()) >= size


def test_the_same_fit_gives_the_same_bytes(fits):
    assert rendered(fitted_traces(fits["one"]), "svg") == rendered(fitted_traces(fits["one"]), "svg")


def test_something_else_is_refused(fits):
    with pytest.raises(ls.ScenarioError, match=r"fitted is nothing that ls\.fit returns"):
        fitted_traces(fits["one"].table)
