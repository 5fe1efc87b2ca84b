"""Media that meet at a plane, and a convective wall (E1 to E4)."""

import numpy as np

from lesionsim.grid.shapes import Grid, plane
from lesionsim.kernels.arrays import FROM_TIP
from lesionsim.problem.network import Medium
from lesionsim.verify.bench import Outcome, Setup, run
from lesionsim.verify.case import Case, Comparison
from lesionsim.verify.cases.refinement import (
    Level,
    Reading,
    balance,
    compare,
    heat_out,
    level,
    quickly_then_slowly,
    refined,
    share,
    summed,
    uniform_faces,
    until_steady,
)
from lesionsim.verify.cases.substance import BLOODLESS, BONE, PERFUSED, Substance
from lesionsim.verify.exact import halfspace, layers
from lesionsim.verify.exact.arrays import Array

FAR_M = 30e-3  # nothing is felt there within a minute
END_S = 60.0
CELL_M = 0.2e-3
STEPS = 120
GRIDS = {1: "cells of 0.2 mm", 2: "cells of 0.1 mm", 4: "cells of 0.05 mm"}
FINE_GRIDS = {2: "cells of 0.1 mm", 4: "cells of 0.05 mm", 8: "cells of 0.025 mm"}
WARM_C, COLD_C = 80.0, 37.0
GAP_K = WARM_C - COLD_C
CONTACT_W_M2_K = 500.0
TRANSFER_W_M2_K = 1000.0
SLAB_M = (4e-3, 6e-3)
SLAB = (PERFUSED, BONE._replace(cooling_per_s=0.002))
DRY_SLAB = (BLOODLESS, BONE)
ENDS_K = (43.0, 10.0)
CARSLAW = "Carslaw & Jaeger 1959, 2.15"


def slice_of(x_face: Array) -> Grid:
    """Make a plane grid of 1 m2."""
    return plane(x_face, np.array([0.0, 1.0]))


def side_by_side(grid: Grid, border_m: float, pair: tuple[Substance, Substance]) -> Medium:
    """Fill cells on both sides of a border with two media."""
    first = (grid.r < border_m)[:, None]
    return Medium(*(np.where(first, *values) for values in zip(pair[0].medium, pair[1].medium, strict=True)))


def half_spaces(fineness: int, contact_w_m2_k: float) -> Setup:
    """Set up warm soft tissue on the left and cold bone on the right, all walls sealed."""
    grid = slice_of(uniform_faces(-FAR_M, FAR_M, CELL_M / fineness))
    border = int(np.sum(grid.r < 0))
    start = np.where(grid.r < 0, WARM_C, COLD_C)[:, None]
    medium = side_by_side(grid, 0.0, (BLOODLESS, BONE))
    return Setup(grid, medium, {}, start_c=start, seams={border: 1 / contact_w_m2_k})


def heat_gained(setup: Setup, outcome: Outcome) -> Array:
    """Give the heat that every cell gained, J."""
    return setup.medium.heat_capacity * setup.grid.volume * (outcome.temperature - setup.start_c)


def half_spaces_at(fineness: int, contact_w_m2_k: float) -> Level:
    """Run two half-spaces in contact for a minute."""
    left = layers.HalfSpace(WARM_C, *BLOODLESS.heat[:2])
    right = layers.HalfSpace(COLD_C, *BONE.heat[:2])
    setup = half_spaces(fineness, contact_w_m2_k)
    outcome = run(setup, quickly_then_slowly(END_S, STEPS * fineness))
    exact = layers.two_half_spaces(setup.grid.r, END_S, left, right, contact_w_m2_k)
    crossed = summed(lambda t: layers.two_half_spaces_flux(t, left, right, contact_w_m2_k), 0.0, END_S)
    gained = heat_gained(setup, outcome)
    readings = [
        Reading("temperature in all cells at 60 s", outcome.temperature[:, 0], exact, GAP_K, 1e-4),
        share("heat across by 60 s, per m2", float(np.sum(gained[setup.grid.r > 0])), crossed, "J"),
    ]
    return Level(readings, [abs(float(np.sum(gained))) / crossed])


