"""O: the same problem told in another way has the same answer: mirrored, moved, turned, scaled, repeated.

A sphere that is turned, and three dimensions against two, join when grids in three dimensions exist.
"""

from typing import TYPE_CHECKING

import numpy as np

from lesionsim.grid.axes import graded
from lesionsim.grid.shapes import Grid, cylindrical, plane
from lesionsim.library import scenario as library_scenario
from lesionsim.problem.injury import Row, rows_of
from lesionsim.problem.network import Medium
from lesionsim.scenario.change import change
from lesionsim.scenario.damage import Arrhenius, ThreeState
from lesionsim.scenario.protocol import Cooldown, Hold, Protocol, Ramp
from lesionsim.scenario.scenario import Scenario
from lesionsim.simulation import simulate
from lesionsim.verify.bench import Outcome, Setup, run
from lesionsim.verify.case import Case, Comparison
from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.judging import agree

if TYPE_CHECKING:
    import xarray as xr

ROUND_OFF = 1e-12
MOVED = 1e-11  # moving changes the last digits of every cell size
SAME_BITS = 1e-300  # any difference at all is an error
STEP_S = np.full(25, 0.4)
SEED = 21  # of the patchwork of media
LENGTH, TIME = 2.0, 4.0  # powers of two: no rounding changes
VOLUME = LENGTH**3
R_FACE = graded(0.5e-3, 8e-3, 0.2e-3, 0.2)
Z_FACE = graded(-5e-3, 4e-3, 0.3e-3, 0.1)
SYMMETRY = "symmetry of the heat equation"


def damage_rows(slower: float = 1.0) -> list[Row]:
    """Give two damage laws, slower by a factor."""
    liver = Arrhenius(name="liver", frequency_per_s=7.39e39 / slower, activation_energy_j_mol=2.577e5)
    return rows_of(liver) + rows_of(ThreeState(forward_per_s=3.33e-3 / slower, backward_per_s=7.77e-3 / slower))


def uneven(shape: tuple[int, ...]) -> tuple[Medium, Array]:
    """Fill cells with different tissue each, and give each its own start temperature, °C."""
    share = np.random.default_rng(SEED).random((5, *shape))
    medium = Medium(0.1 + share[0], 1e6 + 3e6 * share[1], 5e4 * share[2], 2e4 * share[3])
    return medium, 37.0 + 20.0 * share[4]


def on_plane() -> Setup:
    """Set up an uneven plane with three held walls."""
    grid = plane(R_FACE, Z_FACE)
    medium, start = uneven(grid.volume.shape)
    return Setup(grid, medium, {"inner": 80.0, "outer": 37.0, "lower": 45.0}, start, 37.0)


def on_rings() -> Setup:
    """Set up uneven rings with three held walls."""
    return on_plane()._replace(grid=cylindrical(R_FACE, Z_FACE))


def march(setup: Setup) -> Outcome:
    """Run with damage."""
    return run(setup, STEP_S, rows=damage_rows())


def mirrored(setup: Setup, grid: Grid) -> Setup:
    """Turn lower and upper round, onto the mirrored grid."""
    medium = Medium(*(np.asarray(part)[:, ::-1] for part in setup.medium))
    wall_c = {"upper" if side == "lower" else side: value for side, value in setup.wall_c.items()}
    return setup._replace(grid=grid, medium=medium, start_c=np.asarray(setup.start_c)[:, ::-1], wall_c=wall_c)


def turned(setup: Setup) -> Setup:
    """Exchange the two axes of a plane."""
    names = {"inner": "lower", "outer": "upper", "lower": "inner", "upper": "outer"}
    return setup._replace(
        grid=plane(Z_FACE, R_FACE),
        medium=Medium(*(np.asarray(part).T for part in setup.medium)),
        start_c=np.asarray(setup.start_c).T,
        wall_c={names[side]: value for side, value in setup.wall_c.items()},
        tip="lower",
    )


