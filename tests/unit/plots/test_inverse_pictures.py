"""Pictures of inverse questions draw the runs, the wanted value and every solution, and say what they are."""

import matplotlib as mpl
import numpy as np
import pytest
import xarray as xr

import lesionsim as ls
from lesionsim.plots.front import pareto_front
from lesionsim.plots.inverse import solutions
from lesionsim.plots.saving import rendered
from lesionsim.sweep.inverse.goals import AtLeast, AtMost, Exactly
from lesionsim.sweep.inverse.inverse import inverse

T, HOLD = {"temperature_c": (60, 95)}, {"hold_s": (20, 180)}
QUESTIONS = {
    "curves": ({"width_mm": 5.5}, {**T, "gauge": [16, 18, 20]}),
    "not reached": ({"width_mm": 9.0}, T),
    "lines": ({"width_mm": 5.5}, {**T, **HOLD}),
    "lines of levels": ({"width_mm": 5.5}, {**T, **HOLD, "gauge": [18, 20]}),
    "points": ({"width_mm": 5.5, "length_mm": 13.0}, {**T, "tip_mm": (5, 15)}),
    "points of levels": ({"width_mm": 5.5, "length_mm": 13.0}, {**T, "tip_mm": (5, 15), "gauge": [18, 20]}),
    "surface": ({"width_mm": 5.5}, {**T, **HOLD, "tip_mm": (5, 12)}),
    "side": ({"width_mm": AtLeast(5.0)}, T),
    "region": ({"volume_mm3": AtMost(200), "width_mm": AtLeast(4.5)}, {**T, **HOLD}),
    "levels": ({"width_mm": Exactly(5.0, 0.3)}, {"gauge": (16, 22)}),
    "front": ({"length_mm": "maximise", "volume_mm3": "minimise"}, {**T, "tip_mm": (5, 15), "gauge": [16, 20]}),
    "front of levels": ({"length_mm": "maximise", "volume_mm3": "minimise"}, {"gauge": (16, 22)}),
}


@pytest.fixture(scope="module")
def tables():
    quick = ls.change(ls.load("b1"), {"numerics.growth": 0.5, "numerics.first_cell_mm": 0.3})
    return {name: inverse(quick, goals, vary, scan=5) for name, (goals, vary) in QUESTIONS.items()}


def draw(table, style="slide"):
    return (pareto_front if table.attrs["form"] == "front" else solutions)(table, style=style)


def named(figure, name):
    return next(artist for artist in figure.findobj() if artist.get_gid() == name)


def words(figure):
    text = " ".join(text.get_text() for text in figure.findobj(mpl.text.Text))
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def test_a_curve_is_every_run_in_order_of_the_input(tables):
    table = tables["curves"]
    x, y = named(draw(table), "curve: gauge 18").get_data()
    runs = table.isel(run=(table.run_gauge == 18).values).sortby("run_temperature_c")

    assert x == pytest.approx(runs.run_temperature_c.values)
    assert y == pytest.approx(runs.run_width_mm.values)


def test_solutions_are_marked_on_their_curve_and_told_in_the_legend(tables):
    table = tables["curves"]
    figure = draw(table)
    value, error = float(table.temperature_c[1]), float(table.temperature_c_error[1])

    assert named(figure, "wanted").get_ydata() == [5.5, 5.5]
    marks = [each.get_xydata()[0] for each in figure.findobj(mpl.lines.Line2D) if each.get_marker() == "o"]
    assert any(mark == pytest.approx((value, 5.5), abs=1e-3) for mark in marks if mark.size)
    assert f"gauge 18 {value:.1f} ± {np.ceil(error * 10) / 10:.1f} °C" in words(figure)


def test_what_is_not_reached_is_said_in_title_and_legend_and_the_wanted_value_is_in_sight(tables):
    figure = draw(tables["not reached"])
    low, high = figure.axes[0].get_ylim()

    assert words(figure).count("not reached") == 2
    assert low < 9.0 < high


