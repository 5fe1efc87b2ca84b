"""What is handed to a picture is checked before anything is drawn."""

import inspect

import numpy as np
import pytest
from matplotlib.figure import Figure

import lesionsim as ls

WRONG = {
    "path": lambda r: ls.plots.save(Figure(), None),
    "figure": lambda r: ls.plots.save("x", "f.png"),
    "ax": lambda r: ls.plots.lesion_map(r, ax="x"),
    "limits_c": lambda r: ls.plots.lesion_map(r, limits_c=3),
    "limits_c is 'x'": lambda r: ls.plots.lesion_map(r, limits_c="x"),
    "limits_c is a list": lambda r: ls.plots.lesion_map(r, limits_c=(80, 37)),
    "criteria": lambda r: ls.plots.lesion_map(r, criteria=3),
    "criteria is": lambda r: ls.plots.traces(r, criteria="isotherm 50 °C"),
    "time_s": lambda r: ls.plots.lesion_map(r, time_s="90"),
    "z_mm": lambda r: ls.plots.temperature_profile(r, z_mm="5"),
    "temperature lies along": lambda r: ls.plots.temperature_profile(r.isel(time=0)),
    "side_temperature lies along": lambda r: ls.plots.joules(r.where(r.r < 2)),
    "b: .*holds criterion": lambda r: ls.plots.compare(r, r.sortby("criterion")),
}


@pytest.mark.parametrize("words", WRONG)
def test_a_wrong_argument_is_named(default_result, words):
    with pytest.raises(ls.ScenarioError, match=words):
        WRONG[words](default_result)


OF_A_RESULT = [name for name in ls.plots.__all__ if "result" in inspect.signature(getattr(ls.plots, name)).parameters]


@pytest.mark.parametrize("name", OF_A_RESULT)
def test_every_picture_refuses_a_reordered_result(default_result, name):
    with pytest.raises(ls.ScenarioError, match=r"not as ls\.simulate made it"):
        getattr(ls.plots, name)(default_result.sortby("time", ascending=False))


def test_an_array_of_labels_is_a_list_of_criteria(default_result):
    figure = ls.plots.lesion_map(default_result, criteria=np.array(["isotherm 50 °C", "isotherm 60 °C"]))
    assert isinstance(figure, Figure)


@pytest.mark.parametrize("name", ls.plots.__all__)
def test_checked_functions_keep_their_words_and_arguments(name):
    function = getattr(ls.plots, name)
    assert function.__name__ == name
    assert function.__doc__
    assert "args" not in inspect.signature(function).parameters
