"""Ten questions before the notebooks and the same ten after them: answers, score and gain.

Answers are kept in a small file in the folder in which one works; nothing is sent anywhere.
"""

from __future__ import annotations

from lesionsim.lessons.asking import question
from lesionsim.lessons.exercise import computed
from lesionsim.lessons.feedback import Card, Paragraph
from lesionsim.lessons.judging import about_belief, filled
from lesionsim.lessons.quiz_items import ITEMS, Item
from lesionsim.lessons.quiz_record import FILE, ROUNDS, Record, keep, kept
from lesionsim.lessons.reading import because_in, number_in, quoted
from lesionsim.lessons.registry import belief_named
from lesionsim.texts import spoken


def quiz(when: str = "") -> Card:
    """Show the ten questions and start a round.

    Parameters
    ----------
    when : "before" the notebooks or "after" them; left out, the round that is not finished yet

    Examples
    --------
    >>> from lesionsim import lessons
    >>> print(lessons.quiz("sometimes"))
    A quiz is taken "before" or "after" the notebooks; "sometimes" is neither.
    """
    if when not in ("", *ROUNDS) if isinstance(when, str) else True:
        neither = 'A quiz is taken "before" or "after" the notebooks; "{given}" is neither.'
        return Card("unknown", (Paragraph(spoken(neither, given=quoted(when))),))
    known = kept()
    record = known._replace(when=when or ("before" if len(known.before) < len(ITEMS) else "after"))
    trouble = [] if record == known else keep(record)
    told = (
        Paragraph(spoken("Ten questions, before the notebooks. What was right is told after them.")
                  if record.when == "before" else spoken("The same ten questions, after the notebooks.")),
        *(Paragraph(paragraph.text, f"{item.number}." if first else "") for item in ITEMS
          for first, paragraph in ((each == 0, part) for each, part in enumerate(question(item.exercise)))),
        Paragraph('lessons.answer(1, "a"), ... lessons.score()', spoken("Answer with")),
    )  # fmt: skip
    return Card("asked", (*told, *trouble))


def item_in(number: object) -> Item | Card:
    """Return the item with a number, or what is wrong with the number."""
    read = number_in(number, "")
    chosen = next((item for item in ITEMS if item.number == read.value), None)
    if chosen is None:
        told = spoken("{given} is no question; they are numbered 1 to {last}.", given=quoted(number), last=len(ITEMS))
        return Card("unknown", (Paragraph(told),))
    return chosen


def answer(number: object, letter: object = None) -> Card:
    """Note the answer to a question of the quiz; a later answer replaces it.

    Parameters
    ----------
    number : of the question, 1 to 10
    letter : of the choice

    Examples
    --------
    >>> from lesionsim import lessons
    >>> print(lessons.answer(11, "a"))
    11 is no question; they are numbered 1 to 10.
    """
    item = item_in(number)
    if isinstance(item, Card):
        return item
    letters = "".join(choice.letter for choice in item.exercise.reasons)
    chosen = because_in(letter, letters).letter
    if not chosen:
        told = spoken("{given} is no choice of question {number}; they are {letters}.", given=quoted(letter),
                      number=item.number, letters=", ".join(letters))  # fmt: skip
        return Card("unfinished", (Paragraph(told),))
    record = kept()
    given = {**record.given, str(item.number): chosen}
    trouble = keep(record.with_given(given))
    told = spoken("Noted: question {number}, {letter}. Still open: {open}.", number=item.number, letter=chosen,
                  open=numbers_open(given) or spoken("none; now lessons.score()"))  # fmt: skip
    return Card("asked", (Paragraph(told), *trouble))


def numbers_open(given: dict[str, str]) -> str:
    """Return the numbers of the questions without an answer."""
    return ", ".join(str(item.number) for item in ITEMS if str(item.number) not in given)


def right(given: dict[str, str]) -> int:
    """Return how many answers are right."""
    return sum(given.get(str(item.number)) == item.exercise.right.letter for item in ITEMS)


def score() -> Card:
    """Tell how many answers are right, the belief behind each wrong one, and after the notebooks the gain.

    Examples
    --------
    >>> from lesionsim import lessons
    >>> card = lessons.score()
    """
    record = kept()
    total, left = len(ITEMS), numbers_open(record.given)
    told = [Paragraph(spoken("{right} of {total} right.", right=right(record.given), total=total))]
    if left:
        told.append(Paragraph(spoken("Without an answer: {open}.", open=left)))
    told += gained(record)
    for item in ITEMS:
        told += about_item(item, record.given.get(str(item.number), ""), record.when == "after")
    if record.when == "before":
        told.append(Paragraph(spoken("Now the notebooks; then lessons.quiz(\"after\"). Answers are kept in {file}.",
                                     file=FILE)))  # fmt: skip
    return Card("told", tuple(told))


def gained(record: Record) -> list[Paragraph]:
    """Return the gain from before to after, and its share of what there was to gain."""
    if record.when != "after" or not record.before:
        return []
    before, after, total = right(record.before), right(record.after), len(ITEMS)
    told = spoken("Before: {before}, after: {after}. Gain: {gain:+d}", before=before, after=after, gain=after - before)
    if after > before:
        share = (after - before) / (total - before)
        told += spoken(", that is {share:.0%} of what there was to gain", share=share)
    return [Paragraph(told + ".")]


def about_item(item: Item, letter: str, explained: bool) -> list[Paragraph]:
    """Return what is told about a wrong answer; what is right is told after the notebooks alone."""
    exercise = item.exercise
    chosen = exercise.reason(letter)
    if chosen is None or not chosen.belief:
        return []
    head = spoken("Question {number}, your {letter}:", number=item.number, letter=letter)
    if not explained:
        known = belief_named(chosen.belief)
        told = spoken('"{says}"? Look into notebook {number}.', says=spoken(known.says), number=known.notebook[:2])
        return [Paragraph(told, head)]
    why = spoken("Right is {letter}) {text}.", letter=exercise.right.letter, text=spoken(exercise.right.text))
    return [Paragraph(f"{why} {filled(exercise.explains, computed(exercise))}", head), about_belief(chosen.belief)]