def same(name: str, found: Outcome, wanted: Outcome, demand: float) -> list[Comparison]:
    """Compare everything that two runs give."""
    return [
        agree(f"{name}: temperature", found.temperature, wanted.temperature, demand, unit="°C"),
        agree(f"{name}: peak temperature", found.peak, wanted.peak, demand, unit="°C"),
        agree(f"{name}: Arrhenius damage", found.dose[0], wanted.dose[0], demand),
        agree(f"{name}: three-state damage", found.dose[1], wanted.dose[1], demand),
        agree(f"{name}: power", found.power_w, wanted.power_w, demand, unit="W"),
        agree(f"{name}: energies", found.energy_j, wanted.energy_j, demand, unit="J"),
    ]


def flipped(outcome: Outcome) -> Outcome:
    """Turn an outcome's lower and upper end round."""
    return outcome._replace(
        temperature=outcome.temperature[:, ::-1], peak=outcome.peak[:, ::-1], dose=outcome.dose[:, :, ::-1]
    )


def transposed(outcome: Outcome) -> Outcome:
    """Exchange an outcome's axes."""
    return outcome._replace(
        temperature=outcome.temperature.T, peak=outcome.peak.T, dose=outcome.dose.transpose(0, 2, 1)
    )


def mirror() -> Case:
    """O1: the mirror image along z, on a plane and on rings."""
    below = -Z_FACE[::-1]
    found = []
    for name, setup, grid in (
        ("plane", on_plane(), plane(R_FACE, below)),
        ("rings", on_rings(), cylindrical(R_FACE, below)),
    ):
        found += same(name, flipped(march(mirrored(setup, grid))), march(setup), ROUND_OFF)
    return Case(
        id="O1", title="Mirrored along z", exercises="faces towards smaller and larger z, walls",
        source=SYMMETRY, comparisons=tuple(found),
    )  # fmt: skip


def turn() -> Case:
    """O2: a plane with its axes exchanged."""
    setup = on_plane()
    return Case(
        id="O2", title="Axes of a plane exchanged", exercises="both directions of the stencil, walls on all sides",
        source=SYMMETRY, comparisons=tuple(same("plane", transposed(march(turned(setup))), march(setup), ROUND_OFF)),
    )  # fmt: skip


def shift() -> Case:
    """O3: rings moved along the axis, and long rings against short ones."""
    setup = on_rings()
    moved = setup._replace(grid=cylindrical(R_FACE, Z_FACE + 7e-3))
    medium, start = uneven((R_FACE.size - 1, 1))
    even = Setup(cylindrical(R_FACE, Z_FACE[[0, -1]]), medium, {"inner": 80.0, "outer": 37.0}, start, 37.0)
    cut = march(even._replace(grid=cylindrical(R_FACE, Z_FACE)))
    whole = march(even)
    found = same("rings moved by 7 mm", march(moved), march(setup), MOVED)
    return Case(
        id="O3", title="Moved along z, and cut into slices", exercises="origin of z, flow between slices",
        source=SYMMETRY,
        comparisons=(
            *found,
            agree("slices: temperature", cut.temperature, whole.temperature, ROUND_OFF, unit="°C"),
            agree("slices: energies", cut.energy_j, whole.energy_j, ROUND_OFF, unit="J"),
        ),
    )  # fmt: skip


def scaled() -> Case:
    """O4: twice as long, four times as slow, on rings: the same bits."""
    setup = on_rings()
    medium = setup.medium._replace(perfusion=setup.medium.perfusion / TIME, heat=setup.medium.heat / TIME)
    large = setup._replace(grid=cylindrical(LENGTH * R_FACE, LENGTH * Z_FACE), medium=medium)
    small, big = march(setup), run(large, TIME * STEP_S, rows=damage_rows(TIME))
    return Case(
        id="O4", title="Twice as long, four times as slow: rings", exercises="dimensions of every term",
        source=SYMMETRY,
        comparisons=(
            agree("temperature, bit by bit", big.temperature, small.temperature, SAME_BITS, unit="°C"),
            agree("peak temperature, bit by bit", big.peak, small.peak, SAME_BITS, unit="°C"),
            agree("three-state damage, bit by bit", big.dose[1:], small.dose[1:], SAME_BITS),
            agree("Arrhenius damage (ln A is rounded)", big.dose[0], small.dose[0], ROUND_OFF),
            agree("power / 2, bit by bit", big.power_w / LENGTH, small.power_w, SAME_BITS, unit="W"),
            agree("energies / 8, bit by bit", big.energy_j / VOLUME, small.energy_j, SAME_BITS, unit="J"),
        ),
    )  # fmt: skip


