"""What a figure tells without being seen: an alt text, notes for the speaker, and the numbers as a table."""

import csv
import io
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.text import Text

from lesionsim.disclaimer import DISCLAIMER
from lesionsim.errors import ResultError, ScenarioError
from lesionsim.result.replacing import replacing
from lesionsim.result.store import remedy
from lesionsim.texts import spoken

GIVEN = "given"  # label of what is no answer and stands in a figure for exams too
INSTEAD = "instead: "  # begins the label of a text that is partly an answer; what follows stands there in its place
KEPT_AS = "lesionsim_record"
DIGITS = 6  # of numbers in a table
NOTHING = "A figure without words."


class Table(NamedTuple):
    """Numbers behind a figure: names of columns, with units, and rows."""

    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]


class Told(NamedTuple):
    """What a figure tells: to those who cannot see it, to the speaker, and as numbers."""

    alt: str
    notes: str
    table: Table


class Step(NamedTuple):
    """What appears together when a figure is revealed: names of artists, as patterns of "axes/artist"."""

    name: str
    shows: tuple[str, ...]
    replaces: tuple[str, ...] = ()  # what stands there until then


@dataclass
class Record:
    """What a figure carries beside its picture."""

    told: Told | None = None
    question: str = ""
    given: str | None = None  # the caption without answers; None where it has none
    steps: tuple[Step, ...] = ()
    alt_now: str = ""  # while not everything is shown
    kept: dict[int, tuple[Artist, Any]] = field(default_factory=dict)  # what artists were, while some are hidden


def record_of(figure: Figure) -> Record:
    """Return what a figure carries; an empty record where it carries none yet."""
    found: Record = vars(figure).setdefault(KEPT_AS, Record())
    return found


def attach(
    figure: Figure, told: Told, question: str = "", given: str | None = None, steps: Sequence[Step] = ()
) -> None:
    """Let a figure carry what it tells.

    Parameters
    ----------
    figure : Figure
    told : alt text, notes and table
    question : stands in the place of the title while the answer is hidden; short
    given : the caption without answers, where it has some
    steps : how the figure is revealed; left out, as maps of temperature are
    """
    vars(figure)[KEPT_AS] = Record(told, question, given, tuple(steps))


def tell(
    figure: Figure, claim: str, seen: str, table: Table, notes: Sequence[str] = (), question: str = "",
    given: str | None = None, steps: Sequence[Step] = (),
) -> None:  # fmt: skip
    """Let a figure carry what it tells, put together from parts.

    Parameters
    ----------
    figure : with its caption, which ends the notes
    claim : its title
    seen : what is drawn, for those who cannot see it
    table : its numbers
    notes : how to read it, and what is more
    question, given, steps : as in `attach`
    """
    alt = f"{sentence(seen)} {sentence(claim)}"
    parts = (sentence(claim), " ".join(sentence(each) for each in (seen, *notes) if each), caption_of(figure))
    words = "\n\n".join(part for part in (*parts, spoken(DISCLAIMER)) if part)
    attach(figure, Told(alt, words, table), question, given, steps)


def told(figure: Figure) -> Told:
    """Return what a figure tells: its alt text, notes for the speaker, and a table of its numbers.

    While a part of the figure is hidden the alt text hides it too. Where the function that drew it attached nothing,
    title and caption tell, and the table has the points of its lines.

    Examples
    --------
    >>> import lesionsim as ls
    >>> found = ls.plots.told(ls.plots.lesion_map(ls.simulate(ls.load("b1"))))
    >>> found.table.columns[:2]
    ('criterion', 'width (mm)')
    """
    record = record_of(figure)
    found = record.told or Told(plain_alt(figure), caption_of(figure), lines_of(figure))
    return found._replace(alt=record.alt_now) if record.alt_now else found


def text_named(figure: Figure, name: str) -> Text | None:
    """Return the text of a figure with some identity; None where there is none."""
    return next((text for text in figure.findobj(Text) if isinstance(text, Text) and text.get_gid() == name), None)


