"""What must hold around the axis to round-off: conservation, bounds, patches, the sweep around (C3j, N9 to N13)."""

import numpy as np

from lesionsim.grid.around import Wedges, wedges
from lesionsim.grid.shapes import cylindrical
from lesionsim.kernels.arrays import FROM_TIP
from lesionsim.library import scenario as library_scenario
from lesionsim.problem.assemble import assemble
from lesionsim.problem.network import Medium
from lesionsim.scenario.bodies import Sphere
from lesionsim.scenario.change import change
from lesionsim.verify.bench_around import Outcome, Space, over_cells, over_side, run, sweep
from lesionsim.verify.case import Case, Comparison
from lesionsim.verify.current_around import Charged, march, solve
from lesionsim.verify.exact.alternating_around import Wedge, douglas_gunn
from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.field_bench import TOLD, temperature_of
from lesionsim.verify.judging import agree, agree_each, converge

ROUND_OFF, FIELD = 1e-12, 1e-9
SEED = 23
R_FACE = np.array([0.0, 0.3, 0.5, 0.8, 1.3, 2.0, 3.0, 4.5]) * 1e-3
RING_FACE = R_FACE[2:]
Z_FACE = np.array([-2.0, -1.2, -0.5, 0.1, 0.9, 2.0]) * 1e-3
STEP_S = np.array([0.4, 0.4, 0.1, 2.0, 8.0, 8.0, 0.02, 1.0])
EVERY = ("inner", "outer", "first", "last", "lower", "upper")
COARSE = {"numerics.growth": 0.5, "numerics.first_cell_mm": 0.2}


def uneven(closed: bool) -> Wedges:
    """Divide half a circle or a whole one unevenly."""
    face = np.cumsum([0.0, 0.5, 0.3, 0.7, 0.4, 0.6, 0.35, 0.45])
    return Wedges(face / face[-1] * np.pi * (2 if closed else 1), closed)


def circles() -> dict[str, Wedges]:
    """Make one uneven division of each kind."""
    return {"half a circle": uneven(False), "whole circle": uneven(True)}


def patchwork(around: Wedges, r_face: Array = R_FACE) -> Space:
    """Fill cells with different tissue each, and give each its own start temperature, °C."""
    grid = cylindrical(r_face, Z_FACE)
    share = np.random.default_rng(SEED).random((5, grid.r.size, around.count, grid.z.size))
    medium = Medium(0.1 + share[0], 1e6 + 3e6 * share[1], 5e4 * share[2], 2e4 * share[3])
    return Space(grid, around, medium, {"outer": 37.0, "lower": 45.0}, 37.0 + 20.0 * share[4], 37.0)


def volume_of(space: Space) -> Array:
    """Return the volume of every cell with its mirror image, m3."""
    return space.grid.volume[:, None, :] * space.around.share[:, None]


def dense_sweep() -> Case:
    """C3j: alternating directions with the sweep around, against full matrices, step by step."""
    found = []
    for name, around in circles().items():
        space = patchwork(around, R_FACE[:5])
        space = space._replace(wall_c={"outer": 0.0}, start_c=np.asarray(space.start_c) - 37.0, blood_c=0.0)
        wedge = Wedge(
            space.grid.r_face, space.grid.r, around.face, space.grid.z_face, around.closed,
            *(np.asarray(each) for each in space.medium),
        )  # fmt: skip
        for steps in (STEP_S[:1], STEP_S):
            exact = douglas_gunn(wedge, np.asarray(space.start_c), steps)
            what = f"{name}, {steps.size} uneven steps" if steps.size > 1 else f"{name}, one step"
            found.append(agree(what, sweep(space, steps).temperature, exact, steps.size * ROUND_OFF, unit="K"))
    return Case(
        id="C3j", title="Alternating directions around the axis against full matrices",
        exercises="the sweep around, closed lines, perfusion from the last change",
        source="Douglas & Gunn 1964, 10.1007/BF01386093; algebra", comparisons=tuple(found),
    )  # fmt: skip


def ledger(what: str, space: Space, outcome: Outcome) -> list[Comparison]:
    """Balance the heat, with the stored and the metabolic heat also counted in the cells."""
    volume, scale = volume_of(space), float(np.max(np.abs(outcome.energy_j)))
    stored = float(np.sum(volume * space.medium.heat_capacity * (outcome.temperature - space.start_c)))
    made = float(np.sum(volume * space.medium.heat) * STEP_S.sum())
    return [
        agree(f"{what}: heat in = stored + to blood + out", outcome.balance_error, 0.0, ROUND_OFF, 1.0),
        agree(f"{what}: stored heat, counted in the cells", outcome.energy_j[4], stored, ROUND_OFF, scale, "J"),
        agree(f"{what}: metabolic heat", outcome.energy_j[3], made, ROUND_OFF, scale, "J"),
    ]


