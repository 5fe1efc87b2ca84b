"""Check currents around spheroids, discs, spheres and cylinders by superposed sources and quadrature."""

import numpy as np
import pytest
from scipy.integrate import dblquad, quad
from scipy.special import ellipk

from lesionsim.verify.exact.coaxial import coaxial_joule, coaxial_potential, coaxial_power, coaxial_resistance
from lesionsim.verify.exact.concentric import (
    concentric_joule,
    concentric_potential,
    concentric_power,
    concentric_resistance,
)
from lesionsim.verify.exact.disc_electrode import (
    disc_current_density,
    disc_joule,
    disc_potential,
    disc_resistance,
)
from lesionsim.verify.exact.series import layers
from lesionsim.verify.exact.spheroid_electrode import (
    spheroid_coordinates,
    spheroid_focus,
    spheroid_joule,
    spheroid_potential,
    spheroid_power,
    spheroid_resistance,
)

SIGMA, V, A = 0.446, 12.0, 4e-3
FOCUS, XI0 = spheroid_focus(5e-3, 0.5e-3)
PLACES = [(0.5e-3, 0.0), (1e-3, 4e-3), (0.2e-3, 5.5e-3), (3e-3, -7e-3), (0.02, 0.01)]
FIRST = np.array([1 / 280, -4 / 105, 1 / 5, -4 / 5, 0, 4 / 5, -1 / 5, 4 / 105, -1 / 280])


def gradient_square(field, r, z, step):
    """Give |grad field|^2 by eighth-order differences."""
    near = step * np.arange(-4, 5)
    return ((FIRST @ field(r + near, z)) ** 2 + (FIRST @ field(r, z + near)) ** 2) / step**2


def around_spheroid(r, z, outer=np.inf):
    return spheroid_potential(spheroid_coordinates(r, z, FOCUS)[0], XI0, V, outer)


def test_a_spheroid_s_surface_is_where_its_axes_say():
    for r, z in ((0.5e-3, 0.0), (0.0, 5e-3), (0.5e-3 * 0.6, 5e-3 * 0.8)):
        assert spheroid_coordinates(r, z, FOCUS)[0] == pytest.approx(XI0, rel=1e-14)


@pytest.mark.parametrize(("r", "z"), PLACES)
def test_coordinates_lead_back_to_their_place(r, z):
    xi, eta = spheroid_coordinates(r, z, FOCUS)
    assert FOCUS * xi * eta == pytest.approx(z, rel=1e-13, abs=1e-18)
    # close to the axis xi^2 - 1 is small and loses a few digits
    assert FOCUS * np.sqrt((xi**2 - 1) * (1 - eta**2)) == pytest.approx(r, rel=1e-11)


@pytest.mark.parametrize(("r", "z"), PLACES)
def test_a_spheroid_is_a_line_of_sources_between_its_foci(r, z):
    reach = quad(
        lambda at: 1 / np.hypot(r, z - at), -FOCUS, FOCUS, epsrel=1e-12, epsabs=0, limit=400, points=[0.99 * z]
    )
    current = V / spheroid_resistance(FOCUS, XI0, SIGMA)
    expected = current / (8 * np.pi * SIGMA * FOCUS) * reach[0]
    assert around_spheroid(r, z) == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("outer", [np.inf, 3.0])
@pytest.mark.parametrize(("r", "z"), [(1e-3, 4e-3), (2e-3, -6e-3), (5e-3, 0.0)])
def test_the_joule_heat_of_a_spheroid_is_its_gradient_squared(r, z, outer):
    square = gradient_square(lambda r, z: around_spheroid(r, z, outer), r, z, 3e-5)
    heat = spheroid_joule(*spheroid_coordinates(r, z, FOCUS), FOCUS, XI0, V, SIGMA, outer)
    # eighth-order differences leave (step / distance)^8 and round-off, below 1e-9
    assert heat == pytest.approx(SIGMA * square, rel=1e-8)


