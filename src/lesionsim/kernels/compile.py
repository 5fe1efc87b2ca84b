"""Compile kernels once per machine: safe floating-point options and a cache that notices every edit.

Numba's own cache looks only at the file of the outermost function and would return old answers after an edit in
a kernel that it calls. Here the cache folder carries a hash of all kernel sources and of Numba's version.
"""

import atexit
import hashlib
import os
import pickle
import shutil
import sys
import tempfile
from pathlib import Path

import numba
from numba.extending import overload

# `nnan` and `ninf` are left out on purpose: with them tests for NaN vanish from the machine code.
SAFE_FASTMATH = {"nsz", "arcp", "contract", "afn", "reassoc"}

# Inner kernels become part of each caller's machine code. As functions of their own they exist twice in the process
# that compiles (alone and within the caller, optimised differently) and once in those that read the cache: other bits.
INNER = {"no_cpython_wrapper": True, "forceinline": True}

# What unpickling raises depends on the byte that is wrong.
DAMAGE = (pickle.UnpicklingError, EOFError, OSError, ValueError, RuntimeError, AttributeError, KeyError, TypeError)


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
    wanted = cache_root() / f"kernels-{source_key()}"
    try:
        wanted.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=wanted):
            return str(wanted)
    except OSError:
        folder = tempfile.mkdtemp(prefix="lesionsim-kernels-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return folder


CACHE_FOLDER = _writable_folder()


def is_cached(kernel) -> bool:
    """Tell whether a kernel that Python calls was compiled by this installation before."""
    folder = getattr(getattr(kernel, "stats", None), "cache_path", None)
    return folder is None or any(Path(folder).glob(f"*.{kernel.__name__}-*.nbi"))


def compiled(function):
    """Compile a kernel that only other kernels call.

    It gets no wrapper for Python: wrappers that unpack arrays take longer to compile than the loops.
    """
    return _in_cache_folder(function, fastmath=SAFE_FASTMATH, **INNER)


def inlined(function):
    """Compile a kernel with one caller as a part of that caller: once instead of twice."""
    return _in_cache_folder(function, fastmath=SAFE_FASTMATH, inline="always", **INNER)


def compiled_exactly(function):
    """Compile like `compiled`, without reordering of sums: for formulae whose rounding is part of the method."""
    return _in_cache_folder(function, fastmath={"contract"}, **INNER)


def shared_by_threads(function):
    """Compile a kernel whose `prange` loops run on all threads."""
    options = {"fastmath": SAFE_FASTMATH, "error_model": "numpy", "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    return numba.njit(function, parallel=True, **options)


def chosen_by_type(function):
    """Let the decorated chooser return what stands for a plain function, from the types of its arguments."""
    return overload(function, jit_options={"error_model": "numpy", "forceinline": True})


def entry(function):
    """Compile a kernel that Python calls, and keep the machine code on disk."""
    return _forgiving(_in_cache_folder(function, fastmath=SAFE_FASTMATH, cache=True))


def _forgiving(dispatcher):
    """Let a damaged cache file count as none: it is thrown away and compiled again."""
    cache = getattr(dispatcher, "_cache", None)  # missing when compilation is switched off
    if cache is not None:
        load = cache.load_overload

        def load_or_forget(*arguments):
            try:
                return load(*arguments)
            except DAMAGE:
                cache.flush()
                return None

        cache.load_overload = load_or_forget
    return dispatcher


def _in_cache_folder(function, **options):
    users_folder = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = CACHE_FOLDER
    try:
        # Kernels allocate nothing, so they need no reference counts (_nrt) and nobody calls them from C.
        return numba.njit(function, error_model="numpy", no_cfunc_wrapper=True, _nrt=False, **options)
    finally:
        numba.config.CACHE_DIR = users_folder
