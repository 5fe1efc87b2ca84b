"""Call inner kernels from Python: they are compiled without the wrapper that Python needs."""

from functools import cache

import numba

from lesionsim.kernels.compile import SAFE_FASTMATH


@cache
def callable_kernel(kernel):
    """Compile the source of a kernel once more, with a wrapper; without compiling, return it as it is."""
    source = getattr(kernel, "py_func", kernel)
    return numba.njit(source, error_model="numpy", fastmath=SAFE_FASTMATH)
