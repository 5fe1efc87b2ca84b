"""Check spheres and rods that drive current: second transforms, the heat equation, walls and balances."""

import mpmath as mp
import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import iv, kv

from lesionsim.verify.exact.rf_coaxial import (
    rf_coaxial,
    rf_coaxial_held,
    rf_coaxial_held_steady,
    rf_coaxial_steady,
)
from lesionsim.verify.exact.rf_sphere import (
    rf_sphere,
    rf_sphere_held,
    rf_sphere_held_steady,
    rf_sphere_steady,
)

A, B, Q, K, ALPHA, RISE = 1e-3, 5e-3, 3e7, 0.5, 1.5e-7, -12.0
RHO_C = K / ALPHA
SPHERE_C, ROD_C = 4 / 3 * np.pi * A**3 * 4e6, np.pi * A**2 * 4e6
COOLING = [0.0, 0.004, 0.05]
FIRST = np.array([1 / 280, -4 / 105, 1 / 5, -4 / 5, 0, 4 / 5, -1 / 5, 4 / 105, -1 / 280])
SECOND = np.array([-1 / 560, 8 / 315, -1 / 5, 8 / 5, -205 / 72, 8 / 5, -1 / 5, 8 / 315, -1 / 560])
NEAR = np.arange(-4, 5)
WALL = np.array([-49 / 20, 6, -15 / 2, 20 / 3, -15 / 4, 6 / 5, -1 / 6])


def wall_slope(field, step=5e-6):
    """Give the derivative of a field at the inner wall from seven points."""
    return float(WALL @ field(A + step * np.arange(7))) / step


def summed(function, edges):
    """Integrate a function of arrays over panels of 40 Gauss-Legendre nodes."""
    nodes, weights = np.polynomial.legendre.leggauss(40)
    halves = np.diff(edges)[:, None] / 2
    return np.sum(halves * weights * function(edges[:-1, None] + halves * (1 + nodes)))


def sphere_transform(r, q, wall):
    """Give r theta / (Q0 a^4 / k) by quadrature of exp(-q |r - p|) / (2 q p^3) and a wall v theta = u a theta'.

    Outward p = r + y / q, along which the exponential falls and does not turn.
    """
    free, fixed = wall
    falling = np.concatenate([[0.0], np.geomspace(1e-5, 45.0, 40)])

    def outward(at):
        return summed(lambda y: np.exp(-y) / (at + y / q) ** 3, falling) / q

    value, slope = outward(A) / (2 * q), outward(A) / 2
    fading = (free * (A * slope - value) - fixed * value) / (free * (1 + q * A) + fixed)
    inward = summed(lambda p: np.exp(-q * (r - p)) / p**3, np.linspace(A, r, 30))
    return (inward + outward(r)) / (2 * q) + fading * np.exp(-q * (r - A))


def inverted(transform, time):
    """Invert a transform in double precision; mpmath's contour adds about four digits of round-off to it."""
    return float(mp.invertlaplace(lambda s: mp.mpc(transform(complex(s))), time, method="talbot"))


