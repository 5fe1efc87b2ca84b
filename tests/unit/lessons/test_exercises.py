"""Exercises ask, and tell how good a guess and its reason are."""

import math
import re

import pytest

from lesionsim import lessons
from lesionsim.errors import RunError, ScenarioError
from lesionsim.lessons import asking
from lesionsim.lessons.beliefs import BELIEFS
from lesionsim.lessons.exercise import Computed, Exercise, Reason, Trap, computed
from lesionsim.lessons.feedback import WIDE
from lesionsim.lessons.judging import judged, sized
from lesionsim.lessons.reading import Because
from lesionsim.lessons.registry import all_beliefs, all_exercises, belief_named, exercise_named, notebooks
from lesionsim.texts import language, spoken

FIRST = {
    name: all_exercises()[name] for name, notebook in notebooks().items() if notebook[:2] in ("01", "02", "03", "04")
}
SECTION_10 = (
    "hot-needle", "display-is-tissue", "temperature-is-death", "ends-at-switch-off", "stops-at-60s", "nothing-ahead",
    "blood-dominates", "impedance-shrinks", "bench-is-patient", "coverage-is-relief",
)  # fmt: skip
NEVER = re.compile(r"recom+end|\bsafe|\bsegur[oa]")

each_of_the_first = pytest.mark.parametrize("name", FIRST)
each_exercise = pytest.mark.parametrize("name", all_exercises())


def plain(told):
    return " ".join(str(told).split())


def texts_of(exercise):
    reasons = [reason.text for reason in exercise.reasons]
    return [text for text in (exercise.question, exercise.hint, exercise.explains, exercise.look, *reasons) if text]


def example(**changes):
    """An exercise whose answer is known: 4 mm."""
    known = {
        "name": "example", "question": "How wide?", "unit": "mm", "compute": lambda: 4.0,
        "explains": "It is {value:.0f}.",
        "reasons": (Reason("a", "so it is"), Reason("b", "blood does it", "blood-dominates")),
    }  # fmt: skip
    return Exercise(**{**known, **changes})


def told_of(exercise, guess, letter="a", words=""):
    return judged(exercise, guess, Because(letter=letter if not words else "", words=words), computed(exercise))


def test_the_beliefs_of_learners_all_have_a_name():
    assert set(SECTION_10) <= {belief.name for belief in BELIEFS}
    assert len({belief.name for belief in BELIEFS}) == len(BELIEFS)


@each_exercise
def test_every_belief_behind_an_answer_exists(name):
    exercise = all_exercises()[name]
    named = [reason.belief for reason in exercise.reasons if reason.belief] + [trap.belief for trap in exercise.traps]

    assert set(named) <= set(all_beliefs())
    assert len(exercise.reasons) >= 3


def test_every_belief_sends_the_learner_to_a_notebook_that_exists():
    from pathlib import Path

    stems = {path.stem[:2] for path in (Path(__file__).parents[3] / "notebooks").glob("*.ipynb")}
    assert {belief.notebook[:2] for belief in all_beliefs().values()} <= stems


@each_of_the_first
def test_the_answer_itself_is_very_close_and_shows_no_belief(name):
    exercise = FIRST[name]
    told = lessons.check(name, guess=computed(exercise).value, because=exercise.right.letter)

    assert told.kind == "told"
    assert (told.closeness, told.right_reason, told.beliefs) == (2, True, ())
    assert told.value == computed(exercise).value
    assert "that is the model's reason, too" in plain(told)
    assert "{" not in str(told)


@each_of_the_first
def test_every_wrong_reason_names_its_belief_and_explains(name):
    exercise = FIRST[name]
    for reason in exercise.reasons:
        if not reason.belief:
            continue
        told = lessons.check(name, guess=computed(exercise).value, because=reason.letter)
        assert told.beliefs == (reason.belief,)
        assert told.right_reason is False
        assert belief_named(reason.belief).says in plain(told)
        assert exercise.right.text in plain(told)
        assert "the reason behind it is not" in plain(told)


