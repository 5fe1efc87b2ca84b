"""Ask an exercise, and check a guess with its reason. Nothing that a learner types raises an error."""

from __future__ import annotations

from lesionsim.errors import LesionsimError, ScenarioError
from lesionsim.lessons.exercise import Exercise, computed
from lesionsim.lessons.feedback import Card, Feedback, Paragraph
from lesionsim.lessons.judging import judged
from lesionsim.lessons.reading import because_in, in_words, number_in
from lesionsim.lessons.registry import all_exercises, exercise_named, notebooks
from lesionsim.texts import spoken


def ask(name: str = "") -> Card:
    """Show an exercise: the question, how to estimate on paper first, the reasons to choose from.

    Parameters
    ----------
    name : of the exercise; left out, all names are listed

    Returns
    -------
    Card, which a notebook shows and which prints as text

    Examples
    --------
    >>> from lesionsim import lessons
    >>> print(lessons.ask("width"))
    How wide is the dead region across the needle, in mm...
    """
    if isinstance(name, str) and not name.strip():
        return Card("asked", tuple(Paragraph(notebooks()[each], f"{each}:") for each in all_exercises()))
    try:
        exercise = exercise_named(name)
    except ScenarioError as error:
        return Card("unknown", (Paragraph(str(error)),))
    return Card("asked", (*question(exercise), how_to_answer(exercise)))


def question(exercise: Exercise) -> tuple[Paragraph, ...]:
    """Return what is asked, with the reasons."""
    told = [Paragraph(spoken(exercise.question))]
    if exercise.hint:
        told.append(Paragraph(spoken(exercise.hint), spoken("On paper first:")))
    reasons = "\n".join(f"{reason.letter}) {spoken(reason.text)}" for reason in exercise.reasons)
    return (*told, Paragraph("\n" + reasons, spoken("Because")))


def how_to_answer(exercise: Exercise) -> Paragraph:
    """Return what to write."""
    if not exercise.asks_number:
        return Paragraph(f'lessons.check("{exercise.name}", because="a")', spoken("Answer with"))
    told = spoken("a number in {unit}, and a letter or your own words", unit=in_words(exercise.unit))
    return Paragraph(
        f'lessons.check("{exercise.name}", guess=..., because="...")  ({told})', spoken("Answer with")
    )  # fmt: skip


def check(name: str, guess: object = None, because: object = None) -> Feedback:
    """Tell how good a guess and its reason are; the answer is told only when both are given.

    Parameters
    ----------
    name : of the exercise
    guess : a number, or text such as "6 mm"
    because : the letter of a reason, or own words, which are shown beside the model's reason

    Returns
    -------
    Feedback, which a notebook shows and which prints as text

    Examples
    --------
    >>> from lesionsim import lessons
    >>> lessons.check("width", guess="wide")
    "wide" is no number. Write one number in mm, such as 6.5.
    Write your reason, too: one of the letters a, b, c, d, or your own words.
    """
    try:
        exercise = exercise_named(name)
    except ScenarioError as error:
        return Feedback("unknown", (Paragraph(str(error)),))
    read = number_in(guess, exercise.unit) if exercise.asks_number else None
    reason = because_in(because, "".join(each.letter for each in exercise.reasons))
    complaints = [each.complaint for each in (read, reason) if each is not None and each.complaint]
    if complaints:
        return Feedback("unfinished", tuple(map(Paragraph, complaints)), exercise.name)
    try:
        answer = computed(exercise)
    except LesionsimError as error:
        trouble = spoken("The model could not answer: {trouble}", trouble=str(error))
        return Feedback("failed", (Paragraph(trouble),), exercise.name)
    return judged(exercise, None if read is None else read.value, reason, answer)
