"""Check fronts of phase change: the heat equation, what a front takes, heat balances, a second solver and limits."""

import mpmath as mp
import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import erfc, exp1

from lesionsim.verify.exact.stefan import (
    Phase,
    Phases,
    front,
    line,
    line_growth,
    neumann,
    neumann_flux,
    neumann_growth,
)
from lesionsim.verify.exact.stefan_range import (
    course_from_line,
    course_from_wall,
    line_fall,
    temperature_along,
    wall_fall,
)

WATER, VAPOUR = Phase(0.6, 3.8e6), Phase(0.3, 1e6)
START, TIME = 37.0, 60.0
BOILING, THAWING = Phases(VAPOUR, WATER, 100.0, 1.8e9), Phases(WATER, Phase(2.2, 1.9e6), 0.0, 3e8)
FREEZING = Phases(Phase(2.2, 1.9e6), WATER, -0.5, 3e8)
WALLS = {"boiling": (BOILING, 200.0, 37.0), "thawing": (THAWING, 30.0, -20.0), "freezing": (FREEZING, -150.0, 37.0)}
LINES = {"boiling": (BOILING, 300.0, 37.0), "thawing": (THAWING, 90.0, -20.0), "freezing": (FREEZING, -900.0, 37.0)}
FIRST = np.array([1 / 280, -4 / 105, 1 / 5, -4 / 5, 0, 4 / 5, -1 / 5, 4 / 105, -1 / 280])
SECOND = np.array([-1 / 560, 8 / 315, -1 / 5, 8 / 5, -205 / 72, 8 / 5, -1 / 5, 8 / 315, -1 / 560])
NEAR = np.arange(-4, 5)
ONE_SIDED = np.array([-49 / 20, 6, -15 / 2, 20 / 3, -15 / 4, 6 / 5, -1 / 6])


def residual(field, places, diffusivity, bend):
    """Give T_t - alpha (T_xx + bend T_x / x), relative to the largest T_t, by eighth-order differences."""
    h, dt = 4e-3 * places.min(), 4e-3 * TIME
    rate = FIRST @ np.array([field(places, TIME + n * dt) for n in NEAR]) / dt
    around = np.array([field(places + n * h, TIME) for n in NEAR])
    spread = SECOND @ around / h**2 + bend * (FIRST @ around) / h / places
    return np.abs(rate - diffusivity * spread).max() / np.abs(rate).max()


def slope_beside(field, at, step):
    """Give the derivative beside a place on the side where the step leads, from seven points."""
    return float(ONE_SIDED @ field(at + step * (np.arange(7) + 1e-9), TIME)) / step


def of_wall(name):
    phases, wall, start = WALLS[name]
    place = float(front(TIME, neumann_growth(phases, wall, start), phases.near))
    return phases, place, lambda x, t: neumann(x, t, phases, wall, start)


def of_line(name):
    phases, power, start = LINES[name]
    place = float(front(TIME, line_growth(phases, power, start), phases.near))
    return phases, place, lambda r, t: line(r, t, phases, power, start)


SETTINGS = [(of_wall, name, 0.0) for name in WALLS] + [(of_line, name, 1.0) for name in LINES]


@pytest.mark.parametrize(("setting", "name", "bend"), SETTINGS)
def test_both_phases_obey_the_heat_equation(setting, name, bend):
    phases, place, field = setting(name)
    # differences of eighth order leave 1e-10, round-off of second differences eps / (4e-3)^2
    assert residual(field, place * np.array([0.4, 0.6, 0.8]), phases.near.diffusivity_m2_s, bend) < 1e-7
    assert residual(field, place * np.array([1.2, 1.7, 2.5]), phases.far.diffusivity_m2_s, bend) < 1e-7


