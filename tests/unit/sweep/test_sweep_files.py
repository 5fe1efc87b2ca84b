"""Sweeps as TOML files: what they may say, that nothing is lost on the way, and what is said when they are wrong."""

import tomllib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lesionsim as ls
from lesionsim.errors import ScenarioError
from lesionsim.scenario import to_toml as scenario_toml
from lesionsim.sweep.design.design import make_design, read_sweep
from lesionsim.sweep.design.distributions import Levels, LogNormal, LogUniform, Normal, Triangular, Uniform
from lesionsim.sweep.design.files import from_toml
from lesionsim.sweep.running.options import Options

EVERYTHING = """
scenario = "lumbar-medial-branch"
title = "Everything at once"
kind = "sobol"
samples = 64
seed = 7

[change]
tip_mm = 8
probe.shaft = "adiabatic"
"protocol.steps[1].duration_s" = 20
tissue.density_kg_m3 = 1050

[vary]
start_c = {low = 35, high = 38}
gauge = [18, 20, 22]
tissue.conductivity_w_m_k = {kind = "normal", mean = 0.5, sd = 0.05, low = 0.3}
tissue.perfusion_per_s = "library"
nerve.offset_mm = {kind = "triangular", low = 1, mode = 1.5, high = 3}
"criteria[0].frequency_per_s" = {kind = "log-normal", median = 7.39e39, factor = 1.5}
blood.temperature_c = 37

[[correlation]]
a = "tissue.conductivity_w_m_k"
b = "tissue.perfusion_per_s"
rho = 0.4

[measure]
criteria = ["all"]
error_bars = "sample"
dead_map = true
time_limit_s = 30
"""


def test_a_file_says_everything_that_a_sweep_needs():
    design, options = from_toml(EVERYTHING.replace("tip_mm = 8", "probe.tip_length_mm = 8"))

    assert options == Options(criteria=("all",), error_bars="sample", dead_map=True, time_limit_s=30)
    assert (design.kind, len(design), design.seed, design.title) == ("sobol", 64, 7, "Everything at once")
    assert (design.scenario.probe.tip_length_mm, design.scenario.tissue.density_kg_m3) == (8, 1050)
    assert design.scenario.protocol.steps[1].duration_s == 20
    assert dict(zip(design.keys, design.sources, strict=True)) == {
        "start_c": Uniform(low=35, high=38),
        "gauge": Levels((18, 20, 22)),
        "tissue.conductivity_w_m_k": Normal(mean=0.5, sd=0.05, low=0.3),
        "tissue.perfusion_per_s": LogUniform(low=3.34e-4, high=1.335e-3),
        "nerve.offset_mm": Triangular(low=1, mode=1.5, high=3),
        "criteria[0].frequency_per_s": LogNormal(median=7.39e39, factor=1.5),
        "blood.temperature_c": Levels((37,)),
    }
    assert design.correlation == (("tissue.conductivity_w_m_k", "tissue.perfusion_per_s", 0.4),)


def test_short_names_may_be_fixed_too():
    design, _ = from_toml(EVERYTHING.replace('"protocol.steps[1].duration_s" = 20', "hold_s = 60\ncooldown_s = 0"))

    assert str(design.scenario.protocol) == "hold 80 °C for 60 s"
    assert design.scenario.probe.tip_length_mm == 8


def test_a_design_in_python_and_in_a_file_is_the_same():
    text = 'scenario = "b1"\n[vary]\ngauge = [18, 20]\ntemperature_c = {low = 60, high = 90, levels = 4}'
    design = make_design(ls.load("b1"), {"gauge": (18, 20), "temperature_c": Levels((60.0, 70.0, 80.0, 90.0))})

    assert from_toml(text).design == design


def test_the_path_of_a_scenario_is_relative_to_the_file_of_the_sweep(tmp_path, monkeypatch):
    mine = ls.change(ls.load("b1"), {"name": "mine", "start_c": 36})
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "mine.toml").write_text(scenario_toml(mine), "utf-8")
    (tmp_path / "cases" / "bare").write_text(scenario_toml(mine), "utf-8")
    files = {"sweep.toml": "cases/mine.toml", "cases/sweep.toml": "mine.toml", "cases/other.toml": "bare"}
    for path, name in files.items():
        (tmp_path / path).write_text(f'scenario = "{name}"\nvary.gauge = [18, 20]', "utf-8")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)

    for path in files:
        assert read_sweep(tmp_path / path)[0].scenario == mine


