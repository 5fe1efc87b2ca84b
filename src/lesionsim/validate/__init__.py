"""Published lesions and temperatures held against the model, misses included.

The room itself can be called: `lesionsim.validate()` is `validating.validate`. A statement (`statement`) is what a
paper says, its conditions, and how the model answers; `statements/` lists them by paper. `uncertainty` finds the
model's number with its error bars, `verdict` calls it a hit or a miss by a rule fixed beforehand, `report` tells it.
Nothing in the model is adjusted to meet a paper.
"""

import sys
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lesionsim.validate.validation import Validation


class Room(ModuleType):
    """A room that holds published statements against the model when called."""

    def __call__(
        self, only: Iterable[str] | None = None, progress: Callable[[int, int, str], None] | None = None
    ) -> "Validation":
        """Hold published statements against the model; see `lesionsim.validate.validating.validate`."""
        from lesionsim.validate.validating import validate

        return validate(only, progress)


sys.modules[__name__].__class__ = Room
