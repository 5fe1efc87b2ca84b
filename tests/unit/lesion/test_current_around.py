"""The electric field where tissue differs around the probe."""

import dataclasses

import numpy as np
import pytest
from surroundings import bone

import lesionsim as ls
from lesionsim.lesion import current
from lesionsim.scenario.bodies import HalfSpace

B2 = ls.load("b2")
SHORT = {"numerics.error_bars": "off", "numerics.theta_cells": 4, "numerics.first_cell_mm": 0.3, "numerics.growth": 0.4}


def beside(tissue):
    return ls.change(dataclasses.replace(B2, anatomy=(HalfSpace(tissue=tissue, normal=(1, 0, 0), from_mm=3.0),)), SHORT)


def test_the_field_is_that_of_r_and_z_where_tissue_is_the_same():
    around, flat = ls.simulate(beside(B2.tissue)), ls.simulate(ls.change(B2, SHORT))
    assert current.heat_made_w(around) == pytest.approx(current.heat_made_w(flat), rel=1e-6)
    assert current.heat_share_within(around, 2.0) == pytest.approx(current.heat_share_within(flat, 2.0), rel=1e-6)
    assert current.half_of_heat_mm(around) == pytest.approx(current.half_of_heat_mm(flat), abs=0.02)
    for azimuth in (0.0, 100.0):
        for field in (current.potential, current.heat_density):
            np.testing.assert_allclose(field(around, azimuth)[2], field(flat)[2], rtol=1e-5, equal_nan=True)


def test_bone_keeps_current_away():
    dry = dataclasses.replace(bone(), electrical_conductivity_s_m=0.022)
    result = ls.simulate(beside(dry))
    r, z, towards = current.heat_density(result, 0.0)
    away = current.heat_density(result, 180.0)[2]
    place = (int(np.argmin(abs(r - 6))), int(np.argmin(abs(z - B2.probe.tip_length_mm / 2))))
    assert towards[place] < 0.5 * away[place]
