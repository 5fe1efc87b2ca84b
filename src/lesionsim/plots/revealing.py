"""A figure step by step, and a blank one for exams: what is hidden keeps its place, so that nothing jumps."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.text import Text

from lesionsim.errors import Problem, ScenarioError
from lesionsim.plots.lettering import broken
from lesionsim.plots.looks import lines_of
from lesionsim.plots.telling import GIVEN, INSTEAD, Record, Step, record_of
from lesionsim.texts import spoken

# What is there from the start: what is given, and no answer.
FRAME = Step(
    "axes and probe",
    ("*/bare tip", "*/insulated shaft", "*/needle", "*/probe", "*/words on the probe", "*/scale bar*", "*/panel title",
     "*/given: *", "*/body: *", "*/hatch of *", "*/outline of [!t]*", "*/outline of t[!h]*", "*/name of *", "*/axis: *",
     "figure/title", "figure/caption", "figure/disclaimer", "figure/across", "figure/hatched", "*/plane across",
     "*/key of the probe", "*/key of a body"),
)  # fmt: skip
TEMPERATURE = Step("temperature", ("*/temperature", "*/colour bar*"))
ISOTHERMS = Step("isotherms", ("*/isotherm *", "*/casing of isotherm *", "*/label * °C", "*/leader to isotherm *"))
EDGES = Step("lesion edges", ("*/*lesion edge*", "*/lesion"))
NERVE = Step("nerve", ("*/*nerve*",))
NUMBERS = Step("numbers", ("*",))
NO_BREAK = "\N{NO-BREAK SPACE}"
USUAL = (FRAME, TEMPERATURE, ISOTHERMS, EDGES, NERVE, NUMBERS)


def layers(figure: Figure) -> int:
    """Return in how many steps a figure is revealed.

    Examples
    --------
    >>> import lesionsim as ls
    >>> layers(ls.plots.lesion_map(ls.simulate(ls.load("b1"))))
    5
    """
    return len(plan(figure))


def revealed(figure: Figure, step: int) -> Figure:
    """Show a figure up to a step, and hide the rest; the last step shows all.

    Until the last step the question stands in the place of the title, and the caption tells the parameters alone.
    Nothing moves from step to step.

    Parameters
    ----------
    figure : Figure, which is changed
    step : from 1 to ``layers(figure)``

    Returns
    -------
    Figure
        The same one.

    Raises
    ------
    ScenarioError
        When there is no such step.

    Examples
    --------
    >>> import lesionsim as ls
    >>> figure = ls.plots.lesion_map(ls.simulate(ls.load("b1")))
    >>> for step in range(1, layers(figure) + 1):
    ...     _ = ls.plots.save(revealed(figure, step), f"lesion-{step}.png")  # doctest: +SKIP
    """
    last = layers(figure)
    if not isinstance(step, int) or isinstance(step, bool) or not 1 <= step <= last:
        raise ScenarioError(Problem("step", f"is {step!r:.40}; this figure is revealed in steps from 1 to {last}"))
    show(figure, step, last)
    names = ", ".join(spoken(each) for each in list(plan(figure))[:step])
    alt = spoken("Step {step} of {last}: {names}.", step=step, last=last, names=names)
    record_of(figure).alt_now = f"{record_of(figure).question} {alt}".strip() if step < last else ""
    return figure


def blank(figure: Figure) -> Figure:
    """Leave of a figure what an exam gives: axes, probe and a question; answers, claim and their numbers are hidden.

    ``revealed(figure, layers(figure))`` shows all again.

    Parameters
    ----------
    figure : Figure, which is changed

    Returns
    -------
    Figure
        The same one.
    """
    show(figure, 1, layers(figure))
    record = record_of(figure)
    given = spoken("A figure to fill in: {names}.", names=spoken(next(iter(plan(figure)))))
    record.alt_now = f"{record.question} {given}".strip()
    return figure


def plan(figure: Figure) -> dict[str, list[Artist]]:
    """Return the steps of a figure that have artists, each with its own; the last has all that no other names."""
    steps = record_of(figure).steps or USUAL
    found: dict[str, list[Artist]] = {step.name: [] for step in steps}
    for name, artist in artists(figure):
        found[next((step.name for step in steps if matches(name, step.shows)), steps[-1].name)].append(artist)
    first, last = steps[0].name, steps[-1].name
    return {name: each for name, each in found.items() if each or name in (first, last)}


def matches(name: str, patterns: tuple[str, ...]) -> bool:
    """Tell whether a name fits one of some patterns."""
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def show(figure: Figure, step: int, last: int) -> None:
    """Hide what comes after a step, show the rest as it was; exchange title and caption."""
    record, parts = record_of(figure), plan(figure)
    for artist, was in record.kept.values():
        put_back(artist, was)
    record.kept.clear()
    if step == last:
        return
    for artist in (artist for name in list(parts)[step:] for artist in parts[name]):
        turn(record, artist, False)
    for artist in stand_ins(figure, set(list(parts)[:step])):
        turn(record, artist, True)
    for name, words in (("title", record.question), ("caption", record.given)):
        written = next((text for text in figure.texts if text.get_gid() == name), None)
        if written is not None and words is not None:
            exchange(record, figure, written, words)


def stand_ins(figure: Figure, reached: set[str]) -> list[Artist]:
    """Return what stands in the place of steps that are not reached."""
    waiting = [step for step in record_of(figure).steps if step.replaces and step.name not in reached]
    return [artist for name, artist in artists(figure) if any(matches(name, step.replaces) for step in waiting)]


def turn(record: Record, artist: Artist, shown: bool) -> None:
    """Show or hide an artist, and remember what it was; of a text that names more than the answer, the rest stays."""
    rest = str(artist.get_label()).removeprefix(INSTEAD)
    if isinstance(artist, Text) and rest != artist.get_label() and not shown:
        keep(record, artist, artist.get_text())
        artist.set_text(rest + f"\n{NO_BREAK}" * (lines_of(artist.get_text()) - lines_of(rest)))
        return
    keep(record, artist, artist.get_visible())
    artist.set_visible(shown)


def keep(record: Record, artist: Artist, was: Any) -> None:
    """Remember what an artist was, the first time that it is changed."""
    record.kept.setdefault(id(artist), (artist, was))


def put_back(artist: Artist, was: Any) -> None:
    """Let an artist be what it was."""
    if isinstance(was, str) and isinstance(artist, Text):
        artist.set_text(was)
    else:
        artist.set_visible(bool(was))


def exchange(record: Record, figure: Figure, written: Text, words: str) -> None:
    """Write other words in the place of a text, broken as it is."""
    room = float(figure.get_size_inches()[0]) * (1 - 2 * float(written.get_position()[0]))
    lines = broken(words, room, float(written.get_fontsize()), written.get_fontweight() == "bold").split("\n")
    keep(record, written, written.get_text())
    written.set_text("\n".join(lines[: max(lines_of(written.get_text()), 1)]))


def fits(figure: Figure) -> bool:
    """Tell whether the question takes no more lines than the title in whose place it stands."""
    written = next((text for text in figure.texts if text.get_gid() == "title"), None)
    if written is None:
        return True
    room = float(figure.get_size_inches()[0]) * (1 - 2 * float(written.get_position()[0]))
    asked = broken(record_of(figure).question, room, float(written.get_fontsize()), True)
    return lines_of(asked) <= lines_of(written.get_text())


def artists(figure: Figure) -> Iterator[tuple[str, Artist]]:
    """Yield what can be hidden, by the name of its axes and its own."""
    for part in (*figure.texts, *figure.lines, *figure.patches, *figure.artists, *figure.images):
        yield f"figure/{name_of(part)}", part
    for legend in figure.legends:
        yield from in_legend(legend)
    for number, axes in enumerate(figure.axes, 1):
        yield from in_axes(axes, str(axes.get_gid() or number))


def in_axes(axes: Axes, name: str) -> Iterator[tuple[str, Artist]]:
    """Yield what stands in axes; a colour bar is one thing."""
    if name.startswith("colour bar"):
        yield f"figure/{name}", axes
        return
    parts = (*axes.lines, *axes.collections, *axes.patches, *axes.texts, *axes.images, *axes.artists)
    for part in parts:
        yield f"{name}/{name_of(part)}", part
    for part in (axes.xaxis, axes.yaxis, axes.xaxis.label, axes.yaxis.label):
        if part.get_gid() is not None:
            yield f"{name}/{part.get_gid()}", part
    for place in ("title", "_left_title", "_right_title"):
        title: Text = getattr(axes, place)
        yield f"{name}/{title.get_gid() or 'panel title'}", title
    legend = axes.get_legend()
    if legend is not None:
        yield from in_legend(legend)
    for number, inner in enumerate(axes.child_axes, 1):
        if isinstance(inner, Axes):
            yield from in_axes(inner, str(inner.get_gid() or f"{name}.{number}"))


def in_legend(legend: Legend) -> Iterator[tuple[str, Artist]]:
    """Yield the entries of a legend, each with its sample, and its title."""
    yield "legend/title", legend.get_title()
    for handle, text in zip(legend.legend_handles, legend.get_texts(), strict=False):
        name = f"legend/{text.get_gid() or 'key'}"
        yield name, text
        if handle is not None:
            yield name, handle


def name_of(artist: Artist) -> str:
    """Return an artist's identity, or what kind it is; what is no answer is marked as given."""
    given = "given: " if artist.get_label() == GIVEN else ""
    return f"{given}{artist.get_gid() or type(artist).__name__}"
