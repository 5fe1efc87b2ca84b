"""Signs and orders of the model's answers, each against an estimate that needs no model."""

import cmath
import math

import numpy as np
import pytest
from answered_myths import answered, number, values_of

import lesionsim as ls
from lesionsim.lessons.myth_answers.blood_dominates import WITH_FLOW
from lesionsim.lessons.myth_answers.display_shows_tissue import AT_MM, beside
from lesionsim.lessons.myth_answers.runs import HELD, Spread, bench, body, run
from lesionsim.lessons.myth_answers.waves_beam import wave_in_conductor_m

MUSCLE = ls.library.tissue("muscle")
ALPHA_MM2_S = 1e6 * MUSCLE.conductivity_w_m_k / (MUSCLE.density_kg_m3 * MUSCLE.heat_capacity_j_kg_k)
RADIUS_MM, TIP_MM = 0.454, 10.0
GAS = 8.314


def reach_of_heat_mm(time_s):
    """Return how far from a hot cylinder tissue is warmed: where the logarithm of its field ends."""
    return math.sqrt(4 * ALPHA_MM2_S * time_s * math.exp(-np.euler_gamma))


def test_something_dies_ahead_of_the_tip_but_not_beyond_the_reach_of_heat():
    held, rf = values_of("ahead-of-tip", "ahead, held"), values_of("ahead-of-tip", "ahead, current")

    assert min(held) > 0
    assert max(held) < reach_of_heat_mm(120.0)
    assert all(more > less for less, more in zip(held, rf, strict=True))


def test_less_dies_ahead_of_the_tip_than_behind_and_ahead_together():
    for source in ("held", "current"):
        ahead, both = (values_of("ahead-of-tip", f"{what}, {source}") for what in ("ahead", "both ends"))
        assert all(one <= two for one, two in zip(ahead, both, strict=True))


def test_a_lesion_goes_on_growing_slower_and_slower_and_by_less_than_diffusion_allows():
    for curve in answered("sixty-seconds").evidence.curves:
        growth = np.diff(curve.y)
        assert (growth > 0).all()
        assert growth[-1] < growth[0]
        assert curve.y[-1] < 100 * (math.sqrt(180 / 60) - 1)


def test_heat_of_current_falls_as_around_a_slender_spheroid():
    r = np.geomspace(RADIUS_MM, 10.0, 60)
    made = 1 / (r**2 * (r**2 + (TIP_MM / 2) ** 2))  # of a spheroid as long as the tip, in its middle
    near = r <= 3.0
    expected = [-np.polyfit(np.log(r[part]), np.log(made[part]), 1)[0] for part in (near, ~near)]
    found = [number("one-over-r4", f"power of the heat, {what}").value for what in ("surface to 3 mm", "3 to 10 mm")]

    # Conductivity that falls with distance, by 1.5 % per degree, takes up to 0.3 off the power.
    assert found[0] == pytest.approx(expected[0] - 0.15, abs=0.2)
    assert found[1] == pytest.approx(expected[1] - 0.3, abs=0.3)
    assert number("one-over-r4", "power of the temperature rise, surface to 3 mm").value < 0.5


def test_bone_sends_heat_back_and_current_away_from_it():
    conduction, storage = (values_of("bone-enlarges", f"held, its heat {what}") for what in ("conduction", "storage"))
    electric = values_of("bone-enlarges", "current, its current conduction")
    bone = ls.library.tissue("cortical-bone")
    effusivity = [math.sqrt(each.conductivity_w_m_k * each.density_kg_m3 * each.heat_capacity_j_kg_k)
                  for each in (MUSCLE, bone)]  # fmt: skip

    assert effusivity[0] > effusivity[1]
    assert min(conduction) > 0
    assert min(storage) > 0
    assert max(electric) < 0
    assert max(map(abs, values_of("bone-enlarges", "held, its blood flow"))) < 0.05


def test_bone_does_more_than_the_numerical_error():
    for label in ("held, bone", "current, bone"):
        towards = number("bone-enlarges", label)
        assert abs(towards.value) > towards.error


def test_benchmark_b3_agrees_that_a_held_tip_reaches_further_towards_bone():
    gained = ls.reach_mm(ls.simulate(ls.load("b3-bone")), 0) - ls.reach_mm(ls.simulate(ls.load("b3")), 0)
    assert gained * number("bone-enlarges", "held, bone").value > 0


def test_the_wave_is_hundreds_of_times_the_tip_with_and_without_permittivity():
    angular, sigma, relative = 2 * math.pi * 5e5, 0.4459, 3650  # of muscle at 500 kHz
    epsilon = relative * 8.854e-12 - 1j * sigma / angular
    exact = 2 * math.pi / (angular * cmath.sqrt(4e-7 * math.pi * epsilon)).real

    assert exact < wave_in_conductor_m(sigma) < 1.25 * exact
    assert 1000 * exact > 100 * TIP_MM
    assert number("waves-beam", "wave in air at 500 kHz").value == pytest.approx(600, rel=0.01)


def test_current_makes_a_wider_lesion_than_a_hot_tip_at_the_same_display():
    ratio = number("waves-beam", "width with current over held")
    assert 1.2 < ratio.low < ratio.high < 2.5


def test_held_tissue_is_as_hot_as_the_field_of_a_long_cylinder():
    far = reach_of_heat_mm(95.0)
    expected = 37 + 43 * math.log(far / AT_MM) / math.log(far / RADIUS_MM)

    held = number("display-shows-tissue", "at r = 3 mm, held").value
    assert held == pytest.approx(expected, abs=3.0)
    assert held < number("display-shows-tissue", "at r = 3 mm, with current").value < 80


