"""Run alternating directions by dense matrices on a small drum and compare with the factors of its modes."""

import numpy as np
import pytest
from scipy.linalg import expm
from scipy.special import j0, jn_zeros

from lesionsim.verify.exact.alternating import (
    alternating_course,
    douglas_gunn_factor,
    exact_course,
    from_modes,
    ring_modes,
    slice_modes,
    to_modes,
)

RINGS, SLICES, RADIUS, HEIGHT, ALPHA, BETA = 7, 5, 4e-3, 3e-3, 1.4e-7, 0.02
FACES = np.linspace(0.0, RADIUS, RINGS + 1)
STEPS = np.array([0.4, 0.4, 3.0, 0.1, 25.0, 1.0])


def ring_matrix(held):
    """Sum what each face passes between rings, over their areas."""
    node, matrix = 0.5 * (FACES[1:] + FACES[:-1]), np.zeros((RINGS, RINGS))
    for i in range(RINGS - 1):
        passed = 2 * np.pi / np.log(node[i + 1] / node[i])
        matrix[i, i] -= passed
        matrix[i + 1, i + 1] -= passed
        matrix[i, i + 1] += passed
        matrix[i + 1, i] += passed
    if held:
        matrix[-1, -1] -= 2 * np.pi / np.log(RADIUS / node[-1])
    return ALPHA * matrix / (np.pi * np.diff(FACES**2))[:, None]


def slice_matrix(held):
    """Take second differences between sealed ends, or ends held half a cell away."""
    matrix = -2 * np.eye(SLICES) + np.eye(SLICES, k=1) + np.eye(SLICES, k=-1)
    matrix[0, 0] = matrix[-1, -1] = -3 if held else -1
    return ALPHA * matrix / (HEIGHT / SLICES) ** 2


def both(held):
    """Give conduction across and along, on cells in rows of slices."""
    return np.kron(ring_matrix(held), np.eye(SLICES)), np.kron(np.eye(RINGS), slice_matrix(held))


def start_and_source():
    """Draw a start in K and a source in K/s."""
    draw = np.random.default_rng(3)
    return 40 * draw.random((RINGS, SLICES)), 2 * draw.random((RINGS, SLICES))


def douglas_gunn(held, start, source):
    """Take the published steps with whole matrices; blood sees the middle of the step, as the last change tells."""
    across, along = both(held)
    one, now, change, last = np.eye(across.shape[0]), start.ravel(), np.zeros(start.size), np.inf
    for step in STEPS:
        middle = now + 0.5 * step / last * change
        right = step * ((across + along) @ now + source.ravel() - BETA * middle)
        half = np.linalg.solve(one - 0.5 * step * across, right)
        change = np.linalg.solve(one - 0.5 * step * along, half)
        now, last = now + change, step
    return now.reshape(start.shape)


@pytest.fixture(params=[False, True], ids=["sealed", "held"])
def held(request):
    return request.param


@pytest.fixture
def modes(held):
    return ring_modes(FACES, ALPHA, held), slice_modes(SLICES, HEIGHT / SLICES, ALPHA, held)


def test_modes_are_eigenvectors_of_their_matrices(held, modes):
    for matrix, one in zip((ring_matrix(held), slice_matrix(held)), modes, strict=True):
        np.testing.assert_allclose(matrix @ one.shape, one.shape * one.rate, atol=1e-12 * np.max(np.abs(one.shape)))


def test_modes_put_values_together_again(modes):
    start, _ = start_and_source()
    np.testing.assert_allclose(from_modes(to_modes(start, *modes), *modes), start, rtol=1e-12)


def test_ring_modes_approach_bessel_functions():
    errors = []
    for rings in (40, 80):
        face = np.linspace(0.0, RADIUS, rings + 1)
        one = ring_modes(face, ALPHA, held=True)
        shape, area = one.shape[:, -2], np.diff(face**2)
        exact = j0(jn_zeros(0, 2)[1] * 0.5 * (face[1:] + face[:-1]) / RADIUS)
        lengths = np.sqrt(np.sum(area * np.array([shape, exact]) ** 2, axis=1))
        unlike = 1 - abs(np.sum(area * shape * exact)) / np.prod(lengths)  # square of the distance, halved
        errors.append(np.sqrt(2 * unlike))
        assert one.rate[-2] == pytest.approx(-ALPHA * (jn_zeros(0, 2)[1] / RADIUS) ** 2, rel=4 / rings**2)
    assert np.log2(errors[0] / errors[1]) == pytest.approx(2.0, abs=0.2)


def test_one_step_multiplies_a_mode_by_the_factor(held, modes):
    across, along = both(held)
    one, step = np.eye(across.shape[0]), 0.7
    matrix = one + np.linalg.solve(
        one - 0.5 * step * along, np.linalg.solve(one - 0.5 * step * across, step * (across + along))
    )
    for p, q in ((0, 1), (3, 4), (RINGS - 1, 2)):
        shape = np.outer(modes[0].shape[:, p], modes[1].shape[:, q]).ravel()
        factor = douglas_gunn_factor(step * modes[0].rate[p], step * modes[1].rate[q])
        np.testing.assert_allclose(matrix @ shape, factor * shape, atol=1e-12 * np.max(np.abs(shape)))


def test_a_course_with_heat_and_blood_equals_the_published_steps(held, modes):
    start, source = start_and_source()
    rates = (modes[0].rate[:, None], modes[1].rate)
    course = alternating_course(to_modes(start, *modes), to_modes(source, *modes), rates, BETA, STEPS)
    np.testing.assert_allclose(from_modes(course.end, *modes), douglas_gunn(held, start, source), rtol=1e-12)


def test_heat_that_blood_saw_and_what_is_stored_is_what_was_put_in():
    modes = ring_modes(FACES, ALPHA), slice_modes(SLICES, HEIGHT / SLICES, ALPHA)
    start, source = start_and_source()
    rates = (modes[0].rate[:, None], modes[1].rate)
    course = alternating_course(to_modes(start, *modes), to_modes(source, *modes), rates, BETA, STEPS)
    area = np.diff(FACES**2)[:, None]
    end, seen = (from_modes(parts, *modes) for parts in course)
    put_in = np.sum(area * source) * np.sum(STEPS)
    assert np.sum(area * (end - start)) + BETA * np.sum(area * seen) == pytest.approx(put_in, rel=1e-12)


def test_exact_courses_equal_a_matrix_exponential(held, modes):
    start, source = start_and_source()
    matrix = sum(both(held)) - BETA * np.eye(RINGS * SLICES)
    steady = -np.linalg.solve(matrix, source.ravel())
    expected = steady + expm(matrix * 20.0) @ (start.ravel() - steady)
    rate = np.add.outer(modes[0].rate, modes[1].rate) - BETA
    found = exact_course(to_modes(start, *modes), to_modes(source, *modes), rate, 20.0)
    np.testing.assert_allclose(from_modes(found, *modes), expected.reshape(start.shape), rtol=1e-11)


def test_the_factor_is_of_second_order_and_never_grows():
    step = np.array([0.02, 0.01])
    error = np.abs(douglas_gunn_factor(-step, -2 * step) - np.exp(-3 * step))
    assert np.log2(error[0] / error[1]) == pytest.approx(3.0, abs=0.05)
    rate = -np.geomspace(1e-3, 1e6, 40)
    assert np.max(np.abs(douglas_gunn_factor(rate[:, None], rate))) < 1
