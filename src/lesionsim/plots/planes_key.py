"""The legend of the three planes: beside them where there is room, else below them; no key is ever left out."""

from collections.abc import Sequence

from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from lesionsim.lesion.labels import label_in_words
from lesionsim.lesion.measures import Lesion
from lesionsim.plots.anatomy import body_keys
from lesionsim.plots.legend import BODY, COLUMN_GAP_EM, Key, Legend, handle_in, height_in
from lesionsim.plots.lettering import POINTS_PER_IN, broken, broken_lines, width_in
from lesionsim.plots.looks import Look
from lesionsim.plots.nerve_scene import NERVE
from lesionsim.plots.style import INK, edge_line
from lesionsim.plots.wording import brief_size
from lesionsim.scenario import Scenario
from lesionsim.texts import spoken

NO_BREAK = "\N{NO-BREAK SPACE}"


def has_title(lesions: Sequence[Lesion], scenario: Scenario) -> bool:
    """Tell whether the legend has a title: where it has several keys, the caption says what the title would."""
    return len(lesions) == 1 and scenario.nerve is None and not scenario.anatomy


def title_of_lesions(lesions: Sequence[Lesion]) -> str:
    """Say when lesions were measured, and what numbers stand beside their lines."""
    words = "lesion after {time_s:g} s, width × length"
    words = words if len(lesions) == 1 else "lesions after {time_s:g} s, width × length"
    return spoken(words, time_s=lesions[0].measured_at_s)


def legend_beside(
    lesions: Sequence[Lesion], scenario: Scenario, room: tuple[float, float], look: Look, bodies: bool = True
) -> Legend | None:
    """Return the legend in one column, with error bars if these fit too; None where it does not fit its room, in."""
    width, height = room
    title = broken(f"{title_of_lesions(lesions)}:", width, look.text_pt) if has_title(lesions, scenario) else ""
    for with_bars in (True, False):
        keys = [*line_keys(lesions, with_bars, width, look), *other_keys(scenario, look, bodies)]
        legend = Legend(title, tuple(keys), 1, len(lesions))
        if height_in(legend, look) <= height:
            return legend
    return None


def legend_below(lesions: Sequence[Lesion], scenario: Scenario, width: float, look: Look) -> Legend:
    """Return the legend in as many columns as a width in inches has room for."""
    keys = [*line_keys(lesions, False, width, look), *other_keys(scenario, look)]
    title = f"{title_of_lesions(lesions)}:" if has_title(lesions, scenario) else ""
    columns = [count for count in range(len(keys), 0, -1) if columns_in(keys, count, look) <= width]
    return Legend(title, tuple(keys), max(columns, default=1), len(lesions))


def columns_in(keys: Sequence[Key], columns: int, look: Look) -> float:
    """Return the width of keys in columns, inches."""
    rows = -(-len(keys) // columns)
    words = [[key.words for key in keys[start : start + rows]] for start in range(0, len(keys), rows)]
    widths = [handle_in(look) + max(width_in(each, look.text_pt) for each in column) for column in words]
    return sum(widths) + COLUMN_GAP_EM * look.text_pt / POINTS_PER_IN * (len(widths) - 1)


def line_keys(lesions: Sequence[Lesion], with_bars: bool, width: float, look: Look) -> list[Key]:
    """Return a key for each lesion's edge: with its error bar on two lines, or without on one."""
    keys = []
    for number, lesion in enumerate(lesions):
        line = edge_line(number).thicker(look.lines)
        drawn = Line2D([], [], color=line.colour, linestyle=line.dashes, linewidth=line.width_pt)
        label = label_in_words(lesion.criterion)
        words = f"{label}\n{brief_size(lesion)}" if with_bars else f"{label}, {bare_size(lesion)}"
        keys.append(Key(drawn, broken_lines(words, width - handle_in(look), look.text_pt)))
    return keys


def bare_size(lesion: Lesion) -> str:
    """Write width × length without the error bar."""
    size = brief_size(lesion)
    width, bar, rest = size.partition(NO_BREAK + "±")
    return f"{width}{rest[rest.index(NO_BREAK + '×') :]}" if bar else size


def other_keys(scenario: Scenario, look: Look, bodies: bool = True) -> list[Key]:
    """Return the keys of the nerve and of the bodies."""
    of_bodies = [Key(*each, BODY) for each in body_keys(scenario, look)] if bodies else []
    if scenario.nerve is None:
        return of_bodies
    drawn = Rectangle((0, 0), 1, 1, facecolor=NERVE, edgecolor=INK, linewidth=look.lines)
    return [Key(drawn, spoken("nerve; dark: dead"), "key of the nerve"), *of_bodies]
