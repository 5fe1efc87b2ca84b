"""Bone beside muscle around the axis, along cells and across them, and current through both (E5 to E7, G4, G5)."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from lesionsim.grid.around import Wedges, wedges
from lesionsim.grid.shapes import Grid, cylindrical
from lesionsim.library import scenario as library_scenario
from lesionsim.library import tissue
from lesionsim.problem.anatomy import half_conductivities, sample_materials, volume_mean
from lesionsim.problem.around import Halves
from lesionsim.problem.network import Medium
from lesionsim.scenario.anatomy import Body
from lesionsim.scenario.bodies import Cylinder, HalfSpace, Layer, Sphere
from lesionsim.scenario.change import change
from lesionsim.scenario.laws import Exponential, Law
from lesionsim.verify.bench_around import Outcome, Space, over_cells, over_side, run
from lesionsim.verify.case import Case, Comparison
from lesionsim.verify.cases.refinement import balance, uniform_faces
from lesionsim.verify.current_around import Charged, Warmed, march
from lesionsim.verify.exact import around as exact
from lesionsim.verify.exact import kohlrausch
from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.judging import agree, converge

MUSCLE_W_M_K, BONE_W_M_K = 0.5, 0.2
PAIR = (MUSCLE_W_M_K, BONE_W_M_K)
CAPACITY = 3e6
INNER_M, OUTER_M, HEIGHT_M = 0.5e-3, 5e-3, 2e-3
GRADIENT_K_M = 1e4
FLUX_W_M2 = 5e3
ROUND_OFF = 1e-10  # of a steady state that the grid must meet exactly
CUT = 1e-2  # of the span, where a surface passes through cells
FALLING = 0.75
CELLS = (1, 2, 4)
SETTLING = np.full(60, 40.0)  # s
EVERY = ("inner", "outer", "first", "last", "lower", "upper")
PLANE_M = 1.3e-3
BODY_M, BODY_PLACE_M = 1.1e-3, 2.3e-3
TILT = (0.8, 0.0, 0.6)
VOLT, COLD_C, SIGMA_S_M, GROWTH_PER_K = 12.0, 20.0, 0.4, 0.02
KOHLRAUSCH = "Kohlrausch 1900; Greenwood & Williamson 1958, 10.1098/rspa.1958.0103"
MAXWELL = "Maxwell 1873; Carslaw & Jaeger 1959, 16.4"
Exact = Callable[[Array, Array, Array], Array]  # of r, theta, z


def mm(*values_m: float) -> tuple[float, ...]:
    """Give lengths in mm."""
    return tuple(1e3 * value for value in values_m)


def bone_halves(body: Body, grid: Grid, around: Wedges, values: tuple[float, float] = PAIR) -> tuple[Halves, Array]:
    """Return the conductivity of half cells with a body of bone in them, and the heat capacity of cells."""
    scenario = change(library_scenario("b1"), {"anatomy": (body,)})
    sampled = sample_materials(scenario, grid, around.face)
    return Halves(*half_conductivities(sampled, np.array(values))), volume_mean(sampled, np.full(2, CAPACITY))


def rings(fineness: int, slices: int = 1, start_m: float = INNER_M) -> Grid:
    """Divide the space between two cylinders."""
    z_face = uniform_faces(-HEIGHT_M / 2, HEIGHT_M / 2, HEIGHT_M / slices)
    return cylindrical(uniform_faces(start_m, OUTER_M, 0.25e-3 / fineness), z_face)


def steady(space: Space, wanted: Exact, sides: tuple[str, ...]) -> tuple[Outcome, Array]:
    """Hold sides at the exact temperature, wait, and return the end with what is exact."""
    space = space._replace(wall_c={side: wanted(*over_side(space, side)) for side in sides}, tip="")
    outcome = run(space, SETTLING)
    return outcome, np.broadcast_to(wanted(*over_cells(space)), outcome.temperature.shape)


def with_bone(body: Body, grid: Grid, around: Wedges) -> Space:
    """Put a body of bone into muscle."""
    halves, capacity = bone_halves(body, grid, around)
    return Space(grid, around, Medium(0.0, capacity), {}, halves=halves)


def bone_from(normal: tuple[float, float, float], from_m: float) -> HalfSpace:
    """Fill a half-space with bone."""
    return HalfSpace(tissue=tissue("muscle"), normal=normal, from_mm=1e3 * from_m)


def along_cells() -> Case:
    """E5: bone whose surface follows faces: what is linear in theta and z and in ln r is exact, whatever fills it."""
    found, lost = list[Comparison](), []
    grid, around = rings(1, 6), wedges(6, closed=False)
    turn = np.pi / 2
    k, b = PAIR

    def sector(r: Array, theta: Array, z: Array) -> Array:
        """Bend at a plane through the axis."""
        bent = np.where(theta > turn, (theta - turn) / k, (theta - turn) / b)
        return 10.0 * bent * (1 + np.log(r / INNER_M)) * (1 + 300 * z)

    def shell(r: Array, theta: Array, z: Array) -> Array:
        """Bend at a cylinder around the axis."""
        depth = np.log(r / 2e-3)
        return 10.0 * np.where(r < 2e-3, depth / b, depth / k) * (1 + theta) * (1 + 300 * z)

    def slab(r: Array, theta: Array, z: Array) -> Array:
        """Bend at a plane across the axis."""
        return 1e4 * np.where(z < 0, z / k, z / b) * (1 + theta) * (1 + np.log(r / INNER_M))

    bone = tissue("muscle")
    core = Cylinder(tissue=bone, start_mm=(0, 0, -9), end_mm=(0, 0, 9), radius_mm=2.0)
    for name, body, wanted in (
        ("plane through the axis", bone_from((1, 0, 0), 0.0), sector),
        ("cylinder around the axis", core, shell),
        ("plane across the axis", Layer(tissue=bone, normal=(0, 0, 1), from_mm=0.0, to_mm=9.0), slab),
    ):
        outcome, true = steady(with_bone(body, grid, around), wanted, EVERY)
        found.append(agree(f"{name}: all cells", outcome.temperature, true, ROUND_OFF, unit="°C"))
        lost.append(outcome.balance_error)
    layer = Layer(tissue=bone, normal=(0, 0, 1), from_mm=0.0, to_mm=9.0)
    outcome, true = steady(with_bone(layer, rings(1, 5), around), slab, EVERY)
    found.append(agree("plane through the middle of cells: all cells", outcome.temperature, true, ROUND_OFF, unit="°C"))
    return Case(
        id="E5", title="Bone along the faces of cells: exact in three dimensions",
        exercises="half cells in series across theta, r and z faces, side by side along them; six held walls",
        source="direct", comparisons=(*found, balance(lost)),
    )  # fmt: skip


def falls(what: str, errors: list[Array]) -> list[Comparison]:
    """Demand at most 1 % of the span in every cell of the finest grid, and a mean error that falls with every grid."""
    mean = [float(np.sqrt(np.mean(each**2))) for each in errors]
    ratio = max(fine / coarse for coarse, fine in pairwise(mean))
    return [
        agree(f"{what}: error of each cell, finest grid", errors[-1], 0.0, CUT, 1.0),
        agree(f"{what}: mean error over that of the grid before, at most", ratio, 0.0, FALLING, 1.0),
    ]


def cut_errors(body: Body, wanted: Exact, slices: int, sides: tuple[str, ...]) -> list[Array]:
    """Refine a grid whose cells a surface cuts; errors relative to the span of temperature."""
    errors = []
    for n in CELLS:
        grid, around = rings(n, max(1, slices * n)), wedges(6 * n, closed=False)
        outcome, true = steady(with_bone(body, grid, around), wanted, sides)
        errors.append((outcome.temperature - true) / np.ptp(true))
    return errors


def across_cells() -> Case:
    """E6: bone beyond a plane that cuts cells: a flux across the plane, and a line of heat on the axis."""

    def flat(r: Array, theta: Array, z: Array) -> Array:
        return FLUX_W_M2 * exact.two_halves(r * np.cos(theta) - PLANE_M, PAIR)

    def tilted(r: Array, theta: Array, z: Array) -> Array:
        return FLUX_W_M2 * exact.two_halves(TILT[0] * r * np.cos(theta) + TILT[2] * z - PLANE_M, PAIR)

    def line(r: Array, theta: Array, z: Array) -> Array:
        return 50.0 * exact.line_beside_plane(r * np.cos(theta), r * np.sin(theta), PLANE_M, PAIR)

    upright, oblique = bone_from((1, 0, 0), PLANE_M), bone_from(TILT, PLANE_M)
    return Case(
        id="E6", title="Bone beyond a plane that cuts cells",
        exercises="effective conductivity of cut half cells, in all three directions",
        source="direct; method of images, Jackson 4.4",
        comparisons=(
            *falls("flux across an upright plane", cut_errors(upright, flat, 0, EVERY[:2])),
            *falls("flux across a tilted plane", cut_errors(oblique, tilted, 4, (*EVERY[:2], *EVERY[4:]))),
            *falls("line of heat before the plane", cut_errors(upright, line, 0, EVERY[:2])),
        ),
    )  # fmt: skip


def round_bodies() -> Case:
    """E7: a bone cylinder and a ball of bone beside the axis, in a uniform gradient."""
    bone = tissue("muscle")
    reach, place = mm(BODY_M, BODY_PLACE_M)
    rod = Cylinder(tissue=bone, start_mm=(place, 0, -9), end_mm=(place, 0, 9), radius_mm=reach)
    ball = Sphere(tissue=bone, center_mm=(place, 0, 0), radius_mm=reach)

    def around_rod(r: Array, theta: Array, z: Array) -> Array:
        x, y = r * np.cos(theta), r * np.sin(theta)
        return GRADIENT_K_M * exact.ball_in_gradient(x - BODY_PLACE_M, y, BODY_M, PAIR, 2)

    def around_ball(r: Array, theta: Array, z: Array) -> Array:
        x, y = r * np.cos(theta), r * np.sin(theta)
        return GRADIENT_K_M * exact.ball_in_gradient(x - BODY_PLACE_M, np.hypot(y, z), BODY_M, PAIR, 3)

    return Case(
        id="E7", title="Cylinder and ball of bone in a uniform gradient",
        exercises="curved surfaces that cut cells", source=MAXWELL,
        comparisons=(
            *falls("cylinder", cut_errors(rod, around_rod, 0, EVERY[:2])),
            *falls("ball", cut_errors(ball, around_ball, 4, (*EVERY[:2], *EVERY[4:]))),
        ),
    )  # fmt: skip


def settle(charged: Charged, slowest_s: float) -> Warmed:
    """Wait for the steady state by rounds of steps from short to long, which damp every mode."""
    once = np.geomspace(slowest_s / 300, 2 * slowest_s, 14)
    return march(charged, VOLT, np.tile(once, 7))


def miss(outcome: Warmed, wanted: Array) -> float:
    """Give the largest error of a cell's temperature, relative to the rise."""
    error = float(np.max(np.abs(outcome.temperature - wanted)) / np.ptp(wanted))
    return error if outcome.finished else float("nan")


