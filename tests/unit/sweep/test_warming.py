"""Whatever is compiled, is compiled before the clock runs."""

import dataclasses

import pytest
from filelock import FileLock

import lesionsim as ls
from lesionsim.errors import RunError
from lesionsim.sweep.running import warming
from lesionsim.sweep.running.options import Options
from lesionsim.sweep.running.warming import Warm, alone_if, kind_of, rough


def test_scenarios_that_run_by_the_same_compiled_code_are_of_one_kind():
    b1 = ls.load("b1")
    assert kind_of(b1) == kind_of(ls.change(b1, {"probe.gauge": 18, "tissue.perfusion_per_s": 0.01}))


@pytest.mark.parametrize("other", ["lumbar-medial-branch-rf", "b3-bone"])
def test_current_and_bodies_make_another_kind(other):
    assert kind_of(ls.load("b1")) != kind_of(ls.load(other))


def test_properties_that_depend_on_temperature_make_another_kind():
    b1 = ls.load("b1")
    tissue = dataclasses.replace(b1.tissue, conductivity_w_m_k=lambda t_c: 0.5 + 0.001 * (t_c - 37))
    assert kind_of(b1) != kind_of(dataclasses.replace(b1, tissue=tissue))


def test_each_kind_is_run_once_and_roughly():
    seen = []
    warm = Warm(lambda scenario, options, number: seen.append((scenario, number)), Options())
    fine = ls.change(ls.load("b1"), {"numerics.first_cell_mm": 0.01})
    assert not warm.knows(fine)
    warm.up(fine)
    assert warm.knows(ls.load("b1"))
    assert not warm.knows(ls.load("b3-bone"))
    assert seen == [(rough(fine), -1)]
    assert rough(fine).numerics.first_cell_mm > 0.1


@pytest.mark.parametrize("error", [RunError("too hot"), ZeroDivisionError()])
def test_a_rough_run_may_fail(error):
    def fail(scenario, options, number):
        raise error

    warm = Warm(fail, Options())
    warm.up(ls.load("b1"))
    assert warm.knows(ls.load("b1"))


def test_one_process_compiles_while_others_wait(tmp_path, monkeypatch):
    monkeypatch.setattr(warming, "CACHE_FOLDER", str(tmp_path))
    other = FileLock(tmp_path / ".compiling")
    with alone_if(True), pytest.raises(TimeoutError):
        other.acquire(timeout=0)
    with other, alone_if(False):
        assert other.is_locked
    monkeypatch.setattr(warming, "COMPILED_WITHIN_S", 0.01)
    with other, alone_if(True):  # it has waited long enough
        assert other.is_locked


def test_compiling_needs_no_locks(tmp_path, monkeypatch):
    monkeypatch.setattr(warming, "CACHE_FOLDER", str(tmp_path / "is not there"))
    with alone_if(True):
        pass
