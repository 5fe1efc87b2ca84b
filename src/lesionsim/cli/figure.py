"""`lesionsim figure`: one picture of a result or a scenario, for a slide or a paper."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from lesionsim.cli.card_files import WORDS as CARDS
from lesionsim.cli.card_files import cards_file, write_cards
from lesionsim.cli.command import Command
from lesionsim.cli.films import file_for
from lesionsim.cli.kinds import DEFAULT_KIND, KINDS, Kind, arguments, kind_named
from lesionsim.cli.myths import LINE as MYTHS
from lesionsim.cli.myths import draw_myth, is_myth
from lesionsim.cli.run import add_changes, check_measured, number, tell_of_readings
from lesionsim.cli.screen import say, tell
from lesionsim.cli.steps import add_beside, check_beside, write_beside
from lesionsim.cli.subject import result_of, scenario_behind, subject, subject_or_default
from lesionsim.errors import ScenarioError
from lesionsim.library import DEFAULT
from lesionsim.scenario.wording import listed, nearest_phrase, shown
from lesionsim.texts import spoken

if TYPE_CHECKING:
    import xarray as xr

    from lesionsim.scenario import Criterion, Scenario

DESCRIPTION = """\
Draw one picture. RESULT is a file that `run` wrote (result.nc), or the folder of a run; a scenario or a TOML file is
run first. Educational, not for clinical planning.
"""
EXAMPLES = """\
examples:
  lesionsim figure                                             the lesion, as a slide
  lesionsim figure --kind nerve-angles                         why the needle lies along the nerve
  lesionsim figure lesion-b1/result.nc --kind traces           from the file of a run
  lesionsim figure cervical-bone --kind placement              how far may the needle be off or tilted?
  lesionsim figure lumbar-medial-branch --kind growth --time 10 --time 60
  lesionsim figure b1 --gauge 16 --kind profile -o thick.svg
  lesionsim figure b1 --kind damage --style paper -o widths.pdf
  lesionsim figure lumbar-medial-branch-rf --kind generator    what a generator of current shows
  lesionsim figure b1 --criterion isotherm-47 --criterion liver
  lesionsim figure b1 --kind traces --measured probe.csv
  lesionsim figure --kind growth-film -o growth.gif            the lesion growing, as a film
  lesionsim figure --kind gauges                               four needles side by side
  lesionsim figure --kind myth-sixty-seconds                   what is believed, published and computed
  lesionsim figure b1 --cards b1.html                          where does each number behind it come from?
  lesionsim figure b1 --kind nerve --set 'nerve={kind="straight", offset_mm=1.5}'
"""
NERVE = """add one, such as --set 'nerve={kind="straight", offset_mm=2}'"""
CURRENT = "run it with --source rf --ramp 10, or take lumbar-medial-branch-rf"
STYLES = ("slide", "paper")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `figure`, and what kinds there are."""
    kinds = "\n".join(f"  {name:<13} {spoken(kind.about)}" for name, kind in KINDS.items())
    kinds += f"\n  {'myth-NAME':<13} {spoken(MYTHS)}"
    parser.description = f"{parser.description}\n{spoken('kinds of figures:')}\n{kinds}\n"
    parser.add_argument("about", nargs="?", metavar="RESULT", help=subject_or_default())
    add_picture_options(parser, "SCENARIO-KIND.png")
    look = parser.add_argument_group("what is drawn")
    words = spoken("one of those above (default: {kind})", kind=DEFAULT_KIND)
    look.add_argument("--kind", metavar="KIND", default=DEFAULT_KIND, help=words)
    words = "damage criterion, or any isotherm such as isotherm-47; repeatable for map and traces"
    look.add_argument("--criterion", metavar="NAME", action="append", help=words)
    words = "recorded moment, s; repeatable for growth and profile"
    look.add_argument("--time", metavar="S", type=number, action="append", help=words)
    look.add_argument("--measured", metavar="FILE.csv", help="measured temperatures (traces)")
    parser.add_argument("--cards", metavar="FILE", help=CARDS)
    add_beside(parser)
    add_changes(parser)


def add_picture_options(parser: argparse.ArgumentParser, default: str) -> None:
    """Add the options about the picture's file and looks."""
    words = spoken(".png, .svg or .pdf (default: {default})", default=spoken(default))
    parser.add_argument("-o", dest="file", metavar="FILE", help=words)
    parser.add_argument("--style", metavar="STYLE", default=STYLES[0], help="slide (default) or paper")
    parser.set_defaults(json=False)


