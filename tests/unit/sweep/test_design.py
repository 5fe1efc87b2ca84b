"""Designs: which rows they have, what each row is, and what is refused before anything is drawn."""

import dataclasses
import pickle
import subprocess
import sys

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

import lesionsim as ls
from lesionsim.errors import ScenarioError
from lesionsim.sweep.design.design import Design, make_design
from lesionsim.sweep.design.distributions import Levels, LogNormal, LogUniform, Normal, Triangular, Uniform
from lesionsim.sweep.design.sampling import Asked, rows_of

B1 = ls.load("b1")
LUMBAR = ls.load("lumbar-medial-branch")
WIDE = {
    "temperature_c": {"low": 60, "high": 90},
    "hold_s": {"kind": "normal", "mean": 90, "sd": 10, "low": 30},
    "gauge": [16, 18, 20, 22],
    "tissue.perfusion_per_s": "library",
    "nerve.offset_mm": {"kind": "triangular", "low": 1, "mode": 1.5, "high": 3},
}


def test_a_grid_has_every_combination_and_the_last_key_changes_fastest():
    design = make_design(B1, {"gauge": [18, 20], "tip_mm": [5, 10, 15]})

    assert [tuple(design.values(i).values()) for i in range(len(design))] == [
        (18, 5), (18, 10), (18, 15), (20, 5), (20, 10), (20, 15)
    ]  # fmt: skip


def test_distributions_of_a_grid_become_levels_from_end_to_end():
    design = make_design(
        B1, {"temperature_c": {"low": 60, "high": 90}, "tip_mm": Levels((5, 10)), "hold_s": {"low": 10, "high": 1000,
        "kind": "log-uniform", "levels": 3}}, samples=4,
    )  # fmt: skip

    assert [source.values for source in design.sources] == [(60, 70, 80, 90), (5, 10), (10, 100, 1000)]


def test_one_at_a_time_is_the_scenario_and_then_each_level_alone():
    design = make_design(LUMBAR, {"gauge": [18, 22], "hold_s": [60], "start_c": [30, 35]}, "one-at-a-time")

    assert [tuple(design.values(i).values()) for i in range(len(design))] == [
        (20, 90, 37), (18, 90, 37), (22, 90, 37), (20, 60, 37), (20, 90, 30), (20, 90, 35)
    ]  # fmt: skip
    assert design.scenario_at(0) == LUMBAR
    assert design.changes(4) == {"start_c": 30}


@given(st.integers(1, 200), st.integers(1, 6), st.integers(0, 10_000))
@settings(max_examples=40)
def test_a_latin_hypercube_has_one_row_in_each_slice_of_each_key(samples, keys, seed):
    names = ["start_c", "hold_s", "tip_mm", "nerve.offset_mm", "nerve.angle_deg", "tissue.density_kg_m3"][:keys]
    design = make_design(LUMBAR, {name: Uniform(low=0, high=1) for name in names}, "latin-hypercube", samples, seed)

    assert len(design) == samples
    assert (np.sort(np.floor(design.points * samples), axis=0) == np.arange(samples)[:, None]).all()


def test_sobol_points_are_scrambled_seeded_and_spread_better_than_chance():
    vary = {"start_c": Uniform(low=0, high=1), "hold_s": Uniform(low=0, high=1)}
    one, same, other = (make_design(LUMBAR, vary, "sobol", 256, seed) for seed in (1, 1, 2))

    assert (one.points == same.points).all()
    assert not (one.points == other.points).any()
    halves = np.floor(one.points * 16)
    assert (np.unique(halves, axis=0, return_counts=True)[1] == 1).all()  # one point in each of 16 x 16 squares
    assert len(make_design(LUMBAR, vary, "sobol", 100)) == 100
    assert "64 or 128" in make_design(LUMBAR, vary, "sobol", 100).advice
    assert one.advice == ""


