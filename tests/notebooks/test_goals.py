"""The page of goals names what exists: notebooks, figures, exercises, quiz items and beliefs, and leaves none out."""

import re
from pathlib import Path

import pytest

import lesionsim as ls
from lesionsim import plots
from lesionsim.cli.kinds import KINDS
from lesionsim.cli.parser import grammar
from lesionsim.lessons.beliefs import BELIEFS
from lesionsim.lessons.myths import NAMES, PREFIX
from lesionsim.lessons.quiz_items import ITEMS
from lesionsim.lessons.registry import all_beliefs, all_exercises, notebooks

FOLDER = Path(__file__).parents[2] / "notebooks"
PAGE = (FOLDER / "goals.md").read_text(encoding="utf-8")
IN_PHYSICS = 10  # beliefs of learners that the project set out to answer
FUNCTION, COMMAND = "ls.plots.", "lesionsim "


def names(cell):
    """Return the names in a cell of a table; `a-1` to `a-3` are three."""
    spread = re.sub(r"`([\w-]+-)(\d+)` to `\1(\d+)`", spell_out, cell)
    return re.findall(r"`([^`]+)`", spread)


def spell_out(match):
    stem, first, last = match.groups()
    return ", ".join(f"`{stem}{number}`" for number in range(int(first), int(last) + 1))


def table(heading):
    """Return the rows of the table under a heading, each as its column's words by the column's title."""
    part = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("|")]
    titles, _, *rest = rows
    assert all(len(row) == len(titles) for row in rest)
    return [dict(zip(titles, row, strict=True)) for row in rest]


GOALS = table("Learning goals")
MAIN = table("Beliefs that a learner brings")
FURTHER = table("Further beliefs behind wrong answers")


def all_names(column):
    return {name for row in (*GOALS, *MAIN, *FURTHER) for name in names(row.get(column, ""))}


def behind(exercise):
    """Return the beliefs behind wrong answers to an exercise."""
    return {reason.belief for reason in exercise.reasons} | {trap.belief for trap in exercise.traps}


def test_the_page_says_what_it_is_not_for():
    assert ls.DISCLAIMER in PAGE


def test_every_notebook_has_its_goal_and_every_goal_its_notebook():
    assert [names(row["notebook"]) for row in GOALS] == [[path.stem] for path in sorted(FOLDER.glob("*.ipynb"))]
    assert all(row["after it you can"] and names(row["figures"]) and names(row["exercises"]) for row in GOALS)


def test_the_exercises_of_a_goal_are_all_those_of_its_notebook():
    for row in GOALS:
        (stem,) = names(row["notebook"])
        assert names(row["exercises"]) == [name for name, place in notebooks().items() if place == stem]


def test_every_exercise_that_is_named_exists():
    assert all_names("exercises") <= set(all_exercises())


@pytest.mark.parametrize("figure", sorted(all_names("figures")))
def test_every_figure_that_is_named_exists(figure):
    if figure.startswith(FUNCTION):
        assert callable(getattr(plots, figure.removeprefix(FUNCTION)))
    elif figure.startswith(COMMAND):
        assert figure.removeprefix(COMMAND) in grammar()[1]
    else:
        assert figure in {*KINDS, *(f"{PREFIX}{name}" for name in NAMES)}


def test_every_item_of_the_quiz_is_named_and_no_other():
    assert all_names("quiz") == {item.name for item in ITEMS}


def test_every_belief_is_named_once_with_its_words():
    told = [(*names(row["belief"]), row["in words"]) for row in (*MAIN, *FURTHER)]

    assert sorted(name for name, _ in told) == sorted(all_beliefs())
    assert all(words == all_beliefs()[name].says for name, words in told)


def test_the_beliefs_that_matter_most_come_first_with_figure_exercise_and_quiz():
    assert [names(row["belief"]) for row in MAIN] == [[belief.name] for belief in BELIEFS[:IN_PHYSICS]]
    for row in MAIN:
        assert all(names(row[column]) for column in ("figures", "exercises", "quiz")), row["belief"]


def test_a_belief_stands_behind_a_wrong_answer_to_each_exercise_that_is_named_for_it():
    for row in (*MAIN, *FURTHER):
        (belief,) = names(row["belief"])
        for name in names(row["exercises"]):
            assert belief in behind(all_exercises()[name]), f"{belief}: {name}"


def test_a_belief_stands_behind_a_wrong_answer_to_the_item_of_the_quiz_that_is_named_for_it():
    items = {item.name: item for item in ITEMS}
    for row in MAIN:
        (belief,), quiz = names(row["belief"]), names(row["quiz"])
        assert [items[name].belief for name in quiz] == [belief]
