"""Check temperature as a function of potential against boundary value solvers and heat balances."""

import mpmath as mp
import numpy as np
import pytest
from scipy.integrate import quad, solve_bvp, solve_ivp

from lesionsim.verify.cases import kohlrausch as cases
from lesionsim.verify.exact.concentric import concentric_joule, concentric_potential
from lesionsim.verify.exact.kohlrausch import (
    heated_medium,
    heated_medium_conducting,
    heated_medium_exponential,
    heated_medium_linear,
)
from lesionsim.verify.exact.kohlrausch_laws import (
    Medium,
    effective_conductivity,
    potential_of_share,
    temperature_of_potential,
    voltage_for_hottest,
)

K, SIGMA, V = 0.5, 0.4, 10.0
PHI = np.linspace(0.0, V, 11)
ENDS = [(0.0, 0.0), (2.0, 9.0), (9.0, 0.0), (1.5, None)]
# name: (closed form of phi and ends, k(theta), sigma(theta))
LAWS = {
    "constant": (lambda phi, ends: heated_medium(phi, V, K, SIGMA, ends), lambda T: K + 0 * T, lambda T: SIGMA + 0 * T),
    "exponential": (
        lambda phi, ends: heated_medium_exponential(phi, V, K, SIGMA, 0.01, ends),
        lambda T: K + 0 * T,
        lambda T: SIGMA * np.exp(0.01 * T),
    ),
    "falling": (
        lambda phi, ends: heated_medium_exponential(phi, V, K, SIGMA, -0.03, ends),
        lambda T: K + 0 * T,
        lambda T: SIGMA * np.exp(-0.03 * T),
    ),
    "linear": (
        lambda phi, ends: heated_medium_linear(phi, V, K, SIGMA, 0.02, ends),
        lambda T: K + 0 * T,
        lambda T: SIGMA * (1 + 0.02 * T),
    ),
    "conducting": (
        lambda phi, ends: heated_medium_conducting(phi, V, K, SIGMA, 0.01, ends),
        lambda T: K * (1 + 0.01 * T),
        lambda T: SIGMA + 0 * T,
    ),
}
CASES = [(name, ends) for name in LAWS for ends in ENDS]
MIXED = Medium(lambda T: 0.5 * (1 + 0.004 * (T - 37)), lambda T: 0.4 * (1 + 0.02 * (T - 37)), 37.0, 45.0, 200.0)


def through(thermal, electric, ends, voltage=V):
    """Shoot along the potential: (theta, heat k theta'/sigma), heat' = -1, until the far end fits.

    The heat is a straight line in the potential, C - phi, and the far end fixes C.
    """

    def course(constant):
        def rate(phi, theta):
            return (constant - phi) * electric(theta) / thermal(theta)

        return solve_ivp(rate, (0, voltage), [ends[0]], method="DOP853", t_eval=PHI, rtol=1e-12, atol=1e-12).y[0]

    if ends[1] is None:
        return course(voltage)
    low, high = 0.0, voltage
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if course(middle)[-1] < ends[1] else (low, middle)
    return course((low + high) / 2)


