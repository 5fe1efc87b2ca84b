"""The quiz: ten questions, one for each belief, before the notebooks and after them."""

import json

import pytest

from lesionsim import lessons
from lesionsim.lessons.beliefs import BELIEFS
from lesionsim.lessons.exercise import computed
from lesionsim.lessons.quiz_items import ITEMS
from lesionsim.lessons.quiz_record import FILE, LARGEST_BYTES, Memory, Record, kept
from lesionsim.lessons.registry import all_exercises, notebooks
from lesionsim.texts import language, spoken

RIGHT = "".join(item.exercise.right.letter for item in ITEMS)

each_item = pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """A folder of its own; nothing remembered."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Memory, "unwritten", False)
    return tmp_path


def answered(letters, when=""):
    lessons.quiz(when)
    for number, letter in enumerate(letters, 1):
        lessons.answer(number, letter)
    return " ".join(str(lessons.score()).split())


def test_there_are_ten_questions_one_for_each_belief():
    assert [item.name for item in ITEMS] == [f"q{number}" for number in range(1, 11)]
    assert [item.belief for item in ITEMS] == [belief.name for belief in BELIEFS[:10]] or (
        {item.belief for item in ITEMS} == {belief.name for belief in BELIEFS[:10]}
    )
    assert all(item.belief in {reason.belief for reason in item.exercise.reasons} for item in ITEMS)
    assert len(set(RIGHT)) == 4  # no letter is always right


@each_item
def test_the_model_bears_out_the_right_answer(item):
    assert item.holds(computed(item.exercise).numbers)


def test_the_numbers_that_decide_are_those_of_the_model():
    wrong = {"held_mm": 9.0, "rf_mm": 5.0}
    assert not ITEMS[0].holds(wrong)
    assert not ITEMS[7].holds({"impedance": 2.0, "voltage": 1.4, "width": 0.5})
    assert not ITEMS[8].holds({"bench_mm": 9.0, "body_mm": 9.0})


def test_the_questions_are_shown_with_their_choices_and_no_answer():
    told = str(lessons.quiz("before"))

    assert all(f"\n{number}. " in told for number in range(1, 11))
    assert told.count("\na) ") == 10
    assert "Right" not in told


def test_before_the_notebooks_beliefs_are_named_and_answers_are_not():
    told = answered("a" * 10, "before")

    assert f"{RIGHT.count('a')} of 10 right." in told
    assert 'Question 5, your a: "the lesion stops growing at 60 s"? Look into notebook 02.' in told
    assert "Right is" not in told


def test_after_the_notebooks_answers_are_explained_and_the_gain_is_told():
    answered("a" * 10, "before")
    told = answered("a" * 4 + RIGHT[4:], "after")
    before, after = RIGHT.count("a"), RIGHT[:4].count("a") + 6

    assert f"{after} of 10 right." in told
    assert f"Before: {before}, after: {after}. Gain: +{after - before}" in told
    assert f"that is {(after - before) / (10 - before):.0%} of what there was to gain" in told
    assert "Question 1, your a: Right is b)" in told
    assert "mm with current and" in told
    assert '"RF is a hot needle' in told


def test_all_right_after_the_notebooks_is_all_there_was_to_gain():
    answered("a" * 10, "before")

    assert "100% of what there was to gain" in answered(RIGHT, "after")
    assert "A belief" not in str(lessons.score())


def test_a_loss_is_told_as_one():
    answered(RIGHT, "before")
    told = answered("a" * 10, "after")

    assert "Gain: -" in told
    assert "what there was to gain" not in told


def test_questions_without_an_answer_are_counted_and_named():
    told = answered("a" * 8, "before")

    assert "Without an answer: 9, 10." in told


def test_a_later_answer_replaces_an_earlier_one():
    lessons.answer(1, "a")
    lessons.answer("1", "(B)")

    assert kept().before == {"1": "b"}


def test_the_round_follows_from_what_was_answered():
    assert "before the notebooks" in str(lessons.quiz())
    answered(RIGHT, "before")
    assert "after the notebooks" in str(lessons.quiz())


def test_showing_the_questions_leaves_no_file(here):
    lessons.quiz("before")
    lessons.score()

    assert list(here.iterdir()) == []


@pytest.mark.parametrize("content", [
    "", "[]", "{}", "null", "{" * 900, '{"when": "never", "before": {"1": "b", "11": "a", "2": 3, "3": "zz"}}',
    '{"before": [1, 2]}', "\x00\xff", '"' + "a" * LARGEST_BYTES + '"',
])  # fmt: skip
def test_a_file_that_is_no_record_counts_as_little_as_it_holds(here, content):
    (here / FILE).write_text(content, encoding="latin-1")

    assert set(kept().before.items()) <= {("1", "b")}
    assert kept().when == "before"
    assert "right." in str(lessons.score())


def test_a_folder_that_cannot_be_written_to_keeps_answers_in_memory(here):
    (here / FILE).mkdir()
    told = str(lessons.answer(1, "b"))

    assert "until this session ends" in told
    lessons.answer(2, "d")
    assert kept().before == {"1": "b", "2": "d"}
    assert "2 of 10 right." in str(lessons.score())


def test_what_is_kept_is_plain_json(here):
    answered("ab", "before")

    assert json.loads((here / FILE).read_text()) == Record("before", {"1": "a", "2": "b"}, {})._asdict()


@pytest.mark.parametrize(
    ("number", "letter"), [(0, "a"), (11, "a"), ("x", "a"), (None, "a"), (1, "e"), (1, None), (1, 2)]
)
def test_a_wrong_number_or_letter_is_told_and_not_kept(number, letter):
    told = lessons.answer(number, letter)

    assert told.kind in ("unknown", "unfinished")
    assert kept().before == {}


def test_the_key_holds_every_exercise_and_every_question():
    told = " ".join(str(lessons.key("01")).split()) + " ".join(str(lessons.key("quiz")).split())

    assert "01 width: How wide" in told
    assert "= 5.5 mm." in told
    assert "Beliefs behind the others: a: size-is-the-hot-volume, b: one-over-r4, d: blood-dominates." in told
    assert all(f"quiz {number}:" in told for number in range(1, 11))
    assert "quiz 1:" not in str(lessons.key("01"))


def test_the_key_of_everything_leaves_nothing_out(monkeypatch):
    from lesionsim.lessons import instructor

    monkeypatch.setattr(instructor, "entry", lambda head, exercise: instructor.Paragraph(exercise.question, head))
    told = str(lessons.key())

    assert all(f"{notebooks()[name][:2]} {name}:" in told for name in all_exercises())
    assert "quiz 10:" in told


@pytest.mark.parametrize("name", ["nothing", None, 3, "99"])
def test_a_key_that_does_not_exist_is_told(name):
    assert lessons.key(name).kind == "unknown"


@each_item
def test_every_question_has_a_spanish_one(item):
    exercise = item.exercise
    with language("es"):
        for text in (exercise.question, exercise.explains, *(reason.text for reason in exercise.reasons)):
            assert spoken(text) != text, text


def test_the_score_speaks_spanish():
    with language("es"):
        told = answered("a" * 10, "before")

    assert "de 10 correctas." in told
    assert "Vea el cuaderno 02." in told
