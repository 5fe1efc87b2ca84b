"""A map that is drawn again and again while sliders move: one window, one colour scale, only the lesion changes."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import matplotlib as mpl
import numpy as np
import xarray as xr
from contourpy import contour_generator
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.cm import ScalarMappable
from matplotlib.collections import LineCollection
from matplotlib.colors import BoundaryNorm
from matplotlib.patches import Rectangle
from PIL import Image

from lesionsim.disclaimer import DISCLAIMER
from lesionsim.lesion.level import choose
from lesionsim.lesion.measures import measure
from lesionsim.lesion.points import scenario_of
from lesionsim.plots.anatomy import draw_bodies, lying_plane
from lesionsim.plots.looks import Look, drawing
from lesionsim.plots.section import heat_moment
from lesionsim.plots.style import (
    CASING_PT,
    INK,
    ISOTHERMS,
    METAL,
    QUIET,
    SHAFT,
    TEMPERATURE_COLOURS,
    Picture,
    cased,
    edge_line,
)  # fmt: skip
from lesionsim.plots.view import Sheet, View, cut, level_sheet, temperature_sheet
from lesionsim.scenario import Criterion, Isotherm, Scenario
from lesionsim.texts import spoken

LIVE = Look("live", 8.0, 5.0, 9.5, 12.0, 100, 0.85, 0.12)
PLACE = (0.085, 0.155, 0.795, 0.715)  # of the axes, shares of the picture
BAR_PLACE = (0.895, 0.155, 0.02, 0.715)
AHEAD_MM, BEHIND_MM, LONGEST_TIP_MM = 7.0, 7.0, 15.0
HOTTEST_C, COOLEST_C, BAND_C = 100.0, 35.0, 2.5
ACROSS_POINTS, ALONG_POINTS = 180, 320  # of the raster of temperatures
RANGE_C = (45.0, 60.0)  # the isotherms that stand for mild and strict rules for death
ALONG, ACROSS = "distance along the probe (mm)", "distance across the probe (mm)"
TOWARDS_X = "x, across the probe (mm)"

Array = np.ndarray
Lines = list[Array]


class LiveMap:
    """A map of the section through the probe whose window, scale and words stay while results change.

    Parameters
    ----------
    first : result whose lesion stays as a dashed line, to compare with
    """

    def __init__(self, first: xr.Dataset) -> None:
        scenario = scenario_of(first)
        self.view, self.limits_c = window(scenario), scale(scenario)
        with drawing(LIVE):
            self.picture = self.still(scenario)
            self.before = self.lines("#404040", (0, (4, 2.5)), 1.5)
            self.edge = self.lines(*edge_line(0)[:3])
            self.isotherms = [self.lines(*ISOTHERMS[at_c][:3]) for at_c in RANGE_C]
            self.parts = [Rectangle((0, 0), 1, 1, zorder=4, facecolor=colour, edgecolor=INK, linewidth=0.8)
                          for colour in (METAL, SHAFT)]  # fmt: skip
            self.moving: list[Artist] = [self.image, *self.bodies, self.before, *self.isotherms, self.edge, *self.parts]
            for part in self.parts:
                self.axes.add_patch(part)
            self.title = self.picture.text(0.015, 0.975, "", va="top", fontsize=LIVE.title_pt, fontweight="bold")
            self.before.set_segments(self.edge_of(first, None))
            canvas: Any = FigureCanvasAgg(self.picture)
            for artist in (*self.moving, self.title):
                artist.set_animated(True)
            canvas.draw()
            self.ground = canvas.copy_from_bbox(self.picture.bbox)
            self.canvas = canvas

    def still(self, scenario: Scenario) -> Picture:
        """Draw what stays: axes, colour bar, key and disclaimer."""
        picture = Picture(figsize=(LIVE.width_in, LIVE.height_in), dpi=LIVE.dots_per_inch)
        self.axes = picture.add_axes(PLACE)
        view, norm = self.view, bands(self.limits_c)
        self.axes.set(xlim=(view.low, view.high), ylim=(-view.half, view.half), xlabel=spoken(ALONG),
                      ylabel=spoken(TOWARDS_X if scenario.anatomy else ACROSS))  # fmt: skip
        if not scenario.anatomy:
            self.axes.yaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
        blank = np.full((ACROSS_POINTS, ALONG_POINTS), self.limits_c[0])
        self.image = self.axes.imshow(
            blank, extent=(view.low, view.high, -view.half, view.half), origin="lower", aspect="auto",
            cmap=mpl.colormaps[TEMPERATURE_COLOURS], norm=norm, interpolation="nearest", zorder=1,
        )  # fmt: skip
        before = set(self.axes.get_children())
        draw_bodies(self.axes, scenario, lying_plane(), LIVE, named=False)
        self.bodies = [each for each in self.axes.get_children() if each not in before]
        bar = picture.colorbar(ScalarMappable(norm, TEMPERATURE_COLOURS), cax=picture.add_axes(BAR_PLACE))
        bar.set_ticks(list(np.arange(10 * np.ceil(self.limits_c[0] / 10), self.limits_c[1] + 1, 10)))
        bar.set_label(spoken("temperature at the end of heating (°C)"))
        picture.text(0.015, 0.02, spoken(DISCLAIMER), fontweight="bold", va="bottom", color=INK)
        key = spoken("thick: edge of the lesion; dashed: at the start; dotted 45 °C, dash-dotted 60 °C")
        picture.text(0.015, 0.915, key, va="top", color=QUIET)
        return picture

    def lines(self, colour: str, dashes: tuple[float, tuple[float, ...]], width_pt: float) -> LineCollection:
        """Add a line without a place yet."""
        thick = width_pt * LIVE.lines
        lines = LineCollection([], colors=[colour], linestyles=[dashes], linewidths=[thick], zorder=3,
                               path_effects=cased(thick, CASING_PT * LIVE.lines))  # fmt: skip
        self.axes.add_collection(lines, autolim=False)
        return lines

    def edge_of(self, result: xr.Dataset, criterion: Criterion | str | None) -> Lines:
        """Return the edge of a lesion at the end of a run."""
        if not measure(result, criterion).volume_mm3:
            return []
        chosen = choose(result, criterion)
        return contours(cut(level_sheet(result, chosen, float(result.time.values[-1])), self.view), 0.0)

    def redraw(self, result: xr.Dataset, title: str) -> bytes:
        """Draw another result into the same window; return the picture as PNG."""
        probe, view = scenario_of(result).probe, self.view
        warm = cut(temperature_sheet(result, heat_moment(result, None)), view)
        self.image.set_data(raster(warm, view))
        self.edge.set_segments(self.edge_of(result, None))
        for at_c, lines in zip(RANGE_C, self.isotherms, strict=True):
            lines.set_segments(self.edge_of(result, Isotherm(at_c)))
        bare, shaft = self.parts
        bare.set_bounds(0, -probe.radius_mm, probe.tip_length_mm, 2 * probe.radius_mm)
        shaft.set_bounds(probe.tip_length_mm, -probe.radius_mm, view.high, 2 * probe.radius_mm)
        self.title.set_text(title)
        self.canvas.restore_region(self.ground)
        for artist in self.moving:
            self.axes.draw_artist(artist)
        self.picture.draw_artist(self.title)
        return self.content()

    def content(self) -> bytes:
        """Return what is drawn as PNG, packed quickly."""
        stream = BytesIO()
        pixels = np.asarray(self.canvas.buffer_rgba())[..., :3]
        Image.fromarray(np.ascontiguousarray(pixels)).save(stream, format="png", compress_level=1)
        return stream.getvalue()


def window(scenario: Scenario) -> View:
    """Return a window that holds the lesions of all sliders, mm."""
    high = max(scenario.probe.tip_length_mm, LONGEST_TIP_MM) + BEHIND_MM
    shape = PLACE[2] * LIVE.width_in / (PLACE[3] * LIVE.height_in)
    return View(-AHEAD_MM, high, (high + AHEAD_MM) / (2 * shape))


def scale(scenario: Scenario) -> tuple[float, float]:
    """Return the ends of the colour scale, °C."""
    return min(COOLEST_C, 5 * float(np.floor(scenario.start_c / 5))), HOTTEST_C


def bands(limits_c: tuple[float, float]) -> BoundaryNorm:
    """Return the bands of colour."""
    return BoundaryNorm(np.arange(limits_c[0], limits_c[1] + BAND_C / 2, BAND_C), mpl.colormaps[TEMPERATURE_COLOURS].N,
                        extend="neither", clip=True)  # fmt: skip


def contours(sheet: Sheet, value: float) -> Lines:
    """Return the lines where a field has one value, as points (z, r)."""
    return contour_generator(sheet.z_mm, sheet.r_mm, sheet.values).lines(value)  # type: ignore[return-value]


def raster(sheet: Sheet, view: View) -> Array:
    """Return a field on even points of the window, rows across and columns along."""
    along = np.linspace(view.low, view.high, ALONG_POINTS)
    across = np.linspace(-view.half, view.half, ACROSS_POINTS)
    left, right_share = between(sheet.z_mm, along)
    low, high_share = between(sheet.r_mm, across)
    values = sheet.values[:, left] * (1 - right_share) + sheet.values[:, left + 1] * right_share
    return values[low] * (1 - high_share[:, None]) + values[low + 1] * high_share[:, None]


def between(lines: Array, points: Array) -> tuple[Array, Array]:
    """Return the line before each point, and how far the point is on the way to the next one."""
    before = np.clip(np.searchsorted(lines, points) - 1, 0, lines.size - 2)
    return before, np.clip((points - lines[before]) / (lines[before + 1] - lines[before]), 0.0, 1.0)