@pytest.mark.parametrize(("setting", "name", "bend"), SETTINGS)
def test_the_front_is_at_the_change_and_takes_the_latent_heat(setting, name, bend):
    phases, place, field = setting(name)
    assert field(np.array([place * (1 - 1e-12), place]), TIME) == pytest.approx(phases.change_c, abs=1e-6)
    step = 2e-3 * place
    arriving = -phases.near.conductivity_w_m_k * slope_beside(field, place, -step)
    going_on = -phases.far.conductivity_w_m_k * slope_beside(field, place, step)
    taken = phases.latent_j_m3 * place / (2 * TIME) * (1 if name != "freezing" else -1)
    assert arriving - going_on == pytest.approx(taken, rel=1e-7)


@pytest.mark.parametrize("name", WALLS)
def test_wall_far_field_and_flux_are_as_given(name):
    phases, wall, start = WALLS[name]
    _, place, field = of_wall(name)
    assert field(0.0, TIME) == pytest.approx(wall, rel=1e-15)
    assert field(1.0, TIME) == pytest.approx(start, rel=1e-15)
    flux = neumann_flux(TIME, phases, wall, start)
    assert flux == pytest.approx(-phases.near.conductivity_w_m_k * slope_beside(field, 0.0, 2e-3 * place), rel=1e-8)


@pytest.mark.parametrize("name", LINES)
def test_the_line_gives_off_its_power_and_the_far_field_rests(name):
    phases, power, start = LINES[name]
    _, place, field = of_line(name)
    near = 1e-4 * place
    slope = float(FIRST @ field(near * (1 + 0.02 * NEAR), TIME)) / (0.02 * near)
    assert -2 * np.pi * near * phases.near.conductivity_w_m_k * slope == pytest.approx(power, rel=1e-6)
    assert field(1.0, TIME) == pytest.approx(start, rel=1e-15)


def gained(phases, place, field, start, weight):
    """Integrate what a body has gained in heat since time 0."""
    sign = np.sign(phases.change_c - start)
    far = 40 * np.sqrt(phases.far.diffusivity_m2_s * TIME)
    warm_near = quad(lambda x: (float(field(x, TIME)) - phases.change_c) * weight(x), 0, place, epsrel=1e-10)[0]
    cold_near = quad(lambda x: (phases.change_c - start) * weight(x), 0, place)[0]
    beyond = quad(lambda x: (float(field(x, TIME)) - start) * weight(x), place, far, limit=200, epsrel=1e-10)[0]
    latent = sign * phases.latent_j_m3 * quad(weight, 0, place)[0]
    far_phase = phases.far.heat_capacity_j_m3_k * (cold_near + beyond)
    return phases.near.heat_capacity_j_m3_k * warm_near + latent + far_phase


@pytest.mark.parametrize("name", WALLS)
def test_a_body_keeps_what_the_wall_gave(name):
    phases, wall, start = WALLS[name]
    heat = gained(*of_wall(name), start, lambda x: 1.0)
    assert heat == pytest.approx(2 * TIME * float(neumann_flux(TIME, phases, wall, start)), rel=1e-8)


@pytest.mark.parametrize("name", LINES)
def test_a_body_keeps_what_the_line_gave(name):
    _, power, start = LINES[name]
    heat = gained(*of_line(name), start, lambda r: 2 * np.pi * r)
    assert heat == pytest.approx(power * TIME, rel=1e-8)


