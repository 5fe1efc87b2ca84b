"""Compile kernels once per machine: safe floating-point options and a cache that notices every edit.

Numba's own cache looks only at the file of the outermost function and would return old answers after an edit in
a kernel that it calls. Here the cache folder carries a hash of all kernel sources and of Numba's version.
"""

import hashlib
import os
import sys
import tempfile
from pathlib import Path

import numba

# `nnan` and `ninf` are left out on purpose: with them tests for NaN vanish from the machine code.
SAFE_FASTMATH = {"nsz", "arcp", "contract", "afn", "reassoc"}


def source_key(folder: Path = Path(__file__).parent) -> str:
    """Hash the text of every kernel file together with the version of Numba."""
    text = [path.read_bytes() for path in sorted(folder.glob("*.py"))]
    return hashlib.sha256(b"\0".join([numba.__version__.encode(), *text])).hexdigest()[:16]


def cache_root() -> Path:
    """Return the folder for compiled kernels: NUMBA_CACHE_DIR if set, else the user's cache folder."""
    if numba.config.CACHE_DIR:
        return Path(numba.config.CACHE_DIR)
    if sys.platform == "win32":
        home = Path(os.environ.get("LOCALAPPDATA", Path.home()))
    elif sys.platform == "darwin":
        home = Path.home() / "Library" / "Caches"
    else:
        home = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    return home / "lesionsim"


def _writable_folder() -> str:
    folder = cache_root() / f"kernels-{source_key()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return str(folder)
    except OSError:
        return tempfile.mkdtemp(prefix="lesionsim-kernels-")


CACHE_FOLDER = _writable_folder()


def is_cached() -> bool:
    """Tell whether the time loop was compiled on this machine before."""
    return any(Path(CACHE_FOLDER).rglob("march.march*.nbi"))


def compiled(function):
    """Compile a kernel that only other kernels call.

    It gets no wrapper for Python: wrappers that unpack arrays take longer to compile than the loops.
    """
    return _in_cache_folder(function, fastmath=SAFE_FASTMATH, no_cpython_wrapper=True)


def inlined(function):
    """Compile a kernel with one caller as a part of that caller: once instead of twice."""
    return _in_cache_folder(function, fastmath=SAFE_FASTMATH, no_cpython_wrapper=True, inline="always")


def compiled_exactly(function):
    """Compile like `compiled`, without reordering of sums: for formulae whose rounding is part of the method."""
    return _in_cache_folder(function, fastmath={"contract"}, no_cpython_wrapper=True)


def entry(function):
    """Compile a kernel that Python calls, and keep the machine code on disk."""
    return _in_cache_folder(function, fastmath=SAFE_FASTMATH, cache=True)


def _in_cache_folder(function, **options):
    users_folder = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = CACHE_FOLDER
    try:
        # Kernels allocate nothing, so they need no reference counts (_nrt) and nobody calls them from C.
        return numba.njit(function, error_model="numpy", no_cfunc_wrapper=True, _nrt=False, **options)
    finally:
        numba.config.CACHE_DIR = users_folder
