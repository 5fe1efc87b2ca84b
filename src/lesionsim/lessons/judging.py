"""Hold a guess and its reason against the model's answer, in words."""

from __future__ import annotations

import math
from collections.abc import Iterable

from lesionsim.lessons.exercise import Computed, Exercise
from lesionsim.lessons.feedback import Feedback, Paragraph
from lesionsim.lessons.reading import Because, in_words
from lesionsim.lessons.registry import belief_named
from lesionsim.texts import spoken

TOO_FAR = 10.0  # beyond ten times the answer, the share says nothing
CLOSENESS = ("not close", "close", "very close")


def judged(exercise: Exercise, guess: float | None, reason: Because, answer: Computed) -> Feedback:
    """Return what is told about a guess (None where no number was asked) and its reason."""
    closeness = None if guess is None else exercise.closeness(guess, answer.value)
    right = None if reason.words else reason.letter == exercise.right.letter
    beliefs = beliefs_behind(exercise, guess, reason, answer)
    told = [
        *([] if guess is None else [about_guess(exercise, guess, answer)]),
        about_reason(exercise, reason, closeness),
        *(about_belief(name) for name in beliefs),
        Paragraph(filled(exercise.explains, answer), spoken("Why:")),
        *([Paragraph(spoken(exercise.look))] if exercise.look else []),
    ]
    value = None if guess is None else answer.value
    return Feedback("told", tuple(told), exercise.name, value, closeness, right, beliefs)


def filled(text: str, answer: Computed) -> str:
    """Return an explanation with the computed numbers in it."""
    return spoken(text, **{"value": answer.value, **answer.numbers})


def beliefs_behind(exercise: Exercise, guess: float | None, reason: Because, answer: Computed) -> tuple[str, ...]:
    """Return the beliefs behind a wrong reason and a wrong number, each once."""
    chosen = exercise.reason(reason.letter)
    found = [chosen.belief] if chosen is not None and chosen.belief else []
    if guess is not None and exercise.closeness(guess, answer.value) < 2:
        found += exercise.beliefs_in(guess, answer.value)
    return tuple(dict.fromkeys(found))


def about_guess(exercise: Exercise, guess: float, answer: Computed) -> Paragraph:
    """Return how close a guess is, with the answer and how sure that is."""
    words = spoken(
        "You guessed {guess}; the model computes {answer}.",
        guess=sized(guess, exercise.unit), answer=sized(answer.value, exercise.unit),
    )  # fmt: skip
    return Paragraph(" ".join([words, verdict(exercise, guess, answer.value), *how_sure(exercise, answer)]))


def verdict(exercise: Exercise, guess: float, value: float) -> str:
    """Return how close a guess is, in words."""
    off, closeness = exercise.off(guess, value), spoken(CLOSENESS[exercise.closeness(guess, value)])
    if abs(off) < 0.01:
        return spoken("That is {closeness}.", closeness=closeness)
    if abs(off) > TOO_FAR:
        far = spoken("Far too large") if off > 0 else spoken("Far too small")
        return f"{far}: {closeness}."
    if exercise.scale > abs(value) or exercise.unit in ("%", "°C"):
        side = "Too large by {off}: {closeness}." if off > 0 else "Too small by {off}: {closeness}."
        return spoken(side, off=sized(abs(guess - value), exercise.unit), closeness=closeness)
    side = "Too large by {off:.0%}: {closeness}." if off > 0 else "Too small by {off:.0%}: {closeness}."
    return spoken(side, off=abs(off), closeness=closeness)


def how_sure(exercise: Exercise, answer: Computed) -> Iterable[str]:
    """Yield how sure the answer is: the numerical error bar never alone where criteria differ."""
    if answer.error is not None and math.isfinite(answer.error):
        yield spoken("The grid is good for ± {error:.2g} {unit}.", error=answer.error, unit=in_words(exercise.unit))
    if answer.spread is not None:
        low, high = (f"{each:.{digits_of(each, exercise.unit)}f}" for each in answer.spread)
        yield spoken("Over all rules for death of this run: {low} to {high} {unit}.",
                     low=low, high=high, unit=in_words(exercise.unit))  # fmt: skip


def about_reason(exercise: Exercise, reason: Because, closeness: int | None) -> Paragraph:
    """Return what is to be said about a reason."""
    right = f"{exercise.right.letter}) {spoken(exercise.right.text)}"
    head = spoken("Your reason:")
    if reason.words:
        both = spoken('You wrote: "{words}". The model\'s reason: {right}. Do they say the same?',
                      words=reason.words, right=right.rstrip("."))  # fmt: skip
        return Paragraph(both, head)
    if reason.letter == exercise.right.letter:
        wrong_number = "The reason is right; the number needs work: do the estimate on paper again."
        return Paragraph(spoken(wrong_number if closeness == 0 else "Right, that is the model's reason, too."), head)
    chosen = exercise.reason(reason.letter)
    lucky = spoken("The number is good, the reason behind it is not.") + " " if closeness == 2 else ""
    text = spoken(chosen.text).rstrip(".") if chosen else ""
    told = spoken("Not {letter}) {text}. The model's reason: {right}", letter=reason.letter, text=text, right=right)
    return Paragraph(lucky + told, head)


def about_belief(name: str) -> Paragraph:
    """Return the belief behind a wrong answer, what the model shows instead, and where to read on."""
    belief = belief_named(name)
    told = spoken('"{says}". {shows} (Notebook {number}.)', says=spoken(belief.says), shows=spoken(belief.shows),
                  number=belief.notebook[:2])  # fmt: skip
    return Paragraph(told, spoken("A belief behind it:"))


def sized(value: float, unit: str) -> str:
    """Write a number with its unit, with as many digits as a person would say."""
    if abs(value) >= 1e6:
        return f"{value:.1e} {in_words(unit)}"
    return f"{value:.{digits_of(value, unit)}f} {in_words(unit) if unit else ''}".strip()


def digits_of(value: float, unit: str) -> int:
    """Return how many decimals a person would say."""
    return 0 if abs(value) >= 100 else 2 if unit == "times" and abs(value) < 10 else 1
