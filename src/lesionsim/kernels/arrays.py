"""The named tuples of arrays that travel through the kernels.

Points
    The (r, z) cells with a frame of one wall point on each side, flattened with z fastest. `stride` is the
    number of points in one row (cells along z plus 2). A wall point has no heat capacity (its WARMING is 0), so
    its temperature is prescribed. Cells inside the probe are wall points too. In three dimensions the cells are
    (r, theta, z), and `stride` is the number of points of one radius.
Faces
    Face `k` lies between point `k` and `k + stride` (towards larger r); face `n + k` between point `k` and
    `k + 1` (towards larger z), for `n` points; face `2 n + k` between point `k` and the next one around (`Turn`).

Fields of one kind share one array, one row each: the compiler's time grows with the number of arrays.
"""

from typing import NamedTuple

import numpy as np

Array = np.ndarray

# Rows of Network.points
PERFUSION, SOURCE, WARMING, FULL_PERFUSION, EXCHANGE = range(5)
# Rows of State.fields
CONTENT, TEMPERATURE, RATE, TREND, BEFORE, TREND_BEFORE, EARLIER, LATEST = range(8)
# Entries of State.ledger: energies so far (J), then present powers (W)
FROM_TIP, TO_BLOOD, TO_OUTER, METABOLIC, STORED, TIP_POWER, BLOOD_POWER, OUTER_POWER = range(8)
# Rows of Walls.tip and Walls.outer
WALL, TISSUE, FACE = range(3)
# Rows of Walls.surface
SURFACE, NEAR, FAR = range(3)
# Rows of Injury.work
PEAK, PEAK_BEFORE, MIDDLE, RATE_MIDDLE, RATE_END = range(5)
# Kinds of damage law; a three-state law takes a second row for the living fraction
ARRHENIUS, CEM43, THREE_STATE, THREE_STATE_ALIVE = range(4)
# Kinds of Control.mode: what is kept
TEMPERATURE_KEPT, VOLTAGE_KEPT, POWER_KEPT, CURRENT_KEPT = range(4)
# Rows of Plan.steps
START, SIZE, STAGES, TIP_START, TIP_END = range(5)
# Layers of each frame of the Recorder; dose rows follow
FRAME_TEMPERATURE, FRAME_PEAK, FRAME_DOSE = range(3)
# Columns of Recorder.trace; the ledger's energies follow
TRACE_TIME, TRACE_TIP, TRACE_POWER, TRACE_ENERGY = range(4)


class Network(NamedTuple):
    """Conductances between points and what each point does with the heat."""

    conductance: Array  # (2 n,) W/K, through each face
    points: Array  # (5, n): exchange with blood now (W/K), source (W), warming (K/J), perfusion before damage (W/K),
    # exchange through the walls of vessels (W/K), which damage does not stop
    stride: int
    blood_c: float


class Turn(NamedTuple):
    """How points are neighbours around the axis. None instead where nothing changes around it."""

    stride: int  # from a point to the next one around
    ghosts: Array  # (2, g): points beyond the end of a full circle, and those that they stand for


class TurnInSlabs(NamedTuple):
    """A `Turn` of so many points that threads share each stage; the points are cut the same for any number of them."""

    stride: int
    ghosts: Array
    blood: Array  # (slabs,) scratch: W to the blood from each slab


class Laws(NamedTuple):
    """Properties that change with temperature, as uniform tables. None instead when all are constant."""

    resistance: Array  # (2, 2 n) 1/m, from the first point to the face and on to the second, times conductivity
    tables: Array  # (2 materials, m): conductivity (W/m/K) against temperature; temperature (°C) against heat content
    start_c: float
    step_c: float
    material: Array  # (n,) int, which pair of tables each point follows


class Walls(NamedTuple):
    """Where the probe and the outer boundary touch the tissue, as point and face numbers."""

    tip: Array  # (3, a): wall point, tissue point, face between, where the active tip gives heat or current
    outer: Array  # (3, b): the same on the outer boundary
    surface: Array  # (3, c): wall point, two points that its temperature follows from, where it is not prescribed
    tip_weight: Array  # (d,) share of the tip's surface area
    near_weight: Array  # (c,) weight of the first of the two points
    hold: Array  # (h,) points that a held tip prescribes; the first d are the tip's surface


class Plan(NamedTuple):
    """The time steps of one stretch without a jump."""

    steps: Array  # (5, steps): start (s), size (s), stages, tip temperature at start and end (°C)
    held: bool  # False: the tip's surface is adiabatic
    first_row: int  # trace row before the first step
    coldest_c: float  # tissue beyond these temperatures is an error of the run
    hottest_c: float


