"""The numbers in the words of notebooks 7 to 12 are those that the model computes."""

from pathlib import Path

import nbformat
import pytest

import lesionsim as ls
from lesionsim.lessons.exercise import computed
from lesionsim.lessons.exercises.program_right import widths_mm
from lesionsim.lessons.registry import all_exercises

FOLDER = Path(__file__).parents[2] / "notebooks"


def answer(name):
    return computed(all_exercises()[name])


def text_of(number):
    """Return the words of a notebook."""
    (path,) = FOLDER.glob(f"{number}-*.ipynb")
    cells = nbformat.read(path, as_version=4).cells
    return " ".join(" ".join(cell.source for cell in cells if cell.cell_type == "markdown").split())


def test_the_numbers_of_the_notebook_along_or_across_hold():
    text, along, ahead = text_of("07"), answer("covered-along"), answer("short-of-the-nerve")

    assert f"**Along: {along.value:.1f} mm. Across: {answer('covered-across').value:.1f} mm" in text
    assert f"stops 1.5 mm short covers nothing when held and {ahead.value:.1f} mm with current" in text
    assert f"the {along.value:.1f} mm become {along.spread[0]:.0f} to {along.spread[1]:.1f} mm" in text
    assert "a third of the covered length" in text
    assert answer("half-a-millimetre-off").value == pytest.approx(33, abs=3)


def test_the_numbers_of_the_notebook_next_to_bone_hold():
    text, held, current = text_of("08"), answer("towards-bone"), answer("bone-and-current")

    assert f"{held.value:.2f} mm in place of {held.numbers['without']:.2f}" in text
    assert (
        f"towards the bones, {current.value:.1f} mm, and further away from them, {current.numbers['away']:.1f} mm"
        in text
    )
    assert f"ends {held.numbers['without']:.1f} mm from it" in text


def test_bones_that_carry_current_as_muscle_does_turn_the_lesion_around():
    bone = ls.load("lumbar-bone-rf")
    keys = [f"anatomy[{number}].tissue.electrical_conductivity_s_m" for number in range(len(bone.anatomy))]
    result = ls.simulate(ls.change(bone, dict.fromkeys(keys, bone.tissue.electrical_conductivity_s_m)))

    assert ls.reach_mm(result, azimuth_deg=45) > ls.reach_mm(result, azimuth_deg=225) + 0.2


def test_the_numbers_of_the_notebook_about_doubt_hold():
    text, lesion = text_of("09"), ls.measure(ls.simulate(ls.load("lumbar-medial-branch")))
    tissue, rules = answer("tissue-doubt"), answer("rule-doubt")

    assert "± 0.03 mm wide" in str(lesion)  # an error bar is rounded up
    assert "of the arithmetic: 0.03 mm" in text
    assert f"moves the width by {tissue.value:.1f} mm" in text
    assert f"the rule for death by {rules.value:.0f} mm" in text
    assert f"{rules.numbers['low']:.1f} to {rules.numbers['high']:.1f} mm" in text


def test_the_numbers_of_the_notebook_about_inputs_hold():
    text, both = text_of("10"), answer("two-at-once")

    assert f"{both.numbers['thick']:.1f} mm with 18 G, {both.value:.1f} mm with 22 G" in text


def test_the_numbers_of_the_notebook_about_the_program_hold():
    text, limit, coarse = text_of("11"), answer("next-change").numbers["limit"], answer("what-balance-proves").numbers

    assert f"settles at {limit:.3f} mm" in text
    off = 100 * (coarse["coarse"] / widths_mm()[-1] - 1)
    assert f"for {coarse['cells']:.0f} cells balance as well and are {off:.0f} % off" in text


def test_the_numbers_of_the_notebook_about_the_literature_hold():
    text, bench = text_of("12"), answer("bench-to-body")

    assert f"({answer('ahead-on-the-bench').value:.1f} mm with current on the bench)" in text
    assert f"the second minute adds {answer('second-minute-on-the-bench').value:.0f} %" in text
    assert f"({bench.value:.1f} in place of {bench.numbers['body']:.1f} mm)" in text
