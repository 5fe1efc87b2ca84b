"""How the library's names are compared, and what is said when one is unknown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

from ..errors import ScenarioError
from ..scenario.wording import nearest_phrase, shown


class Named(Protocol):
    """Anything with a short name and a title."""

    @property
    def name(self) -> str:
        """Short name."""

    @property
    def title(self) -> str:
        """Full name."""


Item = TypeVar("Item", bound=Named)


def key(name: str) -> str:
    """Return a name as it is compared.

    >>> key("Egg white"), key("20 G"), key("Lumbar_Medial-Branch")
    ('egg-white', '20-g', 'lumbar-medial-branch')
    """
    return re.sub(r"[\s_]+", "-", name.strip().casefold())


def match(name: str, items: Sequence[Item]) -> Item | None:
    """Return the item that a name means, or None."""
    wanted = key(name)
    return next((item for item in items if wanted in (key(item.name), key(item.title))), None)


def find(name: object, items: Sequence[Item], what: str) -> Item:
    """Return the item that a name means; an unknown name is told with the three nearest."""
    found = match(name, items) if isinstance(name, str) else None
    if found is not None:
        return found
    names = [item.name for item in items]
    near = nearest_phrase(name, names) if isinstance(name, str) else f"; give one of {', '.join(names)}"
    raise ScenarioError(f"{shown(name)} is not a {what} of the library{near}")