@pytest.mark.parametrize("outer", [np.inf, 3.0])
def test_the_power_between_confocal_shells_is_their_joule_heat(outer):
    inner, far, low, high = 1.2, 2.5, -0.3, 0.8

    def ring(eta, xi):
        heat = spheroid_joule(xi, eta, FOCUS, XI0, V, SIGMA, outer)
        return heat * 2 * np.pi * FOCUS**3 * (xi**2 - eta**2)

    whole = spheroid_power(inner, far, FOCUS, XI0, V, SIGMA, outer)
    assert whole == pytest.approx(dblquad(ring, inner, far, -1, 1, epsrel=1e-11, epsabs=0)[0], rel=1e-10)
    part = dblquad(ring, inner, far, low, high, epsrel=1e-11, epsabs=0)[0]
    assert whole * (high - low) / 2 == pytest.approx(part, rel=1e-10)


@pytest.mark.parametrize("outer", [np.inf, 3.0])
def test_all_power_of_a_spheroid_is_voltage_squared_over_resistance(outer):
    power = spheroid_power(XI0, outer, FOCUS, XI0, V, SIGMA, outer)
    assert power == pytest.approx(V**2 / spheroid_resistance(FOCUS, XI0, SIGMA, outer), rel=1e-14)


def test_an_earthed_confocal_shell_is_a_resistance_less():
    free, inside = (spheroid_resistance(FOCUS, XI0, SIGMA, outer) for outer in (np.inf, 3.0))
    assert inside == pytest.approx(free - spheroid_resistance(FOCUS, 3.0, SIGMA), rel=1e-13)
    np.testing.assert_allclose(spheroid_potential([XI0, 3.0], XI0, V, 3.0), [V, 0.0], atol=1e-14)


def test_a_nearly_round_spheroid_is_a_sphere():
    focus, surface = spheroid_focus(A * (1 + 1e-9), A)
    sphere = concentric_resistance([A, np.inf], [SIGMA])
    # L at xi0 = 2e4 keeps all digits through log1p; the shape itself differs by 1e-9
    assert spheroid_resistance(focus, surface, SIGMA) == pytest.approx(sphere, rel=1e-8)


def test_a_flat_spheroid_is_refused():
    with pytest.raises(ValueError, match="longer than its radius"):
        spheroid_focus(1e-3, 1e-3)


@pytest.mark.parametrize(("r", "z"), [(1e-3, 1e-3), (5e-3, 0.5e-3), (0.0, 4e-3), (0.02, 0.03), (6e-3, 0.0)])
def test_a_disc_s_potential_is_that_of_the_current_it_gives(r, z):
    def ring(turn):  # source at p = a sin(turn), where J p dp is smooth
        p = A * np.sin(turn)
        wide = np.hypot(r + p, z)
        given = disc_current_density(p, A, V, SIGMA) * p * A * np.cos(turn)
        return given * 4 * ellipk(4 * r * p / wide**2) / wide

    # the rim itself is left out, cos(turn) there cancels to round-off
    total = quad(ring, 0, np.pi / 2 * (1 - 1e-12), epsrel=1e-12, epsabs=0, limit=400)[0]
    assert disc_potential(r, z, A, V) == pytest.approx(total / (2 * np.pi * SIGMA), rel=1e-9)


def test_the_current_of_a_disc_is_voltage_over_resistance():
    total = quad(lambda r: disc_current_density(r, A, V, SIGMA) * 2 * np.pi * r, 0, A, epsrel=1e-11)[0]
    assert total == pytest.approx(V / disc_resistance(A, SIGMA), rel=1e-8)


@pytest.mark.parametrize(("r", "z"), [(1e-3, 1e-3), (5e-3, 1e-3), (2e-3, 7e-3), (8e-3, 2e-3)])
def test_the_joule_heat_of_a_disc_is_its_gradient_squared(r, z):
    square = gradient_square(lambda r, z: disc_potential(r, z, A, V), r, z, 2e-5)
    assert disc_joule(r, z, A, V, SIGMA) == pytest.approx(SIGMA * square, rel=1e-8)


def test_next_to_the_disc_the_joule_heat_is_its_current_density_squared():
    r = np.array([0.0, 1e-3, 3.9e-3])
    density = disc_current_density(r, A, V, SIGMA)
    np.testing.assert_allclose(disc_joule(r, 0.0, A, V, SIGMA), density**2 / SIGMA, rtol=1e-12)


