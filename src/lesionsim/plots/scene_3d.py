"""The lesion in space: its surface, the probe in it, the nerve, and the bodies beside it cut open."""

import math
from typing import NamedTuple

import numpy as np
import xarray as xr
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator
from mpl_toolkits.mplot3d.art3d import Poly3DCollection
from mpl_toolkits.mplot3d.axes3d import Axes3D

from lesionsim.errors import Problem, ScenarioError
from lesionsim.lesion.asking import number_of
from lesionsim.lesion.labels import label_in_words, tissue_in_words
from lesionsim.lesion.level import choose
from lesionsim.lesion.measures import Lesion, measure
from lesionsim.lesion.nerve import lesion_of
from lesionsim.lesion.points import moment, scenario_of
from lesionsim.plots.anatomy import paints, visible_mm
from lesionsim.plots.claims import volume_claim
from lesionsim.plots.legend import BODY, Key, Legend, write_legend
from lesionsim.plots.lettering import broken
from lesionsim.plots.looks import Look, Room, drawing, framed, look_named
from lesionsim.plots.nerve_scene import NERVE
from lesionsim.plots.revealing import FRAME, NUMBERS
from lesionsim.plots.several import lesion_table, parameters
from lesionsim.plots.style import INK, METAL, SHAFT
from lesionsim.plots.surfaces import Box, closed_surface, lesion_surface, net, rod, tube
from lesionsim.plots.telling import Step, tell
from lesionsim.plots.wording import brief_size, size_in_words
from lesionsim.problem.portions import known_portions
from lesionsim.scenario import Criterion, Scenario
from lesionsim.scenario.wording import listed
from lesionsim.texts import spoken

Array = np.ndarray
Colour = tuple[float, float, float, float]

LESION = "#c8371e"
LESION_ALPHA = 0.42
BODY_LIGHTER = 0.45  # from a body's colour to white
BEYOND_MM = 3.0  # around lesion and tip
NET_MM = 0.5
PIECE_MM = 0.6  # of rods: short pieces hide one another as they should
LIGHT = np.array([-0.45, -0.75, 0.5])
SHADOW = 0.55  # brightness of what the light does not reach
ELEVATION_DEG, AZIMUTH_DEG = 20.0, -122.0
LEGEND_SHARE = 0.30
PAPER_HEIGHT_IN = 4.6
QUESTION = "What shape has the lesion around this tip?"
SEEN = "The lesion in space, seen from aside, with {parts}. {size}"
REVEALED = (
    FRAME._replace(shows=(*FRAME.shows, "space/surfaces without lesion")),
    Step("lesion", ("space/surfaces",), replaces=("space/surfaces without lesion",)),
    NUMBERS,
)
MOST_TICKS, FEW_TICKS = 5, 3
ZOOM = 0.93  # leaves room for the axes' words
LABEL_EM = 0.5
UNDER = 0.8  # in lines of text, kept free below the view
DIRECTION = "an angle in degrees, such as -110"


class Part(NamedTuple):
    """Polygons of one colour, and their name."""

    name: str
    polygons: Array  # (n, 4, 3)
    colour: Colour


def view_3d(
    result: xr.Dataset,
    criterion: Criterion | str | None = None,
    time_s: float | None = None,
    azimuth_deg: float = AZIMUTH_DEG,
    elevation_deg: float = ELEVATION_DEG,
    style: str = "slide",
) -> Figure:
    """Draw the lesion in space: its surface, the probe in it, the nerve, and what lies beside them, cut open.

    Bodies of the anatomy are cut away in front of the probe, as it is seen. All axes have one scale.

    Parameters
    ----------
    result : Dataset from `simulate`
    criterion : whose lesion is drawn; the scenario's first when left out
    time_s : float, s, a recorded moment; the end when left out
    azimuth_deg, elevation_deg : from where it is seen: degrees around the probe from +x to +y, and above the plane
        across it
    style : "slide" or "paper"

    Returns
    -------
    Figure

    Raises
    ------
    ScenarioError
        When there is no lesion, or as `measure` does.

    Examples
    --------
    >>> import lesionsim as ls
    >>> from lesionsim.plots.scene_3d import view_3d
    >>> figure = view_3d(ls.simulate(ls.load("b1")))
    >>> figure.axes[0].get_zlabel()
    'z (mm)'
    """
    look, chosen = look_named(style), choose(result, criterion)
    seen_from = tuple(number_of(name, given, DIRECTION) for name, given in
                      (("elevation_deg", elevation_deg), ("azimuth_deg", azimuth_deg)))  # fmt: skip
    lesion = measure(result, chosen, time_s)
    surface = lesion_surface(lesion_of(result, chosen, moment(result, time_s)))
    if not len(surface):
        raise ScenarioError(
            Problem("criterion", f"is {chosen.label}, which makes no lesion after {lesion.measured_at_s:g} s")
        )
    with drawing(look):
        height = PAPER_HEIGHT_IN if style == "paper" else None
        caption = parameters(result, look, spoken("z along the probe, from the end of the tip"), lines=2)
        claim = volume_claim(lesion)
        picture, room = framed(look, claim, caption, height)
        box = box_around(scenario_of(result), surface)
        parts = parts_of(scenario_of(result), surface, box, seen_from[1])
        draw_space(picture, room, look, parts, box, seen_from)
        write_key(picture, room, look, scenario_of(result), lesion)
        beside = [part_in_words(part.name) for part in parts if part.name != "lesion"]
        seen = spoken(SEEN, parts=listed(beside, spoken("and")), size=size_in_words(lesion))
        tell(picture, claim, seen, lesion_table([lesion]), question=spoken(QUESTION), steps=REVEALED)
    return picture


