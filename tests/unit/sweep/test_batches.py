"""Batches take about a quarter of a second, whatever a row takes, and no row is left out."""

from lesionsim.sweep.running.batches import MOST, Batches
from lesionsim.sweep.running.frames import Answers


def answers(count: int, seconds: float) -> Answers:
    return Answers(list(range(count)), ["ok"] * count, b"", seconds)


def test_until_it_is_known_how_long_rows_take_a_batch_is_one_row():
    batches = Batches(range(100), 2)
    assert (batches.take(), batches.take()) == ([0], [1])


def test_a_batch_takes_a_quarter_of_a_second():
    batches = Batches(range(10**6), 2)
    batches.learn(answers(100, 0.1))
    assert len(batches.take()) == 250
    for _ in range(40):
        batches.learn(answers(10, 0.1))
    assert len(batches.take()) == 25
    for _ in range(40):
        batches.learn(answers(1, 60.0))
    assert len(batches.take()) == 1


def test_rows_that_take_no_time_do_not_make_endless_batches():
    batches = Batches(range(10**6), 2)
    batches.learn(answers(1, 0.0))
    assert len(batches.take()) == MOST


def test_towards_the_end_batches_become_small_so_that_all_end_together():
    batches = Batches(range(40), 2)
    batches.learn(answers(1, 0.001))
    sizes = []
    while batches.left:
        sizes.append(len(batches.take()))
    assert sizes[0] == 10
    assert sizes[-1] == 1
    assert sum(sizes) == 40


def test_rows_given_back_come_first_and_in_order():
    batches = Batches(range(10), 1)
    batches.learn(answers(1, 0.05))
    assert batches.take() == [0, 1, 2, 3, 4]
    batches.give_back([2, 3])
    assert batches.left == 7
    assert [row for _ in range(7) for row in batches.take()] == [2, 3, 5, 6, 7, 8, 9]
    assert batches.take() == []


def test_nothing_is_learnt_from_nothing():
    batches = Batches(range(10), 1)
    batches.learn(answers(0, 1.0))
    assert batches.size() == 1