def test_over_two_ranges_the_line_and_the_points_have_the_wanted_value(tables):
    figure = draw(tables["lines"])
    dots = named(figure, "solutions: ").get_xydata()
    path = named(figure, "wanted: width_mm, ").get_paths()[0].vertices

    assert dots == pytest.approx(np.stack([tables["lines"].temperature_c, tables["lines"].hold_s], axis=1))
    for x, y in path[2:-2]:
        assert np.min(np.hypot((dots[:, 0] - x) / 35, (dots[:, 1] - y) / 160)) < 0.1


def test_each_goal_over_two_ranges_has_its_own_line_in_the_legend(tables):
    figure = draw(tables["points"])

    assert "lesion width 5.5 mm" in words(figure)
    assert named(figure, "wanted: width_mm, ") is not named(figure, "wanted: length_mm, ")
    assert "met at 1 place" in words(figure)


def test_levels_that_meet_the_goal_are_filled(tables):
    dots = named(draw(tables["levels"]), "levels")
    filled = [not np.allclose(colour[:3], 1.0) for colour in dots.get_facecolors()]

    assert [gauge for gauge, full in zip(range(16, 23), filled, strict=True) if full] == [
        int(each) for each in tables["levels"].gauge.values
    ]


def test_a_front_shows_all_runs_and_its_points_by_level(tables):
    figure = draw(tables["front"])
    table = tables["front"]
    runs = named(figure, "runs").get_xydata()

    assert len(runs) == table.sizes["run"]
    assert named(figure, "front").get_xdata() == pytest.approx(np.sort(table.volume_mm3.values))
    assert {"gauge 16", "gauge 20"} <= {text.get_text() for text in figure.findobj(mpl.text.Text)}
    assert figure.axes[0].get_xlabel() == "lesion volume (mm³)"


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_picture_says_that_it_is_an_exercise(tables, name):
    told = words(draw(tables[name]))

    assert "A model exercise" in told
    assert "not settings for a patient" in told
    assert "Arrhenius liver" in told
    assert ls.DISCLAIMER in told


@pytest.mark.parametrize(("style", "size"), [("slide", 18.0), ("paper", 7.5)])
@pytest.mark.parametrize("name", QUESTIONS)
def test_texts_are_large_enough_and_apart(tables, clashes, name, style, size):
    figure = draw(tables[name], style)

    assert clashes(figure) == []
    assert min(text.get_fontsize() for text in figure.findobj(mpl.text.Text) if text.get_text()) >= size


def test_many_levels_do_not_run_out_of_the_picture(clashes):
    quick = ls.change(ls.load("b1"), {"numerics.growth": 0.5, "numerics.first_cell_mm": 0.3})
    table = inverse(quick, {"width_mm": 5.5}, {**T, "gauge": (14, 22)}, scan=5)
    figure = draw(table)

    assert clashes(figure) == []
    assert "..." in words(figure)


def test_the_same_table_gives_the_same_bytes(tables):
    for name in ("curves", "lines", "front"):
        assert rendered(draw(tables[name]), "svg") == rendered(draw(tables[name]), "svg")


def test_a_table_that_was_written_and_read_gives_the_same_picture(tables, tmp_path):
    for name in ("curves", "lines of levels", "front"):
        tables[name].to_netcdf(tmp_path / "table.nc", engine="h5netcdf")
        with xr.open_dataset(tmp_path / "table.nc", engine="h5netcdf") as read:
            assert rendered(draw(read.load()), "svg") == rendered(draw(tables[name]), "svg")


def test_other_tables_are_refused(tables):
    with pytest.raises(ls.ScenarioError, match="is no Pareto front"):
        pareto_front(tables["curves"])
    with pytest.raises(ls.ScenarioError, match=r"is no table of ls\.inverse"):
        solutions(tables["front"])
    with pytest.raises(ls.ScenarioError, match="style is 'poster'"):
        solutions(tables["curves"], style="poster")