def through_both() -> Case:
    """G4: current through muscle and bone, whose k and sigma differ alike: one function of potential in both."""
    errors, held = [], {"inner": COLD_C, "outer": COLD_C}
    for n in (2, 3, 4):
        grid, around = rings(n, 1, 1.5e-3), wedges(3 * n, closed=True)
        halves, capacity = bone_halves(bone_from((1, 0.5, 0), 2.2e-3), grid, around)
        contrast = Halves(*(each / MUSCLE_W_M_K for each in halves))
        space = Space(grid, around, Medium(0.0, capacity), held, COLD_C, halves=halves, tip="")
        outcome = settle(Charged(space, SIGMA_S_M, {"inner": 1.0, "outer": 0.0}, contrast), 8.0)
        wanted = COLD_C + kohlrausch.heated_medium(outcome.potential, VOLT, MUSCLE_W_M_K, SIGMA_S_M)
        errors.append(miss(outcome, wanted))
    return Case(
        id="G4", title="Kohlrausch in muscle beside bone: temperature is a function of potential",
        exercises="Joule heat of faces around the axis, cut cells, whole circle", source=KOHLRAUSCH,
        comparisons=(converge("temperature of each cell's potential", errors, 3e-3, (1.8, 2.2), 4 / 3),),
    )  # fmt: skip