def test_a_belief_shows_in_the_number_too():
    assert lessons.check("twice-the-time", 2.0, "d").beliefs == ("in-proportion",)
    assert lessons.check("twice-the-time", 1.0, "d").beliefs == ("stops-at-60s",)
    assert lessons.check("second-minute", 0, "b").beliefs == ("stops-at-60s",)
    assert lessons.check("without-blood", 25, "b").beliefs == ("blood-dominates",)
    assert lessons.check("beside-the-tip", 80, "a").beliefs == ("display-is-tissue",)
    assert lessons.check("ahead-of-the-tip", 0, "c").beliefs == ("nothing-ahead",)
    assert lessons.check("after-switch-off", 0, "c").beliefs == ("ends-at-switch-off",)
    assert lessons.check("widest-rule", 1, "c").beliefs == ("temperature-is-death",)


def test_traps_do_not_catch_a_guess_that_is_very_close():
    exercise = example(traps=(Trap("blood-dominates", lambda guess, answer: True),))

    assert told_of(exercise, 4.0).beliefs == ()
    assert told_of(exercise, 5.0).beliefs == ("blood-dominates",)


def test_how_close_a_guess_is_is_told_in_words():
    said = {guess: plain(told_of(example(), guess)) for guess in (4.0, 4.32, 3.6, 4.88, 8.0, 100.0, 0.0)}

    assert "That is very close." in said[4.0]
    assert "You guessed 4.3 mm; the model computes 4.0 mm. Too large by 8%: very close." in said[4.32]
    assert "Too small by 10%: very close." in said[3.6]
    assert "Too large by 22%: close." in said[4.88]
    assert "Too large by 100%: not close." in said[8.0]
    assert "Far too large: not close." in said[100.0]
    assert "Too small by 100%: not close." in said[0.0]


def test_a_scale_forgives_small_answers():
    exercise = example(compute=lambda: 0.1, scale=2.0)

    assert exercise.closeness(0.25, 0.1) == 2
    assert exercise.closeness(0.55, 0.1) == 1
    assert exercise.closeness(1.0, 0.1) == 0
    assert "Too large by 0.9 mm: not close." in plain(told_of(exercise, 1.0))
    assert example().off(1.0, 0.0) == math.inf
    assert example().off(0.0, 0.0) == 0.0


def test_the_numerical_error_bar_is_never_told_without_the_range_over_rules():
    told = plain(lessons.check("width", 6, "c"))

    assert re.search(
        r"The grid is good for ± 0\.0\d+ mm\. Over all rules for death of this run: 3\.0 to 8\.0 mm\.", told
    )


def test_a_right_reason_with_a_wrong_number_and_the_reverse_are_told_apart():
    assert "the number needs work" in plain(told_of(example(), 9.0, "a"))
    assert "the reason behind it is not" in plain(told_of(example(), 4.0, "b"))
    assert "the reason behind it is not" not in plain(told_of(example(), 9.0, "b"))


def test_own_words_stand_beside_the_reason_of_the_model():
    told = told_of(example(), 4.0, words="it just is")

    assert 'You wrote: "it just is". The model\'s reason: a) so it is. Do they say the same?' in plain(told)
    assert told.right_reason is None


@pytest.mark.parametrize(("guess", "because"), [(None, "a"), (6, None), (6, "z"), ("six", "a"), (None, None)])
def test_the_answer_waits_for_guess_and_reason(guess, because, monkeypatch):
    monkeypatch.setattr(asking, "computed", lambda exercise: pytest.fail("the model was asked"))
    told = lessons.check("width", guess, because)

    assert told.kind == "unfinished"
    assert "Write" in str(told)
    assert told.value is None


def test_an_exercise_that_asks_no_number_takes_the_reason_alone():
    exercise = example(asks_number=False, unit="", compute=lambda: Computed(numbers={"wide": 4.0}),
                       explains="{wide:.0f} mm.")  # fmt: skip
    told = judged(exercise, None, Because(letter="b"), computed(exercise))

    assert (told.value, told.closeness, told.right_reason) == (None, None, False)
    assert "guessed" not in str(told)
    assert "4 mm." in str(told)


