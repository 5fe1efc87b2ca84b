"""One fresh folder for compiled kernels, and the same random numbers in every session."""

import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

# Kernels find their cache folder when Numba is imported, so this comes before any test module.
OWN_CACHE = None if os.environ.get("NUMBA_CACHE_DIR") else tempfile.mkdtemp(prefix="lesionsim-tests-")
if OWN_CACHE:
    os.environ["NUMBA_CACHE_DIR"] = OWN_CACHE

# A session in the background of a shell begins with Ctrl-C ignored, and so would the programs that tests stop by it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

sys.path.insert(0, str(Path(__file__).parent))  # so that tests can write `from kernels import plain`

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


def pytest_unconfigure():
    """Remove the cache folder of this session."""
    if OWN_CACHE:
        shutil.rmtree(OWN_CACHE, ignore_errors=True)


@pytest.fixture
def random_numbers():
    """Random numbers that are the same in every run."""
    return np.random.default_rng(20)


@pytest.fixture(scope="session")
def b1():
    """Benchmark B1 at the default resolution; tests must not write into it."""
    import lesionsim as ls

    return ls.simulate(ls.load("b1"))
