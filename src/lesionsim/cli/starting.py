"""A quicker start of the solver in a process of its own."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

UNUSED = "scipy.linalg.cython_blas"


@contextmanager
def quick_start() -> Iterator[None]:
    """Keep Numba from importing SciPy, which takes 0.1 to 0.2 s, for matrix products that no kernel uses.

    Within the block the module counts as missing, which Numba allows for; matrix products in compiled code then do
    not work for the rest of the process. So this is for the command line, not for programs that import lesionsim.
    """
    if UNUSED in sys.modules:
        yield
        return
    sys.modules[UNUSED] = None  # type: ignore[assignment]  # Python's way to say "not there"
    try:
        yield
    finally:
        sys.modules.pop(UNUSED, None)