def test_a_run_that_fails_is_told(monkeypatch):
    def broken(exercise):
        raise RunError("it boiled")

    monkeypatch.setattr(asking, "computed", broken)
    told = lessons.check("width", 6, "c")
    assert told.kind == "failed"
    assert "it boiled" in str(told)


@pytest.mark.parametrize("name", ["widht", "", None, 3, ["width"], "width; import os"])
def test_a_name_that_does_not_exist_brings_the_nearest(name):
    told = lessons.check(name, 6, "c")

    assert told.kind == "unknown"
    assert "nearest: " in str(told)
    assert "width" in str(lessons.check("widht", 6, "c"))


def test_asking_shows_question_estimate_reasons_and_how_to_answer():
    told = plain(lessons.ask("width"))

    assert "On paper first:" in told
    assert all(f"{letter}) " in told for letter in "abcd")
    assert 'lessons.check("width", guess=..., because="...")' in told
    assert not re.search(r"\b5\.\d", told)  # the answer is not in the question


def test_asking_without_a_name_lists_every_exercise():
    told = str(lessons.ask())

    assert all(f"{name}:" in told for name in all_exercises())


def test_an_exercise_is_lettered_in_order_and_has_one_right_reason():
    with pytest.raises(ScenarioError, match="letter them"):
        example(reasons=(Reason("b", "so"), Reason("a", "not", "blood-dominates")))
    with pytest.raises(ScenarioError, match="exactly one"):
        example(reasons=(Reason("a", "so"), Reason("b", "also so")))
    with pytest.raises(ScenarioError, match="nearest"):
        belief_named("blood")
    assert exercise_named(" Width ").name == "width"


def test_the_model_is_asked_once():
    asked = []
    exercise = example(name="once", compute=lambda: asked.append(1) or 4.0)

    assert [told_of(exercise, 4.0).value, told_of(exercise, 5.0).value] == [4.0, 4.0]
    assert asked == [1]


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [(5.517, "mm", "5.5 mm"), (1.277, "times", "1.28 times"), (35.5, "%", "35.5 %"), (862.0, "mm³", "862 mm³"),
     (3e9, "mm", "3.0e+09 mm"), (4.0, "", "4.0")],
)  # fmt: skip
def test_numbers_are_told_with_the_digits_of_a_person(value, unit, said):
    assert sized(value, unit) == said


def test_lines_are_no_longer_than_a_page():
    for name in FIRST:
        assert max(map(len, str(lessons.ask(name)).splitlines())) <= WIDE
        assert max(map(len, str(lessons.check(name, 1, "a")).splitlines())) <= WIDE


@each_of_the_first
def test_no_answer_of_an_exercise_stands_in_its_question(name):
    exercise = FIRST[name]
    value = computed(exercise).value
    shown = [f"{value:.1f} ", f"{value:.2f} "]

    assert not any(each in exercise.question + exercise.hint for each in shown)


@each_of_the_first
def test_every_text_of_an_exercise_has_a_spanish_one(name):
    with language("es"):
        for text in texts_of(FIRST[name]):
            assert spoken(text) != text or "lesionsim inverse" in text or not re.search(r"[a-z]{3}", text), text
            assert not NEVER.search(f"{spoken(text)} {text}".lower())


@pytest.mark.parametrize("belief", BELIEFS, ids=lambda belief: belief.name)
def test_every_belief_is_told_in_spanish(belief):
    with language("es"):
        assert spoken(belief.says) != belief.says
        assert spoken(belief.shows) != belief.shows


def test_feedback_speaks_spanish_in_full():
    with language("es"):
        told = plain(lessons.check("thick-needle", "2 veces", "a"))

    assert "Usted estimó 2.00 veces; el modelo calcula 1.28 veces." in told
    assert "Una creencia detrás: «el doble hace el doble»." in told
    assert "Por qué: La aguja es 1.8 veces más gruesa" in told
    assert "Too" not in told