def energy() -> Case:
    """N9: heat in = stored + to blood + out in a patchwork, by both ways of marching, also with current."""
    found = []
    for name, around in circles().items():
        space = patchwork(around, RING_FACE)
        ramped = space._replace(wall_c={"inner": 40.0, **space.wall_c})
        ramp = np.linspace(40.0, 80.0, STEP_S.size + 1)
        found += ledger(f"{name}, ramped wall", ramped, run(ramped, STEP_S, ramp))
        found += ledger(f"{name}, alternating directions", space, sweep(space, STEP_S))
        heated = march(Charged(space, 0.4, {"outer": 1.0, "lower": 0.0}), 10.0, STEP_S)
        what = f"{name}, current: heat in = stored + to blood + out"
        found.append(agree(what, heated.balance_error, 0.0, ROUND_OFF, 1.0))
        put_in = 100.0 / heated.ohm * float(STEP_S.sum())
        found.append(agree(f"{name}, current: V² / R", heated.energy_j[FROM_TIP], put_in, ROUND_OFF, unit="J"))
    return Case(
        id="N9", title="Energy balance around the axis", exercises="ledgers of both ways of marching, in a patchwork",
        source="algebra", comparisons=tuple(found),
    )  # fmt: skip


def charge() -> Case:
    """N10: charge in = charge out, V I = Joule heat, and reciprocity of three electrodes, in a patchwork."""
    found = []
    for name, around in circles().items():
        space = patchwork(around, RING_FACE)
        sigma = np.random.default_rng(SEED).uniform(0.1, 0.8, np.shape(space.start_c))
        space, sides = space._replace(start_c=temperature_of(sigma)), ("inner", "outer", "upper")
        fields = {
            side: solve(Charged(space, TOLD, {side: 1.0, **{other: 0.0 for other in sides if other != side}}))
            for side in sides
        }
        for side, field in fields.items():
            scale = field.current_a[side]
            total = sum(field.current_a.values())
            found += [
                agree(f"{name}, {side}: currents sum to 0", total, 0.0, FIELD, scale, "A"),
                agree(f"{name}, {side}: V I = Joule heat", field.heat_w, scale, FIELD, unit="W"),
                agree(
                    f"{name}, {side}: Joule heat of all cells", np.sum(field.joule), field.heat_w, ROUND_OFF, unit="W"
                ),
                agree(
                    f"{name}, {side}: potential outside 0 to 1 V", beyond(field.potential, 0, 1), 0.0, FIELD, 1.0, "V"
                ),
            ]
        for one, other in (("inner", "outer"), ("inner", "upper"), ("outer", "upper")):
            there, back = fields[one].current_a[other], fields[other].current_a[one]
            found.append(agree(f"{name}: {one} to {other} and back", there, back, FIELD, unit="A"))
    return Case(
        id="N10", title="Charge, power and reciprocity around the axis",
        exercises="field equations and Joule heat around the axis, in a patchwork", source="algebra",
        comparisons=tuple(found),
    )  # fmt: skip


def beyond(values: Array, low: float, high: float) -> float:
    """Give by how much values leave a range, as a share of it."""
    return float(max(np.max(values) - high, low - np.min(values), 0.0)) / (high - low)


def bounds() -> Case:
    """N11: without heat of its own tissue stays between start and walls; and what warms what warms back alike."""
    found = []
    for name, around in circles().items():
        space = patchwork(around)
        cold = space._replace(
            medium=space.medium._replace(heat=0.0), wall_c={"outer": 80.0, "lower": 37.0}, start_c=37.0
        )
        outcome = run(cold, STEP_S)
        for what, values in (("temperature", outcome.temperature), ("peak temperature", outcome.peak)):
            found.append(agree(f"{name}: {what} outside 37 to 80 °C", beyond(values, 37, 80), 0.0, ROUND_OFF, 1.0))
        places = [(0, 0, 2), (0, 4, 2), (3, 1, 0), (5, around.count - 1, 4)]
        rises = {place: answer(space, place) for place in places}
        for one in places:
            for other in places:
                if one < other:
                    scale = float(np.sqrt(rises[one][one] * rises[other][other]))
                    what = f"{name}: cells {one} and {other}"
                    found.append(agree(what, rises[one][other], rises[other][one], ROUND_OFF, scale, "K"))
    return Case(
        id="N11", title="Maximum principle and reciprocity around the axis",
        exercises="positive and symmetric network in three dimensions", source="algebra", comparisons=tuple(found),
    )  # fmt: skip


