"""`lesionsim inverse` and `lesionsim fit` do what they are told, and refuse in the words of their options."""

import argparse
import csv
import json
import re

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.cli.fit import FIT, keys_typed
from lesionsim.cli.inverse import INVERSE, goals_typed, inputs_typed


def obey(command, *words):
    parser = argparse.ArgumentParser()
    parser.set_defaults(alone=False)
    command.add_options(parser)
    return command.obey(parser.parse_args(words))


@pytest.fixture
def bench(tmp_path):
    """A scenario with a thermocouple, and what it would measure with another conductivity."""
    couple = [{"name": "beside", "r_mm": 2.0, "z_mm": 5.0}]
    scenario = ls.change(ls.load("b1"), {"thermocouples": couple})
    result = ls.simulate(ls.change(scenario, {"tissue.conductivity_w_m_k": 0.6, "numerics.step_s": 1.0}))
    times = np.arange(3.0, 90.1, 3.0)
    heat = np.interp(times, result.step_time, result.thermocouple_temperature.values[0])
    noise = np.random.default_rng(1).normal(0, 0.1, times.size)
    rows = "".join(f"{t:g},{each:.3f}\n" for t, each in zip(times, heat + noise, strict=True))
    (tmp_path / "bench.csv").write_text(f"time_s,beside_c\n{rows}", "utf-8")
    (tmp_path / "bench.toml").write_text(result.attrs["scenario"].replace("0.6\n", "0.49\n"), "utf-8")
    return tmp_path


def test_inverse_tells_solutions_and_writes_picture_and_table(tmp_path, capsys):
    picture, table = tmp_path / "a.png", tmp_path / "a.csv"
    words = ["--goal", "width_mm=5.5", "--vary", "temperature_c=60:95", "--vary", "gauge=18,20"]
    code = obey(INVERSE, "b1", *words, "--scan", "7", "-o", str(picture), "--csv", str(table))
    told = capsys.readouterr().out
    lines = [line for line in table.read_text("utf-8").splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(lines))

    assert code == 0
    assert picture.stat().st_size > 10_000
    assert "gauge 18: lesion width 5.50" in told
    assert "A model exercise" in told
    assert [row["gauge"] for row in rows] == ["18", "20"]
    assert f"temperature_c {float(rows[0]['temperature_c']):.1f}" in told


def test_inverse_answers_pulling_goals_with_a_front(tmp_path, capsys):
    words = ["--goal", "length_mm=max", "--goal", "volume_mm3=min", "--vary", "gauge=16,18,20"]
    obey(INVERSE, "b1", *words, "-o", str(tmp_path / "front.svg"), "--style", "paper")

    assert "of which none betters another" in capsys.readouterr().out
    assert (tmp_path / "front.svg").exists()


def test_what_is_not_reached_is_an_answer_and_no_error(capsys):
    assert obey(INVERSE, "b1", "--goal", "width_mm=9", "--vary", "gauge=18,20") == 0
    assert "Not reached" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--vary", "gauge=18"], "--goal is missing"),
        (["--goal", "width_mm=6"], "--vary is missing"),
        (["--goal", "width_mm", "--vary", "gauge=18"], "--goal is 'width_mm'; must be like width_mm=6"),
        (["--goal", "width_mm=6,5", "--vary", "gauge=18"], "--goal width_mm is '6,5'; must be a number"),
        (["--goal", "width_mm=6", "--goal", "width_mm=7", "--vary", "gauge=18"], "--goal width_mm is given twice"),
        (["--goal", "width_mm=6", "--vary", "gauge"], "--vary is 'gauge'; must be like"),
        (["--goal", "width_mm=6", "--vary", "hold_s=a:b"], "--vary hold_s is 'a'; must be a number"),
        (["--goal", "width_mm=6", "--vary", "gauge=18", "--style", "poster"], "--style is 'poster'"),
        (["--goal", "width_mm=6", "--vary", "gauge=18", "--criterion", "skinny"], "--criterion is 'skinny'"),
    ],
)
def test_inverse_refuses_in_the_words_of_its_options(words, told):
    with pytest.raises(ls.ScenarioError, match=re.escape(told)):
        obey(INVERSE, "b1", *words)


def test_fit_tells_intervals_and_writes_picture_and_scenario(bench, capsys):
    files = {name: bench / name for name in ("bench.toml", "bench.csv", "fit.png", "fitted.toml")}
    words = ["--measured", str(files["bench.csv"]), "--vary", "tissue.conductivity_w_m_k=0.3:0.9"]
    code = obey(FIT, str(files["bench.toml"]), *words, "-o", str(files["fit.png"]),
                "--scenario-out", str(files["fitted.toml"]))  # fmt: skip
    told = capsys.readouterr().out

    assert code == 0
    assert re.search(r"tissue.conductivity_w_m_k +0\.[56]\d* W/m/K", told)
    assert files["fit.png"].stat().st_size > 10_000
    assert ls.load(str(files["fitted.toml"])).tissue.conductivity_w_m_k == pytest.approx(0.6, rel=0.03)


def test_fit_prints_json_and_nothing_else(bench, capsys):
    words = ["--measured", str(bench / "bench.csv"), "--vary", "tissue.conductivity_w_m_k", "--json"]
    obey(FIT, str(bench / "bench.toml"), *words)
    told = json.loads(capsys.readouterr().out)

    assert told["parameters"][0]["low"] < 0.6 < told["parameters"][0]["high"]
    assert told["readings"] == 30
    assert told["disclaimer"] == ls.DISCLAIMER


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--measured", "bench.csv"], "--vary is missing"),
        (["--vary", "tissue.perfusion_per_s"], "--measured is missing"),
        (["--vary", "tissue.perfusion_per_s=0.1", "--measured", "x.csv"], "must be a key, or a key with bounds"),
        (["--vary", "a=1:x", "--measured", "x.csv"], "--vary a is 'x'; must be a number"),
        (["--vary", "tissue.perfusion_per_s", "--measured", "nowhere.csv"], "nowhere.csv"),
    ],
)
def test_fit_refuses_in_the_words_of_its_options(words, told):
    with pytest.raises(ls.ScenarioError, match=re.escape(told)):
        obey(FIT, "b1", *words)


def test_what_is_typed_becomes_goals_inputs_and_keys():
    assert str(goals_typed(["volume_mm3 <= 200"])["volume_mm3"]) == "at most 200"
    assert inputs_typed(["probe.shaft=metal,adiabatic"]) == {"probe.shaft": ["metal", "adiabatic"]}
    assert keys_typed(["a.b = 1:2"]) == {"a.b": (1.0, 2.0)}
