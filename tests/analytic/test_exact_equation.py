"""Insert every field into Pennes' equation by eighth-order differences."""

import numpy as np
import pytest

from lesionsim.verify.exact.annuli import held_annulus, held_annulus_steady
from lesionsim.verify.exact.cylinders import (
    fed_cylinder,
    fed_cylinder_steady,
    held_cylinder,
    held_cylinder_steady,
)
from lesionsim.verify.exact.gaussians import gaussian_source, gaussian_start
from lesionsim.verify.exact.halfspace import convective_half_space, held_half_space, ramped_half_space
from lesionsim.verify.exact.shells import held_shell, held_shell_steady
from lesionsim.verify.exact.sources import (
    finite_line_source,
    line_source,
    line_source_steady,
    point_source,
)
from lesionsim.verify.exact.sphere_drives import contact_sphere, contact_sphere_steady, ramped_sphere
from lesionsim.verify.exact.spheres import held_sphere, held_sphere_steady

A, B, RISE, K, ALPHA, BETA = 1e-3, 6e-3, 43.0, 0.5, 1.5e-7, 0.004
M = np.sqrt(BETA / ALPHA)
WIDTHS = (1.5e-3, 3e-3)
FIRST = np.array([1 / 280, -4 / 105, 1 / 5, -4 / 5, 0, 4 / 5, -1 / 5, 4 / 105, -1 / 280])
SECOND = np.array([-1 / 560, 8 / 315, -1 / 5, 8 / 5, -205 / 72, 8 / 5, -1 / 5, 8 / 315, -1 / 560])
NEAR = np.arange(-4, 5)

# name: (field of r and t, number of round directions of space)
FIELDS = {
    "held half-space": (lambda r, t: RISE * held_half_space(r, t, ALPHA, BETA), 0),
    "ramped half-space": (lambda r, t: ramped_half_space(r, t, ALPHA, BETA), 0),
    "convective half-space": (lambda r, t: RISE * convective_half_space(r, t, 350.0, ALPHA, BETA), 0),
    "held sphere": (lambda r, t: held_sphere(r, t, A, RISE, ALPHA, BETA), 2),
    "held sphere, steady": (lambda r, t: held_sphere_steady(r, A, RISE, M), 2),
    "sphere in its ramp": (lambda r, t: ramped_sphere(r, t, A, RISE, 200.0, ALPHA, BETA), 2),
    "sphere after its ramp": (lambda r, t: ramped_sphere(r, t, A, RISE, 10.0, ALPHA, BETA), 2),
    "contact sphere": (lambda r, t: contact_sphere(r, t, A, RISE, 900.0, K, ALPHA, BETA), 2),
    "contact sphere, steady": (lambda r, t: contact_sphere_steady(r, A, RISE, 900.0, K, M), 2),
    "held shell": (lambda r, t: held_shell(r, t, A, B, RISE, ALPHA, BETA), 2),
    "held shell, steady": (lambda r, t: held_shell_steady(r, A, B, RISE, M), 2),
    "held cylinder": (lambda r, t: held_cylinder(r, t, A, RISE, ALPHA, BETA), 1),
    "held cylinder, steady": (lambda r, t: held_cylinder_steady(r, A, RISE, M), 1),
    "fed cylinder": (lambda r, t: fed_cylinder(r, t, A, 2e4, K, ALPHA, BETA), 1),
    "fed cylinder, steady": (lambda r, t: fed_cylinder_steady(r, A, 2e4, K, M), 1),
    "held annulus": (lambda r, t: held_annulus(r, t, A, B, RISE, ALPHA, BETA), 1),
    "held annulus, steady": (lambda r, t: held_annulus_steady(r, A, B, RISE, M), 1),
    "point source": (lambda r, t: point_source(r, t, 0.3, K, ALPHA, BETA), 2),
    "line source": (lambda r, t: line_source(r, t, 50.0, K, ALPHA, BETA), 1),
    "line source, steady": (lambda r, t: line_source_steady(r, 50.0, K, M), 1),
}


def second(field, r, step):
    """Give the second derivative of a function of one variable."""
    return sum(w * field(r + n * step) for n, w in zip(NEAR, SECOND, strict=True)) / step**2


def first(field, r, step):
    """Give the first derivative of a function of one variable."""
    return sum(w * field(r + n * step) for n, w in zip(NEAR, FIRST, strict=True)) / step


@pytest.mark.parametrize("time", [5.0, 60.0])
@pytest.mark.parametrize("name", FIELDS)
def test_every_field_obeys_the_bioheat_equation(name, time):
    field, round_directions = FIELDS[name]
    r, step = np.array([2e-3, 3e-3, 5e-3]), 1e-4
    spread = second(lambda at: field(at, time), r, step)
    spread = spread + round_directions / r * first(lambda at: field(at, time), r, step)
    rate = first(lambda at: field(r, at), time, 0.02 * time)
    terms = [rate, -ALPHA * spread, BETA * field(r, time)]
    scale = np.max(np.abs(terms), axis=0) + 1e-6
    # eighth-order differences on these fields leave 1e-8 to 1e-6 of the largest term
    np.testing.assert_allclose(np.sum(terms, axis=0) / scale, 0.0, atol=3e-6)


AXIAL = {
    "Gaussian start": (lambda r, z, t: gaussian_start(r, z, t, 30.0, WIDTHS, ALPHA, BETA), 0.0),
    "Gaussian source": (lambda r, z, t: gaussian_source(r, z, t, 1.0, WIDTHS, ALPHA, BETA), 1.0),
    "finite line": (
        lambda r, z, t: finite_line_source(r, z, t, 50.0, (0.0, 8e-3), (K, ALPHA, BETA)),
        0.0,
    ),
}


@pytest.mark.parametrize("name", AXIAL)
def test_every_axisymmetric_field_obeys_the_bioheat_equation(name):
    field, strength = AXIAL[name]
    r, z, time, step = np.array([1.5e-3, 3e-3]), np.array([1e-3, -2e-3]), 40.0, 1e-4
    source = strength * np.exp(-(r**2) / (2 * WIDTHS[0] ** 2) - z**2 / (2 * WIDTHS[1] ** 2))
    spread = second(lambda at: field(at, z, time), r, step) + second(lambda at: field(r, at, time), z, step)
    spread = spread + first(lambda at: field(at, z, time), r, step) / r
    rate = first(lambda at: field(r, z, at), time, 0.5)
    terms = [rate, -ALPHA * spread, BETA * field(r, z, time), -source]
    scale = np.max(np.abs(terms), axis=0)
    np.testing.assert_allclose(np.sum(terms, axis=0) / scale, 0.0, atol=1e-6)
