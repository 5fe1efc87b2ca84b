"""The picture behind a film: what stands still is drawn once, what moves again for every moment."""

from typing import Any, NamedTuple

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator
from PIL import Image

from lesionsim.lesion.everywhere import is_around
from lesionsim.lesion.measures import Lesion
from lesionsim.lesion.points import scenario_of
from lesionsim.plots.anatomy import draw_bodies, lying_plane
from lesionsim.plots.edges import LAYER
from lesionsim.plots.furniture import draw_probe, draw_scale_bar
from lesionsim.plots.isotherms import colour_limits, existing, fill_temperature, ticks
from lesionsim.plots.lettering import broken, width_in
from lesionsim.plots.lines import draw_line
from lesionsim.plots.looks import Look, Room, framed
from lesionsim.plots.section import name_axes
from lesionsim.plots.several import axes_in
from lesionsim.plots.style import INK, Picture, edge_line
from lesionsim.plots.view import Sheet, View, choose_view, cut, level_sheet, temperature_sheet
from lesionsim.scenario import Criterion, Scenario
from lesionsim.texts import spoken

LEFT, UNDER, BAR_GAP, BAR, SCALE, BESIDE = 3.6, 3.0, 0.7, 0.7, 4.6, 11.5  # in lines of text
CLOCK, BIG = 4.2, 1.9  # in lines of text: height of the clock; its letters, in sizes of the others
HEADROOM = 1.12
DOTS_PER_INCH = {"slide": 72, "paper": 130}
DONE = {"colour": "#00429d", "later": "#c8c8c8"}


class Shot(NamedTuple):
    """What one frame shows: a moment, its lesion, and both fields in the window."""

    time_s: float
    lesion: Lesion
    temperature: Sheet
    level: Sheet | None


class Film(NamedTuple):
    """What a film shows."""

    result: xr.Dataset
    criterion: Criterion
    view: View
    shots: list[Shot]
    look: Look

    @property
    def scenario(self) -> Scenario:
        """What was run."""
        return scenario_of(self.result)


def shots_of(result: xr.Dataset, criterion: Criterion, lesions: list[Lesion], view: View) -> list[Shot]:
    """Gather the fields of every frame, cut to the window."""
    found = []
    for lesion in lesions:
        time_s = lesion.measured_at_s
        level = cut(level_sheet(result, criterion, time_s), view) if lesion.volume_mm3 > 0 else None
        found.append(Shot(time_s, lesion, cut(temperature_sheet(result, time_s), view), level))
    return found


def window_for(result: xr.Dataset, lesions: list[Lesion], look: Look, room: Room) -> View:
    """Return one window for the whole film: the largest lesion, and the coolest isotherm when it is warmest."""
    place = map_place(room, look)
    scenario = scenario_of(result)
    times = result["time"].values
    heat_s = float(times[np.argmin(np.abs(times - scenario.protocol.end_of_hold_s))])
    warmest = temperature_sheet(result, heat_s)
    levels = existing(warmest, scenario.protocol.set_c)
    return choose_view(result, warmest, levels[0] if levels else None, lesions, place.width / place.height)


def map_place(room: Room, look: Look) -> Room:
    """Return the place of the map."""
    line = look.line_in
    width = room.width - (LEFT + BAR_GAP + BAR + SCALE + BESIDE) * line
    return Room(room.left + LEFT * line, room.low + UNDER * line, width, room.height - (UNDER + 0.4) * line)