@pytest.mark.parametrize(
    "given",
    [
        {"vary": {"gauge": [18, 20], "source": ["held", "rf"]}},
        {"vary": {"start_c": {"low": 30, "high": 38}}, "samples": 5},
        {"vary": {"start_c": {"low": 30, "high": 38}, "ramp_s": [0, 10]}, "kind": "one-at-a-time", "samples": 3},
        {"kind": "list", "rows": [{"gauge": 18}, {}, {"tip_mm": 0.1 + 0.2, "gauge": 22, "tissue": "liver"}]},
        {"vary": {"start_c": {"low": 30, "high": 38}, "gauge": [18, 22]}, "kind": "morris", "samples": 4, "seed": 2},
        {"vary": {"start_c": {"low": 30, "high": 38}, "gauge": [18, 22]}, "kind": "saltelli", "samples": 4, "seed": 2},
        {"vary": {"start_c": {"low": 30, "high": 38}, "gauge": [18, 22]}, "kind": "latin-hypercube", "samples": 4,
         "correlation": [("start_c", "gauge", -0.25)], "title": "Two, „together“"},
    ],
)  # fmt: skip
def test_a_design_written_and_read_again_is_the_same(given):
    for scenario in (ls.load("lumbar-medial-branch"), ls.change(ls.load("lumbar-bone"), {"name": "mine"})):
        design = make_design(scenario, **given)
        options = Options(criteria=("all",), error_bars="none", time_limit_s=2.5)

        again, what = from_toml(design.to_toml(options))

        assert (again, what) == (design, options)
        assert (again.keys, again.sources, again.title) == (design.keys, design.sources, design.title)
        assert np.array_equal(again.points, design.points, equal_nan=True)
        assert [again.values(i) for i in range(len(again))] == [design.values(i) for i in range(len(design))]
        assert again.to_toml(what) == design.to_toml(options)


numbers = st.floats(1e-6, 1e6)
sources = st.one_of(
    st.tuples(numbers, numbers).map(sorted).filter(lambda two: two[0] < two[1]).flatmap(
        lambda two: st.sampled_from([Uniform(low=two[0], high=two[1]), LogUniform(low=two[0], high=two[1]),
                                     Triangular(low=two[0], mode=two[1], high=two[1])])
    ),
    st.builds(Normal, mean=numbers, sd=numbers),
    st.builds(lambda mean, sd: Normal(mean=mean, sd=sd, low=mean / 2, high=mean * 2), numbers, numbers),
    st.builds(LogNormal, median=numbers, factor=st.floats(1.01, 100)),
    st.lists(st.one_of(numbers, st.integers(-1000, 1000)), min_size=1, max_size=6, unique=True).map(tuple).map(Levels),
)  # fmt: skip
KEYS = ["start_c", "hold_s", "tip_mm", "nerve.offset_mm", "criteria[1].minutes", "tissue.density_kg_m3", "ramp_s"]


@given(
    st.dictionaries(st.sampled_from(KEYS), sources, min_size=1),
    st.sampled_from(["sobol", "latin-hypercube"]),
    st.integers(1, 9),
    st.integers(0, 2**53),
)
@settings(max_examples=60)
def test_any_design_written_and_read_again_is_the_same(vary, kind, samples, seed):
    design = make_design(ls.load("lumbar-medial-branch"), vary, kind, samples, seed)

    again, _ = from_toml(design.to_toml())

    assert again == design
    assert [again.values(i) for i in range(samples)] == [design.values(i) for i in range(samples)]


def test_a_library_scenario_is_written_by_its_name():
    assert tomllib.loads(make_design(ls.load("b1"), {"gauge": [18]}).to_toml())["scenario"] == "b1"


