"""The probe's surface and the outer boundary as lists of points."""

import math

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.problem.assemble import assemble
from lesionsim.problem.form import probe_grid
from lesionsim.problem.probe import inside_probe, parabola_weight, point_of, probe_walls

RADIUS, TIP = 0.4535e-3, 10e-3


@pytest.fixture(scope="module")
def problem():
    return assemble(ls.load("b1"))


def test_areas_are_those_of_the_tip(problem):
    walls, grid = problem.held.walls, problem.grid
    area = 2 * math.pi * RADIUS * TIP + math.pi * RADIUS**2
    side = (grid.z > 0) & (grid.z < TIP)
    end = np.diff(grid.r_face**2)[grid.r < RADIUS] * math.pi
    assert walls.tip_weight.sum() == pytest.approx(1, rel=1e-14)
    assert end.sum() == pytest.approx(math.pi * RADIUS**2, rel=1e-12)
    assert walls.tip_weight[-end.size :] * area == pytest.approx(end, rel=1e-12)
    assert walls.tip.shape[1] == side.sum() + end.size


def test_tip_faces_join_a_probe_point_and_a_tissue_point(problem):
    walls, stride, n = problem.held.walls, problem.held.network.stride, problem.start_content.size
    probe = np.pad(problem.probe, 1).ravel()
    wall, tissue, face = walls.tip
    assert probe[wall].all()
    assert not probe[tissue].any()
    side = face < n
    assert np.all(tissue[side] == wall[side] + stride)
    assert np.all(face[side] == wall[side])
    assert np.all(tissue[~side] == wall[~side] - 1)
    assert np.all(face[~side] == n + tissue[~side])
    assert np.all(problem.held.network.conductance[face] > 0)
    cooling = assemble(ls.change(ls.load("b1"), {"protocol": ls.load("lumbar-medial-branch").protocol}))
    assert np.all(cooling.free.network.conductance[cooling.free.walls.tip[2]] == 0)


def test_no_heat_flows_through_the_shaft_or_inside_the_probe(problem):
    n, stride = problem.start_content.size, problem.held.network.stride
    probe = np.flatnonzero(np.pad(problem.probe, 1).ravel())
    around = np.unique(np.concatenate([probe, probe - stride, n + probe, n + probe - 1]))
    open_faces = around[problem.held.network.conductance[around] > 0]
    assert set(open_faces) == set(problem.held.walls.tip[2])


def test_the_outer_boundary_is_listed_completely(problem):
    grid, walls = problem.grid, problem.held.walls
    nr, nz = grid.r.size, grid.z.size
    assert walls.outer.shape[1] == nz + nr + np.count_nonzero(grid.r > RADIUS)
    assert set(walls.outer[1]) >= {int(point_of(grid, nr - 1, j)) for j in range(nz)}
    assert np.all(problem.held.network.conductance[walls.outer[2]] > 0)
    insulated = assemble(ls.change(ls.load("b1"), {"domain.outer_wall": "insulated"}))
    assert insulated.held.walls.outer.shape == (3, 0)
    assert np.all(insulated.held.network.conductance[walls.outer[2]] == 0)


def test_the_surface_normal_points_into_tissue(problem):
    grid, walls = problem.grid, problem.held.walls
    i = int(np.searchsorted(grid.r, RADIUS))
    shaft = int(point_of(grid, i - 1, grid.z.size - 1))
    m = int(np.flatnonzero(walls.surface[0] == shaft)[0])
    assert walls.surface[1:, m].tolist() == [int(point_of(grid, i + k, grid.z.size - 1)) for k in (0, 1)]
    near, far = grid.r[i] - RADIUS, grid.r[i + 1] - RADIUS
    weight = walls.near_weight[m]
    assert weight * near**2 + (1 - weight) * far**2 == pytest.approx(0, abs=1e-20)  # exact for parabolas
    assert parabola_weight(1.0, 3.0) == 9 / 8


def test_the_probe_fills_what_is_nearer_than_its_radius_above_its_end():
    grid = probe_grid(ls.load("b1"))
    marked = inside_probe(grid, RADIUS)
    volume = grid.volume[marked].sum()
    assert volume == pytest.approx(math.pi * RADIUS**2 * 40e-3, rel=1e-12)
    assert probe_walls(grid, RADIUS, TIP, True).tip.shape[0] == 3