class Scene:
    """One picture that shows one moment after the other; what stands still is drawn once.

    Parameters
    ----------
    film : what is shown
    picture, room : with title and caption, and the room left between them
    """

    def __init__(self, film: Film, picture: Picture, room: Room) -> None:
        self.film, self.picture = film, picture
        look, line = film.look, film.look.line_in
        self.place = map_place(room, look)
        self.map = axes_in(picture, self.place)
        self.limits = colour_limits(film.scenario)
        self.moving: list[Any] = []
        self.set_map()
        beside = Room(room.left + room.width - (BESIDE - 2.6) * line, room.low, (BESIDE - 2.9) * line, room.height)
        self.curve = axes_in(picture, Room(beside.left, self.place.low, beside.width,
                                           room.height - (UNDER + CLOCK + 0.6) * line))  # fmt: skip
        self.clock, self.told = self.words_at(beside, room)
        self.passed, self.dot = self.draw_curve()
        self.draw_bar()
        self.canvas: Any = FigureCanvasAgg(picture)
        self.still: Any = None

    def set_map(self) -> None:
        """Draw what stands still on the map: probe, bodies and the scale."""
        view, look = self.film.view, self.film.look
        self.map.set(xlim=(view.low, view.high), ylim=(-view.half, view.half))
        self.map.set_aspect("equal", adjustable="box", anchor="W")
        self.map.apply_aspect()
        uneven = is_around(self.film.result)
        if uneven:
            draw_bodies(self.map, self.film.scenario, lying_plane(), look, named=True)
        draw_scale_bar(self.map, view, look, low=True)
        draw_probe(self.map, self.film.scenario.probe, view, look)
        name_axes(self.map, look, uneven)

    def words_at(self, beside: Room, room: Room) -> tuple[Text, Text]:
        """Write the clock, and below it what happens and how wide the lesion is."""
        width, height = (float(size) for size in self.picture.get_size_inches())
        look = self.film.look
        left, top = beside.left / width, (room.low + room.height - 0.1 * look.line_in) / height
        below = top - 1.25 * BIG * look.line_in / height
        clock = self.picture.text(left, top, "", va="top", fontsize=BIG * look.text_pt, fontweight="bold", gid="clock")
        told = self.picture.text(left, below, "", va="top", color=INK, linespacing=1.15, gid="told")
        return clock, told

    def draw_curve(self) -> tuple[Any, Any]:
        """Draw the axes of width against time, with the part that is still to come in grey."""
        shots, look = self.film.shots, self.film.look
        times, widths = [shot.time_s for shot in shots], [shot.lesion.width_mm for shot in shots]
        high = HEADROOM * max(*widths, 1.0)
        self.curve.set(xlim=(0, max(times[-1], 1e-9)), ylim=(0, high))
        self.curve.set_xlabel(spoken("time (s)"))
        self.curve.set_ylabel(spoken("width (mm)"))
        self.curve.xaxis.set_major_locator(MaxNLocator(3, steps=[1, 2, 3, 5, 6, 10]))
        self.curve.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
        for side in ("top", "right"):
            self.curve.spines[side].set_visible(False)
        self.curve.axvspan(self.film.scenario.protocol.end_of_hold_s, times[-1], color=DONE["later"], alpha=0.35,
                           linewidth=0, gid="cool-down")  # fmt: skip
        (passed,) = self.curve.plot([], [], color=DONE["colour"], linewidth=2.4 * look.lines, gid="width")
        (dot,) = self.curve.plot([], [], "o", color=DONE["colour"], markersize=6 * look.lines, clip_on=False, gid="now")
        return passed, dot

    def draw_bar(self) -> None:
        """Draw the colour bar beside the map, as high as it is, from the hottest frame."""
        line, size = self.film.look.line_in, self.picture.get_size_inches()
        box = self.map.get_position()
        right, low = box.x1 * size[0], box.y0 * size[1]
        place = Room(right + BAR_GAP * line, low, BAR * line, box.height * size[1])
        hottest = max(self.film.shots, key=lambda shot: float(np.nanmax(shot.temperature.values)))
        filled = fill_temperature(self.map, hottest.temperature, self.limits)
        bar_axes = axes_in(self.picture, place)
        bar_axes.set_gid("colour bar")
        bar = self.picture.colorbar(filled, cax=bar_axes, ticks=ticks(*self.limits, most=int(place.height / line)))
        bar.minorticks_off()
        long, short = spoken("temperature (°C)"), "°C"
        bar.set_label(long if width_in(long, self.film.look.text_pt) < place.height else short)
        filled.remove()

    def show(self, number: int) -> None:
        """Move the picture to one of its moments."""
        film = self.film
        shot = film.shots[number]
        for artist in self.moving:
            artist.remove()
        self.moving = [fill_temperature(self.map, shot.temperature, self.limits)]
        if shot.level is not None and np.nanmin(shot.level.values) < 0 < np.nanmax(shot.level.values):
            self.moving += edge_drawn(self.map, shot.level, film)
        self.clock.set_text(f"{shot.time_s:g} s")
        self.told.set_text("\n".join(words_of(shot, film.scenario)))
        known = film.shots[: number + 1]
        self.passed.set_data([each.time_s for each in known], [each.lesion.width_mm for each in known])
        self.dot.set_data([shot.time_s], [shot.lesion.width_mm])

    def frame(self, number: int) -> Image.Image:
        """Draw one moment into an image; what stands still is taken from the first."""
        self.show(number)
        moving = (self.map, self.curve, self.clock, self.told)
        if self.still is None:
            for artist in moving:
                artist.set_visible(False)
            self.canvas.draw()
            self.still = self.canvas.copy_from_bbox(self.picture.bbox)
            for artist in moving:
                artist.set_visible(True)
        self.canvas.restore_region(self.still)
        renderer = self.canvas.get_renderer()
        for artist in moving:
            artist.draw(renderer)
        return Image.fromarray(np.asarray(self.canvas.buffer_rgba())[..., :3].copy())


def edge_drawn(axes: Axes, level: Sheet, film: Film) -> list[Any]:
    """Draw the lesion's edge, and return what was drawn."""
    before = set(axes.collections)
    line = edge_line(0).thicker(film.look.lines)
    draw_line(axes, level, 0.0, line, f"lesion edge: {film.criterion.label}", LAYER)
    return [artist for artist in axes.collections if artist not in before]


def words_of(shot: Shot, scenario: Scenario) -> tuple[str, str]:
    """Say what happens at a moment, and how wide the lesion is."""
    cooling = shot.time_s > scenario.protocol.end_of_hold_s + 1e-6
    phase = spoken("switched off") if cooling else spoken("heating")
    if shot.lesion.volume_mm3 == 0:
        return phase, spoken("no lesion yet")
    if shot.lesion.reaches_outer_wall:
        return phase, spoken("beyond the window")
    return phase, spoken("{width_mm:.1f} mm wide", width_mm=shot.lesion.width_mm)


def film_frame(look: Look, title: str, caption: str, height_in: float | None) -> tuple[Picture, Room]:
    """Make the picture of a film, with as many pixels as a film needs."""
    picture, room = framed(look, title, broken(caption, look.width_in, look.text_pt), height_in)
    picture.set_dpi(DOTS_PER_INCH[look.name])
    return picture, room