def answer(space: Space, place: tuple[int, int, int]) -> Array:
    """Give the rise after heat of 1 mW in one cell."""
    heat = np.zeros(np.shape(space.start_c))
    heat[place] = 1e-3 / volume_of(space)[place]
    cold = space._replace(medium=space.medium._replace(heat=heat), wall_c={"outer": 0.0}, start_c=0.0, blood_c=0.0)
    return run(cold, STEP_S).temperature


def settled(space: Space, wanted: object) -> tuple[Array, Array]:
    """Hold every open side at what is wanted, wait, and return what was found with what was wanted."""
    assert callable(wanted)
    sides = [side for side in EVERY if not (space.around.closed and side in ("first", "last"))]
    sides = [side for side in sides if not (space.grid.r_face[0] == 0 and side == "inner")]
    space = space._replace(wall_c={side: wanted(*over_side(space, side)) for side in sides}, tip="")
    return run(space, np.full(60, 40.0)).temperature, wanted(*over_cells(space))


def patches() -> Case:
    """N12: fields that are exact on any grid, and fields of x, y and z to second order."""
    tissue, found = Medium(0.5, 3.6e6), list[Comparison]()
    space = Space(cylindrical(RING_FACE, Z_FACE), uneven(False), tissue, {})

    def straight(r: Array, theta: Array, z: Array) -> Array:
        return (20 + 5 * np.log(r / 1e-3)) * (1 + 0.3 * theta) * (1 + 200 * z)

    def bowl(r: Array, theta: Array, z: Array) -> Array:
        return 1e6 * (r**2 - 2 * z**2) + 0 * theta

    found.append(agree("(a + b ln r)(c + d theta)(e + f z), uneven cells", *settled(space, straight), 1e-11, unit="°C"))
    core = cylindrical(np.linspace(0, 3e-3, 9), np.linspace(-2e-3, 2e-3, 9), 1.0)
    for name, around in circles().items():
        told = settled(space._replace(grid=core, around=around), bowl)
        found.append(agree(f"r² - 2 z² with the axis, {name}", *told, 2e-2, unit="°C"))
    fields = {
        "x": lambda x, y, z: 1e4 * x, "y": lambda x, y, z: 1e4 * y, "x² - y²": lambda x, y, z: 1e7 * (x**2 - y**2),
        "x z": lambda x, y, z: 1e7 * x * z,
    }  # fmt: skip
    for name, field in fields.items():
        errors = []
        for n in (1, 2, 4):
            grid = cylindrical(np.linspace(1e-3, 3e-3, 8 * n + 1), np.linspace(-1e-3, 1e-3, 2 * n + 1))
            computed, exact = settled(
                Space(grid, wedges(5 * n, closed=True), tissue, {}),
                lambda r, theta, z, f=field: f(r * np.cos(theta), r * np.sin(theta), z),
            )
            errors.append(float(np.max(np.abs(computed - exact)) / np.ptp(exact)))
        found.append(converge(f"{name}, whole circle", errors, 2e-3, (1.8, 2.2)))
    return Case(
        id="N12", title="Patch tests around the axis",
        exercises="conductance of half cells in all directions, six held walls", source="algebra",
        comparisons=tuple(found),
    )  # fmt: skip


def shipped() -> Case:
    """N13: around the axis a shipped problem conducts as its cells are shaped, however thin they are near the axis.

    A limit there would spare time steps, but is felt like a crack along the axis: by up to a tenth of the rise.
    """
    scenario = change(
        library_scenario("b1"),
        {"anatomy": (Sphere(tissue=library_scenario("b1").tissue, center_mm=(9, 0, 0), radius_mm=2),), **COARSE},
    )
    problem = assemble(scenario)
    grid, around, phase = problem.grid, problem.around, problem.held
    assert around is not None
    ahead = np.flatnonzero(grid.z < 0)
    shape = grid.r.size + 2, around.count + 2, grid.z.size + 2
    found = phase.network.conductance.reshape(3, *shape)[2][1:-1, 1:-2, 1:-1][..., ahead]
    step, height = np.diff(around.face)[0], np.diff(grid.z_face)[ahead]
    inner, outer = grid.r_face[:-1], grid.r_face[1:]
    ring = np.where(inner > 0, np.log(outer / np.where(inner > 0, inner, outer)), outer / grid.r)
    k = float(scenario.tissue.conductivity_w_m_k)  # type: ignore[arg-type]
    wanted = k * 2 * ring[:, None, None] * height / step  # both sides of the mirror
    return Case(
        id="N13", title="Conductance around the axis of a shipped problem", exercises="thin cells near the axis",
        source="k ln(r2 / r1) dz / dtheta; (r2 - r1) / r at the axis",
        comparisons=(agree_each("faces around the axis, ahead of the probe", found, wanted, ROUND_OFF, "W/K"),),
    )  # fmt: skip


CASES = (dense_sweep, energy, charge, bounds, patches, shipped)
