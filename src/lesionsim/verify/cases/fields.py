"""F and N: the electric field around electrodes, its heat, and identities that hold on any grid."""

from collections.abc import Callable

import numpy as np

from lesionsim.grid.axes import graded
from lesionsim.grid.shapes import Grid, cylindrical, plane, spherical
from lesionsim.problem.edges import tip_shaft_factors
from lesionsim.verify.case import Case, Comparison
from lesionsim.verify.cases.refinement import uniform_faces
from lesionsim.verify.confocal import confocal
from lesionsim.verify.exact import coaxial, concentric, disc_electrode, spheroid_electrode
from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.field_bench import TOLD, Conductor, Field, solve, temperature_of
from lesionsim.verify.judging import agree, agree_each, converge

SIGMA_S_M = 0.446
VOLT = 1.0
ALGEBRA = 1e-9  # of an iterative solver
ORDER = (1.9, 2.1)
HALF_LENGTH_M, RADIUS_M = 5e-3, 0.5e-3  # of the spheroid: ten times as long as thick
EARTH_XI = 8.0
DISC_M, ROOM_M = 5e-3, 20e-3
SEED = 22
WALLS = {"inner": 1.0, "outer": 0.0}


def sound(what: str, field: Field) -> list[Comparison]:
    """Check that the field was solved, that current in is current out, and that its heat is voltage times current."""
    into = field.current_a["inner"]
    return [
        agree(f"{what}: solved", float(field.solved), 1.0, 0.0, 1.0),
        agree(f"{what}: current in and out", -field.current_a["outer"], into, ALGEBRA, unit="A"),
        agree(f"{what}: heat of all cells", np.sum(field.joule), into, ALGEBRA, unit="W"),
        agree(f"{what}: heat as the kernel sums it", field.heat_w, into, ALGEBRA, unit="W"),
    ]


def spheroid() -> Case:
    """F1, F2: a spheroid electrode in a confocal earth: potential, resistance, heat between shells."""
    focus, surface = spheroid_electrode.spheroid_focus(HALF_LENGTH_M, RADIUS_M)
    told = (focus, surface, VOLT, SIGMA_S_M, EARTH_XI)
    found, errors = [], []
    for cells in (40, 80, 160):
        faces = surface + (EARTH_XI - surface) * np.expm1(np.linspace(0, 7, cells + 1)) / np.expm1(7.0)
        grid = confocal(faces, np.linspace(-1.0, 1.0, 13), focus)
        field = solve(Conductor(grid, TOLD, temperature_of(SIGMA_S_M), WALLS))
        exact = spheroid_electrode.spheroid_power(faces[:-1], faces[1:], *told)[:, None] * np.diff(grid.z_face) / 2
        errors.append(float(np.max(np.abs(field.joule / exact - 1)[1:-1])))
    ohm = float(spheroid_electrode.spheroid_resistance(focus, surface, SIGMA_S_M, EARTH_XI))
    potential = spheroid_electrode.spheroid_potential(grid.r, surface, VOLT, EARTH_XI)[:, None]
    found = [
        agree("potential in all cells", field.potential, potential, ALGEBRA, unit="V"),
        agree("resistance", 1 / field.current_a["inner"], ohm, ALGEBRA, unit="ohm"),
        converge("heat of each cell, 160 shells", errors, 5e-3, ORDER),
    ]
    return Case(
        id="F1", title="Prolate spheroid electrode, earth on a confocal spheroid",
        exercises="needle-like electrode, impedance, Joule heat between confocal shells",
        source="Smythe 1968, ch. 5", comparisons=(*found, *sound("spheroid", field)),
    )  # fmt: skip


def shells() -> Case:
    """F6: concentric spheres, uniform and in layers."""
    radii, conductivities = [1e-3, 2e-3, 5e-3, 21e-3], [0.2, 0.8, 0.4]
    faces = uniform_faces(1e-3, 21e-3, 0.1e-3)
    exact = Layered(
        spherical, concentric.concentric_potential, concentric.concentric_resistance, concentric.concentric_power
    )
    return Case(
        id="F6", title="Concentric spheres through three tissues",
        exercises="shell conductances, harmonic mean at interfaces, walls, Joule heat",
        source="Ohm's law in series", comparisons=tuple(exact.comparisons(faces, radii, conductivities)),
    )  # fmt: skip