def check_style(name: str) -> None:
    """Refuse a style that does not exist."""
    if name not in STYLES:
        raise ScenarioError(f"--style is {shown(name)}; must be {listed(STYLES)}")


def draw_figure(options: argparse.Namespace) -> int:
    """Draw one picture and say where it is."""
    check_style(options.style)
    if is_myth(options.kind):
        return draw_myth(options)
    kind = kind_named(options.kind)
    measured = None if options.measured is None else [options.measured]
    typed = {"criterion": options.criterion, "time": options.time, "measured": measured}
    wanted = arguments(options.kind, {name: values for name, values in typed.items() if values})
    about = subject(kind.usual or DEFAULT if options.about is None else options.about, options)
    scenario = scenario_behind(about)
    if kind.needs_nerve and scenario.nerve is None:
        raise ScenarioError(f"--kind {options.kind} needs a nerve, and {scenario.name} has none; {NERVE}")
    if kind.needs_current and scenario.source != "rf":
        raise ScenarioError(f"--kind {options.kind} needs current, and the tip of {scenario.name} is held; {CURRENT}")
    for name in {"criterion", "criteria"} & set(wanted):
        wanted[name] = criteria_meant(scenario, wanted[name])
    check_measured(options.measured)
    check_beside(options, kind.film)
    target = file_for(options.file, scenario.name, options.kind, kind.film)
    card_target = cards_file(options.cards)
    if target.exists():
        tell(spoken("{file} will be replaced", file=target))
    from lesionsim.plots.saving import save

    if kind.of:
        drawn = kind.drawer()(multiples_of(kind, scenario), style=options.style, **wanted)
    elif kind.sweep:
        drawn = kind.drawer()(swept(kind, scenario, wanted), style=options.style)
    else:
        result = result_of(about, options)
        tell_of_readings(options.measured, result)
        drawn = kind.drawer()(result, style=options.style, **wanted)
    (drawn.save(target) if kind.film else save(drawn, target))
    say(spoken("Picture: {file}", file=target))
    if not kind.film:
        write_beside(drawn, target, options)
    write_cards(scenario, card_target)
    return 0


def multiples_of(kind: Kind, scenario: Scenario) -> object:
    """Run a scenario at the few levels that a kind of figure shows side by side."""
    from lesionsim.sweep.multiples import multiples

    return multiples(scenario, kind.of)


def swept(kind: Kind, scenario: Scenario, wanted: dict[str, object]) -> xr.Dataset:
    """Run everything that a kind of figure draws from a scenario, and return its table."""
    import lesionsim

    table: xr.Dataset = getattr(lesionsim, kind.sweep)(scenario, **wanted)
    return table


def criteria_meant(scenario: Scenario, typed: object) -> object:
    """Return the criterion, or the list of criteria, that was typed."""
    if isinstance(typed, list):
        return [criterion_meant(scenario, each) for each in typed]
    return criterion_meant(scenario, str(typed))


def criterion_meant(scenario: Scenario, typed: str) -> Criterion:
    """Return a criterion by its label, its name in the library, or as an isotherm.

    Raises
    ------
    ScenarioError
        When the run does not integrate it; tells those that it does.

    Examples
    --------
    >>> import lesionsim as ls
    >>> criterion_meant(ls.load("b1"), "liver").label, criterion_meant(ls.load("b1"), "isotherm 47").label
    ('Arrhenius liver', 'isotherm 47 °C')
    """
    from lesionsim.library.damage_models import DAMAGE
    from lesionsim.library.naming import match
    from lesionsim.scenario import Isotherm

    integrated = {each.label.casefold(): each for each in scenario.criteria}
    entry = match(typed, DAMAGE)
    label = typed.strip() if entry is None else entry.criterion.label
    isotherm = re.fullmatch(r"isotherm[\s_-]*(\d+(?:\.\d+)?)\s*(?:°?c)?", label, re.IGNORECASE)
    if label.casefold() in integrated:
        return integrated[label.casefold()]
    if isotherm:
        return Isotherm(float(isotherm[1]))
    labels = [each.label for each in scenario.criteria]
    raise ScenarioError(
        f"--criterion is {shown(typed)}, which {scenario.name} does not integrate{nearest_phrase(label, labels)}. Any "
        "isotherm can be drawn, such as isotherm-47; others belong into the scenario's criteria before the run"
    )


FIGURE = Command("figure", "draw one picture of a result", DESCRIPTION, EXAMPLES, add_options, draw_figure)
