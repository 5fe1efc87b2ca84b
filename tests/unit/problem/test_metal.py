"""The probe as metal: tubes, sleeve, contact, a held tip whose shaft conducts, the surface of two materials."""

import math

import numpy as np
import pytest
from kernels import plain
from kernels.calling import callable_kernel
from scipy.integrate import solve_bvp
from scipy.sparse import coo_matrix, diags
from scipy.sparse.linalg import spsolve

import lesionsim as ls
from lesionsim.kernels.arrays import FACE, FAR, NEAR, PERFUSION, SOURCE, SURFACE, TISSUE, WALL, WARMING
from lesionsim.kernels.properties import conductances_at
from lesionsim.problem.assemble import assemble
from lesionsim.problem.metal import share_of_metal, sleeve_k_m_w
from lesionsim.problem.probe import point_of
from lesionsim.scenario import Linear, Metal, Sleeve, heat_and_hold

RADIUS, TIP, K, STEEL = 0.4535e-3, 10e-3, 0.49, 20.0
COARSE = {"numerics.growth": 0.4, "numerics.first_cell_mm": 0.15}
METAL = Metal(conductivity_w_m_k=STEEL, density_kg_m3=8000.0, heat_capacity_j_kg_k=450.0)
TUBE = Metal(conductivity_w_m_k=STEEL, density_kg_m3=8000.0, heat_capacity_j_kg_k=450.0, wall_mm=0.1)
SLEEVE = Sleeve(thickness_mm=0.05, conductivity_w_m_k=0.12)
CONTACT = 800.0  # W/m2/K
COOLS = {"protocol": heat_and_hold(80, 20, cooldown_s=5)}


def current(**probe):
    """Assemble B2 on a coarse grid with these options of the probe."""
    return assemble(ls.change(ls.load("b2"), COARSE | options({"metal": METAL} | probe)))


def held(**probe):
    """Assemble B1 with a shaft of metal, that later cools down."""
    return assemble(ls.change(ls.load("b1"), COARSE | COOLS | options({"metal": METAL, "shaft": "metal"} | probe)))


def options(probe):
    return {f"probe.{name}": value for name, value in probe.items()}


def side(problem):
    """Return the number of the first cell outside the metal, the rows of cells beside it, and which are bare."""
    grid = problem.grid
    j = np.flatnonzero(grid.z > 0)
    return int(np.searchsorted(grid.r, RADIUS)), j, grid.z[j] < TIP


def across(problem, phase):
    """Return the resistances of the faces on the side of the metal, K/W."""
    i, j, _ = side(problem)
    return 1 / phase.network.conductance[point_of(problem.grid, i - 1, j)]


def ahead(problem, phase):
    """Return the resistances of the faces on the blunt end, K/W."""
    i, j, _ = side(problem)
    n = phase.network.points.shape[1]
    return 1 / phase.network.conductance[n + point_of(problem.grid, np.arange(i), j[0] - 1)]


PHASES = [(current, "held"), (held, "held"), (held, "free")]


@pytest.mark.parametrize(("wall_mm", "share"), [(None, 1.0), (0.4535, 1.0), (0.1, 1 - (0.3535 / 0.4535) ** 2)])
def test_a_tube_is_its_share_of_the_cross_section(wall_mm, share):
    metal = Metal(conductivity_w_m_k=STEEL, density_kg_m3=8000.0, heat_capacity_j_kg_k=450.0, wall_mm=wall_mm)
    problem = current(metal=metal)
    grid, net = problem.grid, problem.held.network
    diameter = ls.change(ls.load("b2"), {"probe.metal": metal}).probe
    assert share_of_metal(diameter) == pytest.approx(share, rel=1e-12)
    capacity = 1 / net.points[WARMING].reshape(grid.r.size + 2, -1)[1:-1, 1:-1][problem.probe]
    length = grid.z_face[-1]
    assert capacity.sum() == pytest.approx(share * 8000 * 450 * math.pi * RADIUS**2 * length, rel=1e-12)
    i, j, _ = side(problem)
    along = net.conductance[net.points.shape[1] + point_of(grid, np.arange(i), j[5])].sum()
    assert along == pytest.approx(share * STEEL * math.pi * RADIUS**2 / (grid.z[j[6]] - grid.z[j[5]]), rel=1e-12)


def test_across_a_tube_conducts_like_the_solid():
    np.testing.assert_allclose(across(solid := current(), solid.held), across(tube := current(metal=TUBE), tube.held))