def rings() -> Case:
    """F7: coaxial cylinders, uniform and in layers, cut into slices along the axis."""
    radii, conductivities = [0.5e-3, 1.5e-3, 4e-3, 10.5e-3], [0.6, 0.15, 0.9]
    faces = uniform_faces(0.5e-3, 10.5e-3, 0.1e-3)

    def sliced(r_face: Array) -> Grid:
        return cylindrical(r_face, np.array([0.0, 0.3, 1.0]))

    exact = Layered(sliced, coaxial.coaxial_potential, coaxial.coaxial_resistance, coaxial.coaxial_power)
    return Case(
        id="F7", title="Coaxial cylinders through three tissues",
        exercises="ring conductances, no flow between slices, harmonic mean at interfaces",
        source="Ohm's law in series", comparisons=tuple(exact.comparisons(faces, radii, conductivities)),
    )  # fmt: skip


class Layered:
    """Concentric layers on a kind of grid, and their exact solution."""

    def __init__(
        self,
        grid: Callable[[Array], Grid],
        potential: Callable[..., Array],
        resistance: Callable[..., float],
        power: Callable[..., Array],
    ) -> None:
        self.grid, self.potential, self.resistance, self.power = grid, potential, resistance, power

    def comparisons(self, faces: Array, radii: list[float], conductivities: list[float]) -> list[Comparison]:
        """Compare layers, which are exact, and the heat of one tissue, which is of second order."""
        field, grid = self.solved(faces, radii, conductivities)
        exact = self.potential(grid.r, radii, conductivities, VOLT)[:, None]
        errors = []
        ends = [radii[0], radii[-1]]
        heat = self.power(faces[:-1], faces[1:], ends, [SIGMA_S_M], VOLT)
        for parts in (1, 2, 4):
            finer = np.interp(np.arange(parts * (faces.size - 1) + 1) / parts, np.arange(faces.size), faces)
            uniform, _ = self.solved(finer, ends, [SIGMA_S_M])
            found = uniform.joule.sum(axis=1).reshape(-1, parts).sum(axis=1)
            errors.append(float(np.max(np.abs(found / heat - 1))))
        return [
            agree("layers: potential in all cells", field.potential, exact, ALGEBRA, unit="V"),
            agree("layers: resistance", 1 / field.current_a["inner"], self.resistance(radii, conductivities), ALGEBRA),
            *sound("layers", field),
            agree(
                "one tissue: resistance", 1 / uniform.current_a["inner"], self.resistance(ends, [SIGMA_S_M]), ALGEBRA
            ),
            converge("one tissue: heat of each shell", errors, 5e-3, ORDER),
        ]

    def solved(self, faces: Array, radii: list[float], conductivities: list[float]) -> tuple[Field, Grid]:
        """Solve for layers whose radii are faces of the grid."""
        grid = self.grid(faces)
        layer = np.searchsorted(radii, grid.r) - 1
        temperature = np.broadcast_to(temperature_of(np.array(conductivities))[layer][:, None], grid.volume.shape)
        return solve(Conductor(grid, TOLD, temperature, WALLS)), grid


def disc_rings(growth: float) -> tuple[Grid, tuple[tuple[str, int, int, float], ...]]:
    """Divide the half-space below a disc, finest at its rim, and give the conductances of the faces at the rim."""
    first = 2.5e-3 * growth**2
    within = graded(DISC_M, 0.0, first, growth)[::-1]
    faces = np.concatenate([within[:-1], graded(DISC_M, ROOM_M, first, growth)])
    grid = cylindrical(faces, graded(0.0, ROOM_M, first, growth))
    i = within.size - 1  # the first ring outside the disc
    sizes = np.diff(faces)
    wall, between = tip_shaft_factors(float(np.diff(grid.z_face)[0]), float(sizes[i - 1]), float(sizes[i]))
    return grid, (("z", i, 0, wall), ("r", i, 1, between))


def away_from_rim(grid: Grid) -> Array:
    """Mark the cells that are not close to the disc's rim."""
    return np.hypot(grid.r[:, None] - DISC_M, grid.z) > 0.1 * DISC_M


def disc_at(growth: float) -> tuple[Grid, Field]:
    """Solve for a disc, with the exact potential on all outer walls."""
    grid, edges = disc_rings(growth)
    at = (DISC_M, VOLT)
    walls: dict[str, float | Array] = {
        "lower": np.where(grid.r < DISC_M, VOLT, np.nan),
        "upper": disc_electrode.disc_potential(grid.r, ROOM_M, *at),
        "outer": disc_electrode.disc_potential(ROOM_M, grid.z, *at),
    }
    return grid, solve(Conductor(grid, TOLD, temperature_of(SIGMA_S_M), walls, edges=edges))