def test_points_of_screening_and_of_sobol_indices_have_the_right_count():
    vary = {"start_c": {"low": 30, "high": 38}, "hold_s": {"low": 60, "high": 90}, "gauge": [18, 20, 22]}

    morris = make_design(LUMBAR, vary, "morris", 5, seed=3)
    saltelli = make_design(LUMBAR, vary, "saltelli", 8, seed=3)

    assert (len(morris), len(saltelli)) == (20, 40)
    assert all(((each.points >= 0) & (each.points < 1)).all() for each in (morris, saltelli))


@pytest.mark.parametrize("kind", ["latin-hypercube", "sobol"])
@pytest.mark.parametrize("rho", [-0.9, 0.3, 0.7])
def test_correlated_inputs_have_the_correlation_and_keep_their_own_distributions(kind, rho):
    vary = {"start_c": Uniform(low=0, high=1), "hold_s": LogNormal(median=60, factor=2), "tip_mm": Normal(mean=9, sd=1)}
    design = make_design(LUMBAR, vary, kind, 4096, seed=5, correlation=[("hold_s", "tip_mm", rho)])
    scores = scipy.stats.norm.ppf(np.clip(design.points, 1e-9, 1 - 1e-9))

    found = np.corrcoef(scores.T)

    assert found[1, 2] == pytest.approx(rho, abs=0.02)  # 1 / sqrt(4096) = 0.016 by chance, less for spread points
    assert abs(found[0, 1:]).max() < 0.05
    for column in design.points.T:
        assert scipy.stats.kstest(column, "uniform").statistic < 0.01


def test_a_correlated_latin_hypercube_is_still_one():
    vary = {"start_c": Uniform(low=0, high=1), "hold_s": Uniform(low=0, high=1)}
    design = make_design(LUMBAR, vary, "latin-hypercube", 500, correlation=[("start_c", "hold_s", 0.8)])

    assert (np.sort(np.floor(design.points * 500), axis=0) == np.arange(500)[:, None]).all()


def test_three_correlations_are_met_together():
    vary = {key: Normal(mean=50, sd=1) for key in ("start_c", "hold_s", "tip_mm")}
    wanted = [("start_c", "hold_s", 0.5), ("tip_mm", "hold_s", 0.6), ("tip_mm", "start_c", -0.2)]

    found = np.corrcoef(make_design(LUMBAR, vary, "sobol", 4096, correlation=wanted).points.T)

    assert (found[0, 1], found[1, 2], found[0, 2]) == pytest.approx((0.48, 0.58, -0.19), abs=0.03)


def test_rows_of_a_list_are_taken_as_they_are():
    rows = [{"gauge": 18}, {"tip_mm": 5.0, "gauge": 22}, {}, {"source": "held"}]
    design = make_design(B1, kind="list", rows=rows)

    assert design.keys == ("gauge", "tip_mm", "source")
    assert [design.changes(i) for i in range(4)] == [
        {"probe.gauge": 18}, {"probe.gauge": 22, "probe.tip_length_mm": 5.0}, {}, {"source": "held"}
    ]  # fmt: skip
    assert design.values(0) == {"gauge": 18, "tip_mm": 10.0, "source": "held"}
    assert design.points[:2, 0].tolist() == [0.25, 0.75]  # the middle of each level's share
    assert design.scenario_at(1).probe.tip_length_mm == 5


@pytest.mark.parametrize(
    ("values", "steps"),
    [
        ({"temperature_c": 70, "hold_s": 60}, "hold 70 °C for 60 s, then cool down for 30 s"),
        (
            {"ramp_s": 10, "temperature_c": 75},
            "ramp to 75 °C in 10 s, then hold 75 °C for 90 s, then cool down for 30 s",
        ),
        ({"cooldown_s": 0}, "hold 80 °C for 90 s"),
        ({"cooldown_s": 5, "ramp_s": 0}, "hold 80 °C for 90 s, then cool down for 5 s"),
    ],
)
def test_short_names_change_the_usual_protocol(values, steps):
    design = make_design(LUMBAR, kind="list", rows=[values])

    assert str(design.scenario_at(0).protocol) == steps


