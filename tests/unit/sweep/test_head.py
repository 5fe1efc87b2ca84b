"""Two sweeps that differ are told apart in words."""

import dataclasses

import numpy as np

import lesionsim as ls
from lesionsim.scenario import Labelled, Voxels
from lesionsim.sweep.design.design import make_design
from lesionsim.sweep.running.head import differences, head_of
from lesionsim.sweep.running.options import Options
from lesionsim.sweep.running.record import scenario_sha256

VARY = {"temperature_c": {"low": 60, "high": 90}, "gauge": [18, 20]}


def head(scenario=None, vary=VARY, samples=16, seed=1, **options):
    design = make_design(scenario or ls.load("b1"), vary, kind="latin-hypercube", samples=samples, seed=seed)
    return head_of(design, Options(**options))


def test_a_labelled_volume_counts_by_what_its_file_holds(tmp_path):
    labels = np.zeros((4, 4, 4), dtype=np.uint8)
    bone = Labelled(label=1, tissue=ls.load("b3-bone").anatomy[0].tissue)
    place = {"spacing_mm": (1.0, 1.0, 1.0), "origin_mm": (3.0, -2.0, 4.0)}
    scenario = dataclasses.replace(
        ls.load("b3-bone"), anatomy=(Voxels(file=str(tmp_path / "bone.npy"), tissues=(bone,), **place),)
    )
    heads, hashes = [], []
    for label in (1, 2):
        labels[0, 0, :2] = (1, label % 2)
        np.save(tmp_path / "bone.npy", labels)
        heads.append(head(scenario=scenario))
        hashes.append(scenario_sha256(scenario))
    assert hashes[0] != hashes[1]
    assert heads[0]["design_sha256"] != heads[1]["design_sha256"]
    assert differences(*heads)[0].startswith("design.scenario.anatomy[0].checksum was ")


def test_the_same_sweep_has_no_differences():
    assert differences(head(), head()) == []


def test_each_difference_is_named_with_what_was_and_what_is():
    thin = ls.change(ls.load("b1"), {"tissue.perfusion_per_s": 0.001})
    assert differences(head(), head(seed=2)) == ["design.seed was 1 and is 2"]
    assert differences(head(), head(time_limit_s=3)) == ["options.time_limit_s was not set and is 3"]
    assert differences(head(), head(scenario=thin))[0].startswith("design.scenario.tissue.perfusion_per_s was")
    changed = differences(head(), head(vary={**VARY, "gauge": [18, 22]}))
    assert changed == ["design.vary.gauge was 18 or 20 and is 18 or 22"]
    assert "rows was 16 and is 32" in differences(head(), head(samples=32))


def test_designs_that_differ_in_nothing_but_their_rows_are_told_apart():
    cold, hot = {"temperature_c": 70}, {"temperature_c": 80}
    lists = [{"gauge": 18} | cold, {"gauge": 20} | hot], [{"gauge": 18} | hot, {"gauge": 20} | cold]
    a, b = (head_of(make_design(ls.load("b1"), kind="list", rows=rows), Options()) for rows in lists)
    assert len(differences(a, b)) == 1


def test_of_many_differences_five_are_told():
    a, b = ({"x": {str(i): i + add for i in range(9)}} for add in (0, 1))
    assert differences(a, b)[-2:] == ["x.4 was 4 and is 5", "and 4 more"]


def test_another_version_is_a_difference():
    assert differences(head(), head() | {"version": "0.0.9"})[0].startswith("version was 0.1.0 and is 0.0.9")


def test_lists_are_compared_as_they_come_back_from_a_file():
    assert differences({"a": [1, {"b": (1, 2)}]}, {"a": [1, {"b": [1, 2]}]}) == []
    assert differences({"a": np.float64(1)}, {"a": 1.0}) == []