def parts_of(scenario: Scenario, surface: Array, box: Box, azimuth_deg: float) -> list[Part]:
    """Return everything that is drawn, within a box around lesion and tip."""
    probe, top = scenario.probe, box.high[2]
    start, middle, end = (np.array([0.0, 0.0, z]) for z in (0.0, probe.tip_length_mm, top))
    parts = [
        Part("lesion", surface, to_rgba(LESION, LESION_ALPHA)),
        Part(
            "bare tip", rod(start, middle, probe.radius_mm, round(probe.tip_length_mm / PIECE_MM) + 1), to_rgba(METAL)
        ),
        Part(
            "insulated shaft",
            rod(middle, end, probe.radius_mm, round((top - probe.tip_length_mm) / PIECE_MM) + 1),
            to_rgba(SHAFT),
        ),
    ]
    if scenario.nerve is not None:
        corners = np.array(scenario.nerve.polyline_mm(probe.tip_length_mm, scenario.placement))
        parts.append(Part("nerve", tube(corners, scenario.nerve.diameter_mm / 2, box, PIECE_MM), to_rgba(NERVE)))
    return [*parts, *bodies_of(scenario, behind(box, azimuth_deg))]


def part_in_words(name: str) -> str:
    """Write what a part is; of a body, its tissue."""
    return tissue_in_words(name.removeprefix("body: "))


def box_around(scenario: Scenario, surface: Array) -> Box:
    """Return a box around lesion and tip with some room, inside the domain."""
    points = surface.reshape(-1, 3)
    reach = min(float(np.abs(points[:, :2]).max()) + BEYOND_MM, scenario.domain.radius_mm)
    low, high = (
        float(points[:, 2].min()) - BEYOND_MM,
        max(float(points[:, 2].max()), scenario.probe.tip_length_mm) + BEYOND_MM,
    )
    return Box((-reach, -reach, max(low, -scenario.domain.ahead_mm)), (reach, reach, high))


def behind(box: Box, azimuth_deg: float) -> Box:
    """Return the half of a box behind the probe, as seen from an angle: the cut runs along x or along y."""
    toward = (math.cos(math.radians(azimuth_deg)), math.sin(math.radians(azimuth_deg)))
    axis = int(abs(toward[1]) > abs(toward[0]))
    low, high = list(box.low), list(box.high)
    (high if toward[axis] > 0 else low)[axis] = 0.0
    return Box((low[0], low[1], low[2]), (high[0], high[1], high[2]))


def bodies_of(scenario: Scenario, box: Box) -> list[Part]:
    """Return the surfaces of the bodies in a box."""
    if not scenario.anatomy:
        return []
    lines = net(box, NET_MM)
    x, y, z = np.meshgrid(*lines, indexing="ij")
    found, colours = [], body_colours(scenario)
    for portion, distance in visible_mm(scenario, np.stack([x.ravel(), y.ravel(), z.ravel()], axis=1)):
        polygons = closed_surface(lines, distance.reshape(x.shape))
        if len(polygons):
            polygons = polygons[:, [0, 1, 2, 2]]  # four corners, as all others have
            found.append(Part(f"body: {portion.name}", polygons, colours[portion.name]))
    return found


def body_colours(scenario: Scenario) -> dict[str, Colour]:
    """Return the light colours of surfaces of bodies by their names."""
    return {name: lighter(paint.colour) for name, paint in paints(scenario).items()}


def lighter(colour: str) -> Colour:
    """Return a colour with some white in it."""
    red, green, blue = (part + BODY_LIGHTER * (1 - part) for part in to_rgba(colour)[:3])
    return (red, green, blue, 1.0)