def test_short_names_change_a_protocol_with_a_ramp():
    ramped = ls.load("b2")
    design = make_design(ramped, kind="list", rows=[{"temperature_c": 70, "ramp_s": 5}, {"ramp_s": 0, "hold_s": 60}])

    assert str(design.scenario_at(0).protocol).startswith("ramp to 70 °C in 5 s, then hold 70 °C for")
    assert str(design.scenario_at(1).protocol).startswith("hold 80 °C for 60 s")
    assert design.base == {"temperature_c": 80.0, "ramp_s": 10.0, "hold_s": 80.0}


@pytest.mark.parametrize("kind", ["grid", "one-at-a-time", "latin-hypercube", "sobol"])
def test_the_scenario_of_a_row_is_what_change_makes_of_it(kind):
    design = make_design(LUMBAR, WIDE, kind, samples=3)

    for number in range(0, len(design), 7):
        scenario = design.scenario_at(number)
        values = design.values(number)
        assert scenario == ls.change(LUMBAR, design.changes(number))
        assert (scenario.probe.gauge, scenario.nerve.offset_mm) == (values["gauge"], values["nerve.offset_mm"])
        assert (scenario.protocol.set_c, scenario.protocol.hold_s) == (values["temperature_c"], values["hold_s"])


def test_a_design_survives_a_journey_to_another_process():
    design = make_design(LUMBAR, WIDE, "sobol", 64, correlation=[("hold_s", "gauge", 0.4)])
    assert design.values(3)

    again = pickle.loads(pickle.dumps(design))  # noqa: S301

    assert again == design
    assert [again.values(i) for i in range(64)] == [design.values(i) for i in range(64)]
    assert again.scenario_at(5) == design.scenario_at(5)


def test_the_fingerprint_is_the_same_in_every_process_and_on_every_machine():
    code = (
        "import lesionsim as ls; from lesionsim.sweep.design.design import make_design as make;"
        "print(make(ls.load('b1'), {'gauge': [18, 20], 'temperature_c': [70.5, 80]}).sha256)"
    )
    done = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
            for _ in range(2)]  # fmt: skip

    assert {each.stdout.strip() for each in done} == {
        make_design(B1, {"gauge": [18, 20], "temperature_c": [70.5, 80]}).sha256
    }


def test_the_fingerprint_of_points_does_not_depend_on_how_inputs_were_made_to_vary_together():
    """The places before correlation are exact on every machine; those after it are so to about 1e-15 alone."""
    vary = {"start_c": Uniform(low=0, high=1), "hold_s": Uniform(low=0, high=1)}
    free = make_design(B1, vary, "sobol", 16)
    bound = make_design(B1, vary, "sobol", 16, correlation=[("start_c", "hold_s", 0.5)])

    assert (free.drawn == bound.drawn).all()
    assert free.sha256 != bound.sha256


DIFFERENT = [
    {}, {"seed": 2}, {"samples": 9}, {"kind": "latin-hypercube"}, {"correlation": [("start_c", "hold_s", 0.5)]},
    {"vary": {"start_c": Uniform(low=30, high=36), "hold_s": Uniform(low=60, high=91)}},
    {"vary": {"start_c": Uniform(low=30, high=36), "ramp_s": Uniform(low=60, high=90)}},
    {"vary": {"start_c": LogUniform(low=30, high=36), "hold_s": Uniform(low=60, high=90)}},
    {"scenario": ls.change(B1, {"probe.tip_length_mm": 9})},
]  # fmt: skip


