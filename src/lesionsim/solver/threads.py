"""Which runs are worth threads: below some size they wait for each other longer than they work."""

import os

import numpy as np

from lesionsim.kernels.arrays import Turn, TurnInSlabs

SHARED_POINTS = 40_000  # measured: benchmarks/threads.py
SLABS = 64  # that points are cut into, whatever the number of threads: so it changes no bit


def shared(turn: Turn | None, points: int) -> Turn | TurnInSlabs | None:
    """Return a turn whose stages all threads share, where there are enough points."""
    if turn is None or points < SHARED_POINTS:
        return turn
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # waiting by spinning starves whoever else computes
    return TurnInSlabs(turn.stride, turn.ghosts, np.zeros(SLABS))