def around_the_axis() -> Case:
    """G5: electrodes on the two ends of half a circle, so that all current flows around the axis."""
    found = []
    told = (VOLT, MUSCLE_W_M_K, SIGMA_S_M)
    laws: dict[str, tuple[Law, Callable[[Array], Array]]] = {
        "sigma constant": (SIGMA_S_M, lambda phi: kohlrausch.heated_medium(phi, *told)),
        "sigma exponential": (
            Exponential(value=SIGMA_S_M, at_c=COLD_C, rate_per_c=GROWTH_PER_K),
            lambda phi: kohlrausch.heated_medium_exponential(phi, *told, GROWTH_PER_K),
        ),
    }
    held = {"first": COLD_C, "last": COLD_C}
    for name, (sigma, rise) in laws.items():
        errors = []
        for n in (10, 20, 40):
            grid = cylindrical(np.array([1.0, 1.3, 2.0]) * 1e-3, np.array([0.0, 0.4, 1.0]) * 1e-3)
            space = Space(grid, wedges(n, closed=False), Medium(MUSCLE_W_M_K, CAPACITY), held, COLD_C, tip="")
            outcome = settle(Charged(space, sigma, {"first": 1.0, "last": 0.0}), 10.0)
            errors.append(miss(outcome, COLD_C + rise(outcome.potential)))
        found.append(converge(f"{name}: temperature of each cell's potential", errors, 3e-3, (1.9, 2.1)))
    return Case(
        id="G5", title="Kohlrausch around the axis",
        exercises="conductance around the axis for heat and current, electrodes on theta faces", source=KOHLRAUSCH,
        comparisons=tuple(found),
    )  # fmt: skip


CASES = (along_cells, across_cells, round_bodies)
WITH_CURRENT = (through_both, around_the_axis)
