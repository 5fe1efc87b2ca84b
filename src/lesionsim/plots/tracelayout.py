"""Where the panels of traces stand, and the column of names beside them."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from lesionsim.plots.legend import COLUMN_GAP_EM, Key, Legend, handle_in, height_in, write_legend
from lesionsim.plots.lettering import POINTS_PER_IN, broken, width_in
from lesionsim.plots.looks import Look, Room
from lesionsim.plots.temperatures import COUPLES_DRAWN, Reading, key_of
from lesionsim.texts import spoken

Array = np.ndarray
COLUMN_SHARE = 0.34  # of the room
NUMBERS_EM, LABEL_EM, ALONG_EM, BETWEEN_EM = 3.0, 1.5, 3.3, 1.6
TICK_EM = 3.4
MORE = Key(Line2D([], [], linestyle="none"), "{count} more not drawn")


class Groups(NamedTuple):
    """The lines that are drawn, and the legends that name them; no legends where one line a panel needs none."""

    readings: list[Reading]
    lesions: int
    legends: list[Legend]
    width_in: float


def columned(readings: list[Reading], lesions: list[Key], room: Room, look: Look) -> Groups:
    """Choose the lines that are drawn, as many as the column of names has room for."""
    if len(readings) == 1 and len(lesions) == 1:
        return Groups(readings, 1, [], 0.0)
    keys = [key_of(reading, look) for reading in readings]
    more = spoken(MORE.words, count=99)
    words = [more, *(key.words for key in (*keys, *lesions))]
    wanted = handle_in(look) + max(width_in(each, look.text_pt) for each in words)
    column = min(wanted, COLUMN_SHARE * room.width)
    drawn, edges = first_couples(readings), len(lesions)
    while True:
        shown = [key_of(reading, look) for reading in drawn]
        temperatures = titled(spoken("temperature"), shown, len(readings), column, look)
        sizes = titled(spoken("lesion"), lesions[:edges], len(lesions), column, look)
        legends = [temperatures, sizes] if len(readings) > 1 else [sizes]
        if sum(height_in(legend, look) for legend in legends) + look.line_in <= room.height or len(drawn) == edges == 1:
            return Groups(drawn, edges, legends, column)
        if edges > max(1, len(drawn) // 2):
            edges -= 1
        else:
            drawn = drawn[:-1]


def first_couples(readings: list[Reading]) -> list[Reading]:
    """Leave out thermocouples beyond the first few; the tip and what was measured stay."""
    couples = [reading for reading in readings[1:] if not reading.mark]
    beyond = {id(reading) for reading in couples[COUPLES_DRAWN:]}
    return [reading for reading in readings if id(reading) not in beyond]


def titled(title: str, keys: Sequence[Key], of: int, column_in: float, look: Look) -> Legend:
    """Return a legend, its words broken to the column, that tells how many lines are not drawn."""
    room = column_in - handle_in(look)
    fitted = [Key(key.drawn, broken(key.words, room, look.text_pt)) for key in keys]
    if of > len(keys):
        fitted.append(MORE._replace(words=spoken(MORE.words, count=of - len(keys))))
    return Legend(title, tuple(fitted), 1, len(keys))


def panels_in(picture: Figure, room: Room, groups: Groups, look: Look) -> Array:
    """Make the four panels: names above them, numbers of time below the lower ones."""
    em = look.text_pt / POINTS_PER_IN
    column = groups.width_in + COLUMN_GAP_EM * em if groups.legends else 0.0
    wide = (room.width - column - 2 * NUMBERS_EM * em - BETWEEN_EM * em) / 2
    high = (room.height - 2 * LABEL_EM * em - ALONG_EM * em - BETWEEN_EM * em / 2) / 2
    lefts = [room.left + NUMBERS_EM * em, room.left + (2 * NUMBERS_EM + BETWEEN_EM) * em + wide]
    lows = [room.low + (ALONG_EM + LABEL_EM + BETWEEN_EM / 2) * em + high, room.low + ALONG_EM * em]
    width, height = picture.get_size_inches()
    panels = [
        [picture.add_axes((left / width, low / height, wide / width, high / height)) for left in lefts] for low in lows
    ]
    for axes in (panel for row in panels for panel in row):
        ready(axes, wide, high, look)
    for axes in panels[0]:
        axes.tick_params(labelbottom=False)
    return np.array(panels)


def ready(axes: Axes, wide_in: float, high_in: float, look: Look) -> None:
    """Put ticks where their numbers have room."""
    tick_in = TICK_EM * look.text_pt / POINTS_PER_IN
    axes.xaxis.set_major_locator(MaxNLocator(max(2, min(10, int(wide_in / tick_in))), steps=[1, 2, 3, 5, 10]))
    axes.yaxis.set_major_locator(MaxNLocator(max(2, min(6, int(2.0 * high_in / tick_in))), steps=[1, 2, 5, 10]))


def name_above(axes: Axes) -> None:
    """Move the name of a panel from its side to above it, where it reads without tilting the head."""
    axes.yaxis.label.set(rotation=0, ha="left", va="bottom")
    axes.yaxis.set_label_coords(0.0, 1.03)


def write_groups(picture: Figure, groups: Groups, room: Room, look: Look) -> None:
    """Write the names of the lines in the column on the right."""
    top = room.low + room.height
    for legend in groups.legends:
        write_legend(picture, legend, (room.left + room.width - groups.width_in, top), picture.dpi_scale_trans, look)
        top -= height_in(legend, look) + look.line_in / 2