def test_whatever_decides_rows_changes_the_fingerprint():
    usual = {
        "scenario": B1, "vary": {"start_c": Uniform(low=30, high=36), "hold_s": Uniform(low=60, high=90)},
        "kind": "sobol", "samples": 8, "seed": 1,
    }  # fmt: skip
    designs = [make_design(**(usual | change)) for change in DIFFERENT]

    assert len({each.sha256 for each in designs}) == len(DIFFERENT)
    assert make_design(**usual) == designs[0]
    assert designs[1] != designs[0]
    assert make_design(**usual, title="other") != designs[0]
    moved = dataclasses.replace(designs[0], drawn=np.nextafter(designs[0].drawn, 1))  # as another SciPy might draw
    assert moved.sha256 != designs[0].sha256
    assert hash(make_design(**usual)) == hash(designs[0])
    assert make_design(**usual, title="another title").sha256 == designs[0].sha256


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"vary": {}}, "vary is empty; give at least one key"),
        ({"vary": None}, "vary is nothing; must be keys with values"),
        ({"vary": {"gauge": []}}, "vary.gauge is an empty list; must have at least one value"),
        ({"vary": {"tip_mm": {"low": 9, "high": 2, "levels": 3}}}, "vary.tip_mm.low is 9; must be below high, 2"),
        (
            {"vary": {"tip_mm": {"kind": "normal", "mean": 1, "sd": 1, "low": 2}}},
            "vary.tip_mm.mean is 1; must be at least",
        ),
        (
            {"vary": {"tip_mm": {"low": 2, "hihg": 9}}},
            "vary.tip_mm.hihg is not a key that exists here; nearest: .*high",
        ),
        ({"vary": {"tip_mm": {"low": 2}}}, "vary.tip_mm.high is missing"),
        (
            {"vary": {"tip_mm": {"kind": "gaussian", "mean": 2}}},
            "vary.tip_mm.kind is 'gaussian'; must be 'uniform', .*nearest",
        ),
        (
            {"vary": {"tip_mm": {"low": 2, "high": 9}}},
            "vary.tip_mm is uniform from 2 to 9, and kind = 'grid' needs a few",
        ),
        ({"vary": {"tip_mm": {"low": 2, "high": 9, "levels": 0}}}, "vary.tip_mm.levels is 0; must be a whole number"),
        (
            {"vary": {"tip_mm": {"low": 2, "high": 9, "levels": [2, 9]}}},
            "levels is a list of 2; .*a list of values stands",
        ),
        ({"vary": {"tip_mm": object()}}, "vary.tip_mm is a object; must be a list of values"),
        ({"vary": {"tip_mm": [2, None]}}, r"vary.tip_mm\[1\] is nothing; must be a finite number or a word"),
        ({"vary": {"tip_mm": [2, "x"]}}, r"vary.tip_mm\[1\] is 'x', and the first level is 2; levels must be all"),
        ({"vary": {"tip_mm": [2, 2.0]}}, r"vary.tip_mm\[1\] is 2, and so is tip_mm\[0\]"),
        (
            {"vary": {"gauge": {"low": 16, "high": 22}}, "samples": 3},
            "vary.gauge is uniform .* not any number; must be a list",
        ),
        ({"vary": {"source": {"low": 16, "high": 22}}, "samples": 3}, "list of values, each 'held' or 'rf'"),
        ({"vary": {"temprature_c": [70]}}, "temprature_c is not a key that exists here; nearest: temperature_c"),
        ({"vary": {"probe.guage": [70]}}, "probe.guage is not a key that exists here; nearest: probe.gauge"),
        (
            {"vary": {"criteria[3].omega": [1]}},
            r"criteria\[3\] does not exist; criteria has 2 entries, criteria\[0\] to",
        ),
        (
            {"vary": {"nerve.offset_mm": [1, 2]}},
            "nerve is nothing and has no parts; offset_mm cannot be set in it; set nerve.kind",
        ),
        ({"vary": {"perfusion.criterion": ["a"]}}, "perfusion.criterion is not a key that exists here"),
        ({"vary": {"probe..gauge": [18]}}, "is not a key; write it like"),
        ({"vary": {"gauge": [18], "probe.gauge": [20]}}, "probe.gauge and gauge say the same thing"),
        ({"vary": {"probe.gauge": [18], " probe . gauge": [20]}}, "probe.gauge is given twice"),
        ({"vary": {"temperature_c": [70], "protocol.steps[0].at_c": [70]}}, "and temperature_c say the same thing"),
        ({"vary": {"ramp_s": [7], "protocol.steps[0].duration_s": [70]}}, "and ramp_s say the same thing"),
        ({"kind": "gird"}, "kind is 'gird'; must be 'grid', .*; nearest: grid"),
        ({"kind": 3}, "kind is 3; must be 'grid'"),
        ({"kind": "sobol"}, "samples is missing; kind = 'sobol' needs it: how many rows; a power of two"),
        ({"kind": "morris"}, "samples is missing; kind = 'morris' needs it: how many trajectories"),
        ({"samples": 0}, "samples is 0; must be between 1 and 1000000"),
        ({"samples": 2.5}, "samples is 2.5; must be a whole number between 1 and 1000000"),
        ({"samples": 2_000_000, "kind": "sobol"}, "samples is 2000000; must be between 1 and 1000000"),
        ({"samples": True}, "samples is true; must be a number"),
        ({"seed": -1}, "seed is -1; must be between 0"),
        (
            {"samples": 400_000, "kind": "saltelli"},
            "a saltelli of 1200000 rows is asked for; a design has at most 1000000",
        ),
        ({"vary": {"tip_mm": list(range(2000)), "start_c": list(range(2000))}}, "a grid of 4000000 rows is asked for"),
        ({"rows": [{"gauge": 18}]}, "rows are given, but kind is 'grid'"),
        ({"kind": "list"}, "vary is given, but kind = 'list' takes its values from rows"),
        ({"kind": "list", "vary": None}, "rows is nothing|rows are missing"),
        ({"kind": "list", "vary": None, "rows": [{}]}, "rows change nothing"),
        ({"kind": "list", "vary": None, "rows": [3]}, r"rows\[0\] is 3; must be values by key"),
        (
            {"kind": "list", "vary": None, "rows": [{"tip_mm": 3}, {"tip_mm": [3]}]},
            r"rows\[1\].tip_mm is a list of 1; must be",
        ),
        (
            {"kind": "list", "vary": None, "rows": [{"tip_mm": 3}, {"tip_mm": "x"}]},
            r"rows\[1\].tip_mm is 'x', and before it",
        ),
        (
            {"kind": "list", "vary": None, "rows": [{"gauge": 3, "probe.gauge": 3}]},
            r"rows\[0\].probe.gauge and gauge say",
        ),
        ({"kind": "list", "vary": None, "rows": [{"gauge": 3}, {"probe.gauge": 3}]}, "probe.gauge and gauge say"),
        ({"correlation": [None]}, r"correlation\[0\] is nothing; must be \(key, other key, number\)"),
        ({"correlation": [("gauge", "tip_mm", 0.5)]}, "correlation is given, but kind is 'grid'; only"),
        ({"correlation": "strong"}, "correlation is 'strong'; must be a list of"),
        (
            {"vary": {"tip_mm": {"kind": "normal", "mean": 9, "sd": 1}}, "kind": "morris", "samples": 2},
            "give low and high",
        ),
    ],
)
def test_what_cannot_be_designed_is_refused(given, words):
    with pytest.raises(ScenarioError, match=words):
        make_design(**({"scenario": B1, "vary": {"gauge": [18, 20]}} | given))