def two_half_spaces() -> Case:
    """Compare two half-spaces in perfect contact (E1)."""
    return Case(
        id="E1",
        title="Soft tissue against bone: two half-spaces",
        exercises="harmonic face conductance, heat capacity cell by cell",
        source=CARSLAW,
        comparisons=tuple(refined(lambda fineness: half_spaces_at(fineness, np.inf), GRIDS)),
    )


def two_half_spaces_in_contact() -> Case:
    """Compare two half-spaces through a contact conductance (E2)."""
    return Case(
        id="E2",
        title="Soft tissue against bone through a contact conductance",
        exercises="contact resistance at a face between cells",
        source=CARSLAW,
        comparisons=tuple(refined(lambda fineness: half_spaces_at(fineness, CONTACT_W_M2_K), GRIDS)),
    )


def slab(fineness: int, pair: tuple[Substance, Substance], seam: float = 0.0) -> tuple[Setup, Outcome]:
    """Run a slab of two layers with held ends to its steady state."""
    grid = slice_of(uniform_faces(0.0, sum(SLAB_M), CELL_M / fineness))
    medium = side_by_side(grid, SLAB_M[0], pair)
    border = int(np.sum(grid.r < SLAB_M[0]))
    setup = Setup(grid, medium, {"inner": ENDS_K[0], "outer": ENDS_K[1]}, seams={border: seam})
    slowest = min(substance.diffusivity_m2_s for substance in pair) * (np.pi / sum(SLAB_M)) ** 2
    return setup, run(setup, until_steady(slowest))


def as_layers(pair: tuple[Substance, Substance]) -> tuple[layers.Layer, layers.Layer]:
    """Describe the two layers to the exact solution."""
    (one, other), (first_m, last_m) = pair, SLAB_M
    return (
        layers.Layer(first_m, one.conductivity_w_m_k, one.decay_per_m),
        layers.Layer(last_m, other.conductivity_w_m_k, other.decay_per_m),
    )


def on_grid(layer: layers.Layer, cell_m: float) -> tuple[layers.Layer, float]:
    """Give the layer whose continuous solution passes through the grid's face temperatures, and cells over it.

    Equal cells obey theta[i+1] - 2 theta[i] + theta[i-1] = (m h)^2 theta[i], solved by exp(+-mu i) with
    2 sinh(mu / 2) = m h.  Half cells at walls average two neighbours, which are cosh(mu / 2) apart from the
    middle: so faces see decay mu / h and conductivity k tanh(mu / 2) / (mu / 2), and cells are lower by cosh(mu / 2).
    """
    half = np.arcsinh(0.5 * layer.decay_per_m * cell_m)
    conductivity = layer.conductivity_w_m_k * np.tanh(half) / half
    return layers.Layer(layer.thickness_m, conductivity, 2 * half / cell_m), 1 / np.cosh(half)


def end_powers(pair: tuple[layers.Layer, layers.Layer]) -> tuple[float, float]:
    """Give the steady power per m2 in at the left end and out at the right end of a perfused slab, W."""
    middle = float(layers.two_layer_slab(SLAB_M[0], pair, ENDS_K))
    powers = []
    for layer, end_k in zip(pair, ENDS_K, strict=True):
        ml = layer.decay_per_m * layer.thickness_m
        powers.append(layer.conductivity_w_m_k * layer.decay_per_m * (end_k / np.tanh(ml) - middle / np.sinh(ml)))
    return powers[0], -powers[1]


def slab_readings(
    setup: Setup, outcome: Outcome, exact: Array, powers: tuple[float, float], what: str
) -> list[Reading]:
    """Read temperature and both powers of a steady slab."""
    return [
        Reading(f"temperature in all cells, {what}", outcome.temperature[:, 0], exact, ENDS_K[0], 1e-4),
        share(f"power in per m2, {what}", outcome.power_w, powers[0], "W"),
        share(f"power out per m2, {what}", heat_out(outcome), powers[1], "W"),
    ]


