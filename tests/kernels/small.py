"""Small random networks for comparing kernels with their twins."""

from typing import NamedTuple

import numpy as np

from lesionsim.kernels.arrays import CONTENT, RATE, TEMPERATURE, Laws, Network, State, Walls

NR, NZ = 5, 7
STRIDE = NZ + 2
POINTS = (NR + 2) * STRIDE
ENTRIES = 221  # of each table


class Small(NamedTuple):
    """A random network; the inner wall (row 0) is the tip, the upper wall (last column) the outer boundary."""

    network: Network
    walls: Walls
    laws: Laws
    temperature: np.ndarray


def number(i, j):
    """Return the flat number of the point in row i and column j of the framed grid."""
    return np.asarray(i) * STRIDE + np.asarray(j)


def interior() -> np.ndarray:
    """Return the numbers of all cells."""
    return number(np.arange(1, NR + 1)[:, None], np.arange(1, NZ + 1)[None, :]).ravel()


def random_walls() -> Walls:
    """List the walls: tip at the inner side, shaft surface beyond it, outer boundary at the upper end."""
    along, across = np.arange(1, NZ + 1), np.arange(1, NR + 1)
    tip = np.stack([number(0, along[:4]), number(1, along[:4]), number(0, along[:4])])
    outer = np.stack([number(across, NZ + 1), number(across, NZ), POINTS + number(across, NZ)])
    surface = np.stack([number(0, along), number(1, along), number(2, along)])
    return Walls(tip, outer, surface, np.full(4, 0.25), np.full(NZ, 9 / 8), tip[0])


def random_tables(random, scale: float) -> tuple[np.ndarray, np.ndarray]:
    """Make the tables of one material: conductivity, and temperature against content, equal at 0 and 110 °C."""
    rising = np.cumsum(random.uniform(0.5, 1.5, ENTRIES))
    return scale * random.uniform(0.4, 0.6, ENTRIES), 110 * (rising - rising[0]) / (rising[-1] - rising[0])


def small(random) -> Small:
    """Make a random network with conductances, perfusion, sources and the tables of three materials."""
    points = np.zeros((5, POINTS))
    cells = interior()
    for row, largest in ((0, 0.5), (1, 2.0), (2, 1.0), (3, 0.5)):
        points[row, cells] = random.uniform(0.1, 1.0, cells.size) * largest
    points[3] = points[0]
    resistance = random.uniform(0.5, 2.0, (2, 2 * POINTS))
    tables = np.stack([row for scale in (1.0, 30.0, 2.0) for row in random_tables(random, scale)])
    laws = Laws(resistance, tables, 0.0, 110 / (ENTRIES - 1), random.integers(0, 3, POINTS))
    network = Network(random.uniform(0.1, 1.0, 2 * POINTS), points, STRIDE, 37.0)
    return Small(network, random_walls(), laws, random.uniform(38, 95, POINTS))


def state_of(case: Small, content: np.ndarray, rate: np.ndarray) -> State:
    """Make a state with this content and rate."""
    fields = np.zeros((8, POINTS))
    fields[CONTENT], fields[TEMPERATURE], fields[RATE] = content, case.temperature, rate
    return State(fields, case.network.conductance.copy(), np.zeros(8))