@pytest.mark.parametrize("cooling", COOLING)
@pytest.mark.parametrize("kind", ["adiabatic", "metal", "held"])
@pytest.mark.parametrize(("r", "time"), [(1e-3, 1e-3), (1e-3, 0.5), (2.2e-3, 8.0), (8e-3, 60.0)])
def test_the_rf_sphere_equals_a_numerical_transform_and_inversion(r, time, kind, cooling):
    def transform(s):
        q = np.sqrt((s + cooling) / ALPHA)
        free, fixed = {"adiabatic": (1, 0), "metal": (1, SPHERE_C * s / (4 * np.pi * K * A)), "held": (0, 1)}[kind]
        held = RISE * A / r * np.exp(-q * (r - A)) / s if kind == "held" else 0
        return held + Q * A**4 / (K * r * s) * sphere_transform(r, q, (free, fixed))

    case = (Q, K, ALPHA, cooling)
    capacity = SPHERE_C if kind == "metal" else 0.0
    actual = rf_sphere_held(r, time, A, RISE, *case) if kind == "held" else rf_sphere(r, time, A, *case, capacity)
    assert actual == pytest.approx(inverted(transform, time), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("decay", [0.0, 3.0, 160.0, 2e3, 6e4])
def test_the_steady_sphere_equals_a_quadrature(decay):
    for r in (1e-3, 1.8e-3, 6e-3, 30e-3):
        q = decay or 1e-3
        free = Q * A**4 / (K * r) * float(sphere_transform(r, q, (1, 0)))
        held = Q * A**4 / (K * r) * float(sphere_transform(r, q, (0, 1))) + RISE * A / r * np.exp(-decay * (r - A))
        # the quadrature needs a decay: 1e-3 / m changes the rise by that times the distance
        tolerance = 1e-10 if decay else 1e-4
        assert rf_sphere_steady(r, A, Q, K, decay) == pytest.approx(free, rel=tolerance, abs=1e-10)
        assert rf_sphere_held_steady(r, A, RISE, Q, K, decay) == pytest.approx(
            held, rel=tolerance, abs=1e-9 if decay else 1e-4
        )


def test_without_perfusion_the_hottest_place_is_the_wall_at_half_q_a_squared_over_k():
    assert rf_sphere_steady(A, A, Q, K) == pytest.approx(Q * A**2 / (2 * K), rel=1e-14)


def test_series_and_exponential_integrals_agree_where_they_meet():
    decay = np.array([40.0 * (1 - 1e-13), 40.0 * (1 + 1e-13)]) / 5e-3
    near, far = (rf_sphere_steady(5e-3, A, Q, K, each) for each in decay)
    assert near == pytest.approx(far, rel=1e-10)


FIELDS = {
    "sphere": (lambda r, t, b: rf_sphere(r, t, A, Q, K, ALPHA, b), 2),
    "metal sphere": (lambda r, t, b: rf_sphere(r, t, A, Q, K, ALPHA, b, SPHERE_C), 2),
    "held sphere": (lambda r, t, b: rf_sphere_held(r, t, A, RISE, Q, K, ALPHA, b), 2),
    "rod": (lambda r, t, b: rf_coaxial(r, t, (A, B), Q, K, ALPHA, b), 1),
    "metal rod": (lambda r, t, b: rf_coaxial(r, t, (A, B), Q, K, ALPHA, b, ROD_C), 1),
    "held rod": (lambda r, t, b: rf_coaxial_held(r, t, (A, B), RISE, Q, K, ALPHA, b), 1),
}


@pytest.mark.parametrize("cooling", COOLING)
@pytest.mark.parametrize("name", FIELDS)
def test_every_field_obeys_the_bioheat_equation_with_joule_heat(name, cooling):
    field, turns = FIELDS[name]
    r, time, step = np.array([1.6e-3, 3e-3, 4.5e-3]), 20.0, 1e-4
    around = [field(r + n * step, time, cooling) for n in NEAR]
    spread = SECOND @ around / step**2 + turns / r * (FIRST @ around) / step
    rate = FIRST @ [field(r, time + 0.4 * n, cooling) for n in NEAR] / 0.4
    terms = [rate, -ALPHA * spread, cooling * around[4], -Q / RHO_C * (A / r) ** (2 * turns)]
    # eighth-order differences and the inversion's 1e-13 over step^2 leave 1e-8 to 1e-6
    np.testing.assert_allclose(np.sum(terms, axis=0) / np.max(np.abs(terms), axis=0), 0.0, atol=3e-6)


@pytest.mark.parametrize("time", [2.0, 40.0])
@pytest.mark.parametrize(("name", "capacity"), [("sphere", 0.0), ("metal sphere", SPHERE_C), ("metal rod", ROD_C)])
def test_what_flows_into_the_metal_warms_it(name, capacity, time):
    field, turns = FIELDS[name]
    area = 4 * np.pi * A**2 if turns == 2 else 2 * np.pi * A
    flow = area * K * wall_slope(lambda r: field(r, time, 0.004))
    rate = FIRST @ field(A, time + 0.03 * NEAR, 0.004) / 0.03
    # one-sided sixth-order differences leave (step / a)^6 of the slope, 1e-13, and round-off 1e-9
    assert flow == pytest.approx(capacity * rate, rel=1e-7, abs=1e-8 * area * Q * A)


def test_without_perfusion_the_sphere_s_joule_heat_is_stored_in_tissue_and_metal():
    time, far = 30.0, 0.05
    field = FIELDS["metal sphere"][0]
    points = np.geomspace(A, far, 9)[1:-1]
    stored = quad(lambda r: RHO_C * field(r, time, 0.0) * 4 * np.pi * r**2, A, far, points=points, epsrel=1e-10)[0]
    # beyond `far` the tissue keeps the heat made there: diffusion changes it by alpha t / far^2 of itself
    given = 4 * np.pi * Q * A**4 * time * (1 / A - 1 / far)
    assert stored + SPHERE_C * field(A, time, 0.0) == pytest.approx(given, rel=1e-4)


@pytest.mark.parametrize("cooling", [0.02, 0.1])
def test_after_a_long_time_every_field_is_steady(cooling):
    r, decay, late = np.linspace(A, B, 7), np.sqrt(cooling / ALPHA), 60 / cooling
    sphere, rod = rf_sphere_steady(r, A, Q, K, decay), rf_coaxial_steady(r, (A, B), Q, K, decay)
    for name, steady in (("sphere", sphere), ("metal sphere", sphere), ("rod", rod), ("metal rod", rod)):
        np.testing.assert_allclose(FIELDS[name][0](r, late, cooling), steady, rtol=1e-10, atol=1e-10)
    held = rf_sphere_held_steady(r, A, RISE, Q, K, decay)
    np.testing.assert_allclose(FIELDS["held sphere"][0](r, late, cooling), held, rtol=1e-10, atol=1e-10)
    held = rf_coaxial_held_steady(r, (A, B), RISE, Q, K, decay)
    np.testing.assert_allclose(FIELDS["held rod"][0](r, late, cooling), held, rtol=1e-10, atol=1e-10)


def test_a_very_heavy_metal_is_a_wall_at_blood_temperature():
    r = np.linspace(A, 4e-3, 5)
    cold = rf_sphere_held(r, 30.0, A, 0.0, Q, K, ALPHA, 0.004)
    np.testing.assert_allclose(rf_sphere(r, 30.0, A, Q, K, ALPHA, 0.004, 1e9 * SPHERE_C), cold, atol=1e-6)


def rod_transform(r, q, wall):
    """Give theta / (Q0 a^2 / k) of the annulus by plain Bessel functions and a Green's function."""
    free, fixed = wall
    grows = free * q * A * kv(1, q * A) + fixed * kv(0, q * A)
    falls = free * q * A * iv(1, q * A) - fixed * iv(0, q * A)

    def inside(p):
        return iv(0, q * p) * grows + kv(0, q * p) * falls

    def outside(p):
        return iv(0, q * B) * kv(0, q * p) - kv(0, q * B) * iv(0, q * p)

    left = summed(lambda p: inside(p) / p, np.linspace(A, r, 12))
    right = summed(lambda p: outside(p) / p, np.linspace(r, B, 12))
    return (outside(r) * left + inside(r) * right) / inside(B)


@pytest.mark.parametrize("cooling", [0.0, 0.05])
@pytest.mark.parametrize("kind", ["adiabatic", "metal", "held"])
@pytest.mark.parametrize(("r", "time"), [(1e-3, 0.05), (1.3e-3, 0.25), (2.2e-3, 60.0)])
def test_the_rod_equals_a_numerical_transform_and_inversion(r, time, kind, cooling):
    def transform(s):
        q = np.sqrt((s + cooling) / ALPHA)
        wall = {"adiabatic": (1, 0), "metal": (1, ROD_C * s / (2 * np.pi * K)), "held": (0, 1)}[kind]
        return Q * A**2 / (K * s) * rod_transform(r, q, wall)

    case = (Q, K, ALPHA, cooling)
    capacity = ROD_C if kind == "metal" else 0.0
    held = rf_coaxial_held(r, time, (A, B), 0.0, *case)
    actual = held if kind == "held" else rf_coaxial(r, time, (A, B), *case, capacity)
    assert actual == pytest.approx(inverted(transform, time), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("decay", [0.0, 90.0])
def test_the_steady_rod_obeys_its_walls_and_the_heat_equation(decay):
    r, step = np.array([1.5e-3, 3e-3, 4.5e-3]), 8e-5
    for field in (
        lambda at: rf_coaxial_steady(at, (A, B), Q, K, decay),
        lambda at: rf_coaxial_held_steady(at, (A, B), RISE, Q, K, decay),
    ):
        around = [field(r + n * step) for n in NEAR]
        spread = SECOND @ around / step**2 + (FIRST @ around) / step / r
        terms = [spread, -(decay**2) * around[4], Q / K * (A / r) ** 2]
        np.testing.assert_allclose(np.sum(terms, axis=0) / np.max(np.abs(terms), axis=0), 0.0, atol=1e-7)
        assert field(B) == pytest.approx(0.0, abs=1e-10)
    assert wall_slope(lambda at: rf_coaxial_steady(at, (A, B), Q, K, decay)) == pytest.approx(0.0, abs=1e-8 * Q * A / K)
    assert rf_coaxial_held_steady(A, (A, B), RISE, Q, K, decay) == pytest.approx(RISE, rel=1e-12)


def test_a_vanishing_perfusion_is_the_plain_logarithm():
    r = np.linspace(A, B, 5)
    bare = rf_coaxial_steady(r, (A, B), Q, K)
    np.testing.assert_allclose(rf_coaxial_steady(r, (A, B), Q, K, 1e-4), bare, rtol=1e-10, atol=1e-10)