HEAD = 'scenario = "b1"\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "mine.toml: scenario is missing; give a name of the library"),
        ("scenario = 3", "mine.toml: scenario is 3; give a name"),
        (
            'scenario = "b11"\nvary.gauge = [18]',
            "scenario 'b11' is neither a scenario of the library nor a TOML file; nearest: b1",
        ),
        ('scenario = "no.toml"\nvary.gauge = [18]', "no.toml: does not exist"),
        ("scenario.name = 'x'\nvary.gauge = [18]", "scenario.tissue is missing"),
        (HEAD, "mine.toml: vary is empty; give at least one key that varies"),
        (HEAD + "sample = 3\nvary.gauge = [18]", "mine.toml: sample is not a key of a sweep; nearest: samples"),
        (HEAD + "vary = 3", r"vary is 3; must be a table, \[vary\]"),
        (HEAD + "measure = 3\nvary.gauge = [18]", r"measure is 3; must be a table, \[measure\]"),
        (HEAD + "title = 3\nvary.gauge = [18]", "title is 3; must be one line of text"),
        (HEAD + "vary.gauge = [18]\nmeasure.bars = 'all'", "mine.toml: measure.bars is no option of a sweep"),
        (HEAD + "vary.gauge = [18]\nmeasure.error_bars = 'some'", "measure.error_bars is 'some'; must be"),
        (HEAD + "vary.gauge = [18]\nchange.gauge = 20", "gauge is given twice"),
        (HEAD + "vary.gauge = [18]\nchange.probe.gauge = 20", "gauge and probe.gauge say the same thing"),
        (HEAD + "vary.gauge = [18]\nchange.hold_s = 20\nchange.protocol.steps = []", "say the same thing"),
        (
            HEAD + "vary.gauge = [18]\nchange.start = 20",
            "change.start is not a key that exists here; nearest:.* start_c",
        ),
        (HEAD + "vary.gauge = [18]\nchange.hold_s = 0", "change.hold_s is 0 s; must be above 0"),
        (HEAD + "vary.gauge = [18]\nchange.start_c = 99", "change.start_c is 99 °C; must be between"),
        (HEAD + "vary.probe.guage = [18]", "probe.guage is not a key that exists here; nearest: probe.gauge"),
        (
            HEAD + "vary.tissue.conductivity_w_m_k = {lwo = 1, high = 2}",
            "vary.tissue.conductivity_w_m_k.lwo is not a key that",
        ),
        (HEAD + "vary.gauge = [18]\ncorrelation = 3", r"correlation must be tables \[\[correlation\]\]"),
        (
            HEAD + "vary.gauge = [18]\n[[correlation]]\na = 'gauge'\nr = 1",
            r"correlation\[0\].r is not a key that exists here",
        ),
        (HEAD + "vary.gauge = [18]\n[[correlation]]\na = 'gauge'", r"correlation\[0\].rho is missing"),
        (HEAD + "kind = 'list'\nrows = 3", 'rows is 3; kind = "list" needs them'),
        (HEAD + "kind = 'list'", 'rows are missing; kind = "list" needs them'),
        (HEAD + "kind = 'list'\n[[rows]]\ngage = 3", "gage is not a key that exists here; nearest: gauge"),
        (
            HEAD + "kind = 'list'\n[[rows]]\ngauge = 18\nprobe.gauge = 20",
            r"rows\[0\].probe.gauge and gauge say the same",
        ),
        (HEAD + "kind = 'list'\nchange.gauge = 18\n[[rows]]\nprobe.gauge = 20", "probe.gauge and gauge say the same"),
        (HEAD + "vary.gauge = [18]\nvary.gauge = [20]", "is not valid TOML"),
        (HEAD + "vary.gauge = 18:30:00", "vary.gauge is a time; must be a list of values"),
        (HEAD + "vary.'probe.gauge' = [18]\nvary.probe.gauge = [18]", "probe.gauge is given twice; give it once"),
    ],
)
def test_a_wrong_file_is_told_what_is_wrong_with_it(text, words):
    with pytest.raises(ScenarioError, match=words):
        from_toml(text, "mine.toml")


def test_a_file_that_is_not_there_is_told():
    with pytest.raises(ScenarioError, match=r"no\.toml: does not exist"):
        read_sweep("no.toml")


def test_rows_in_a_file_may_nest_their_keys():
    text = HEAD + "kind = 'list'\n[[rows]]\nprobe.gauge = 18\ntissue.perfusion_per_s = 0\n[[rows]]\nhold_s = 60\n"

    design, options = from_toml(text)

    assert design.keys == ("probe.gauge", "tissue.perfusion_per_s", "hold_s")
    assert design.values(0) == {"probe.gauge": 18, "tissue.perfusion_per_s": 0, "hold_s": 90.0}
    assert options == Options()
