"""Check media that meet at a plane: equation, plane conditions, limits, second evaluations."""

import mpmath as mp
import numpy as np
import pytest
from scipy.integrate import solve_ivp

from lesionsim.verify.exact.layers import (
    HalfSpace,
    Layer,
    two_half_spaces,
    two_half_spaces_flux,
    two_layer_slab,
    two_layer_slab_flux,
)

MUSCLE, BONE = HalfSpace(80.0, 0.5, 1.3e-7), HalfSpace(37.0, 0.32, 1.9e-7)
CONTACTS = [np.inf, 3000.0, 100.0]
ONE_SIDE = np.array([-49 / 20, 6, -15 / 2, 20 / 3, -15 / 4, 6 / 5, -1 / 6])


@pytest.mark.parametrize("contact", CONTACTS)
@pytest.mark.parametrize("x", [-1.5e-3, -0.2e-3, 0.2e-3, 1.5e-3])
def test_two_half_spaces_equal_a_numerical_laplace_inversion(x, contact):
    one, other = (MUSCLE, BONE) if x < 0 else (BONE, MUSCLE)
    resistance = 0 if np.isinf(contact) else 1 / mp.mpf(contact)

    def transform(s):
        root = mp.sqrt(s)
        flux = (other.start - one.start) / s / (resistance + (1 / one.effusivity + 1 / other.effusivity) / root)
        return flux / (one.effusivity * root) * mp.exp(-root * abs(x) / mp.sqrt(one.diffusivity_m2_s))

    expected = one.start + float(mp.invertlaplace(transform, 8.0, method="talbot"))
    assert two_half_spaces(x, 8.0, MUSCLE, BONE, contact) == pytest.approx(expected, rel=1e-11)


@pytest.mark.parametrize("contact", CONTACTS)
def test_the_same_flux_leaves_one_half_space_and_enters_the_other(contact):
    step = 1e-5
    left = two_half_spaces(-step * np.arange(7) - 1e-15, 8.0, MUSCLE, BONE, contact)
    right = two_half_spaces(step * np.arange(7), 8.0, MUSCLE, BONE, contact)
    flux = two_half_spaces_flux(8.0, MUSCLE, BONE, contact)
    assert MUSCLE.conductivity_w_m_k * (ONE_SIDE @ left) / step == pytest.approx(flux, rel=1e-8)
    assert -BONE.conductivity_w_m_k * (ONE_SIDE @ right) / step == pytest.approx(flux, rel=1e-8)


def test_the_contact_drops_the_temperature_by_flux_over_conductance():
    faces = two_half_spaces(np.array([-1e-15, 0.0]), 8.0, MUSCLE, BONE, 3000.0)
    flux = two_half_spaces_flux(8.0, MUSCLE, BONE, 3000.0)
    assert faces[0] - faces[1] == pytest.approx(flux / 3000.0, rel=1e-9)


def test_a_very_good_contact_is_a_perfect_one():
    x = np.array([-2e-3, -1e-4, 1e-4, 2e-3])
    perfect = two_half_spaces(x, 8.0, MUSCLE, BONE)
    np.testing.assert_allclose(two_half_spaces(x, 8.0, MUSCLE, BONE, 1e14), perfect, rtol=1e-9)
    flux = two_half_spaces_flux(8.0, MUSCLE, BONE)
    assert two_half_spaces_flux(8.0, MUSCLE, BONE, 1e14) == pytest.approx(flux, rel=1e-9)


def test_the_plane_of_two_half_spaces_keeps_one_temperature():
    e1, e2 = 0.5 / np.sqrt(1.3e-7), 0.32 / np.sqrt(1.9e-7)
    plane = two_half_spaces(0.0, np.array([1e-6, 1.0, 1e6]), MUSCLE, BONE)
    np.testing.assert_allclose(plane, (e1 * 80.0 + e2 * 37.0) / (e1 + e2), rtol=1e-14)


PAIRS = {
    "no perfusion": (Layer(0.01, 0.5), Layer(0.006, 0.2)),
    "one perfused": (Layer(0.01, 0.5, 150.0), Layer(0.006, 0.2)),
    "both perfused": (Layer(0.01, 0.5, 60.0), Layer(0.006, 0.2, 300.0)),
}


@pytest.mark.parametrize("resistance", [0.0, 2e-3])
@pytest.mark.parametrize("name", PAIRS)
def test_the_two_layer_slab_equals_a_shooting_solution(name, resistance):
    left, right = PAIRS[name]

    def across(layer, start):
        def slope(x, state):
            return state[1] / layer.conductivity_w_m_k, (layer.conductivity_w_m_k * layer.decay_per_m**2 * state[0])

        solved = solve_ivp(slope, (0, layer.thickness_m), start, "DOP853", rtol=1e-13, atol=1e-13, dense_output=True)
        return solved.y[:, -1], solved.sol

    def shoot(end, gradient):
        face, inner = across(left, (end, gradient))
        start = (face[0] + resistance * face[1], face[1])
        return *across(right, start), inner, face

    # Linear: theta = theta(40 K, flux 0) + g theta(0, flux 1), g such that the far end is at 5 K.
    base, unit = shoot(40.0, 0.0), shoot(0.0, 1.0)
    g = (5.0 - base[0][0]) / unit[0][0]
    x_left, x_right = np.array([0.0, 4e-3, 9e-3]), np.array([1e-3, 3e-3, 6e-3])
    expected = np.concatenate(
        [base[2](x_left)[0] + g * unit[2](x_left)[0], base[1](x_right)[0] + g * unit[1](x_right)[0]]
    )
    places = np.concatenate([x_left, left.thickness_m + x_right])
    actual = two_layer_slab(places, (left, right), (40.0, 5.0), resistance)
    np.testing.assert_allclose(actual, expected, rtol=1e-10, atol=1e-10)
    flux = two_layer_slab_flux((left, right), (40.0, 5.0), resistance)
    assert flux == pytest.approx(-(base[3][1] + g * unit[3][1]), rel=1e-9, abs=1e-8)


def test_a_vanishing_perfusion_leaves_the_slab_alone():
    x = np.linspace(0, 0.016, 9)
    bare = two_layer_slab(x, PAIRS["no perfusion"], (40.0, 5.0))
    hardly = tuple(layer._replace(decay_per_m=1e-4) for layer in PAIRS["no perfusion"])
    np.testing.assert_allclose(two_layer_slab(x, hardly, (40.0, 5.0)), bare, rtol=1e-10)


def test_a_strongly_perfused_slab_does_not_overflow():
    strong = tuple(layer._replace(decay_per_m=1e6) for layer in PAIRS["no perfusion"])
    field = two_layer_slab(np.array([0.0, 5e-3, 0.016]), strong, (40.0, 5.0))
    np.testing.assert_allclose(field, [40.0, 0.0, 5.0], atol=1e-12)
