"""Frames inside a step are the cubic with the step's end values and slopes."""

import numpy as np
import pytest
from kernels import plain
from kernels.calling import callable_kernel

from lesionsim.kernels.arrays import (
    BEFORE,
    FRAME_DOSE,
    FRAME_PEAK,
    FRAME_TEMPERATURE,
    PEAK,
    PEAK_BEFORE,
    TEMPERATURE,
    TREND,
    TREND_BEFORE,
    Recorder,
)
from lesionsim.kernels.cubic import cubic, limited
from lesionsim.kernels.recording import write_couples, write_due_frames
from lesionsim.problem.injury import fresh_injury
from lesionsim.scenario.numerics import Numerics

COUNT = 12


@pytest.mark.parametrize("x", [0.0, 0.1, 0.5, 0.77, 1.0])
def test_the_cubic_has_the_wanted_ends_and_slopes(random_numbers, x):
    start, end, slope_start, slope_end = random_numbers.uniform(-3, 3, (4, 1))
    found = callable_kernel(cubic)(start[0], end[0], 1.7 * slope_start[0], 1.7 * slope_end[0], x)
    assert found == pytest.approx(plain.hermite(start, end, (slope_start, slope_end), 1.7, x)[0], rel=1e-12)


@pytest.mark.parametrize("slope", [-9.0, -1.0, 0.0, 2.0, 5.0, 1e5])
@pytest.mark.parametrize("change", [-2.0, 0.0, 2.0])
def test_slopes_are_limited_to_three_times_the_change(slope, change):
    found = callable_kernel(limited)(slope, change, 1.7)
    assert found == pytest.approx(1.7 * float(plain.limited(slope, change, 1.7)), rel=1e-14)


@pytest.mark.parametrize("slope_start", [0.0, 4.0, 1e6])
@pytest.mark.parametrize("slope_end", [0.0, 4.0, 1e6])
def test_a_limited_cubic_never_leaves_the_range_of_its_ends(slope_start, slope_end):
    slopes = (np.array([slope_start]), np.array([slope_end]))
    path = [plain.step_cubic(np.array([37.0]), np.array([40.0]), slopes, 2.0, x)[0] for x in np.linspace(0, 1, 101)]
    assert np.all(np.diff(path) >= -1e-12)


def recorder(times, rows):
    return Recorder(
        np.array(times),
        np.full((len(times), FRAME_DOSE + rows, COUNT), np.nan),
        np.zeros((3, 8)),
        np.array([[0, 1, *[2] * 14]]),
        np.array([[0.25, 0.75, *[0.0] * 14]]),
        np.zeros((3, 1)),
    )


@pytest.fixture
def rising(random_numbers):
    """Return fields that rise gently over a step, and the injury that goes with them."""
    fields = np.zeros((8, COUNT))
    fields[BEFORE] = random_numbers.uniform(40, 45, COUNT)
    fields[TEMPERATURE] = fields[BEFORE] + 1.0
    fields[TREND_BEFORE], fields[TREND] = 0.6, 0.4  # K/s over 2 s
    injury = fresh_injury([(0, (0.0, 0.0, 0.0, 0.0))], COUNT, (-1, False))
    injury.before[0, 0], injury.before[1, 0] = 1.0, 0.5
    injury.dose[0], injury.rate[0] = 2.0, 0.5
    injury.work[PEAK_BEFORE], injury.work[PEAK] = fields[BEFORE] + 0.5, fields[TEMPERATURE]
    return fields, injury


def test_all_frames_of_a_step_are_written_and_no_more(rising):
    fields, injury = rising
    book = recorder([10.0, 10.5, 11.0, 12.0, 12.1], 1)
    assert callable_kernel(write_due_frames)(fields, injury, 10.0, 2.0, 1, book) == 4
    assert np.isnan(book.frames[[0, 4]]).all()
    slopes = (fields[TREND_BEFORE], fields[TREND])
    for frame, x in ((1, 0.25), (2, 0.5), (3, 1.0)):
        temperature = plain.step_cubic(fields[BEFORE], fields[TEMPERATURE], slopes, 2.0, x)
        np.testing.assert_allclose(book.frames[frame, FRAME_TEMPERATURE], temperature, rtol=1e-12)
        peak = np.maximum(temperature, injury.work[PEAK if x == 1 else PEAK_BEFORE])
        np.testing.assert_allclose(book.frames[frame, FRAME_PEAK], peak, rtol=1e-12)
        np.testing.assert_allclose(book.frames[frame, FRAME_DOSE], 1 + x, rtol=1e-12)


def test_a_thermocouple_reads_its_weighted_points(rising):
    book = recorder([1.0], 1)
    callable_kernel(write_couples)(rising[0][TEMPERATURE], book, 2)
    t = rising[0][TEMPERATURE]
    assert book.couple[2, 0] == pytest.approx(0.25 * t[0] + 0.75 * t[1], rel=1e-14)


def test_five_seconds_are_the_default_interval():
    assert Numerics().record_every_s == 5.0
