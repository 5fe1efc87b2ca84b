"""The legend of a map: which line is which lesion, how wide and long; and how much room that takes."""

from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.transforms import Transform

from lesionsim.lesion.labels import label_in_words
from lesionsim.lesion.measures import Lesion
from lesionsim.plots.anatomy import body_keys
from lesionsim.plots.lettering import LINE_EM, POINTS_PER_IN, broken, width_in
from lesionsim.plots.looks import Look, lines_of
from lesionsim.plots.style import EDGES, INK, METAL, SHAFT, edge_line
from lesionsim.plots.wording import NUMERICAL, any_error, brief_size
from lesionsim.scenario import Scenario
from lesionsim.texts import spoken

SPARING = "slide"  # the look with few words
PROBE, BODY = "key of the probe", "key of a body"
HANDLE_EM, PAD_EM, KEY_GAP_EM, COLUMN_GAP_EM = 2.4, 0.6, 0.4, 1.4


class Key(NamedTuple):
    """One line of a legend: what is drawn, and its words."""

    drawn: Artist
    words: str
    gid: str = "key of a line"


class Legend(NamedTuple):
    """A legend that fits its room."""

    title: str
    keys: tuple[Key, ...]
    columns: int
    lesions: int  # how many lesions have a key; the others are not drawn


def title_of_sizes(lesions: Sequence[Lesion], spread: str, look: Look) -> list[str]:
    """Return the legend's title: moment, what the numbers are, and how far criteria disagree; on a slide fewer words.

    Parameters
    ----------
    spread : the range of widths over criteria in words; may be empty
    """
    if look.name == SPARING:
        sized = any(lesion.volume_mm3 > 0 for lesion in lesions)
        moment = spoken("after {time_s:g} s:", time_s=lesions[0].measured_at_s)
        bars = [spoken(NUMERICAL)] if any_error(lesions) else []
        return [f"{moment} {spoken('width × length')}", *bars] if sized else [moment]
    edges = "lesion edge after {time_s:g} s:" if len(lesions) == 1 else "lesion edges after {time_s:g} s:"
    numbers = spoken("width × length") + (f" {spoken(NUMERICAL)}" if any_error(lesions) else "")
    sized = any(lesion.volume_mm3 > 0 for lesion in lesions)
    parts = [spoken(edges, time_s=lesions[0].measured_at_s), numbers if sized else "", spread]
    return [part for part in parts if part]


def lesion_keys(lesions: Sequence[Lesion], room_in: float, look: Look) -> list[Key]:
    """Return a key for each lesion, its words broken to a width."""
    keys = []
    for number, lesion in enumerate(lesions):
        line = edge_line(number).thicker(look.lines)
        drawn = Line2D([], [], color=line.colour, linestyle=line.dashes, linewidth=line.width_pt)
        words = (label_in_words(lesion.criterion), brief_size(lesion))
        label, size = (broken(text, room_in, look.text_pt) for text in words)
        keys.append(Key(drawn, f"{label}\n{size}"))
    return keys


def scene_keys(scenario: Scenario, look: Look) -> list[Key]:
    """Return the keys of the probe's two parts, and of the bodies beside it."""
    tip_mm, few = scenario.probe.tip_length_mm, look.name == SPARING
    bare = Rectangle((0, 0), 1, 1, facecolor=METAL, edgecolor=INK, linewidth=1.2 * look.lines)
    shaft = Rectangle((0, 0), 1, 1, facecolor=SHAFT, edgecolor=SHAFT, linewidth=look.lines)
    bodies = [Key(*each, BODY) for each in body_keys(scenario, look)]
    named = (spoken("bare tip, {tip_mm:g} mm", tip_mm=tip_mm) if few
             else spoken("bare metal tip, {tip_mm:g} mm", tip_mm=tip_mm),
             spoken("shaft") if few else spoken("insulated shaft"))  # fmt: skip
    return [Key(bare, named[0], PROBE), Key(shaft, named[1], PROBE), *bodies]


def wanted_width_in(lesions: Sequence[Lesion], scenario: Scenario, look: Look) -> float:
    """Return the width of a legend of one column whose keys are not broken, in inches."""
    texts = [text for lesion in lesions for text in (label_in_words(lesion.criterion), brief_size(lesion))]
    texts += [key.words for key in scene_keys(scenario, look)]
    titles = [width_in(text, look.text_pt) for text in title_of_sizes(lesions, "", look)]
    return max(*titles, handle_in(look) + max(width_in(text, look.text_pt) for text in texts))


def handle_in(look: Look) -> float:
    """Return the width of a legend's lines with the gap to their words, in inches."""
    return (HANDLE_EM + PAD_EM) * look.text_pt / POINTS_PER_IN


def height_in(legend: Legend, look: Look) -> float:
    """Return the height of a legend in inches."""
    rows = -(-len(legend.keys) // legend.columns)
    columns = [legend.keys[start : start + rows] for start in range(0, len(legend.keys), rows)]
    ems = max(sum(LINE_EM * lines_of(key.words) + KEY_GAP_EM for key in column) for column in columns)
    return (ems + LINE_EM * lines_of(legend.title) + KEY_GAP_EM) * look.text_pt / POINTS_PER_IN


def legend_within(
    lesions: Sequence[Lesion], scenario: Scenario, title: Sequence[str], room: tuple[float, float, int], look: Look
) -> Legend:
    """Return a legend that fits: where lesions are too many, the last ones are counted and not drawn.

    Parameters
    ----------
    title : parts of the title
    room : (width, height, columns); width and height in inches
    """
    width, height, columns = room
    column = (width - (columns - 1) * COLUMN_GAP_EM * look.text_pt / POINTS_PER_IN) / columns
    parts = title if columns == 1 else ["; ".join(title).replace(":;", ":")]
    words = "\n".join(broken(part, width, look.text_pt) for part in parts)
    keys = lesion_keys(lesions, column - handle_in(look), look)
    for shown in range(min(len(lesions), len(EDGES)), 0, -1):
        left_out = len(lesions) - shown
        more = [Key(Line2D([], [], linestyle="none"), spoken("{count} more not drawn", count=left_out))]
        more = more if left_out else []
        legend = Legend(words, (*keys[:shown], *more, *scene_keys(scenario, look)), columns, shown)
        if height_in(legend, look) <= height:
            break
    return legend


def write_legend(
    on: Axes | Figure, legend: Legend, place: tuple[float, float], transform: Transform, look: Look
) -> None:
    """Write a legend with its upper left corner at a place."""
    written = on.legend(
        [key.drawn for key in legend.keys], [key.words for key in legend.keys], title=legend.title, loc="upper left",
        bbox_to_anchor=place, bbox_transform=transform, ncols=legend.columns, borderaxespad=0, borderpad=0,
        labelspacing=KEY_GAP_EM, columnspacing=COLUMN_GAP_EM, handlelength=HANDLE_EM, handletextpad=PAD_EM,
        alignment="left", fontsize=look.text_pt, title_fontsize=look.text_pt, frameon=False,
    )  # fmt: skip
    written.set_gid("legend")
    for key, text in zip(legend.keys, written.get_texts(), strict=True):
        text.set_gid(key.gid)