@pytest.mark.parametrize(("name", "ends"), CASES)
def test_the_closed_forms_equal_a_shooting_solution(name, ends):
    closed, thermal, electric = LAWS[name]
    expected = through(thermal, electric, ends)
    # the solver's relative tolerance is 1e-12 a step
    np.testing.assert_allclose(closed(PHI, ends), expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize(("name", "ends"), CASES)
def test_the_quadrature_equals_the_closed_forms(name, ends):
    closed, thermal, electric = LAWS[name]
    medium = Medium(thermal, electric, ends[0], ends[1], 120.0)
    np.testing.assert_allclose(temperature_of_potential(PHI, V, medium), closed(PHI, ends), rtol=1e-11, atol=1e-11)


@pytest.mark.parametrize(("name", "ends"), CASES)
def test_the_electrodes_have_their_temperatures(name, ends):
    start, end = LAWS[name][0](PHI[[0, -1]], ends)
    assert start == pytest.approx(ends[0], abs=1e-12)
    assert ends[1] is None or end == pytest.approx(ends[1], rel=1e-12, abs=1e-12)


def test_the_greatest_rise_is_that_of_kohlrausch():
    assert heated_medium(V / 2, V, K, SIGMA) == pytest.approx(SIGMA * V**2 / (8 * K), rel=1e-14)
    assert heated_medium(V, V, K, SIGMA, (0.0, None)) == pytest.approx(SIGMA * V**2 / (2 * K), rel=1e-14)


@pytest.mark.parametrize("form", [heated_medium_exponential, heated_medium_linear, heated_medium_conducting])
def test_a_vanishing_growth_is_the_constant_case(form):
    for ends in ENDS:
        # the forms are analytic in the growth: theirs differs by growth times rise^2, 1e-9 here
        np.testing.assert_allclose(
            form(PHI, V, K, SIGMA, 1e-12, ends), heated_medium(PHI, V, K, SIGMA, ends), atol=1e-8
        )


def test_runaway_is_told_where_it_begins():
    limit = np.sqrt(8 * K / (0.02 * SIGMA))
    heated_medium_exponential(limit / 2, limit * (1 - 1e-9), K, SIGMA, 0.02)
    with pytest.raises(ValueError, match="runs away"):
        heated_medium_exponential(limit / 2, limit * (1 + 1e-9), K, SIGMA, 0.02)


def test_a_conductivity_that_would_vanish_is_refused():
    with pytest.raises(ValueError, match="falls to 0"):
        heated_medium_conducting(PHI, V, K, SIGMA, -0.06)


def test_a_medium_hotter_than_its_laws_reach_is_refused():
    with pytest.raises(ValueError, match="hottest_c"):
        temperature_of_potential(PHI, V, MIXED._replace(hottest_c=46.0))


def test_concentric_spheres_obey_the_heat_equation_with_joule_heat():
    radii = (1e-3, 5e-3)
    r, h = np.linspace(1.3e-3, 4.5e-3, 7), 2e-5

    def rise(at):
        return heated_medium(concentric_potential(at, radii, [SIGMA], V), V, K, SIGMA, (2.0, 9.0))

    around = np.array([rise(r + n * h) * (r + n * h) for n in (-3, -2, -1, 0, 1, 2, 3)])
    weights = np.array([1 / 90, -3 / 20, 3 / 2, -49 / 18, 3 / 2, -3 / 20, 1 / 90]) / h**2
    # sixth-order differences leave (h / r)^6, 1e-11, and round-off eps (r / h)^2, 1e-11
    np.testing.assert_allclose(-K * (weights @ around) / r, concentric_joule(r, radii, [SIGMA], V), rtol=1e-7)


@pytest.mark.parametrize("end", [37.0, 45.0, None])
def test_a_slab_with_any_laws_equals_a_boundary_value_solver(end):
    medium = MIXED._replace(end_c=end)

    def rates(x, state):  # potential, current density, temperature, heat flux on a slab of thickness 1
        _phi, current, temperature, heat = state
        field = current / medium.electric(temperature)
        return [field, 0 * x, -heat / medium.thermal(temperature), current * field]

    def walls(at, far):
        wall = far[3] if end is None else far[2] - end
        return [at[0], at[2] - 37.0, far[0] - V, wall]

    x = np.linspace(0, 1, 41)
    guess = [V * x, SIGMA * V + 0 * x, 37.0 + 20 * x * (2 - x), 0 * x]
    solved = solve_bvp(rates, walls, x, guess, tol=1e-10, max_nodes=100_000)
    assert solved.success
    places = np.linspace(0, 1, 9)
    phi = potential_of_share(places, V, medium)
    np.testing.assert_allclose(phi, solved.sol(places)[0], rtol=1e-8, atol=1e-8)
    np.testing.assert_allclose(temperature_of_potential(phi, V, medium), solved.sol(places)[2], rtol=1e-8)
    assert effective_conductivity(V, medium) == pytest.approx(solved.sol(0.0)[1] / V, rel=1e-8)


def test_the_conductivity_of_an_exponential_law_has_a_closed_form():
    growth = 0.02
    medium = Medium(lambda T: K + 0 * T, lambda T: SIGMA * np.exp(growth * T), 0.0, 0.0, 100.0)
    b = growth * SIGMA / (2 * K)  # integral of dphi / (1 - b phi (V - phi))
    root = np.sqrt(b * (1 - b * V**2 / 4))
    closed = SIGMA * 2 / root * np.arctan(b * V / 2 / root) / V
    assert effective_conductivity(V, medium) == pytest.approx(closed, rel=1e-12)


def test_the_voltage_for_the_hottest_place_gives_that_place():
    for end, at in ((37.0, 0.5), (None, 1.0)):
        medium = MIXED._replace(end_c=end, hottest_c=80.0)
        voltage = voltage_for_hottest(medium)
        factor = 8 if end else 2
        share = quad(lambda T: MIXED.thermal(T) / MIXED.electric(T), 37.0, 80.0, epsrel=1e-13)[0]
        assert voltage == pytest.approx(np.sqrt(factor * share), rel=1e-12)
        hot = temperature_of_potential(at * voltage * (1 - 1e-12), voltage * (1 - 1e-12), medium)
        assert hot == pytest.approx(80.0, rel=1e-10)


def test_the_voltage_for_the_hottest_place_refuses_unequal_electrodes():
    with pytest.raises(ValueError, match="end_c"):
        voltage_for_hottest(MIXED)


def by_high_precision(thermal, electric, ends, potential, voltage):
    """Solve S(T) = parabola with 30 digits, S by adaptive quadrature."""
    with mp.workdps(30):

        def passed(temperature):
            return mp.quad(lambda t: thermal(t) / electric(t), mp.linspace(ends[0], temperature, 5))

        phi, other = mp.mpf(potential), passed(ends[1])
        gained = other * phi / voltage + phi * (voltage - phi) / 2
        return float(mp.findroot(lambda t: passed(t) - gained, (ends[0] + 5, ends[0] + 30)))


def sigma_rising(t):
    return mp.mpf(cases.SIGMA_S_M) * mp.exp(mp.mpf(cases.GROWTH_PER_K) * (t - cases.COLD_C))


def sigma_linear(t):
    return mp.mpf(cases.SIGMA_S_M) * (1 + mp.mpf(cases.GROWTH_PER_K) * (t - cases.COLD_C))


def k_rising(t):
    return mp.mpf(cases.K_W_M_K) * (1 + mp.mpf(cases.THERMAL_PER_K) * (t - cases.COLD_C))


def k_falling(t):
    return mp.mpf(cases.K_W_M_K) * mp.exp(-mp.mpf(cases.THERMAL_PER_K) * (t - cases.COLD_C))


# laws as cases take them, and the same laws written again for many digits
USED = {
    "rising, rising": ((cases.RISING_K, cases.RISING_SIGMA), (k_rising, sigma_rising)),
    "rising, linear": ((cases.RISING_K, cases.LINEAR_SIGMA), (k_rising, sigma_linear)),
    "falling, linear": ((cases.FALLING_K, cases.LINEAR_SIGMA), (k_falling, sigma_linear)),
}


@pytest.mark.parametrize("end", [cases.COLD_C, cases.WARM_C])
@pytest.mark.parametrize("name", USED)
def test_the_temperatures_that_cases_use_equal_many_digits(name, end):
    laws, written = USED[name]
    potential = cases.VOLT * np.array([0.1, 0.35, 0.5, 0.8])
    found = temperature_of_potential(potential, cases.VOLT, cases.medium_of(*laws, end))
    expected = [by_high_precision(*written, (cases.COLD_C, end), phi, cases.VOLT) for phi in potential]
    np.testing.assert_allclose(found, expected, rtol=1e-12)


@pytest.mark.parametrize("end", [cases.COLD_C, cases.WARM_C])
@pytest.mark.parametrize("name", USED)
def test_the_temperatures_that_cases_use_obey_their_differential_equation(name, end):
    _, (thermal, electric) = USED[name]
    medium = cases.medium_of(*USED[name][0], end)
    potential = np.linspace(0.0, cases.VOLT, 11)
    # heat / voltage at earth, (k / sigma) dT/dphi, from the temperature of the other electrode
    other = mp.quad(lambda t: thermal(t) / electric(t), [cases.COLD_C, end]) if end != cases.COLD_C else 0
    first = float(other) / cases.VOLT + cases.VOLT / 2

    def rate(phi, temperature):
        return [(first - phi) * medium.electric(temperature[0]) / medium.thermal(temperature[0])]

    course = solve_ivp(rate, (0, cases.VOLT), [cases.COLD_C], "DOP853", t_eval=potential, rtol=1e-13, atol=1e-13)
    # the solver's relative tolerance is 1e-13 in each of some tens of steps
    np.testing.assert_allclose(temperature_of_potential(potential, cases.VOLT, medium), course.y[0], rtol=1e-11)


def test_a_conductivity_that_changes_with_temperature_is_seen_by_the_cases():
    middle = cases.VOLT / 2
    constant = temperature_of_potential(middle, cases.VOLT, cases.medium_of(cases.K_W_M_K, cases.LINEAR_SIGMA))
    for thermal in (cases.RISING_K, cases.FALLING_K):
        found = temperature_of_potential(middle, cases.VOLT, cases.medium_of(thermal, cases.LINEAR_SIGMA))
        assert abs(found - constant) > 20 * cases.DEMAND * (constant - cases.COLD_C)