def enthalpy_front(phases, wall, start, cells, length):
    """March heat content on a fine grid by the explicit method until the front is a fifth of the way.

    Gives its place and the heat taken, both over the square root of time.

    Written for the test alone: cells of equal width, fluxes between their middles through both halves in series.
    """
    near, far = phases.near, phases.far
    h = length / cells
    dt = 0.4 * h**2 / max(near.diffusivity_m2_s, far.diffusivity_m2_s) / 2
    heat = np.full(cells, far.heat_capacity_j_m3_k * (start - phases.change_c))
    moment, taken = 0.0, 0.0
    while np.sum(heat > phases.latent_j_m3) < cells // 5:
        melted = np.clip(heat / phases.latent_j_m3, 0.0, 1.0)
        warm = phases.change_c + np.where(
            heat < 0,
            heat / far.heat_capacity_j_m3_k,
            np.maximum(heat - phases.latent_j_m3, 0) / near.heat_capacity_j_m3_k,
        )
        half = 0.5 * h / np.where(melted > 0.5, near.conductivity_w_m_k, far.conductivity_w_m_k)
        through = (warm[:-1] - warm[1:]) / (half[:-1] + half[1:])
        first = (wall - warm[0]) / half[0]
        heat[0] += dt / h * first
        heat[:-1] -= dt / h * through
        heat[1:] += dt / h * through
        moment, taken = moment + dt, taken + dt * first
    place = h * np.sum(np.clip(heat / phases.latent_j_m3, 0.0, 1.0))
    return place / np.sqrt(moment), taken / np.sqrt(moment)


def test_a_fine_enthalpy_solution_has_the_same_front_and_the_same_heat():
    phases = Phases(Phase(0.5, 2.0), Phase(1.5, 3.0), 1.0, 4.0)
    speed, heat = enthalpy_front(phases, 6.0, -1.0, 300, 1.0)
    growth = neumann_growth(phases, 6.0, -1.0)
    # the front stands in one cell at a time: half a cell in 60 is 1 %
    assert speed == pytest.approx(float(front(1.0, growth, phases.near)), rel=0.01)
    assert heat == pytest.approx(2 * float(neumann_flux(1.0, phases, 6.0, -1.0)), rel=0.01)


def sharp_limit(course_over):
    """Extrapolate growths and flux of a band to a range of zero, its error falling as the range."""
    wide, narrow = (course_over(width) for width in (2e-3, 1e-3))
    return [2 * b - a for a, b in zip(wide, narrow, strict=True)]


@pytest.mark.parametrize("name", WALLS)
def test_a_narrow_range_before_a_wall_is_a_sharp_front(name):
    phases, wall, start = WALLS[name]
    sign = np.sign(wall - start)

    def over(width):
        band = Phase(phases.far.conductivity_w_m_k, phases.latent_j_m3 / width)
        edges = (phases.change_c, phases.change_c - sign * width)
        course = course_from_wall((phases.near, band, phases.far), edges, wall, start)
        return float(course.place[1]), float(course.flux[0])

    place, flux = sharp_limit(over)
    growth = neumann_growth(phases, wall, start)
    assert 2 * place == pytest.approx(float(front(1.0, growth, phases.near)), rel=1e-7)
    assert flux == pytest.approx(float(neumann_flux(1.0, phases, wall, start)), rel=1e-7)


@pytest.mark.parametrize("name", LINES)
def test_a_narrow_range_around_a_line_is_a_sharp_front(name):
    phases, power, start = LINES[name]

    def over(width):
        band = Phase(phases.far.conductivity_w_m_k, phases.latent_j_m3 / width)
        edges = (phases.change_c, phases.change_c - np.sign(power) * width)
        course = course_from_line((phases.near, band, phases.far), edges, power, start)
        return [float(temperature_along(line_fall, 1e-4, course)), float(course.place[1])]

    warm, place = sharp_limit(over)
    assert 2 * place == pytest.approx(float(front(1.0, line_growth(phases, power, start), phases.near)), rel=1e-7)
    assert warm == pytest.approx(float(line(2e-4, 1.0, phases, power, start)), rel=1e-7)


