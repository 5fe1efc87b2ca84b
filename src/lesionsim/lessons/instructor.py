"""The instructor's key: every answer, computed when asked."""

from __future__ import annotations

from lesionsim.errors import LesionsimError
from lesionsim.lessons.exercise import Exercise, computed
from lesionsim.lessons.feedback import Card, Paragraph
from lesionsim.lessons.judging import filled, how_sure, sized
from lesionsim.lessons.quiz_items import ITEMS
from lesionsim.lessons.reading import quoted
from lesionsim.lessons.registry import all_exercises, notebooks
from lesionsim.texts import spoken

QUIZ = "quiz"


def key(name: str = "") -> Card:
    """Return the key: answers, right reasons, and the belief behind each wrong reason.

    Parameters
    ----------
    name : of an exercise, the number of a notebook such as "03", or "quiz"; left out, everything

    Examples
    --------
    >>> from lesionsim import lessons
    >>> print(lessons.key("ninety-seconds"))
    03 ninety-seconds: ...
    """
    wanted = name.strip().lower() if isinstance(name, str) else None
    told = [] if wanted is None else entries(wanted)
    if not told:
        known = spoken('"{given}" is no exercise, no number of a notebook such as "03", and not "quiz".',
                       given=quoted(name))  # fmt: skip
        return Card("unknown", (Paragraph(known),))
    return Card("told", tuple(told))


def entries(wanted: str) -> list[Paragraph]:
    """Return the entries of the exercises and items that are wanted."""
    chosen = {
        name: exercise for name, exercise in all_exercises().items()
        if wanted in ("", name, notebooks()[name], notebooks()[name][:2])
    }  # fmt: skip
    told = [entry(f"{notebooks()[name][:2]} {name}:", exercise) for name, exercise in chosen.items()]
    return told + [entry(f"{QUIZ} {item.number}:", item.exercise) for item in ITEMS if wanted in ("", QUIZ, item.name)]


def entry(head: str, exercise: Exercise) -> Paragraph:
    """Return the entry of one exercise."""
    try:
        answer = computed(exercise)
    except LesionsimError as error:
        return Paragraph(spoken("The model could not answer: {trouble}", trouble=str(error)), head)
    lines = [spoken(exercise.question)]
    if exercise.asks_number:
        lines.append(" ".join([f"= {sized(answer.value, exercise.unit)}.", *how_sure(exercise, answer)]))
    lines.append(f"{exercise.right.letter}) {spoken(exercise.right.text)}. {filled(exercise.explains, answer)}")
    wrong = ", ".join(f"{each.letter}: {each.belief}" for each in exercise.reasons if each.belief)
    lines.append(spoken("Beliefs behind the others: {wrong}.", wrong=wrong))
    return Paragraph("\n".join(lines), head)