@pytest.mark.parametrize(
    ("correlation", "words"),
    [
        ([("gauge", "tip_mm", 0.5)], r"correlation\[0\].b is 'tip_mm', which does not vary; must be a key that varies"),
        ([("gauge", "gauge", 0.5)], r"correlation\[0\].b is 'gauge', and so is a"),
        ([("gauge", "start_c", 1)], r"correlation\[0\].rho is 1; must be a number between -1 and 1, both left out"),
        ([("gauge", "start_c", -1.0)], "rho is -1; must be"),
        ([("gauge", "start_c", float("nan"))], "rho is nan; must be"),
        ([("gauge", "start_c", "much")], "rho is 'much'; must be"),
        (
            [("gauge", "start_c", 0.5), ("start_c", "gauge", 0.5)],
            r"correlation\[1\] is of the same keys as correlation\[0\]",
        ),
        ([("gauge", "start_c", 0.9), ("start_c", "hold_s", 0.9), ("gauge", "hold_s", -0.9)], "not positive definite"),
    ],
)
def test_correlations_that_cannot_be_are_refused(correlation, words):
    vary = {"gauge": [18, 20], "start_c": Uniform(low=30, high=37), "hold_s": Uniform(low=30, high=37)}

    with pytest.raises(ScenarioError, match=words):
        make_design(B1, vary, "sobol", 8, correlation=correlation)