@pytest.mark.parametrize(("fall", "bend"), [(wall_fall, 0.0), (line_fall, 1.0)])
def test_bands_over_a_range_obey_the_heat_equation_and_pass_their_heat_on(fall, bend):
    bands, edges = (VAPOUR, Phase(0.45, 1.8e8), WATER), (100.0, 90.0)
    course = course_from_line(bands, edges, 300.0, START) if bend else course_from_wall(bands, edges, 200.0, START)

    def field(x, t):
        return temperature_along(fall, x / (2 * np.sqrt(t)), course)

    ends = 2 * np.sqrt(TIME) * np.array([course.place[1], course.place[2], 2 * course.place[2]])
    starts = np.array([0.0, *ends[:2]])
    for phase, low, high in zip(bands, starts, ends, strict=True):
        inside = low + (high - low) * np.array([0.4, 0.5, 0.6])
        assert residual(field, inside, phase.diffusivity_m2_s, bend) < 1e-6
    for number, place in enumerate(ends[:2]):
        step = 2e-3 * place
        sides = (-bands[number].conductivity_w_m_k * slope_beside(field, place, -step),)
        sides += (-bands[number + 1].conductivity_w_m_k * slope_beside(field, place, step),)
        assert sides[0] == pytest.approx(sides[1], rel=1e-5)
        assert field(np.array([place]), TIME)[0] == pytest.approx(edges[number], abs=1e-9)


def test_a_body_at_the_change_has_the_growth_of_the_text_books():
    one = Phases(Phase(0.5, 2.0), Phase(1.5, 3.0), 1.0, 4.0)
    number = 2.0 * (3.0 - 1.0) / 4.0  # Stefan's: sensible over latent heat
    expected = mp.findroot(lambda z: z * mp.exp(z**2) * mp.erf(z) - number / mp.sqrt(mp.pi), 0.6)
    assert neumann_growth(one, 3.0, 1.0) == pytest.approx(float(expected), rel=1e-12)
    around = mp.findroot(lambda z: 7 * mp.exp(-(z**2)) - 4 * mp.pi * 0.25 * 4 * z**2, 0.6)
    assert line_growth(one, 7.0, 1.0) == pytest.approx(float(around), rel=1e-12)


def test_without_latent_heat_and_with_equal_phases_nothing_marks_the_front():
    same = Phases(WATER, WATER, 60.0, 0.0)
    x, spread = np.linspace(1e-4, 2e-2, 9), np.sqrt(4 * WATER.diffusivity_m2_s * TIME)
    np.testing.assert_allclose(neumann(x, TIME, same, 100.0, START), START + 63 * erfc(x / spread), rtol=1e-12)
    expected = START + 90.0 / (4 * np.pi * 0.6) * exp1((x / spread) ** 2)
    np.testing.assert_allclose(line(x, TIME, same, 90.0, START), expected, rtol=1e-12)


def test_much_latent_heat_makes_the_front_slow_and_the_near_phase_steady():
    slow = Phases(VAPOUR, WATER, 100.0, 1e14)
    # only conduction through the near phase feeds the front: L s^2 / 2 = k (Tw - Tm) t and L pi s^2 = P t
    steady = np.sqrt(2 * 0.3 * 100.0 * TIME / 1e14)
    assert float(front(TIME, neumann_growth(slow, 200.0, 100.0), VAPOUR)) == pytest.approx(steady, rel=1e-6)
    around = np.sqrt(300.0 * TIME / (np.pi * 1e14))
    assert float(front(TIME, line_growth(slow, 300.0, 100.0), VAPOUR)) == pytest.approx(around, rel=1e-6)


@pytest.mark.parametrize(
    ("growth", "phases", "cause", "start"),
    [
        (neumann_growth, BOILING, 90.0, 37.0),
        (neumann_growth, BOILING, 200.0, 110.0),
        (neumann_growth, BOILING, 37.0, 37.0),
        (line_growth, BOILING, 300.0, 110.0),
        (line_growth, BOILING, -300.0, 37.0),
    ],
)
def test_a_change_that_is_never_reached_is_refused(growth, phases, cause, start):
    with pytest.raises(ValueError, match=r"the change is at 100 °C"):
        growth(phases, cause, start)


def test_a_line_too_weak_to_boil_is_refused():
    with pytest.raises(ValueError, match="no front grows"):
        line_growth(BOILING, 1.0, START)
