"""The versions that a result was made with."""

import platform
from functools import lru_cache
from importlib.metadata import version

PACKAGES = ("numpy", "numba", "xarray")


@lru_cache(maxsize=1)
def _found() -> tuple[tuple[str, str], ...]:
    from lesionsim import __version__

    others = " ".join(f"{package} {version(package)}" for package in PACKAGES)
    return ("version", __version__), ("versions", f"Python {platform.python_version()} {others} {platform.machine()}")


def versions() -> dict[str, str]:
    """Return lesionsim's version, and those of Python and of the packages that compute."""
    return dict(_found())