class Injury(NamedTuple):
    """Damage laws, one row each (three-state takes a second row for the living fraction)."""

    kind: Array  # (rows,) see `injury`
    parameters: Array  # (rows, 4)
    dose: Array  # (rows, n)
    rate: Array  # (rows, n) 1/s, at the present time
    before: Array  # (2, rows, n) dose and rate at the start of the step
    work: Array  # (5, n): peak temperature (°C), peak at the start of the step, scratch
    stop_row: int  # row whose dead fraction perfusion follows; -1 when perfusion is constant
    stop_is_fraction: bool  # that row holds a dead fraction (three-state), not an Arrhenius integral
    factor: Array  # (m,) what perfusion is multiplied by, at even dead fractions from 0 to 1


class Recorder(NamedTuple):
    """What is kept: frames at wanted times, traces at every step."""

    frame_time_s: Array  # (frames,)
    frames: Array  # (frames, 2 + rows, n): temperature, peak, doses
    trace: Array  # (steps + 1, 8): time, tip temperature, tip power, five energies
    couple_index: Array  # (couples, 16) points around each thermocouple
    couple_weight: Array  # (couples, 16)
    couple: Array  # (steps + 1, couples) °C


class State(NamedTuple):
    """The mutable fields of a run."""

    fields: Array  # (8, n): content, temperature (°C), their rates (K/s), start of step, scratch
    conductance: Array  # (2 n,) W/K, at the present temperature
    ledger: Array  # (8,) J and W


class Electric(NamedTuple):
    """The electric field of 1 V on the tip, and what it takes to solve for it; mutable arrays."""

    point: Array  # (m,) point of each unknown: all cells, column by column, r fastest
    is_tissue: Array  # (n,) 1.0 where there is tissue, else 0.0
    conductance: Array  # (2 n,) S, through each face at the present sigma
    potential: Array  # (n,) V; 1 on the tip's metal, 0 on outer walls
    joule: Array  # (n,) W, heat of each point at 1 V
    outer: Array  # (3, b): wall point, tissue point, face between, on the outer boundary, whatever heat does there
    face: Array  # (m, 4 or 6) faces of each unknown
    lower: Array  # (m, 2 to 4) neighbouring unknowns with smaller numbers, -1 for none
    lower_face: Array  # (m, 2 to 4) the faces to them
    band: Array  # (m, nr + 1) Cholesky factor, single precision: it only guides the iterations
    coarse: Array  # (m,) single precision, scratch
    change: Array  # (n,) scratch, 0 where there is no tissue
    work: Array  # (4, m) scratch
    then: Array  # (3, n): temperature (°C) and sigma (S/m) when last solved, sigma when the matrix was factored
    scale: Array  # (m,) square root of sigma now over sigma when factored
    tolerance: float  # A, of the residual's norm
    steepest: float  # 1/K, largest relative change of sigma with temperature before anything boils


class Sweeps(NamedTuple):
    """What alternating directions keep between steps; see `alternating`."""

    factors: Array  # (6, n)
    work: Array  # (2, n): change in the last step (K), scratch
    size: Array  # (2,) s, of the step that the factors belong to, and of the last step


class Metal(NamedTuple):
    """The probe's metal."""

    point: Array  # (c,) points of the metal
    sensor: Array  # (c,) weights of the sensor's reading


class Control(NamedTuple):
    """The generator: what it keeps, the controller of its squared voltage, limits; `inf` where there is none."""

    proportional: float  # V^2/K
    integral: float  # V^2/K/s
    most_v: float  # V
    most_w: float  # W
    most_a: float  # A
    series_ohm: float  # of body, pad and leads
    lag_s: float  # time constant of the sensor
    change: float  # of sigma, relative, after which the field is solved again
    mode: int = 0  # what is kept
    kept: float = 0.0  # V, W or A; the temperature to keep comes with each sample
    roll_off_ohm: float = np.inf  # with series resistance; above it the current pauses
    pause_s: float = 0.0  # for how long
    shut_off_ohm: float = np.inf  # with series resistance; above it the current stays off


class Lines(NamedTuple):
    """Stencils onto lines that divide every cell into equal parts; see `grid.stencil`."""

    r: Array  # (mr,) m
    z: Array  # (mz,) m
    across_index: Array  # (3, mr, 4): ahead of the probe, beside it, on its end
    across_weight: Array  # (3, mr, 4)
    along_index: Array  # (2, mz, 4): ahead of the probe (inside its radius), outside its radius
    along_weight: Array  # (2, mz, 4)
    first_outside: int  # number of the fine r line at the probe's radius
    end: int  # number of the fine z line at z = 0
    tip_end: int  # number of the fine z line at the tip-shaft line
    end_column: int  # number of the first cell with z > 0
    parts: int  # fine parts of each cell


class Sheet(NamedTuple):
    """Scratch for measuring a region on fine lines."""

    line: Array  # (mr, nz + 2)
    fine: Array  # (mr, mz) level; NaN inside the probe
    mark: Array  # (mr, mz) bool
    stack: Array  # (mr * mz,) int