def heated_probe(length: float, time: float) -> Scenario:
    """Make a scenario with ramp, hold, cool-down and metabolic heat, longer and slower by given factors."""
    base = library_scenario("b1")
    steps = (
        Ramp(to_c=80.0, duration_s=10.0 * time),
        Hold(at_c=80.0, duration_s=15.0 * time),
        Cooldown(duration_s=5.0 * time),
    )
    numerics, domain = base.numerics, base.domain
    return change(
        base,
        {
            "protocol": Protocol(steps=steps),
            "probe.diameter_mm": 0.907 * length,
            "probe.tip_length_mm": base.probe.tip_length_mm * length,
            "domain.radius_mm": domain.radius_mm * length,
            "domain.ahead_mm": domain.ahead_mm * length,
            "domain.shaft_mm": domain.shaft_mm * length,
            "tissue.perfusion_per_s": base.tissue.perfusion_per_s / time,
            "tissue.metabolic_heat_w_kg": 4.0 / time,
            "numerics.first_cell_mm": numerics.first_cell_mm * length,
            "numerics.step_s": 2.0 * time,
            "numerics.first_step_s": numerics.first_step_s * time,
            "numerics.record_every_s": 5.0 * time,
        },
    )


def scaled_scenario() -> Case:
    """O5: the same for a whole scenario, probe and all; to round-off, for edges of the tip take roots of lengths."""
    small, big = simulate(heated_probe(1.0, 1.0)), simulate(heated_probe(LENGTH, TIME))
    pairs = {
        "temperature": 1.0,
        "peak_temperature": 1.0,
        "side_temperature": 1.0,
        "end_temperature": 1.0,
        "tip_temperature": 1.0,
        "power": LENGTH,
        "energy_from_tip": VOLUME,
        "energy_to_blood": VOLUME,
        "energy_to_outer_wall": VOLUME,
        "energy_stored": VOLUME,
    }
    return Case(
        id="O5", title="Twice as long, four times as slow: a scenario",
        exercises="the whole road, from clinical units to results", source=SYMMETRY,
        comparisons=tuple(
            agree(name, *known(big[name].values / factor, small[name].values), ROUND_OFF)
            for name, factor in pairs.items()
        ),
    )  # fmt: skip


def known(one: Array, other: Array) -> tuple[Array, Array]:
    """Keep the places that either holds a number in: a NaN in one alone stays, and fails."""
    either = ~(np.isnan(one) & np.isnan(other))
    return one[either], other[either]


def bits_differ(one: "xr.Dataset", other: "xr.Dataset") -> int:
    """Count the variables that are not the same bit by bit."""
    return sum(one[name].values.tobytes() != other[name].values.tobytes() for name in one.data_vars)


def repeated() -> Case:
    """O6: the same run twice."""
    scenario = library_scenario("lumbar-medial-branch")
    short = change(scenario, {"protocol": Protocol(steps=(Hold(at_c=80.0, duration_s=10.0), Cooldown(duration_s=5.0)))})
    first, second = simulate(short), simulate(short)
    one, other = march(on_rings()), march(on_rings())
    return Case(
        id="O6", title="The same run twice", exercises="no state outlives a run", source="determinism",
        comparisons=(
            agree("scenario: variables that differ in any bit", bits_differ(first, second), 0.0, SAME_BITS, 1.0),
            *same("rings, bit by bit", other, one, SAME_BITS),
        ),
    )  # fmt: skip


CASES = (mirror, turn, shift, scaled, scaled_scenario, repeated)