def test_on_the_axis_of_a_disc_the_potential_is_an_angle():
    z = np.array([1e-9, 1e-3, 0.1])
    np.testing.assert_allclose(disc_potential(0.0, z, A, V), 2 * V / np.pi * np.arctan2(A, z), rtol=1e-14)


RADII, SIGMAS = np.array([1e-3, 2e-3, 3e-3, 7e-3]), np.array([0.4, 0.1, 0.25])
ROUND = {
    "spheres": (concentric_potential, concentric_resistance, concentric_joule, concentric_power, 2),
    "cylinders": (coaxial_potential, coaxial_resistance, coaxial_joule, coaxial_power, 1),
}


def resisted(start, end, turns):
    """Integrate dr / (sigma area), the area that of a sphere or of a metre of a cylinder."""

    def there(r):
        return 1 / (SIGMAS[np.searchsorted(RADII, r) - 1] * (4 * np.pi * r**2 if turns == 2 else 2 * np.pi * r))

    return quad(there, start, end, points=[*RADII[(start < RADII) & (end > RADII)]], epsrel=1e-13, limit=200)[0]


@pytest.mark.parametrize("name", ROUND)
@pytest.mark.parametrize("r", [1e-3, 1.7e-3, 2e-3, 4e-3, 7e-3])
def test_layers_in_series_share_the_voltage_by_their_resistance(name, r):
    potential, resistance, joule, power, turns = ROUND[name]
    whole = resisted(RADII[0], RADII[-1], turns)
    beyond = resisted(r, RADII[-1], turns) if r < RADII[-1] else 0.0
    assert resistance(RADII, SIGMAS) == pytest.approx(whole, rel=1e-12)
    assert potential(r, RADII, SIGMAS, V) == pytest.approx(V * beyond / whole, rel=1e-12, abs=1e-13)
    assert power(r, RADII[-1], RADII, SIGMAS, V) == pytest.approx((V / whole) ** 2 * beyond, rel=1e-12, abs=1e-13)
    assert joule(r, RADII, SIGMAS, V) > 0


@pytest.mark.parametrize("name", ROUND)
def test_the_power_between_radii_is_their_joule_heat(name):
    _, _, joule, power, turns = ROUND[name]
    start, end = 1.3e-3, 5e-3

    def shell(r):
        return joule(r, RADII, SIGMAS, V) * (4 * np.pi * r**2 if turns == 2 else 2 * np.pi * r)

    total = quad(shell, start, end, points=[2e-3, 3e-3], epsrel=1e-13, limit=200)[0]
    assert power(start, end, RADII, SIGMAS, V) == pytest.approx(total, rel=1e-12)


@pytest.mark.parametrize("name", ROUND)
def test_the_joule_heat_in_each_layer_is_the_gradient_squared(name):
    potential, _, joule, _, _ = ROUND[name]
    for r, sigma in zip((1.5e-3, 2.5e-3, 5e-3), SIGMAS, strict=True):
        slope = FIRST @ potential(r + 4e-5 * np.arange(-4, 5), RADII, SIGMAS, V) / 4e-5
        assert joule(r, RADII, SIGMAS, V) == pytest.approx(sigma * slope**2, rel=1e-8)


def test_one_layer_is_the_plain_formula():
    r, b = 1.7e-3, 7e-3
    assert concentric_potential(r, [A / 4, b], [SIGMA], V) == pytest.approx(
        V * (1 / r - 1 / b) / (1e3 - 1 / b), rel=1e-13
    )
    assert coaxial_potential(r, [A / 4, b], [SIGMA], V) == pytest.approx(
        V * np.log(b / r) / np.log(b / 1e-3), rel=1e-13
    )
    far = concentric_joule(r, [A / 4, np.inf], [SIGMA], V)
    assert far == pytest.approx(SIGMA * V**2 * 1e-6 / r**4, rel=1e-13)


@pytest.mark.parametrize(("faces", "number"), [([1.0, 2.0, 3.0], 1), ([1.0, 3.0, 2.0], 2)])
def test_layers_that_do_not_fit_their_faces_are_refused(faces, number):
    with pytest.raises(ValueError, match="one face more than layers"):
        layers(faces, np.ones(number))
