"""A row of a sweep has, to the bit, the numbers of a single run that is labelled, measured and summed up."""

import dataclasses
import math
from itertools import islice

import pytest
from drawing import drawn

import lesionsim as ls
from lesionsim.result.summary import plain_value, summary
from lesionsim.simulation import solve
from lesionsim.sweep.running.options import Options
from lesionsim.sweep.running.row import run_row

OF_NERVE = {"nerve_covered_mm": "covered_mm", "nerve_covered_fraction": "covered_fraction", "nerve_gap_mm": "gap_mm",
            "nerve_covered_mm_error": "covered_mm_error", "nerve_gap_mm_error": "gap_mm_error"}  # fmt: skip
OF_RUN = ("peak_tissue_temperature_c", "power_w", "energy_balance_error", "voltage_v", "current_a", "impedance_ohm",
          "sensor_temperature_c", "charge_balance_error")  # fmt: skip


def told_by_run(scenario, with_bars, labels):
    """Run and measure by the usual road; return the same values as a row."""
    word = "on" if with_bars else "off"
    result = ls.simulate(ls.change(scenario, {"numerics.error_bars": word}))
    lesions = []
    for label in labels:
        lesions.append(dataclasses.asdict(ls.measure(result, label)))
        if scenario.nerve is not None:
            found = ls.nerve_coverage(result, criterion=label)
            lesions[-1] |= {name: getattr(found, field) for name, field in OF_NERVE.items()}
            lesions[-1]["nerve_covered_fraction_error"] = found.covered_mm_error / found.length_mm
    whole = summary(result, ())
    return {"lesions": plain_value(lesions), **{name: whole[name] for name in OF_RUN if name in whole}}


def check(scenario, with_bars, criteria=()):
    labels = [each.label for each in scenario.criteria] if criteria == ("all",) else criteria
    labels = labels or [scenario.criteria[0].label]
    row = run_row(scenario, Options(criteria=criteria, error_bars="all" if with_bars else "none", nerve_gap=True))
    assert row == told_by_run(scenario, with_bars, labels)
    return row


@pytest.mark.parametrize("with_bars", [False, True], ids=["without bars", "with bars"])
@pytest.mark.parametrize("name", ["b1", "lumbar-medial-branch", "lumbar-medial-branch-rf", "b3-bone", "ex-vivo-21c"])
def test_every_criterion_of_a_row_is_that_of_a_run(name, with_bars):
    row = check(ls.load(name), with_bars, ("all",))
    assert all(math.isfinite(lesion["width_mm"]) for lesion in row["lesions"])


@pytest.mark.parametrize("name", ["lumbar-medial-branch", "lumbar-medial-branch-rf"])
def test_leaving_out_criteria_changes_no_bit_of_those_that_stay(name):
    scenario = ls.load(name)
    for criterion in scenario.criteria:
        check(scenario, True, (criterion.label,))


def test_a_law_that_shortens_the_steps_of_the_run_or_of_its_companion_does_so_in_a_row_too():
    for step_s in (0.5, 3.0, 10.0):
        scenario = ls.change(
            ls.load("b1"),
            {"criteria": (ls.Isotherm(at_c=50), ls.ThreeState(forward_per_s=0.02)), "numerics.step_s": step_s},
        )
        check(scenario, True)


def test_perfusion_follows_its_criterion_in_a_row_that_does_not_measure_it():
    scenario = ls.change(ls.load("lumbar-medial-branch"), {"perfusion": {"kind": "follows-damage"}})
    check(scenario, True, ("isotherm 50 °C",))


@pytest.mark.parametrize(
    "changes",
    [
        {"probe.shaft": "metal"},
        {"domain.outer_wall": "insulated"},
        {"criteria": ("cem43-clinical", "three-state"), "tissue.metabolic_heat_w_kg": 1.0},
        {"domain.outer_wall_c": 30.0, "start_c": 25.0},
        {"numerics.record_every_s": 0.7},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_seldom_used_parts_of_a_scenario_change_nothing_in_that(changes):
    check(ls.change(ls.load("b1"), changes), True, ("all",))


def test_tissue_that_boils_is_followed_in_a_row_too():
    hot = {"protocol.steps[0].to_c": 97.0, "protocol.steps[1].at_c": 97.0, "nerve": None}
    scenario = ls.change(ls.load("lumbar-medial-branch-rf"), hot)
    assert solve(scenario)[1].boiled
    check(scenario, True)


@pytest.mark.parametrize("number", range(6))
def test_drawn_rows_are_drawn_runs(number):
    for scenario in islice(drawn(30 + number), 4):
        check(scenario, True, ("all",))


def test_rows_before_change_no_bit_of_a_row():
    scenario = ls.load("lumbar-medial-branch")
    first = run_row(scenario, Options())
    for other in islice(drawn(40), 5):
        run_row(other, Options(dead_map=True))
    assert run_row(scenario, Options()) == first
