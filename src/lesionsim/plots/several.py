"""What pictures of several parts share: places in inches, the run's parameters on one line, sizes with error bars."""

from collections.abc import Sequence

import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lesionsim.lesion.bars import with_error
from lesionsim.lesion.measures import Lesion
from lesionsim.lesion.points import scenario_of
from lesionsim.plots.lettering import broken, width_in
from lesionsim.plots.looks import Look, Room
from lesionsim.plots.telling import Table
from lesionsim.plots.wording import caption_within, run_in_words, size_in_words, source_title

NARROWEST_LETTERS = 3
MOST_LINES = 3  # of a caption
BREVITY = (9, 2, 1)  # lines of the parameters, from all words to the fewest
DIGITS = {"width_mm": 2, "length_mm": 2, "volume_mm3": 1}


def axes_in(picture: Figure, place: Room) -> Axes:
    """Add axes at a place given in inches."""
    width, height = (float(size) for size in picture.get_size_inches())
    return picture.add_axes((place.left / width, place.low / height, place.width / width, place.height / height))


def paper_in(picture: Figure, place: Room) -> Axes:
    """Add invisible axes whose data are inches from the lower left corner of a place."""
    axes = axes_in(picture, place)
    axes.set(xlim=(0, place.width), ylim=(0, place.height), xticks=[], yticks=[])
    axes.axis("off")
    return axes


def source_of(result: xr.Dataset) -> str:
    """Say how the tip heats."""
    return source_title(result)


def headline(result: xr.Dataset) -> str:
    """Return the title of a run on one line."""
    return f"{source_of(result)}: {run_in_words(scenario_of(result))}"


def parameters(result: xr.Dataset, look: Look, *more: str, lines: int = MOST_LINES) -> str:
    """Return the parameters of a run and what else must be told, with fewer words where that takes many lines."""
    within = look.width_in - 2 * look.margin_in
    texts = [
        " · ".join([caption_within(result, within, look.text_pt, most).replace("\n", " "), *filter(None, more)])
        for most in BREVITY
    ]
    fitting = (text for text in texts if broken(text, within, look.text_pt).count("\n") < lines)
    return next(fitting, texts[-1])


def cut_to(text: str, room_in: float, look: Look, bold: bool = False) -> str:
    """Cut a text that is wider than its room, and say so with an ellipsis."""
    if width_in(text, look.text_pt, bold) <= room_in:
        return text
    kept = text
    while len(kept) > NARROWEST_LETTERS and width_in(f"{kept}…", look.text_pt, bold) > room_in:
        kept = kept[:-1].rstrip()
    return f"{kept}…"


SIZES = ("width_mm", "length_mm", "ahead_of_tip_mm", "behind_tip_mm", "volume_mm3")
SIZE_COLUMNS = (
    "criterion", "width (mm)", "± width (mm)", "length (mm)", "± length (mm)", "ahead of the tip (mm)", "± ahead (mm)",
    "behind the tip (mm)", "± behind (mm)", "volume (mm³)", "± volume (mm³)", "after (s)", "reaches the outer wall",
)  # fmt: skip


def lesion_table(lesions: Sequence[Lesion]) -> Table:
    """Return the sizes of lesions with their numerical errors, a row each."""
    rows: list[tuple[object, ...]] = []
    for lesion in lesions:
        sizes = [getattr(lesion, f"{name}{end}") for name in SIZES for end in ("", "_error")]
        rows.append((lesion.criterion, *sizes, lesion.measured_at_s, "yes" if lesion.reaches_outer_wall else "no"))
    return Table(SIZE_COLUMNS, rows)


def sizes_in_words(lesions: Sequence[Lesion]) -> str:
    """Write the size of each lesion by its criterion."""
    return "; ".join(size_in_words(lesion) for lesion in lesions)


def size_with_bar(lesion: Lesion, name: str) -> str:
    """Write one measure of a lesion by its field's name, with its numerical error bar where it has one."""
    return with_error(getattr(lesion, name), getattr(lesion, f"{name}_error"), DIGITS[name])