def test_a_protocol_of_another_shape_has_no_short_names():
    twice = ls.change(B1, {"protocol.steps": [{"kind": "hold", "at_c": at, "duration_s": 30} for at in (60, 80)]})

    with pytest.raises(ScenarioError, match=r"hold_s does not fit the protocol of b1 .*protocol.steps\[0\].duration_s"):
        make_design(twice, {"hold_s": [60]})


def test_a_ramp_to_another_temperature_than_that_of_the_hold_has_no_short_names():
    steps = [{"kind": "ramp", "to_c": 70, "duration_s": 10}, {"kind": "hold", "at_c": 80, "duration_s": 60}]

    with pytest.raises(ScenarioError, match="temperature_c does not fit the protocol of b1"):
        make_design(ls.change(B1, {"protocol.steps": steps}), {"temperature_c": [60]})


@pytest.mark.parametrize("number", [-1, 4, 1.0, "1", None])
def test_a_row_that_does_not_exist_is_refused(number):
    design = make_design(B1, {"gauge": [18, 20], "tip_mm": [5, 10]})

    for ask in (design.values, design.changes, design.scenario_at):
        with pytest.raises(ScenarioError, match="must be a whole number between 0 and 3: the design has 4 rows"):
            ask(number)


def test_a_scenario_is_needed():
    with pytest.raises(ScenarioError, match="scenario is 'b1'; must be a Scenario"):
        make_design("b1", {"gauge": [18]})


def test_a_design_tells_what_it_is():
    design = make_design(B1, {"gauge": [18, 20], "start_c": Triangular(low=30, mode=36, high=38)}, samples=3)

    assert repr(design) == (
        f"grid of 6 rows over gauge, start_c from b1\n  gauge: 18 or 20\n  start_c: {design.sources[1]}"
    )
    assert isinstance(design, Design)
    assert len(make_design(B1, {"gauge": range(16, 19), "tip_mm": np.linspace(5, 15, 5), "start_c": 36})) == 15


@pytest.mark.parametrize("kind", ["grid", "one-at-a-time", "latin-hypercube", "sobol", "morris", "saltelli"])
def test_the_number_of_rows_is_known_before_they_are_made(kind):
    design = make_design(LUMBAR, {"start_c": {"low": 30, "high": 38}, "gauge": [18, 20, 22]}, kind, samples=4)

    assert rows_of(Asked(kind, design.sources, 4, 0)) == len(design)


def test_another_seed_gives_another_latin_hypercube():
    vary = {"start_c": Uniform(low=0, high=1), "hold_s": Uniform(low=0, high=1)}
    one, same, other = (make_design(LUMBAR, vary, "latin-hypercube", 64, seed) for seed in (1, 1, 2))

    assert (one.points == same.points).all()
    assert not (one.points == other.points).any()