def perfused_slab_at(fineness: int) -> Level:
    """Compare the perfused slab with the continuous solution."""
    setup, outcome = slab(fineness, SLAB)
    exact = layers.two_layer_slab(setup.grid.r, as_layers(SLAB), ENDS_K)
    return level(slab_readings(setup, outcome, exact, end_powers(as_layers(SLAB)), "perfused"), outcome)


def perfused_slab_on_grid() -> list[Comparison]:
    """Compare the perfused slab with the exact solution of the grid's own equations, to round-off."""
    setup, outcome = slab(1, SLAB)
    (left, lower_left), (right, lower_right) = (on_grid(layer, CELL_M) for layer in as_layers(SLAB))
    r = setup.grid.r
    lower = np.where(r < SLAB_M[0], lower_left, lower_right)
    exact = lower * layers.two_layer_slab(r, (left, right), ENDS_K)
    powers = end_powers((left, right))
    return to_round_off(slab_readings(setup, outcome, exact, powers, "perfused, on the grid"), outcome)


def dry_slab(resistance_m2_k_w: float, what: str) -> list[Comparison]:
    """Compare the slab without perfusion, which the grid solves exactly."""
    setup, outcome = slab(1, DRY_SLAB, resistance_m2_k_w)
    drive = (as_layers(DRY_SLAB), ENDS_K, resistance_m2_k_w)
    flux = layers.two_layer_slab_flux(*drive)
    exact = layers.two_layer_slab(setup.grid.r, *drive)
    return to_round_off(slab_readings(setup, outcome, exact, (flux, flux), what), outcome)


def to_round_off(readings: list[Reading], outcome: Outcome) -> list[Comparison]:
    """Demand 1e-10 of a steady state that the grid must meet exactly."""
    met = [compare(reading._replace(demand=1e-10)) for reading in readings]
    return [*met, balance([outcome.balance_error])]


def two_layer_slab() -> Case:
    """Compare the steady state of a slab of two layers (E3)."""
    return Case(
        id="E3",
        title="Slab of soft tissue and bone, steady",
        exercises="harmonic face conductance, perfusion that differs between layers, contact resistance",
        source="direct solution of theta'' = m^2 theta in each layer, and of the grid's difference equation",
        comparisons=(
            *dry_slab(0.0, "no perfusion"),
            *dry_slab(1 / CONTACT_W_M2_K, "no perfusion, contact"),
            *perfused_slab_on_grid(),
            *refined(perfused_slab_at, GRIDS),
        ),
    )


def convective_at(fineness: int) -> Level:
    """Run a perfused half-space warmed through a wall with a transfer coefficient."""
    per_m = TRANSFER_W_M2_K / PERFUSED.conductivity_w_m_k
    drive = (per_m, *PERFUSED.heat[1:])
    grid = slice_of(uniform_faces(0.0, FAR_M, CELL_M / fineness))
    setup = Setup(grid, PERFUSED.medium, {"inner": GAP_K, "outer": 0.0}, contact={"inner": 1 / TRANSFER_W_M2_K})
    outcome = run(setup, quickly_then_slowly(END_S, STEPS * fineness))

    def power(time_s: Array) -> Array:
        return TRANSFER_W_M2_K * GAP_K * (1 - halfspace.convective_half_space(0.0, time_s, *drive))

    exact = GAP_K * halfspace.convective_half_space(grid.r, END_S, *drive)
    readings = [
        Reading("temperature in all cells at 60 s", outcome.temperature[:, 0], exact, GAP_K, 1e-4),
        share("power per m2 at 60 s", outcome.power_w, power(np.asarray(END_S)), "W"),
        share("energy per m2 by 60 s", outcome.energy_j[FROM_TIP], summed(power, 0.0, END_S), "J"),
    ]
    return level(readings, outcome)


def convective_wall() -> Case:
    """Compare a half-space behind a convective wall (E4)."""
    return Case(
        id="E4",
        title="Perfused half-space behind a convective wall",
        exercises="transfer coefficient at a wall, plane grid",
        source="Carslaw & Jaeger 1959, 2.7; with perfusion by partial fractions",
        comparisons=tuple(refined(convective_at, FINE_GRIDS)),
    )


CASES = (two_half_spaces, two_half_spaces_in_contact, two_layer_slab, convective_wall)
