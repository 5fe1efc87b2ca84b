"""A myth on one card: what is believed, what is published on either side, and the model's answer with a small plot."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lesionsim.disclaimer import DISCLAIMER
from lesionsim.errors import Problem, ScenarioError
from lesionsim.plots.lettering import broken
from lesionsim.plots.looks import Look, Room, drawing, framed, lines_of, look_named
from lesionsim.plots.myth_curves import draw_curves
from lesionsim.plots.myth_data import Answered, Curves, Rows, Side, lines_of_card
from lesionsim.plots.myth_rows import draw_rows
from lesionsim.plots.myth_style import SIDES, TINTS
from lesionsim.plots.several import paper_in
from lesionsim.plots.style import INK, QUIET
from lesionsim.plots.telling import Step, Table, Told, attach
from lesionsim.texts import spoken

PAPER_HEIGHT_IN = 4.7
PAD, BAR, BETWEEN = 0.4, 0.22, 0.6  # in lines of text: around the words of a box, its coloured edge, between boxes
UNDER_BOX, UNDER_VERDICT = 0.55, 0.5
LARGER = 1.12  # the claims and the verdict, against the text
LINE = 1.25  # lines of bold words, in lines of text
NO_CARD = 'is no answered myth; give one, such as ls.myths()["ahead-of-tip"].answer()'
STEPS = (
    Step("both sides", ("figure/*", "side */*", "plot/axis: *")),
    Step("what is published", ("plot/published *", "plot/guide *", "plot/name of a guide")),
    Step("the model's answer", ("*",)),
)


def myth_card(answered: Answered, style: str = "slide") -> Figure:
    """Draw a myth that the model has answered: readable at a glance on a slide, complete in print.

    Parameters
    ----------
    answered : from `lesionsim.myths()`, such as `ls.myths()["ahead-of-tip"].answer()`, which runs the model
    style : "slide" or "paper"; on paper the sides say in full what they found

    Returns
    -------
    Figure

    Raises
    ------
    ScenarioError
        When this is no answered myth.

    Examples
    --------
    >>> import lesionsim as ls
    >>> figure = ls.plots.myth_card(ls.myths()["hot-needle"].answer(), style="paper")
    >>> figure.axes[-1].get_xlabel()
    'mean power while 80 °C are held (W)'
    """
    look = look_named(style)
    if not isinstance(answered, Answered):
        raise ScenarioError(Problem("answered", NO_CARD))
    with drawing(look):
        picture, room = framed(look, str(answered.belief), caption_of(answered, look), height_of(look))
        room = draw_sides(picture, room, look, answered)
        room = draw_verdict(picture, room, look, answered)
        draw_evidence(picture, room, look, answered.evidence)
    tell(picture, answered)
    return picture


def height_of(look: Look) -> float | None:
    """Return the height of a card; None for that of the look."""
    return PAPER_HEIGHT_IN if look.name == "paper" else None


def caption_of(answered: Answered, look: Look) -> str:
    """Cite both sides, then tell the model's conditions."""
    full = look.name == "paper"
    cited = [source.full if full else source.brief for side in answered.sides for source in side.sources]
    return " · ".join([*cited, str(answered.conditions)])


def words_of(side: Side, look: Look) -> tuple[str, str]:
    """Return what stands in a box: the claim, and who says so; in print also what exactly."""
    who = ", ".join(source.short for source in side.sources)
    return str(side.claim), f"{who}: {side.says}" if look.name == "paper" else who


def draw_sides(picture: Figure, room: Room, look: Look, answered: Answered) -> Room:
    """Draw both sides beside each other at the top, and return the room that is left below."""
    line = look.line_in
    width = (room.width - BETWEEN * line) / 2
    within = width - (2 * PAD + BAR) * line
    claims, saying = zip(*(words_of(side, look) for side in answered.sides), strict=True)
    size = LARGER * look.text_pt
    claims = tuple(broken(claim, within, size, bold=True) for claim in claims)
    saying = tuple(broken(words, within, look.text_pt) for words in saying)
    head = LINE * line * max(map(lines_of, claims))
    high = head + line * max(map(lines_of, saying)) + 2 * PAD * line
    for number in range(len(answered.sides)):
        left = room.left + number * (width + BETWEEN * line)
        box = paper_in(picture, Room(left, room.low + room.height - high, width, high))
        draw_box(box, look, number, (claims[number], saying[number]), head)
    return room._replace(height=room.height - high - UNDER_BOX * line)


def draw_box(axes: Axes, look: Look, number: int, words: tuple[str, str], head: float) -> None:
    """Draw one side: tinted, with an edge in the colour that its marks have in the plot; data are inches."""
    line = look.line_in
    width, height = axes.get_xlim()[1], axes.get_ylim()[1]
    axes.set_gid(f"side {number}")
    axes.add_patch(Rectangle((0, 0), width, height, facecolor=TINTS[number], linewidth=0))
    axes.add_patch(Rectangle((0, 0), BAR * line, height, facecolor=SIDES[number], linewidth=0))
    left, top = (BAR + PAD) * line, height - PAD * line
    axes.text(left, top, words[0], va="top", fontweight="bold", fontsize=LARGER * look.text_pt, color=INK,
              linespacing=1.1, gid=f"claim {number}")  # fmt: skip
    axes.text(left, top - head, words[1], va="top", color=QUIET, linespacing=1.1, gid=f"source {number}")


def draw_verdict(picture: Figure, room: Room, look: Look, answered: Answered) -> Room:
    """Write the model's answer below the sides, and return the room that is left below it."""
    size = LARGER * look.text_pt
    text = broken(str(answered.verdict), room.width, size, bold=True)
    high = LINE * look.line_in * lines_of(text)
    axes = paper_in(picture, Room(room.left, room.low + room.height - high, room.width, high))
    axes.set_gid("answer")
    axes.text(0, high, text, va="top", fontweight="bold", fontsize=size, color=INK, linespacing=1.1, gid="verdict")
    return room._replace(height=room.height - high - UNDER_VERDICT * look.line_in)


def draw_evidence(picture: Figure, room: Room, look: Look, evidence: Rows | Curves) -> None:
    """Draw the plot under the verdict."""
    if isinstance(evidence, Rows):
        draw_rows(picture, room, look, evidence)
    else:
        draw_curves(picture, room, look, evidence)


def tell(picture: Figure, answered: Answered) -> None:
    """Attach the card in words, its numbers as a table, and how it is revealed: first both sides, last the answer."""
    notes = "\n".join([*lines_of_card(answered), "", spoken(DISCLAIMER)])
    told = Told(alt_of(answered), notes, Table(*table_of(answered)))
    attach(picture, told, str(answered.belief), steps=STEPS)


def alt_of(answered: Answered) -> str:
    """Say what the card shows, for those who do not see it."""
    sides = " ".join(f"{', '.join(source.short for source in side.sources)}: {side.claim}." for side in answered.sides)
    return f"{answered.belief} {sides} {answered.sentence}"


def table_of(answered: Answered) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """Return the numbers of the answer: what, value, numerical error, smallest and largest over criteria, unit."""
    columns = ("what", "value", "numerical_error", "low_over_criteria", "high_over_criteria", "unit")
    return columns, [(str(each.what), *each[1:]) for each in answered.numbers]
