"""Check the manufactured coupled solution: charge, heat and damage, each by differences or a second evaluation."""

import mpmath as mp
import numpy as np
import pytest
from scipy.integrate import quad

from lesionsim.verify.exact.coupled import (
    Chosen,
    Tissue,
    damage,
    harmonic,
    heat_flux,
    heat_source,
    potential,
    temperature,
)

FREQUENCY, ENERGY_K, BLOOD = 7.39e39, 2.577e5 / 8.31446261815324, 37.0
CHOSEN = Chosen(4e4, 150.0, 45.0, 0.25, 0.12, 3.0, float(np.log(FREQUENCY)), ENERGY_K)
TISSUE = Tissue(
    conductivity=lambda T: 0.5 * np.exp(0.008 * (T - 37)),
    conductivity_slope=lambda T: 0.004 * np.exp(0.008 * (T - 37)),
    heat_capacity=lambda T: 3.6e6 * (1 - 0.002 * (T - 37)),
    sigma=lambda T: 0.4 * (1 + 0.02 * (T - 37)),
    perfusion=lambda D: 3e4 * (1 - D**2),
    blood_c=BLOOD,
)
FIRST = np.array([1 / 280, -4 / 105, 1 / 5, -4 / 5, 0, 4 / 5, -1 / 5, 4 / 105, -1 / 280])
HALF = np.array([-5 / 7168, 49 / 5120, -245 / 3072, 1225 / 1024, -1225 / 1024, 245 / 3072, -49 / 5120, 5 / 7168])
NEAR, BETWEEN = np.arange(-4, 5), np.arange(-3.5, 4.0)
STEP_M, STEP_S = 1e-4, 0.05
R, Z = (each.ravel() for each in np.meshgrid([1.2e-3, 2.5e-3, 4.6e-3], [-2.4e-3, 0.3e-3, 2.9e-3]))
MOMENTS = [0.4, 8.0, 20.0]


def along(field, shift_r, shift_z):
    """Differentiate a field of (r, z) in one direction, to eighth order."""
    return sum(w * field(R + n * shift_r, Z + n * shift_z) for w, n in zip(FIRST, NEAR, strict=True)) / STEP_M


def divergence(flux_r, flux_z):
    """Give (1/r) d(r F_r)/dr + dF_z/dz in all places."""
    return along(lambda r, z: r * flux_r(r, z), STEP_M, 0.0) / R + along(flux_z, 0.0, STEP_M)


def gradient_of(field, axis):
    """Give a function that differentiates a field between its neighbours, to eighth order."""
    shift = STEP_M * np.eye(2)[axis]
    return lambda r, z: (
        sum(w * field(r + n * shift[0], z + n * shift[1]) for w, n in zip(-HALF, BETWEEN, strict=True)) / STEP_M
    )


def warm(time_s):
    return lambda r, z: temperature(r, z, time_s, CHOSEN)


def volts(time_s):
    return lambda r, z: potential(r, z, time_s, CHOSEN, TISSUE.sigma)


@pytest.mark.parametrize("moment", MOMENTS)
def test_charge_is_conserved_without_a_source(moment):
    slopes = [gradient_of(volts(moment), axis) for axis in (0, 1)]
    currents = [lambda r, z, slope=slope: TISSUE.sigma(warm(moment)(r, z)) * slope(r, z) for slope in slopes]
    lost = divergence(*currents)
    density = np.hypot(*(current(R, Z) for current in currents))
    # round-off of two differences: eps (5 mm / 0.1 mm)^2
    assert np.abs(lost).max() < 1e-8 * density.max() / 1e-3


@pytest.mark.parametrize("moment", MOMENTS)
def test_heat_is_stored_conducted_made_by_current_carried_by_blood_and_the_source(moment):
    celsius = warm(moment)(R, Z)
    stored = (
        TISSUE.heat_capacity(celsius)
        * sum(w * temperature(R, Z, moment + n * STEP_S, CHOSEN) for w, n in zip(FIRST, NEAR, strict=True))
        / STEP_S
    )
    slopes = [gradient_of(warm(moment), axis) for axis in (0, 1)]
    conducted = divergence(
        *(lambda r, z, slope=slope: TISSUE.conductivity(warm(moment)(r, z)) * slope(r, z) for slope in slopes)
    )
    joule = TISSUE.sigma(celsius) * sum(gradient_of(volts(moment), axis)(R, Z) ** 2 for axis in (0, 1))
    dead = 1 - np.exp(-damage(R, Z, moment, CHOSEN))
    blood = TISSUE.perfusion(dead) * (BLOOD - celsius)
    source = heat_source(R, Z, moment, CHOSEN, TISSUE)
    terms = np.abs([stored, conducted, joule, blood, source]).max()
    np.testing.assert_allclose(stored, conducted + joule + blood + source, atol=1e-7 * terms)
    assert np.abs(joule).max() > 0.1 * terms
    assert np.abs(blood).max() > 0.01 * terms


def test_the_flux_of_heat_follows_the_gradient_of_temperature():
    outward, upward = heat_flux(R, Z, 20.0, CHOSEN, TISSUE.conductivity)
    conductivity = TISSUE.conductivity(warm(20.0)(R, Z))
    for flux, axis in ((outward, 0), (upward, 1)):
        expected = -conductivity * gradient_of(warm(20.0), axis)(R, Z)
        np.testing.assert_allclose(flux, expected, rtol=1e-8, atol=1e-8 * np.abs(expected).max())


def test_damage_is_the_integral_of_its_rate_from_nothing():
    for r, z in zip(R, Z, strict=True):

        def rate(time_s, r=r, z=z):
            return FREQUENCY * np.exp(-ENERGY_K / (float(temperature(r, z, time_s, CHOSEN)) + 273.15))

        assert damage(r, z, 20.0, CHOSEN) == pytest.approx(quad(rate, 0, 20, epsrel=1e-12)[0], rel=1e-10)
    assert np.all(damage(R, Z, 0.0, CHOSEN) == 0.0)


def test_damage_where_nothing_warms_grows_with_time():
    still = CHOSEN._replace(growth_per_s=0.0, spread_per_s=1e-12)
    rate = FREQUENCY * np.exp(-ENERGY_K / 318.15)
    np.testing.assert_allclose(damage(R, Z, 20.0, still), 20 * rate, rtol=1e-9)


def test_the_start_is_uniform_and_no_heat_crosses_the_axis():
    np.testing.assert_allclose(temperature(R, Z, 0.0, CHOSEN), 45.0, rtol=1e-14)
    assert temperature(1e-7, 1e-3, 20.0, CHOSEN) == pytest.approx(float(temperature(0.0, 1e-3, 20.0, CHOSEN)), rel=1e-9)


def test_potential_equals_its_integral_by_mpmath():
    for r, z in ((0.0, -2e-3), (4e-3, 1e-3)):
        end = mp.mpf(float(harmonic(r, z, CHOSEN)))

        def resistivity(psi):
            rate = (mp.mpf(CHOSEN.growth_per_s) + mp.mpf(CHOSEN.spread_per_s) * psi) * 20
            kelvin = mp.mpf(ENERGY_K) / (mp.mpf(ENERGY_K) / mp.mpf("318.15") - rate)
            return 1 / (mp.mpf("0.4") * (1 + mp.mpf("0.02") * (kelvin - mp.mpf("310.15"))))

        expected = 3 * mp.quad(resistivity, [0, end])
        assert potential(r, z, 20.0, CHOSEN, TISSUE.sigma) == pytest.approx(float(expected), rel=1e-12)