@pytest.mark.parametrize(("kind", "name"), PHASES)
def test_a_sleeve_resists_on_the_shaft_alone(kind, name):
    without, with_it = kind(), kind(sleeve=SLEEVE)
    _, j, bare = side(without)
    more = across(with_it, getattr(with_it, name)) - across(without, getattr(without, name))
    length = np.diff(without.grid.z_face)[j]
    np.testing.assert_allclose(more[bare], 0.0, atol=1e-9)
    wanted = math.log(1 + 0.05 / 0.4535) / (2 * math.pi * 0.12 * length)
    np.testing.assert_allclose(more[~bare], wanted[~bare], rtol=1e-9)
    np.testing.assert_array_equal(ahead(with_it, getattr(with_it, name)), ahead(without, getattr(without, name)))
    probe = ls.change(ls.load("b2"), {"probe.sleeve": SLEEVE}).probe
    assert sleeve_k_m_w(probe) == pytest.approx(math.log(0.5035 / 0.4535) / (2 * math.pi * 0.12), rel=1e-13)
    assert sleeve_k_m_w(ls.load("b2").probe) == 0.0


@pytest.mark.parametrize(("kind", "name"), [(current, "held"), (held, "free")])
def test_contact_resists_on_the_bare_tip_and_its_end_alone(kind, name):
    without, with_it = kind(), kind(contact_w_m2_k=CONTACT)
    i, j, bare = side(without)
    more = across(with_it, getattr(with_it, name)) - across(without, getattr(without, name))
    area = 2 * math.pi * RADIUS * np.diff(without.grid.z_face)[j]
    np.testing.assert_allclose(more[bare], (1 / (CONTACT * area))[bare], rtol=1e-9)
    np.testing.assert_allclose(more[~bare], 0.0, atol=1e-9)
    end = ahead(with_it, getattr(with_it, name)) - ahead(without, getattr(without, name))
    np.testing.assert_allclose(end, 1 / (CONTACT * math.pi * np.diff(without.grid.r_face**2)[:i]), rtol=1e-9)


@pytest.mark.parametrize("contact", [None, CONTACT])
def test_heat_passes_metal_contact_and_tissue_one_after_the_other(contact):
    """Between the centres of two cells: shell of metal, 1 / (h A), shell of tissue; the surface is the tissue's."""
    problem = current(contact_w_m2_k=contact)
    grid, phase = problem.grid, problem.held
    i, j, bare = side(problem)
    j = j[np.flatnonzero(bare)[4]]
    length, gap = np.diff(grid.z_face)[j], 0.0 if contact is None else 1 / (contact * RADIUS)
    shells = math.log(RADIUS / grid.r[i - 1]) / STEEL, gap, math.log(grid.r[i] / RADIUS) / K
    face = point_of(grid, i - 1, j)
    assert phase.network.conductance[face] == pytest.approx(2 * math.pi * length / sum(shells), rel=1e-12)
    m = int(np.flatnonzero(phase.walls.surface[SURFACE] == face)[0])
    assert phase.walls.surface[NEAR, m] == point_of(grid, i, j)
    assert phase.walls.surface[FAR, m] == face
    drop = phase.walls.near_weight[m]  # of a kelvin between metal and tissue, before the tissue is reached
    assert drop == pytest.approx(sum(shells[:2]) / sum(shells), rel=1e-12)


@pytest.mark.parametrize(("kind", "name"), PHASES)
def test_a_surface_lies_between_metal_and_tissue(kind, name):
    walls = getattr(kind(contact_w_m2_k=CONTACT, sleeve=SLEEVE), name).walls
    assert np.all(walls.near_weight > 0.2)  # contact and sleeve take much of the drop
    assert np.all(walls.near_weight < 1)
    perfect = getattr(kind(), name).walls
    assert np.all(perfect.near_weight < 0.05)  # steel takes hardly any
    on_tip = np.isin(perfect.surface[SURFACE], perfect.hold)
    assert np.any(on_tip)
    if kind is held and name == "held":
        assert np.all(perfect.near_weight[on_tip] == 0)  # it is held


def cells(problem, flat):
    return flat.reshape(problem.grid.r.size + 2, -1)[1:-1, 1:-1]


def test_all_metal_of_a_held_tip_is_held_and_that_of_its_shaft_is_not():
    problem = held()
    tip = problem.probe & (problem.grid.z[None, :] < TIP)
    wanted = set(point_of(problem.grid, *np.nonzero(tip)))
    assert set(problem.held.walls.hold) == wanted
    assert problem.held.walls.hold.size == len(wanted) + 1  # the corner is on side and end
    capacity = cells(problem, problem.held.network.points[WARMING])
    assert np.all(capacity[tip] == 0)
    assert np.all(capacity[~tip] > 0)
    assert np.all(cells(problem, problem.free.network.points[WARMING]) > 0)
    surface = problem.held.walls.hold[: problem.held.walls.tip_weight.size]
    i, j, bare = side(problem)
    np.testing.assert_array_equal(surface[: bare.sum()], point_of(problem.grid, i - 1, j[bare]))


