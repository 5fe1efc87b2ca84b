"""A map in axes that somebody else made: with title, legend, caption and disclaimer at the size of their letters."""

from typing import cast

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation

from lesionsim.lesion.points import scenario_of
from lesionsim.plots.claims import lesion_claim
from lesionsim.plots.furniture import write_disclaimer
from lesionsim.plots.legend import height_in, legend_within, title_of_sizes, wanted_width_in, write_legend
from lesionsim.plots.lettering import POINTS_PER_IN, broken
from lesionsim.plots.looks import Look, drawing, look_of_axes
from lesionsim.plots.section import Section, draw_section, size_in, view_of
from lesionsim.plots.style import QUIET
from lesionsim.plots.wording import caption_of

BELOW_EM = 3.9  # from the axes down to the legend: room for ticks and label
LEFT_EM = 2.0
WIDE_EM = 47.0  # from this width on the legend has two columns


def map_into(axes: Axes, section: Section) -> Figure:
    """Draw a map into axes, with what stands around it above and below."""
    look = look_of_axes(*size_in(axes))
    with drawing(look):
        draw_section(axes, section, view_of(section, size_in(axes), look), look, low_bar=False)
        write_around(axes, section, look)
    return cast(Figure, axes.figure)


def write_around(axes: Axes, section: Section, look: Look) -> None:
    """Write title, disclaimer, legend and the caption with the parameters."""
    em = look.text_pt / POINTS_PER_IN
    width, result, lesions = look.width_in + LEFT_EM * em, section.result, section.lesions
    title = broken(lesion_claim(result, lesions[0]), width, look.title_pt, bold=True)
    axes.set_title(title, loc="left", y=1.0, pad=0.8 * look.text_pt)  # a given y spares matplotlib the search for one
    write_disclaimer(axes, size_pt=look.text_pt)
    scenario = scenario_of(result)
    columns = 2 if look.width_in > WIDE_EM * em else 1
    room = (max(width, wanted_width_in(lesions, scenario, look)), 1e3, columns)
    legend = legend_within(lesions, scenario, title_of_sizes(lesions, section.spread, look), room, look)
    corner = ScaledTranslation(-LEFT_EM * em, -BELOW_EM * em, axes.figure.dpi_scale_trans)
    write_legend(axes, legend, (0, 0), axes.transAxes + corner, look)
    down = BELOW_EM * look.text_pt + POINTS_PER_IN * height_in(legend, look) + 0.5 * look.text_pt
    axes.annotate(
        broken(caption_of(result, len(lesions), 100.0), width, look.text_pt), (0, 0),
        (-LEFT_EM * look.text_pt, -down), xycoords="axes fraction", textcoords="offset points",
        va="top", ha="left", color=QUIET, annotation_clip=False, gid="caption", linespacing=1.25,
    )  # fmt: skip
