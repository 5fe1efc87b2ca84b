"""A film: its frames with what they show, and how it is written to a file."""

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from PIL import Image

from lesionsim.errors import ResultError, ScenarioError
from lesionsim.plots.telling import Told
from lesionsim.result.replacing import replacing
from lesionsim.result.store import remedy

ENDINGS = (".gif", ".webp", ".mp4", ".html")


@dataclass(frozen=True, eq=False)
class Animation:
    """A film, as `lesionsim.plots.animation` makes it.

    `images` are its frames, `durations_ms` how long each stays, `times_s` the moments that they show; `caption` tells
    what was run, `told` describes the film to somebody who does not see it and has the table of its lesions.
    """

    title: str
    caption: str
    told: Told
    images: tuple[Image.Image, ...]
    durations_ms: tuple[int, ...]
    times_s: tuple[float, ...]

    def __repr__(self) -> str:
        seconds = sum(self.durations_ms) / 1000
        wide, high = self.images[0].size
        return f"Animation of {len(self.images)} frames, {seconds:.1f} s, {wide} × {high} pixels: {self.title}"

    def _repr_html_(self) -> str:
        from lesionsim.plots.film_player import player

        return player(self)

    @cached_property
    def reduced(self) -> list[Image.Image]:
        """The frames in few colours, the same for all."""
        from lesionsim.plots.film_saving import reduced

        return reduced(self)

    @cached_property
    def stills(self) -> list[bytes]:
        """Every frame as a WebP picture of its own."""
        from lesionsim.plots.film_saving import still

        return [still(image) for image in self.reduced]

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the film: .gif and .webp play everywhere, .html has buttons and a slider, .mp4 needs ffmpeg.

        The file appears whole or not at all; the same film gives the same bytes.

        Parameters
        ----------
        path : file name ending in .gif, .webp, .mp4 or .html, in a folder that exists

        Returns
        -------
        Path of the file

        Raises
        ------
        ScenarioError
            When the suffix is another one, the folder does not exist, or .mp4 is asked for without ffmpeg.
        ResultError
            When the file cannot be written.
        """
        from lesionsim.plots.film_saving import content_of

        target = Path(path)
        content = content_of(self, ending_of(target))
        if not target.parent.is_dir():
            raise ScenarioError(f"the folder {target.parent} does not exist; make it first, or save elsewhere.")
        try:
            with replacing(target) as beside:
                beside.write_bytes(content)
        except OSError as error:
            why = error.strerror or error
            raise ResultError(f"the film {target} cannot be written: {why}. {remedy(error)}") from error
        return target


def is_film(path: str | os.PathLike[str]) -> bool:
    """Tell whether a file name is that of a film.

    >>> is_film("growth.gif"), is_film("growth.png")
    (True, False)
    """
    return Path(path).suffix.lower() in ENDINGS


def ending_of(path: Path) -> str:
    """Return the suffix of a film's file."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        told = f'ends in "{path.suffix}"' if ending else "has no suffix"
        raise ScenarioError(f"the film's file {path} {told}; it must end in .gif, .webp, .mp4 or .html.")
    return ending