def test_a_held_tip_gives_heat_to_tissue_and_to_its_shaft_and_none_once_it_is_let_go():
    problem = held(metal=TUBE)
    grid, walls, net = problem.grid, problem.held.walls, problem.held.network
    i, j, bare = side(problem)
    last = j[bare][-1]
    n = net.points.shape[1]
    given = {tuple(column) for column in walls.tip.T}
    into = {(int(w), int(w) + 1, n + int(w)) for w in point_of(grid, np.arange(i), last)}
    assert into < given
    assert len(given) == bare.sum() + 2 * i
    held_points = set(walls.hold)
    assert all(wall in held_points and other not in held_points for wall, other, _ in given)
    share = share_of_metal(ls.change(ls.load("b1"), {"probe.metal": TUBE}).probe)
    area, half = share * math.pi * RADIUS**2, grid.z[last + 1] - grid.z_face[last + 1]
    along = sum(net.conductance[face] for _, _, face in into)
    assert along == pytest.approx(STEEL * area / half, rel=1e-12)  # from the line where tip and shaft meet
    assert problem.free.walls.tip.shape == (3, 0)


def steady(phase, start):
    """Return the temperature at which heat balances everywhere, wall points as they are."""
    net = phase.network
    n, warming = net.points.shape[1], net.points[WARMING]
    rows, columns, values = [], [], []
    for face, one, other in plain.faces_of(n, net.stride):
        rows += [one, other]
        columns += [other, one]
        values += [net.conductance[face], net.conductance[face]]
    matrix = coo_matrix((np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), (n, n)).tocsr()
    perfusion = net.points[PERFUSION]
    matrix = diags(np.asarray(matrix.sum(axis=1)).ravel() + perfusion) - matrix
    cell = warming > 0
    right = perfusion * net.blood_c + net.points[SOURCE] - matrix[:, ~cell] @ start[~cell]
    found = start.copy()
    found[cell] = spsolve(matrix[cell][:, cell].tocsc(), right[cell])
    return found


def test_the_shaft_of_a_held_tip_is_a_fin():
    """Metal loses heat through a poor sleeve to the ring of tissue beside it, whose temperature the network tells."""
    sleeve = Sleeve(thickness_mm=0.05, conductivity_w_m_k=5e-4)
    problem = assemble(ls.change(ls.load("b1"), options({"metal": TUBE, "shaft": "metal", "sleeve": sleeve})))
    start = problem.start_temperature.copy()
    start[problem.held.walls.hold] = 80.0
    grid, found = problem.grid, cells(problem, steady(problem.held, start))
    i, j, bare = side(problem)
    z, ring = grid.z[j][~bare], found[i, j][~bare]
    area = np.diff(grid.r_face**2)[:i]
    metal = (area[:, None] * found[:i, j][:, ~bare]).sum(axis=0) / area.sum()
    across = math.log(1 + 0.05 / 0.4535) / (2 * math.pi * 5e-4) + math.log(grid.r[i] / RADIUS) / (2 * math.pi * K)
    share = 1 - (0.3535 / 0.4535) ** 2
    pull = 1 / (across * STEEL * share * math.pi * RADIUS**2)
    fin = solve_bvp(
        lambda x, y: [y[1], pull * (y[0] - np.interp(x, z, ring))],
        lambda at_tip, at_end: [at_tip[0] - 80.0, at_end[0] - 37.0],
        np.linspace(TIP, grid.z_face[-1], 200), np.full((2, 200), 50.0), tol=1e-6,
    )  # fmt: skip
    np.testing.assert_allclose(metal, fin.sol(z)[0], atol=0.1)
    straight = 80.0 - 43.0 * (z - TIP) / (grid.z_face[-1] - TIP)
    assert np.max(straight - metal) > 5  # the sides do lose heat


