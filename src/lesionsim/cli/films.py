"""The file that a figure goes to: a film's or a picture's, by its kind."""

from __future__ import annotations

import os
from pathlib import Path

from lesionsim.cli.subject import picture_file, writable_file
from lesionsim.errors import ScenarioError

FILM = "growth-film"


def file_for(typed: str | None, scenario: str, kind: str, film: bool) -> Path:
    """Return the file that a kind of figure goes to; what stands in the way is told before any work.

    Raises
    ------
    ScenarioError
        When a picture is to be a film, a film a picture, or the file cannot be written there.
    """
    suffix = os.path.splitext(typed or "")[1].lower()
    if not film:
        from lesionsim.plots.animations import ENDINGS

        if suffix in ENDINGS:
            raise ScenarioError(
                f"{typed} is the name of a film, but --kind {kind} is a picture; give a file ending in .png, .svg or "
                f".pdf, or take --kind {FILM}"
            )
        return picture_file(typed, f"{scenario}-{kind}.png")
    from lesionsim.plots.animations import ending_of
    from lesionsim.plots.film_saving import check_program

    target = Path(f"{scenario}-{kind}.gif" if typed is None else typed)
    check_program(ending_of(target))
    return writable_file(target)
