"""Exercises of notebooks 7 to 12: what the model answers, what their words claim, and what wrong numbers betray."""

import json
import re
from pathlib import Path

import pytest

from lesionsim import lessons
from lesionsim.lessons.exercise import computed
from lesionsim.lessons.exercises import (
    along_or_across,
    how_sure,
    literature,
    next_to_bone,
    program_right,
    read_leaflet,
    which_inputs,
)
from lesionsim.lessons.registry import all_exercises

MODULES = (along_or_across, next_to_bone, how_sure, which_inputs, program_right, literature, read_leaflet)
BY_MANY_RUNS = ("share-of-blood", "share-of-place", "a-wider-range")
QUICK = [each for module in MODULES for each in module.EXERCISES if each.name not in BY_MANY_RUNS]
ALL = [each for module in MODULES for each in module.EXERCISES]

each_quick = pytest.mark.parametrize("exercise", QUICK, ids=lambda exercise: exercise.name)
each_one = pytest.mark.parametrize("exercise", ALL, ids=lambda exercise: exercise.name)


def answer(name):
    return computed(all_exercises()[name])


def told(name, guess, because="a"):
    return lessons.check(name, guess=guess, because=because)


@pytest.fixture(scope="module")
def few_runs():
    """Let shares be computed from as few runs as they may."""
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(which_inputs, "GROUPS", 64)
        which_inputs.drawn.cache_clear()
        yield
    which_inputs.drawn.cache_clear()


@each_quick
def test_the_models_own_answer_and_reason_are_very_close_and_betray_no_belief(exercise):
    guess = computed(exercise).value if exercise.asks_number else None
    found = lessons.check(exercise.name, guess=guess, because=exercise.right.letter)

    assert found.kind == "told"
    assert found.right_reason
    assert found.closeness == (2 if exercise.asks_number else None)
    assert found.beliefs == ()


@each_quick
def test_every_explanation_is_filled_with_numbers(exercise):
    text = str(lessons.check(exercise.name, guess=1, because="a"))

    assert "Why:" in text
    assert "{" not in text
    assert "nan" not in text


@each_one
def test_a_number_that_is_asked_can_be_estimated_on_paper_first(exercise):
    assert bool(exercise.hint) == exercise.asks_number


@pytest.mark.parametrize(
    ("name", "guess", "belief"),
    [
        ("covered-along", 20, "size-is-the-hot-volume"),
        ("covered-across", 9.5, "any-direction"),
        ("covered-across", 5.5, "half-a-millimetre"),
        ("half-a-millimetre-off", 5, "half-a-millimetre"),
        ("short-of-the-nerve", 0, "nothing-ahead"),
        ("towards-bone", 2.5, "edge-is-the-end"),
        ("towards-bone", 2.2, "bone-shields"),
        ("why-towards-bone", -20, "bone-is-metal"),
        ("why-towards-bone", 5, "blood-dominates"),
        ("bone-and-current", 4.9, "display-is-tissue"),
        ("bone-and-current", 5.5, "hot-needle"),
        ("numerical-doubt", 250, "cells-are-pixels"),
        ("numerical-doubt", 1000, "error-bar-is-all"),
        ("rule-doubt", 0.03, "error-bar-is-all"),
        ("rule-doubt", 0, "temperature-is-death"),
        ("tissue-doubt", 3, "blood-dominates"),
        ("tissue-doubt", 0.05, "error-bar-is-all"),
        ("runs-needed", 20, "half-width-half-runs"),
        ("two-at-once", 2, "shares-add-up"),
        ("half-the-cells", 2, "half-cells-half-error"),
        ("half-the-cells", 1, "looks-right"),
        ("next-change", 4.5, "half-cells-half-error"),
        ("next-change", 0, "looks-right"),
        ("ahead-on-the-bench", 0, "nothing-ahead"),
        ("second-minute-on-the-bench", 0, "stops-at-60s"),
        ("second-minute-on-the-bench", 100, "in-proportion"),
        ("bench-to-body", 9.9, "bench-is-patient"),
        ("bench-to-body", 12, "blood-dominates"),
    ],
)
def test_a_wrong_number_betrays_its_belief(name, guess, belief):
    assert belief in told(name, guess, all_exercises()[name].right.letter).beliefs


def test_the_chord_on_paper_is_the_length_that_a_needle_covers_across():
    found = answer("covered-across")

    assert found.numbers["chord"] == pytest.approx(found.value, rel=0.01)
    assert found.numbers["along"] > 2 * found.value


def test_half_a_millimetre_takes_a_large_part_of_the_covered_length_and_a_whole_one_all():
    found = answer("half-a-millimetre-off")

    assert 25 < found.value < 45  # "a third or more"
    assert found.numbers["farther"] == 0


def test_a_held_tip_that_stops_short_covers_nothing_and_one_with_current_some_millimetres():
    found = answer("short-of-the-nerve")

    assert found.numbers["held"] == 0
    assert found.value > 3
    assert found.numbers["ahead"] == pytest.approx(3, abs=0.2)  # as the hint says