def test_the_temperature_at_three_millimetres_is_that_of_the_result():
    result = run(body(HELD))
    assert number("display-shows-tissue", "at r = 3 mm, held").value == pytest.approx(
        ls.temperature_at(result, r_mm=3.0, z_mm=5.0, time_s=100.0), abs=1e-9
    )
    assert beside(result, np.array([AT_MM]))[0] < 80


def test_doses_go_on_after_switch_off_the_more_the_less_they_ask_for_heat():
    rules = ("liver", "skin", "50 °C", "60 °C")
    added = {rule: number("over-at-switch-off", f"current, {rule}").value for rule in rules}

    assert added["liver"] > added["skin"] > 2.0  # 258 against 628 kJ/mol
    assert abs(added["50 °C"]) < 1.0
    assert added["60 °C"] == 0.0


def test_halving_the_conductivity_scales_ohms_and_volts_and_nothing_else():
    values = {str(row.label): row.values for row in answered("impedance-shrinks").evidence.rows}

    assert values["impedance"][0] == pytest.approx(2.0, rel=2e-3)
    assert values["voltage"][0] == pytest.approx(math.sqrt(2), rel=2e-3)
    assert values["power"][0] == pytest.approx(1.0, rel=2e-3)
    assert values["width, 80 °C kept"] == pytest.approx([1.0] * 6, rel=5e-3)
    assert max(values["width, voltage kept"]) < 0.7


def test_the_bench_is_the_body_with_temperatures_scaled():
    at_c = 37 + (50 - 21) / (80 - 21) * (80 - 37)
    cold, warm = (run(bench(HELD, start_c)) for start_c in (21.0, 37.0))

    assert ls.measure(cold, ls.Isotherm(50)).width_mm == pytest.approx(
        ls.measure(warm, ls.Isotherm(round(at_c, 3))).width_mm, rel=2e-3
    )


def test_the_bench_lesion_is_narrower_and_blood_at_rest_hardly_matters():
    patient, warm, cold = (
        values_of("bench-is-patient", label)
        for label in ("body, current", "37 °C, no blood, current", "21 °C, no blood, current")
    )
    assert all(0.5 < small / large < 0.9 for small, large in zip(cold, patient, strict=True))
    assert warm == pytest.approx(patient, rel=0.03)


def test_less_of_a_nerve_is_covered_further_away_and_none_beyond_the_lesion():
    rf, held = answered("coverage-is-relief").evidence.curves
    lesions = ls.measures(run(body()))
    half = max(each.width_mm for each in lesions) / 2

    for curve in (rf, held):
        assert (np.diff(curve.y) <= 1e-9).all()
        assert all(low <= y <= high for low, y, high in zip(curve.low, curve.y, curve.high, strict=True))
    assert TIP_MM < held.y[0] < rf.y[0] < lesions[0].length_mm  # along the tip, beside it
    assert all(more >= less for less, more in zip(held.y, rf.y, strict=True))
    assert all(high == 0 for x, high in zip(rf.x, rf.high, strict=True) if x > half)


def test_the_power_of_a_hot_tip_is_that_of_a_cylinder_and_its_ends():
    watts = number("hot-needle", "bench 21 °C, held").value
    side = 2 * math.pi * MUSCLE.conductivity_w_m_k * TIP_MM / 1000 * (80 - 21)
    expected = side / math.log(reach_of_heat_mm(50.0) / RADIUS_MM)

    assert expected < watts < 1.5 * expected
    assert 1.4 < number("hot-needle", "bench 21 °C, current").value < 3.25


def test_the_power_is_the_heat_of_the_hold_over_its_length():
    result = run(bench())
    times, heat = result.step_time.values, result.energy_joule.values
    between = np.interp([15.0, 105.0], times, heat)
    assert number("hot-needle", "bench 21 °C, current").value == pytest.approx(np.diff(between)[0] / 90, rel=5e-3)


@pytest.mark.parametrize(
    ("rule", "entry"), [("liver", "liver"), ("skin", "skin"), ("muscle", "muscle"), ("artery", "artery")]
)
def test_the_edge_is_a_little_hotter_than_the_rule_asks_of_a_constant_temperature(rule, entry):
    law = ls.library.damage(entry)
    constant = law.activation_energy_j_mol / (GAS * math.log(law.frequency_per_s * 90)) - 273.15

    assert constant < number("temperature-is-death", f"edge by {rule}").value < constant + 3


def test_blood_makes_a_lesion_narrower_the_more_of_it_flows():
    rows = ("resting muscle", "ten times that", "flow of liver")
    rest, ten, liver = (values_of("blood-dominates", row) for row in rows)

    assert all(0 > a > b > c for a, b, c in zip(rest, ten, liver, strict=True))
    assert min(rest) > -5
    assert WITH_FLOW[0] < WITH_FLOW[1] < min(ten)


def test_a_ratio_of_spreads_carries_both_errors():
    ratio = Spread((4.0,), (0.4,)).over(Spread((2.0,), (0.1,)))

    assert ratio.values == (2.0,)
    assert ratio.errors[0] == pytest.approx(2.0 * math.hypot(0.1, 0.05))


def test_no_lesion_over_one_is_nothing_with_an_error():
    ratio = Spread((0.0,), (0.0,)).over(Spread((2.0,), (0.1,)))
    assert (ratio.values, ratio.errors) == ((0.0,), (0.0,))


def test_a_difference_of_spreads_carries_both_errors():
    gained = Spread((4.0,), (0.3,)).minus(Spread((2.5,), (0.4,)))
    assert (gained.values, gained.errors) == ((1.5,), (0.5,))
