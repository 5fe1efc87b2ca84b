"""The versions that a result was made with."""

from functools import lru_cache

VERSION = "0.1.0"
PACKAGES = ("numpy", "numba", "xarray")


@lru_cache(maxsize=1)
def _found() -> tuple[tuple[str, str], ...]:
    import platform
    from importlib.metadata import version

    others = " ".join(f"{package} {version(package)}" for package in PACKAGES)
    python = f"Python {platform.python_version()}"
    return ("version", VERSION), ("versions", f"{python} {others} {platform.machine()}")


def versions() -> dict[str, str]:
    """Return lesionsim's version, and those of Python and of the packages that compute."""
    return dict(_found())
