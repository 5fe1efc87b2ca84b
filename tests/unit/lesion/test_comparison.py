"""A comparison names what changed and measures what that did."""

import dataclasses
import json
import math

import pytest

import lesionsim as ls
from lesionsim.lesion.changed import changed_inputs
from lesionsim.lesion.comparison import compare, difference


@pytest.fixture(scope="module")
def cooler(b1):
    return ls.simulate(ls.change(ls.load("b1"), {"protocol.steps[0].at_c": 70, "name": "cooler"}))


@pytest.fixture(scope="module")
def bench():
    return ls.simulate(ls.load("ex-vivo-21c"))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"probe.diameter_mm": 1.2}, "probe.diameter_mm: 0.907 → 1.2 mm"),
        ({"probe.gauge": 18}, "probe.gauge: not set → 18\nprobe.diameter_mm: 0.907 mm → not set"),
        ({"tissue.perfusion_per_s": 0}, "tissue.perfusion_per_s: 0.00067 → 0 per s"),
        ({"domain.outer_wall": "insulated"}, "domain.outer_wall: held → insulated"),
        ({"perfusion.kind": "stopped-by-damage"},
         "perfusion: constant perfusion → perfusion stopped by damage (Arrhenius liver)"),
        ({"tissue.conductivity_w_m_k": {"kind": "linear", "value": 0.5, "slope_per_c": 0.001, "at_c": 37}},
         "tissue.conductivity_w_m_k: 0.49 W/m/K → (0.5 at 37 °C, +0.1 % per °C) W/m/K"),
        ({"protocol.steps": [{"kind": "hold", "at_c": 80, "duration_s": 90}, {"kind": "cooldown", "duration_s": 30}]},
         "protocol.steps[1]: not set → cool down for 30 s"),
        ({"protocol.steps": [{"kind": "ramp", "to_c": 80, "duration_s": 90}]},
         "protocol.steps[0]: hold 80 °C for 90 s → ramp to 80 °C in 90 s"),
    ],
)  # fmt: skip
def test_changed_inputs_are_told_by_key_with_old_and_new_value_and_unit(change, told):
    before = ls.load("b1")

    assert "\n".join(map(str, changed_inputs(before, ls.change(before, change)))) == told


def test_names_titles_notes_and_references_are_no_inputs():
    before = ls.load("b1")
    after = ls.change(before, {"name": "x", "title": "y", "notes": "z", "tissue.reference": "w"})

    assert changed_inputs(before, after) == ()


def test_a_criterion_of_the_same_label_with_other_numbers_is_a_changed_input():
    before = ls.load("b1")
    liver = dataclasses.replace(before.criteria[0], activation_energy_j_mol=2.6e5)
    after = ls.change(before, {"criteria": (ls.Isotherm(50), liver)})

    assert [change.key for change in changed_inputs(before, after)] == [
        "criteria[Arrhenius liver].activation_energy_j_mol"
    ]


def test_changes_of_a_list_of_tables_with_the_same_ends_do_not_read_the_same():
    laws = [{"kind": "table", "temperature_c": [20, 50, 80], "value": [0.5, middle, 0.6]} for middle in (0.52, 0.55)]
    one, other = (ls.change(ls.load("b1"), {"tissue.conductivity_w_m_k": law}) for law in laws)
    (change,) = changed_inputs(one, other)

    assert change.a != change.b


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"probe.tip_length_mm": 5}, "probe tip length 10 → 5 mm"),
        ({"protocol.steps[0].at_c": 70}, "step 1 at 80 → 70 °C"),
        ({"tissue.density_kg_m3": 1090.4}, "tissue density 1090 → 1090.4 kg/m³"),
        ({"perfusion.kind": "stopped-by-damage"}, "constant perfusion → perfusion stopped by damage (Arrhenius liver)"),
    ],
)
def test_changes_in_words_carry_no_syntax_and_still_differ(change, words):
    before = ls.load("b1")
    (found,) = changed_inputs(before, ls.change(before, change))

    assert found.in_words == words


def test_sizes_are_those_that_measure_tells(b1, cooler):
    (first, _) = compare(b1, cooler).lesions
    one, other = ls.measure(b1), ls.measure(cooler)
    width, length, volume = first.sizes

    assert (width.a, width.b) == (one.width_mm, other.width_mm)
    assert (length.a, length.b) == (one.length_mm, other.length_mm)
    assert (volume.a, volume.b) == (one.volume_mm3, other.volume_mm3)
    assert (width.error_a, volume.error_b) == (one.width_mm_error, other.volume_mm3_error)
    assert width.difference == other.width_mm - one.width_mm
    assert volume.ratio == other.volume_mm3 / one.volume_mm3