def title_of(figure: Figure) -> str:
    """Return the title on one line; empty where there is none."""
    written = text_named(figure, "title")
    return "" if written is None else one_line(written.get_text())


def caption_of(figure: Figure) -> str:
    """Return the caption on one line; empty where there is none."""
    written = text_named(figure, "caption")
    return "" if written is None else one_line(written.get_text())


def one_line(text: str) -> str:
    """Return a text on one line, with plain spaces."""
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def plain_alt(figure: Figure) -> str:
    """Return an alt text from title and caption, or from titles and names of axes."""
    words = [title_of(figure), caption_of(figure)]
    if not any(words):
        words = [text for axes in figure.axes for text in (axes.get_title(), axes.get_xlabel(), axes.get_ylabel())]
    return ". ".join(one_line(text).rstrip(".") for text in words if text.strip()) or spoken(NOTHING)


def lines_of(figure: Figure) -> Table:
    """Return the points of the lines of a figure, as far as they are data."""
    rows: list[tuple[object, ...]] = []
    for number, axes in enumerate(figure.axes, 1):
        for line in axes.lines:
            if line.get_transform() == axes.transData:
                name = str(line.get_gid() or line.get_label())
                x, y = (np.ravel(values) for values in line.get_data())
                rows += [(number, name, a, b) for a, b in zip(x.tolist(), y.tolist(), strict=False)]
    return Table(("panel", "line", "x", "y"), rows)


def sentence(text: str) -> str:
    """Return a text as a sentence: with a capital and a full stop."""
    text = one_line(text)
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!')) else '.'}"


def save_told(figure: Figure, path: str | os.PathLike[str]) -> tuple[Path, Path]:
    """Write what a figure tells beside its file: NAME.txt with alt text and notes, NAME.csv with the table.

    Parameters
    ----------
    figure : Figure
    path : name of the figure's file; its suffix is replaced

    Returns
    -------
    Paths of the text and of the table

    Raises
    ------
    ScenarioError
        When the folder does not exist.
    ResultError
        When a file cannot be written.
    """
    target, found = Path(path), told(figure)
    if not target.parent.is_dir():
        raise ScenarioError(f"the folder {target.parent} does not exist; make it first, or save elsewhere.")
    words = f"{spoken('Alt text')}:\n{found.alt}\n\n{spoken('Notes')}:\n{found.notes}\n"
    files = {target.with_suffix(".txt"): words, target.with_suffix(".csv"): as_csv(found.table)}
    for each, content in files.items():
        write_whole(each, content)
    text, table = files
    return text, table


def write_whole(path: Path, content: str) -> None:
    """Write a text into a file: whole or not at all, with the same bytes on every system."""
    try:
        with replacing(path) as beside:
            beside.write_bytes(content.encode("utf-8"))
    except OSError as error:
        raise ResultError(f"{path} cannot be written: {error.strerror or error}. {remedy(error)}") from error


def as_csv(table: Table) -> str:
    """Write a table as CSV: a head with units, then rows.

    Examples
    --------
    >>> as_csv(Table(("criterion", "width (mm)"), [("liver, by Arrhenius", 5.5)]))
    'criterion,width (mm)\\n"liver, by Arrhenius",5.5\\n'
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerows([table.columns, *([cell(each) for each in row] for row in table.rows)])
    return stream.getvalue()


def cell(value: object) -> str:
    """Write a number shortly, an unknown one as nothing, and a word as it is.

    >>> cell(5.123456789), cell(3), cell(float("nan")), cell("liver")
    ('5.12346', '3', '', 'liver')
    """
    if isinstance(value, bool | str):
        return str(value)
    if isinstance(value, int | np.integer):
        return str(int(value))
    if isinstance(value, float | np.floating):
        return f"{float(value):.{DIGITS}g}" if np.isfinite(value) else ""
    return str(value)
