"""One row of a sweep: what is measured, what it is called, and what happens where a run fails."""

import json
import subprocess
import sys
import tracemalloc

import pytest

import lesionsim as ls
from lesionsim.sweep.running.options import Options
from lesionsim.sweep.running.row import asked_of, has_bars, run_row

LIGHT = """
import sys
import lesionsim as ls
from lesionsim.sweep.running.options import Options
from lesionsim.sweep.running.row import run_row
run_row(ls.load("lumbar-medial-branch"), Options(criteria=("isotherm 50 °C",), dead_map=True))
print(sorted({"xarray", "pandas", "matplotlib", "h5py"} & set(sys.modules)))
"""
PLAIN = Options(error_bars="none")
BARS = ("width_mm_error", "length_mm_error", "ahead_of_tip_mm_error", "behind_tip_mm_error", "volume_mm3_error")


@pytest.fixture(scope="module")
def scenario():
    return ls.load("b1")


def test_a_row_is_ready_for_json_and_comes_back_from_it_unchanged():
    row = run_row(ls.load("lumbar-medial-branch"), Options(criteria=("all",), dead_map=True))
    assert json.loads(json.dumps(row, allow_nan=False)) == row


def test_what_is_not_asked_for_is_not_measured(scenario):
    row = run_row(scenario, PLAIN)
    assert [each["criterion"] for each in row["lesions"]] == [scenario.criteria[0].label]
    assert "dead" not in row
    assert not any(name.startswith("nerve") for name in row["lesions"][0])


def test_criteria_come_in_the_order_in_which_they_were_asked_for(scenario):
    first, second = (each.label for each in scenario.criteria)
    row = run_row(scenario, Options(criteria=(second, first), error_bars="none"))
    assert [each["criterion"] for each in row["lesions"]] == [second, first]


def test_all_stands_for_every_criterion(scenario):
    assert asked_of(scenario, Options(criteria=("all",))) == scenario.criteria


def test_an_unknown_criterion_is_refused_and_the_known_ones_are_named(scenario):
    with pytest.raises(ls.ScenarioError, match=r"holds '60 °C'; must be among .*Arrhenius liver.*isotherm 50 °C"):
        run_row(scenario, Options(criteria=("60 °C",)))


def test_of_a_sample_every_sixteenth_row_has_error_bars():
    sample = Options(error_bars="sample")
    assert [number for number in range(40) if has_bars(sample, number)] == [0, 16, 32]
    assert has_bars(Options(error_bars="all"), 3)
    assert not has_bars(PLAIN, 0)


def test_a_row_without_error_bars_has_none_in_their_place_and_else_the_same_numbers(scenario):
    sample = Options(error_bars="sample")
    with_bars, without = (run_row(scenario, sample, number)["lesions"][0] for number in (16, 17))
    assert all(with_bars[name] > 0 and without[name] is None for name in BARS)
    assert {name: value for name, value in with_bars.items() if name not in BARS} == {
        name: value for name, value in without.items() if name not in BARS
    }


def test_a_scenario_that_wants_no_error_bars_gets_none(scenario):
    row = run_row(ls.change(scenario, {"numerics.error_bars": "off"}), Options(error_bars="all"))
    assert all(row["lesions"][0][name] is None for name in BARS)


def test_a_nerve_has_its_covered_length_share_and_gap_with_their_bars():
    lesion = run_row(ls.load("lumbar-medial-branch"), Options(nerve_gap=True))["lesions"][0]
    length_mm = lesion["nerve_covered_mm"] / lesion["nerve_covered_fraction"]
    assert length_mm == pytest.approx(30)
    assert lesion["nerve_covered_fraction_error"] * length_mm == pytest.approx(lesion["nerve_covered_mm_error"])
    assert lesion["nerve_gap_mm"] < 0 < lesion["nerve_gap_mm_error"]


def test_gaps_are_looked_for_only_where_they_are_asked_for():
    nerve = {name for name in run_row(ls.load("lumbar-medial-branch"), PLAIN)["lesions"][0] if name.startswith("nerve")}
    assert nerve == {f"nerve_covered_{each}" for each in ("mm", "fraction", "mm_error", "fraction_error")}


def test_without_a_lesion_sizes_are_zero_and_the_gap_is_none():
    cool = ls.change(ls.load("lumbar-medial-branch"), {"protocol.steps[0].at_c": 40.0})
    lesion = run_row(cool, Options(error_bars="none", nerve_gap=True))["lesions"][0]
    assert (lesion["width_mm"], lesion["volume_mm3"], lesion["nerve_covered_mm"]) == (0, 0, 0)
    assert lesion["nerve_gap_mm"] is None
    assert lesion["widest_at_mm"] is None


def test_a_run_that_fails_raises_what_simulate_raises(scenario):
    hot = ls.change(scenario, {"tissue.metabolic_heat_w_kg": 500.0, "protocol.steps[0].duration_s": 900.0})
    with pytest.raises(ls.RunError) as of_row:
        run_row(hot, PLAIN)
    with pytest.raises(ls.RunError) as of_run:
        ls.simulate(hot)
    assert str(of_row.value) == str(of_run.value)


def test_thousands_of_rows_leave_no_memory_behind(scenario):
    changes = [{"protocol.steps[0].at_c": 60.0 + 0.1 * number, "probe.tip_length_mm": 5.0 + 0.1 * number}
               for number in range(60)]  # fmt: skip
    short = ls.change(scenario, {"protocol.steps[0].duration_s": 2.0})
    rows = [ls.change(short, change) for change in changes]
    for each in rows:
        run_row(each, Options())
    tracemalloc.start()
    try:
        for each in rows:
            run_row(each, Options())
        first, _ = tracemalloc.get_traced_memory()
        for each in rows * 5:
            run_row(each, Options())
        last, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (
        last - first < 1_000_000
    )  # one field (8 kB) left behind by each row would be 2.4 MB; Python keeps small tuples


def test_a_process_that_only_runs_rows_loads_no_labels_and_no_pictures():
    told = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_a_row_beside_bone_has_the_bits_of_a_single_run():
    beside = ls.change(ls.load("lumbar-bone"), {"protocol.steps[0].at_c": 70})
    result = ls.simulate(beside)
    for told in run_row(beside, Options(criteria=("all",)))["lesions"]:
        single = ls.measure(result, told["criterion"])
        assert (told["volume_mm3"], told["volume_mm3_error"]) == (single.volume_mm3, single.volume_mm3_error)