def draw_space(
    picture: Figure, room: Room, look: Look, parts: list[Part], box: Box, seen_from: tuple[float, ...]
) -> None:
    """Draw all polygons as one collection, so that near ones hide far ones whatever they belong to."""
    width, height = (float(size) for size in picture.get_size_inches())
    lift = UNDER * look.line_in
    place = (room.left / width, (room.low + lift) / height, (1 - LEGEND_SHARE) * room.width / width,
             (room.height - lift) / height)  # fmt: skip
    axes: Axes3D = picture.add_axes(place, projection="3d")
    axes.set_gid("space")
    for name, shown in (("surfaces", parts), ("surfaces without lesion", parts[1:])):
        polygons = np.concatenate([part.polygons for part in shown])
        colours = np.concatenate([shaded(part) for part in shown])
        drawn = Poly3DCollection(polygons, facecolors=colours, linewidths=0.0, antialiaseds=False)
        drawn.set(gid=name, visible=name == "surfaces")  # the other one stands in its place while it is hidden
        axes.add_collection3d(drawn)
    low, high = (np.array(each) for each in box)
    axes.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), zlim=(low[2], high[2]))
    axes.set_box_aspect(tuple(high - low), zoom=ZOOM)
    axes.set_proj_type("ortho")
    axes.view_init(elev=seen_from[0], azim=seen_from[1])
    for name, axis in (("x", axes.xaxis), ("y", axes.yaxis), ("z", axes.zaxis)):
        flat = name != "z"  # ticks at the near corner of x and y would lie on each other
        nbins, prune = (FEW_TICKS, "lower") if flat else (MOST_TICKS, None)
        axis.set_major_locator(MaxNLocator(nbins, steps=[1, 2, 5, 10], prune=prune))
        axis.label.set_text(f"{name} (mm)")
        axis.labelpad = LABEL_EM * look.text_pt
        axes.tick_params(axis=name, pad=(0.1 if flat else 0.35) * look.text_pt)
        axis.pane.set_facecolor("#f6f6f6")


def shaded(part: Part) -> Array:
    """Return the colour of each polygon, darker where it turns away from the light."""
    one = part.polygons[:, 2] - part.polygons[:, 0]  # diagonals: a side may have no length
    other = part.polygons[:, 3] - part.polygons[:, 1]
    normal = np.cross(one, other)
    length = np.maximum(np.linalg.norm(normal, axis=1), 1e-12)
    lit = np.abs(normal @ (LIGHT / np.linalg.norm(LIGHT))) / length
    colours = np.tile(np.array(part.colour), (len(lit), 1))
    colours[:, :3] *= (SHADOW + (1 - SHADOW) * lit)[:, None]
    return colours


def breakable(size: str) -> str:
    """Let a size go on in the next line after its sign of multiplication."""
    return size.replace("×\N{NO-BREAK SPACE}", "× ")


def write_key(picture: Figure, room: Room, look: Look, scenario: Scenario, lesion: Lesion) -> None:
    """Name the colours to the right of the view."""
    within = LEGEND_SHARE * room.width - 3.2 * look.line_in
    label, size = label_in_words(lesion.criterion), breakable(brief_size(lesion))
    told = spoken(
        "lesion after {time_s:g} s: {criterion}, {size}", time_s=lesion.measured_at_s, criterion=label, size=size
    )
    named = [
        (told, to_rgba(LESION, LESION_ALPHA)),
        (spoken("bare metal tip, {tip_mm:g} mm", tip_mm=scenario.probe.tip_length_mm), to_rgba(METAL)),
        (spoken("insulated shaft"), to_rgba(SHAFT)),
    ]
    if scenario.nerve is not None:
        named.append((spoken("nerve, {mm:g} mm thick", mm=scenario.nerve.diameter_mm), to_rgba(NERVE)))
    known = {each.name for each in known_portions(scenario)}
    named += [
        (spoken("{body}, cut open", body=tissue_in_words(name)), colour)
        for name, colour in body_colours(scenario).items()
        if name in known
    ]
    keys = tuple(
        Key(Rectangle((0, 0), 1, 1, facecolor=colour, edgecolor=INK, linewidth=0.8 * look.lines),
            broken(words, within, look.text_pt), BODY if number else "key of the lesion")
        for number, (words, colour) in enumerate(named)
    )  # fmt: skip
    left = room.left + (1 - LEGEND_SHARE) * room.width
    write_legend(picture, Legend("", keys, 1, 1), (left, room.low + 0.85 * room.height), picture.dpi_scale_trans, look)
