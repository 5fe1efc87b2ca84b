"""The reference of the Python interface: which names there are, and where Sphinx finds their docstrings."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from importlib import import_module
from types import ModuleType
from typing import Any

import lesionsim

ROOMS = {
    "library": "Scenarios and the library", "scenario": "What scenarios are made of", "simulation": "Runs",
    "lesion": "Measures", "result": "Files", "sweep": "Many runs", "lessons": "Lessons", "texts": "Languages",
    "errors": "Errors", "plots": "Figures", "lecture": "Lectures", "validate": "Validation", "verify": "Verification",
}  # fmt: skip
MODULES = ("plots", "library", "lessons", "validate")


def api_pages() -> dict[str, str]:
    """Return a page for each room of the package's own names, and one for each module that offers more."""
    by_room: dict[str, list[str]] = {}
    for name in lesionsim.__all__:
        value = getattr(lesionsim, name)
        if not isinstance(value, ModuleType) and callable(value):
            by_room.setdefault(room_of(value), []).append(name)
    pages = {f"api-{room}.rst": page(ROOMS.get(room, room), "lesionsim", found) for room, found in by_room.items()}
    for room in MODULES:
        module = import_module(f"lesionsim.{room}")
        offered = [name for name in getattr(module, "__all__", ()) if callable(getattr(module, name))]
        if offered:
            pages[f"api-of-{room}.rst"] = page(f"{ROOMS[room]}: lesionsim.{room}", f"lesionsim.{room}", offered)
    return pages


def room_of(value: Any) -> str:
    """Return the room in which something is written."""
    module = str(getattr(value, "__module__", ""))
    return module.split(".")[1] if module.startswith("lesionsim.") else "sweep"


def page(title: str, module: str, names: Iterable[str]) -> str:
    """Return a page that asks Sphinx for docstrings."""
    home = import_module(module)
    entries = [entry(module, name, getattr(home, name)) for name in names]
    return "\n".join([title, "=" * len(title), "", f".. currentmodule:: {module}", "", *entries])


def entry(module: str, name: str, value: Any) -> str:
    """Return what asks for one docstring."""
    if inspect.isclass(value):
        kind = "autoexception" if issubclass(value, Exception) else "autoclass"
        return f".. {kind}:: {module}.{name}\n"
    if isinstance(value, ModuleType):  # `sweep` is a room that can be called
        return ".. autofunction:: lesionsim.sweep.sweeping.sweep\n"
    return f".. autofunction:: {module}.{name}\n"
