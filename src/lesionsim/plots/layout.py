"""Where map and legend stand in a picture: beside or above each other, whichever shows the tissue larger."""

from typing import NamedTuple

from lesionsim.lesion.points import scenario_of
from lesionsim.plots.legend import COLUMN_GAP_EM, Legend, height_in, legend_within, title_of_sizes, wanted_width_in
from lesionsim.plots.lettering import LINE_EM, POINTS_PER_IN
from lesionsim.plots.looks import Look, Room
from lesionsim.plots.section import Section, view_of
from lesionsim.plots.view import View

ACROSS_EM = 3.6  # left of the axes: label and numbers
ALONG_EM = 3.3  # below the axes: numbers and label
SCALE_EM = 5.2  # right of the axes: colour bar with numbers and label
SIDE_SHARE = 0.34  # of the room, most for a legend beside the map
LEAST_SHARE = 0.5  # of the room's height, for a map above its legend


class Places(NamedTuple):
    """Where things stand, in inches from the lower left corner of the picture."""

    axes: Room
    legend: Legend
    corner: tuple[float, float]  # upper left one of the legend
    view: View

    @property
    def inches_per_mm(self) -> float:
        """Scale of the map."""
        return min(self.axes.width / self.view.length, self.axes.height / (2 * self.view.half))


def placed(section: Section, room: Room, look: Look) -> Places:
    """Place map and legend so that the tissue is drawn as large as can be."""
    choices = (beside(section, room, look), above(section, room, look))
    return max(choices, key=lambda places: places.inches_per_mm)


def beside(section: Section, room: Room, look: Look) -> Places:
    """Place the legend to the right of the map."""
    em = look.text_pt / POINTS_PER_IN
    scenario = scenario_of(section.result)
    column = min(wanted_width_in(section.lesions, scenario, look), SIDE_SHARE * room.width)
    title = title_of_sizes(section.lesions, section.spread, look)
    legend = legend_within(section.lesions, scenario, title, (column, room.height, 1), look)
    around = ACROSS_EM + SCALE_EM + COLUMN_GAP_EM
    axes = Room(
        room.left + ACROSS_EM * em, room.low + ALONG_EM * em, room.width - column - around * em,
        room.height - (ALONG_EM + LINE_EM / 2) * em,
    )  # fmt: skip
    corner = (room.left + room.width - column, room.low + room.height)
    return Places(axes, legend, corner, view_of(section, axes[2:], look, legend.lesions))


def above(section: Section, room: Room, look: Look) -> Places:
    """Place the legend below the map, in as many columns as fit."""
    em = look.text_pt / POINTS_PER_IN
    scenario = scenario_of(section.result)
    wanted = min(wanted_width_in(section.lesions, scenario, look), 0.5 * room.width - COLUMN_GAP_EM * em)
    columns = max(1, int((room.width + COLUMN_GAP_EM * em) / (wanted + COLUMN_GAP_EM * em)))
    title = title_of_sizes(section.lesions, section.spread, look)
    most = (1 - LEAST_SHARE) * room.height
    legend = legend_within(section.lesions, scenario, title, (room.width, most, columns), look)
    below = height_in(legend, look)
    axes = Room(
        room.left + ACROSS_EM * em, room.low + below + ALONG_EM * em, room.width - (ACROSS_EM + SCALE_EM) * em,
        room.height - below - (ALONG_EM + LINE_EM / 2) * em,
    )  # fmt: skip
    return Places(axes, legend, (room.left, room.low + below), view_of(section, axes[2:], look, legend.lesions))
