"""The film of a lesion that grows: temperature and edge, moment after moment, with a clock."""

import numpy as np
import xarray as xr

from lesionsim.disclaimer import DISCLAIMER
from lesionsim.errors import Problem, ScenarioError
from lesionsim.lesion.labels import label_in_words
from lesionsim.lesion.level import choose
from lesionsim.lesion.measures import Lesion, measure
from lesionsim.plots.animations import Animation
from lesionsim.plots.claims import lesion_claim
from lesionsim.plots.film_scene import Film, Scene, film_frame, shots_of, window_for
from lesionsim.plots.looks import drawing, look_named
from lesionsim.plots.several import lesion_table, parameters
from lesionsim.plots.telling import Told, one_line, sentence
from lesionsim.scenario import Criterion
from lesionsim.texts import spoken

FEWEST, USUAL, MOST = 2, 24, 200  # frames
FILM_S, STAY_S = 6.0, 2.0  # how long the film lasts, and how long it stays at its end
CAPTION_LINES = {"slide": 2, "paper": 3}
PAPER_HEIGHT_IN = 3.7


def animation(
    result: xr.Dataset, criterion: Criterion | str | None = None, style: str = "slide", frames: int = USUAL
) -> Animation:
    """Film a lesion that grows: temperature as colour, the lesion's edge, its width as a curve, and a clock.

    Only recorded moments are shown, nothing is invented between them; for a smoother film run the scenario with a
    smaller `numerics.record_every_s`. In three dimensions the film shows the section through x.

    Parameters
    ----------
    result : Dataset from `simulate`
    criterion : whose lesion is drawn; the scenario's first when left out
    style : "slide" or "paper"
    frames : about how many frames, from 2 to 200; those recorded, where there are fewer

    Returns
    -------
    Animation; its `save` writes .gif, .webp, .mp4 or .html

    Raises
    ------
    ScenarioError
        When `frames` is no such number, or as `measure` does.

    Examples
    --------
    >>> import lesionsim as ls
    >>> film = ls.plots.animation(ls.simulate(ls.load("b1")), frames=3)
    >>> film.times_s
    (0.0, 30.0, 60.0, 90.0)
    """
    look = look_named(style)
    chosen, times = choose(result, criterion), moments_of(result, frames)
    lesions = [measure(result, chosen, time_s) for time_s in times]
    speed = speed_of(times[-1])
    with drawing(look):
        caption = caption_of(result, chosen, speed, style)
        title = lesion_claim(result, lesions[-1])
        picture, room = film_frame(look, title, caption, PAPER_HEIGHT_IN if style == "paper" else None)
        view = window_for(result, lesions, look, room)
        film = Film(result, chosen, view, shots_of(result, chosen, lesions, view), look)
        scene = Scene(film, picture, room)
        images = tuple(scene.frame(number) for number in range(len(times)))
    told = told_of(title, caption, lesions)
    return Animation(title, caption, told, images, durations_ms(times, speed), tuple(times))


def moments_of(result: xr.Dataset, frames: int) -> list[float]:
    """Return recorded moments at steps as equal as can be, the first and the last among them.

    >>> import lesionsim as ls
    >>> moments_of(ls.simulate(ls.load("b1")), 6)
    [0.0, 15.0, 30.0, 45.0, 60.0, 75.0, 90.0]
    """
    if isinstance(frames, bool) or not isinstance(frames, int | np.integer) or not FEWEST <= frames <= MOST:
        raise ScenarioError(Problem("frames", f"is {frames!r:.40}; must be a whole number from {FEWEST} to {MOST}"))
    recorded = result["time"].values
    step = max(1, round((recorded.size - 1) / int(frames)))
    kept = list(range(0, recorded.size - 1, step))
    return [float(recorded[number]) for number in [*kept, recorded.size - 1]]


def speed_of(duration_s: float) -> float:
    """Return how much faster than life a film goes, with two digits."""
    return float(f"{max(1.0, duration_s / FILM_S):.2g}")


def durations_ms(times_s: list[float], speed: float) -> tuple[int, ...]:
    """Return how long each frame stays, ms: as long as its moment lasts, the last one longer."""
    steps = np.diff(times_s) / speed
    return (*(max(20, 10 * round(100.0 * float(step))) for step in steps), round(1000 * STAY_S))


def caption_of(result: xr.Dataset, criterion: Criterion, speed: float, style: str) -> str:
    """Say what was run, what the line is and how fast the film goes."""
    line = spoken("line: edge of the lesion by {criterion}", criterion=label_in_words(criterion.label))
    pace = spoken("film {speed:g} times faster than life", speed=speed)
    return parameters(result, look_named(style), line, pace, lines=CAPTION_LINES[style])


def told_of(title: str, caption: str, lesions: list[Lesion]) -> Told:
    """Describe the film to somebody who does not see it, with a table of its lesions."""
    first = next((lesion for lesion in lesions if lesion.volume_mm3 > 0), None)
    alt = spoken("Film: heat spreads around the tip.")
    if first is not None:
        alt = spoken(
            "Film: heat spreads around the tip and the lesion grows, from {first_mm:.1f} mm wide after {first_s:g} s "
            "to {last_mm:.1f} mm after {last_s:g} s.",
            first_mm=first.width_mm, first_s=first.measured_at_s, last_mm=lesions[-1].width_mm,
            last_s=lesions[-1].measured_at_s,
        )  # fmt: skip
    alone = spoken("Only recorded moments are shown; nothing is invented between them.")
    notes = "\n\n".join((sentence(title), f"{alt} {alone}", one_line(caption), spoken(DISCLAIMER)))
    return Told(f"{alt} {sentence(title)}", notes, lesion_table(lesions))