def test_bone_draws_a_held_lesion_nearer_and_keeps_one_made_by_current_away():
    held, current = answer("towards-bone"), answer("bone-and-current")

    assert held.value > held.numbers["without"]
    assert held.numbers["without"] == pytest.approx(2.5, abs=0.05)  # as the question says
    assert current.value < current.numbers["without"] < current.numbers["away"]
    assert current.numbers["without"] == pytest.approx(4.9, abs=0.05)
    assert current.numbers["held"] > current.numbers["held_away"]


def test_most_of_the_gain_towards_bone_is_heat_conduction_and_next_to_nothing_blood():
    found = answer("why-towards-bone")

    assert found.value > 50 > found.numbers["storage"] > found.numbers["blood"]
    assert abs(found.numbers["blood"]) < 5


def test_the_numerical_error_bar_holds_the_finest_grid_and_is_the_smallest_of_three_doubts():
    bar, doubts = answer("numerical-doubt"), answer("behind-the-plus-minus").numbers

    assert bar.numbers["moved"] < bar.value
    assert 5 * doubts["numerical"] < doubts["tissue"] < doubts["rule"] / 5


def test_four_times_as_many_runs_tell_a_mean_twice_as_surely():
    found = answer("runs-needed")

    assert found.numbers["twice"] == pytest.approx(4 * found.value)
    assert found.numbers["sd"] == pytest.approx(0.2, abs=0.05)  # as the question says


def test_the_nerves_place_matters_most_for_coverage_and_blood_for_nothing(few_runs):
    blood, place = which_inputs.blood(), which_inputs.place()

    assert blood.value < 1
    assert blood.numbers["minutes"] == pytest.approx(25, abs=0.5)
    assert place.value > place.numbers["needle"] > 0
    assert place.numbers["low"] < place.value < place.numbers["high"]


def test_a_wider_range_of_temperatures_makes_temperature_the_first_input(few_runs):
    found = which_inputs.wide_temperature()

    assert found.value > 50 > 25 > found.numbers["narrow"]


def test_what_half_a_millimetre_costs_depends_on_the_needle():
    found = answer("two-at-once")

    assert found.numbers["thick"] == pytest.approx(2, abs=0.3)  # as the question says
    assert found.value > 3 * found.numbers["thick"]


def test_half_the_cells_leave_a_quarter_of_the_error():
    found = answer("half-the-cells")

    assert found.value == pytest.approx(4, rel=0.05)
    assert found.numbers["order"] == pytest.approx(2, abs=0.1)


def test_the_widths_on_ever_finer_grids_are_those_of_the_question():
    question, found = all_exercises()["next-change"].question, answer("next-change")

    assert all(f"{width:.4f}" in question for width in program_right.widths_mm()[:3])
    assert f"changes by {found.numbers['first']:.0f} µm, then by {found.numbers['second']:.0f} µm" in question
    assert found.numbers["limit"] < program_right.widths_mm()[-1]


def test_a_coarse_grid_balances_as_well_and_is_wrong():
    found = answer("what-balance-proves").numbers

    assert found["missing"] < 100
    assert abs(found["coarse"] - found["width"]) > 0.2
    assert found["cells"] < 100


def test_the_bench_is_narrower_and_its_second_minute_is_within_what_was_measured():
    bench, minute = answer("bench-to-body"), answer("second-minute-on-the-bench")

    assert bench.numbers["body"] == pytest.approx(9.9, abs=0.05)  # as the question says
    assert bench.value < 0.75 * bench.numbers["body"]
    assert 11 <= minute.value <= 20
    assert 0 < minute.numbers["third"] < minute.value


def test_the_model_agrees_with_either_of_two_papers_when_asked_for_their_worlds():
    found = answer("two-papers").numbers

    assert found["small"] < 4
    assert 8 <= found["large"] <= 11


def test_the_leaflet_of_the_notebook_says_what_the_exercises_ask():
    path = Path(__file__).parents[3] / "notebooks" / f"{read_leaflet.NOTEBOOK}.ipynb"
    cell = next(cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["id"] == "leaflet")
    leaflet = " ".join("".join(cell["source"]).split())

    assert "Invented for this lesson: no clinic wrote it" in leaflet
    for number, exercise in enumerate(read_leaflet.EXERCISES, start=1):
        assert f"({number}) {exercise.question.removeprefix(f'Sentence {number}: ')}" in leaflet


def test_the_leaflet_has_sentences_of_all_three_kinds():
    letters = "".join(exercise.right.letter for exercise in read_leaflet.EXERCISES)

    assert letters == "aaabaacac"


def test_a_sentence_that_the_model_cannot_judge_is_explained_without_numbers_of_it():
    for exercise in read_leaflet.EXERCISES:
        if exercise.right.letter == "c":
            assert not re.search(r"[{\d]", exercise.explains)
        else:
            assert re.search(r"\{", exercise.explains)