def test_a_shaft_in_a_sleeve_that_hardly_conducts_leaves_the_tissue_as_an_adiabatic_one_does():
    """Not the same grid at the line between tip and shaft, so the two meet as cells shrink."""
    tight = options({"shaft": "metal", "sleeve": Sleeve(thickness_mm=0.4, conductivity_w_m_k=1e-7)})
    apart = []
    for changes in ({}, {"numerics.growth": 0.1, "numerics.first_cell_mm": 0.024}):
        powers = []
        for probe in (tight, {}):
            problem = assemble(ls.change(ls.load("b1"), changes | probe))
            start = problem.start_temperature.copy()
            start[problem.held.walls.hold] = 80.0
            temperature, (wall, tissue, face) = steady(problem.held, start), problem.held.walls.tip
            outward = ~np.isin(tissue, np.flatnonzero(np.pad(problem.probe, 1).ravel()))
            heat = problem.held.network.conductance[face] * (temperature[wall] - temperature[tissue])
            powers.append(heat[outward].sum())
        apart.append(abs(powers[0] / powers[1] - 1))
    assert apart[0] < 0.01
    assert apart[1] < 0.6 * apart[0]


CASES = [("b2", {}), ("b2", {"metal": TUBE, "sleeve": SLEEVE, "contact_w_m2_k": CONTACT}), ("b1", {}),
         ("b1", {"shaft": "metal", "metal": TUBE, "sleeve": SLEEVE, "contact_w_m2_k": CONTACT}),
         ("b1", {"shaft": "metal", "metal": METAL})]  # fmt: skip


@pytest.mark.parametrize("name", ["held", "free"])
@pytest.mark.parametrize(("scenario", "probe"), CASES)
def test_laws_that_never_change_give_the_conductances_of_constants(scenario, probe, name):
    """Every face of every material, through the tables that march with changing properties reads."""
    common = COARSE | (COOLS if scenario == "b1" else {}) | options(probe)
    flat = {"tissue.conductivity_w_m_k": Linear(value=K, slope_per_c=0.0)}
    constant = getattr(assemble(ls.change(ls.load(scenario), common)), name)
    varying = getattr(assemble(ls.change(ls.load(scenario), common | flat)), name)
    found = np.empty_like(constant.network.conductance)
    start = np.full(constant.network.points.shape[1], 37.0)
    callable_kernel(conductances_at)(start, varying.laws, constant.network.stride, found)
    n, stride = start.size, constant.network.stride
    inner = np.zeros((2, n), dtype=bool)
    cell = np.flatnonzero(constant.network.points[WARMING] > 0)
    inner[0, cell], inner[0, cell - stride], inner[1, cell], inner[1, cell - 1] = True, True, True, True
    np.testing.assert_allclose(found[inner.ravel()], constant.network.conductance[inner.ravel()], rtol=1e-12)
    assert constant.laws is None
    np.testing.assert_allclose(varying.network.points, constant.network.points, rtol=1e-9)
    for one, other in zip(varying.walls, constant.walls, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-9)


def test_materials_are_told_apart():
    flat = {"tissue.conductivity_w_m_k": Linear(value=K, slope_per_c=0.0)}
    problem = assemble(ls.change(ls.load("b1"), COARSE | COOLS | flat | options({"shaft": "metal", "metal": METAL})))
    material = cells(problem, problem.held.laws.material)
    tip = problem.probe & (problem.grid.z[None, :] < TIP)
    assert np.all(material[~problem.probe] == 0)
    assert np.all(material[problem.probe & ~tip] == 1)
    assert np.all(material[tip] == 2)
    assert np.all(problem.held.laws.material[problem.held.walls.outer[WALL]] == 2)
    tables = problem.held.laws.tables
    assert np.all(tables[2] == STEEL)
    assert np.all(tables[4] == 1.0)
    for row in (3, 5):
        np.testing.assert_allclose(tables[row], 0.05 * np.arange(tables.shape[1]), rtol=1e-12)
    assert problem.held.walls.tip[FACE].size == problem.held.walls.tip[TISSUE].size


def test_a_shaft_of_metal_changes_nothing_at_the_sharp_end_of_a_held_tip():
    """Faces at the tip's sharp end keep the conductance that is exact for the singular mode there."""
    metal, adiabatic = held(), assemble(ls.change(ls.load("b1"), COARSE | COOLS))
    i, j, bare = side(metal)
    np.testing.assert_allclose(ahead(metal, metal.held), ahead(adiabatic, adiabatic.held), rtol=1e-12)
    on_side = point_of(metal.grid, i - 1, j[bare][:-1])
    both = (each.held.network.conductance[on_side] for each in (metal, adiabatic))
    np.testing.assert_allclose(next(both), next(both), rtol=1e-12)
    n = metal.held.network.points.shape[1]
    beside = [int(point_of(metal.grid, i - 1, j[0] - 1)), n + int(point_of(metal.grid, i, j[0] - 1))]
    np.testing.assert_allclose(
        metal.held.network.conductance[beside], adiabatic.held.network.conductance[beside], rtol=1e-12
    )