def disc() -> Case:
    """F3: a disc on an insulating plane, on rings, with the faces at its rim as at the tip-shaft line."""
    resistances, potentials = [], []
    for growth in (0.2, 0.1, 0.05):
        grid, field = disc_at(growth)
        exact = disc_electrode.disc_potential(grid.r[:, None], grid.z, DISC_M, VOLT)
        ohm = disc_electrode.disc_resistance(DISC_M, SIGMA_S_M)
        resistances.append(abs(VOLT / field.current_a["lower"] / ohm - 1))
        potentials.append(float(np.max(np.abs(field.potential - exact)[away_from_rim(grid)])))
    lost = sum(field.current_a.values())
    return Case(
        id="F3", title="Disc on an insulating plane",
        exercises="mixed wall, singular rim and its exact conductances, graded rings",
        source="Newman 1966, 10.1149/1.2424003",
        comparisons=(
            converge("resistance", resistances, 5e-3, (1.6, 2.6), unit="ohm"),
            converge("potential away from the rim", potentials, 5e-3, (1.6, 2.6), unit="V"),
            agree("currents of all electrodes sum to 0", lost / field.current_a["lower"], 0.0, ALGEBRA, 1.0),
        ),
    )  # fmt: skip


def patchwork() -> tuple[Grid, Array]:
    """Fill cells of a plane with different tissue each; sigma differs a hundredfold."""
    grid = plane(graded(0.5e-3, 8e-3, 0.2e-3, 0.2), graded(-5e-3, 4e-3, 0.3e-3, 0.1))
    share = np.random.default_rng(SEED).random(grid.volume.shape)
    return grid, temperature_of(0.01 * 99.0**share)


def identities() -> Case:
    """N: what holds on any grid in any tissue, whatever the field."""
    grid, temperature = patchwork()
    low = grid.z < 0
    one = np.where(low, 1.0, 0.0)
    first = solve(Conductor(grid, TOLD, temperature, {"inner": one, "outer": 0.0, "upper": 0.0}))
    left, right = (
        solve(Conductor(grid, TOLD, temperature, {"inner": a, "outer": b, "upper": 0.0}))
        for a, b in ((1.0, 0.0), (0.0, 1.0))
    )
    both = solve(Conductor(grid, TOLD, temperature, {"inner": 1.0, "outer": 1.0, "upper": 0.0}))
    level = solve(Conductor(grid, TOLD, temperature, {"inner": 1.0, "outer": 1.0}))
    given = max(first.current_a.values())
    beyond = max(float(np.max(first.potential)) - 1.0, -float(np.min(first.potential)), 0.0)
    return Case(
        id="N7", title="Current: identities in a patchwork of tissues",
        exercises="charge, V I = sum of Joule heats, reciprocity, superposition, extremes",
        source="algebra of networks",
        comparisons=(
            agree("currents of all electrodes sum to 0", sum(first.current_a.values()) / given, 0.0, ALGEBRA, 1.0),
            agree("reciprocity of two electrodes", right.current_a["inner"], left.current_a["outer"], ALGEBRA),
            agree("superposition of potentials", left.potential + right.potential, both.potential, ALGEBRA),
            agree("V I is the heat of all cells", np.sum(left.joule), left.current_a["inner"], ALGEBRA, unit="W"),
            agree("no potential beyond its electrodes'", beyond, 0.0, 0.0, 1.0, unit="V"),
            agree("no cell is cooled", -min(float(np.min(first.joule)), 0.0), 0.0, 0.0, 1.0, unit="W"),
            agree("electrodes alike: no difference", level.potential, 1.0, ALGEBRA, unit="V"),
        ),
    )  # fmt: skip


def symmetries() -> Case:
    """N: mirrored and turned conductors have mirrored and turned fields."""
    grid, temperature = patchwork()
    walls: dict[str, float | Array] = {"inner": 1.0, "outer": 0.0}
    plain = solve(Conductor(grid, TOLD, temperature, walls))
    mirrored = solve(Conductor(plane(grid.r_face, -grid.z_face[::-1]), TOLD, temperature[:, ::-1], walls))
    ends: dict[str, float | Array] = {"lower": 1.0, "upper": 0.0}
    turned = solve(Conductor(plane(grid.z_face, grid.r_face), TOLD, temperature.T, ends))
    return Case(
        id="N8", title="Current: mirrored and turned", exercises="band matrix, its order, faces on either side",
        source="symmetry",
        comparisons=(
            agree("mirrored: potential", mirrored.potential[:, ::-1], plain.potential, ALGEBRA, unit="V"),
            agree_each("mirrored: heat of each cell", mirrored.joule[:, ::-1], plain.joule, 1e-8, unit="W"),
            agree("turned: potential", turned.potential.T, plain.potential, ALGEBRA, unit="V"),
            agree_each("turned: heat of each cell", turned.joule.T, plain.joule, 1e-8, unit="W"),
        ),
    )  # fmt: skip


CASES = (spheroid, disc, shells, rings, identities, symmetries)