def test_a_difference_counts_when_it_exceeds_both_error_bars_together(b1, cooler):
    from lesionsim.lesion.comparison import difference

    assert compare(b1, cooler).lesions[0].sizes[0].beyond_errors is True
    assert compare(b1, b1).lesions[0].sizes[0].beyond_errors is False
    assert difference("width", "mm", (5.0, 0.2), (5.3, 0.2)).beyond_errors is False
    assert difference("width", "mm", (5.0, 0.1), (5.3, 0.1)).beyond_errors is True
    assert difference("width", "mm", (5.0, math.nan), (5.3, 0.1)).beyond_errors is None


def test_runs_tell_duration_peak_power_and_heat_with_their_units(b1, cooler):
    runs = {each.quantity: each for each in compare(b1, cooler).runs}

    assert (runs["duration"].a, runs["duration"].unit) == (90.0, "s")
    assert runs["highest tissue temperature"].b == pytest.approx(70)
    assert runs["highest tissue temperature"].unit == "°C"
    assert runs["power when heating ends"].a == pytest.approx(float(b1.power[-1]))
    assert runs["heat from the tip"].b == float(cooler.energy_from_tip[-1])
    assert runs["heat to the blood"].b == float(cooler.energy_to_blood[-1])


def test_criteria_of_one_run_only_are_named_and_common_ones_compared(b1, bench):
    told = compare(b1, bench)

    assert [each.criterion for each in told.lesions] == ["Arrhenius liver", "isotherm 50 °C"]
    assert told.only_in_a == ()
    assert "Arrhenius skin" in told.only_in_b
    assert "only in b: CEM43 240 min" in str(told)


def test_an_isotherm_that_neither_run_names_can_be_compared(b1, cooler):
    told = compare(b1, cooler, ls.Isotherm(55))

    assert [each.criterion for each in told.lesions] == ["isotherm 55 °C"]
    assert told.lesions[0].sizes[0].b == ls.measure(cooler, ls.Isotherm(55)).width_mm


def test_a_criterion_that_one_run_does_not_know_is_refused(b1, bench):
    with pytest.raises(ls.ScenarioError, match="Arrhenius skin"):
        compare(bench, b1, "Arrhenius skin")


def test_the_text_names_both_runs_the_change_and_the_verdict(b1, cooler):
    text = str(compare(b1, cooler))

    assert text.startswith("a: b1\nb: cooler\n")
    assert "protocol.steps[0].at_c: 80 → 70 °C" in text
    assert "(more than the error bars)" in text
    assert "no input changed" in str(compare(b1, b1))


def test_a_comparison_fits_into_json_without_nan(b1, bench):
    told = compare(b1, bench).as_dict()

    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert told["lesions"][0]["sizes"][0]["a"] == ls.measure(b1).width_mm
    assert told["runs"][0]["error_a"] is None


def test_something_that_is_no_result_is_refused(b1):
    with pytest.raises(ls.ScenarioError, match="must be a whole Dataset"):
        compare(b1, 3)


def test_nothing_has_no_percentage_and_no_sign():
    nothing = difference("heat", "J", (-0.002, math.nan), (0.04, math.nan))

    assert str(nothing) == "heat: 0.0 → 0.0 J: +0.0 J"
    assert math.isnan(nothing.ratio)
    assert str(difference("heat", "J", (10.0, math.nan), (9.9999, math.nan))) == "heat: 10.0 → 10.0 J: +0.0 J, +0.0%"


def test_degrees_have_no_percentage():
    assert "%" not in str(difference("hottest", "°C", (80.0, math.nan), (70.0, math.nan)))


def test_runs_of_one_name_are_told_apart_by_their_titles(b1):
    changed = b1.copy()
    changed.attrs["title"] = "b1, changed: 70 °C"

    told = ls.compare(b1, changed)
    assert told.b == "b1, changed: 70 °C"
    assert told.a.startswith("b1: ")
    assert (ls.compare(b1, b1).a, ls.compare(b1, b1).b) == ("b1", "b1")
