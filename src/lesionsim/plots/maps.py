"""The lesion map: a section through the probe's axis with temperature, isotherms and lesion edges."""

from collections.abc import Sequence

import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lesionsim.lesion.everywhere import is_around
from lesionsim.lesion.points import scenario_of
from lesionsim.plots.claims import lesion_claim
from lesionsim.plots.edges import DRAWN_AT_MOST, criteria_to_draw
from lesionsim.plots.embedding import map_into
from lesionsim.plots.layout import placed
from lesionsim.plots.legend import write_legend
from lesionsim.plots.looks import Look, drawing, framed, look_named
from lesionsim.plots.section import Section, draw_section, section_of
from lesionsim.plots.several import lesion_table, sizes_in_words
from lesionsim.plots.telling import tell
from lesionsim.plots.wording import caption_within
from lesionsim.scenario import Criterion
from lesionsim.texts import spoken

QUESTION = "How wide and how long is the lesion? Draw its edge."
CAPTION_LINES = {"slide": 2, "paper": 3}


def lesion_map(
    result: xr.Dataset,
    ax: Axes | None = None,
    criteria: Sequence[Criterion | str] | None = None,
    time_s: float | None = None,
    limits_c: tuple[float, float] | None = None,
    style: str = "slide",
) -> Figure:
    """Draw the section through the probe: temperature, isotherms above it, lesion edges below it.

    The section is the same on both sides of the probe, so each side carries other lines; the edge of the first
    criterion is drawn on both.

    Parameters
    ----------
    result : Dataset from `simulate`
    ax : axes to draw into, with the letters of the settings in force; a new figure when left out
    criteria : criteria or labels whose lesions are drawn, the first emphasised; left out, the scenario's first and
        those that are no isotherms, four at most. More than fit are counted and not drawn
    time_s : float, s, a recorded moment for temperature and lesions. Left out: temperature at the end of heating,
        lesions at the end of the run
    style : "slide", 13.3 × 7.5 in with letters of 18 pt or more, or "paper", 7 in wide

    Rarely needed
    -------------
    limits_c : (low, high), °C, ends of the colour scale

    Returns
    -------
    Figure

    Examples
    --------
    >>> import lesionsim as ls
    >>> figure = ls.plots.lesion_map(ls.simulate(ls.load("b1")))
    >>> figure.axes[0].get_xlabel()
    'distance along the probe (mm)'
    """
    look = look_named(style)
    section = section_of(result, criteria_to_draw(result, criteria), time_s, limits_c)
    if ax is not None:
        return map_into(ax, section)
    with drawing(look):
        return whole_picture(section, look)


def whole_picture(section: Section, look: Look) -> Figure:
    """Draw title, map, legend and caption into a picture of a look."""
    result, within = section.result, look.width_in - 2 * look.margin_in
    few = len(section.lesions) <= DRAWN_AT_MOST  # of more, the legend tells how many are drawn
    shown, count = len(section.lesions), len(scenario_of(result).criteria)
    drawn = [spoken("{shown} of {count} damage criteria drawn", shown=shown, count=count)] if few else []
    caption = caption_within(result, within, look.text_pt, CAPTION_LINES[look.name], *drawn)
    claim = lesion_claim(result, section.lesions[0])
    picture, room = framed(look, claim, caption)
    places = placed(section, room, look)
    shown = places.legend.lesions
    section = section._replace(criteria=section.criteria[:shown], lesions=section.lesions[:shown])
    width, height = picture.get_size_inches()
    left, low, wide, high = places.axes
    axes = picture.add_axes((left / width, low / height, wide / width, high / height))
    draw_section(axes, section, places.view, look)
    write_legend(axes, places.legend, places.corner, picture.dpi_scale_trans, look)
    tell(picture, claim, seen_in(section), lesion_table(section.lesions), notes_on(section), spoken(QUESTION))
    return picture


def seen_in(section: Section) -> str:
    """Say what the map shows, for those who cannot see it."""
    low, high = section.limits_c
    lines = ", ".join(f"{at_c:g} °C" for at_c in section.isotherms)
    words = "Section along the probe, coloured by temperature after {time_s:g} s, from {low:g} to {high:g} °C"
    drawn = spoken(words, time_s=section.heat_s, low=low, high=high)
    isotherms = spoken(", with isotherms at {lines}", lines=lines) if lines else ""
    edges = spoken(". Lesion edges after {time_s:g} s: {sizes}", time_s=section.lesions[0].measured_at_s,
                   sizes=sizes_in_words(section.lesions))  # fmt: skip
    return f"{drawn}{isotherms}{edges}"


def notes_on(section: Section) -> list[str]:
    """Say how the map is read, and how far criteria disagree."""
    uneven = is_around(section.result)
    sides = "" if uneven else spoken("Both sides of the probe are alike: isotherms stand above it, lesion edges below")
    return [sides, section.spread, spoken("± is the numerical error alone")]
