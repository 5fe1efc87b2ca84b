"""`lesionsim diff`: what is different between two runs, and what that did to the lesion."""

from __future__ import annotations

import argparse
import dataclasses
from typing import TYPE_CHECKING

from lesionsim.cli.command import Command
from lesionsim.cli.figure import add_picture_options, check_style, criterion_meant
from lesionsim.cli.folder import in_json
from lesionsim.cli.screen import say, tell
from lesionsim.cli.subject import SUBJECT, picture_file, result_of, scenario_behind, subject
from lesionsim.disclaimer import DISCLAIMER
from lesionsim.errors import ScenarioError
from lesionsim.texts import spoken

if TYPE_CHECKING:
    import xarray as xr

    from lesionsim.lesion.comparison import Comparison
    from lesionsim.scenario import Criterion

DESCRIPTION = """\
Tell which inputs differ between two runs, and what that did to the lesion. A and B are results that `run` wrote
(result.nc), folders of runs, scenarios, TOML files or rows of sweeps (DIR#17); scenarios are run first. Or both are
folders of sweeps: then their designs and all their rows are compared. Educational, not for clinical planning.
"""
EXAMPLES = """\
examples:
  lesionsim diff medial-branch-70c-60s medial-branch-80c-90s
  lesionsim diff medial-branch-70c-60s medial-branch-80c-90s -o side-by-side.png
  lesionsim diff lesion-b1 lesion-lumbar-medial-branch         the folders of two runs
  lesionsim diff before.nc mine.toml --json
  lesionsim diff sweep-mine#0 sweep-mine#17                    two rows of a sweep
  lesionsim diff sweep-mine sweep-other                        two sweeps
"""
CHANGES = ("temperature", "hold", "ramp", "cooldown", "gauge", "tip", "tissue", "source", "set")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `diff`."""
    parser.add_argument("a", metavar="A", help=SUBJECT)
    parser.add_argument("b", metavar="B", help="the same, compared with A")
    add_picture_options(parser, "none is drawn")
    parser.add_argument("--criterion", metavar="NAME", help="damage criterion to compare (default: all that both have)")
    parser.add_argument("--json", action="store_true", help="print the differences as JSON and nothing else")
    parser.set_defaults(**dict.fromkeys(CHANGES))


def tell_differences(options: argparse.Namespace) -> int:
    """Compare two runs, tell the differences, and draw them if asked."""
    check_style(options.style)
    if are_sweeps(options):
        return tell_of_sweeps(options)
    about = [subject(text, options) for text in (options.a, options.b)]
    scenarios = [scenario_behind(each) for each in about]
    criterion = None
    for scenario in scenarios if options.criterion else ():
        criterion = criterion_meant(scenario, options.criterion)
    target = None if options.file is None else picture_file(options.file, "")
    if target is not None and target.exists() and not options.json:
        tell(spoken("{file} will be replaced", file=target))
    a, b = (result_of(each, options) for each in about)
    told(compared(a, b, criterion, (options.a, options.b)), options.json)
    if target is not None:
        from lesionsim.plots.comparison import compare
        from lesionsim.plots.saving import save

        save(compare(a, b, criterion=criterion, style=options.style), target)
        if not options.json:
            say("\n" + spoken("Picture: {file}", file=target))
    return 0


def are_sweeps(options: argparse.Namespace) -> bool:
    """Tell whether two sweeps are to be compared; refuse one beside something else, and what does not fit two."""
    from lesionsim.sweep.tables.folders import is_sweep

    folders = [text for text in (options.a, options.b) if is_sweep(text)]
    if not folders:
        return False
    if len(folders) == 1:
        told = f"{folders[0]} is a whole sweep, and the other is not"
        raise ScenarioError(f"{told}; compare two sweeps, or one row: {folders[0]}#0")
    for name, value in (("-o", options.file), ("--criterion", options.criterion)):
        if value is not None:
            raise ScenarioError(
                f"{name} is for two runs, and two sweeps are compared; leave it out, or compare two rows"
            )
    return True


def tell_of_sweeps(options: argparse.Namespace) -> int:
    """Compare two sweeps and tell what differs."""
    from lesionsim.sweep.tables.contrast import contrast

    told_of = contrast(options.a, options.b)
    if options.json:
        say(in_json({**told_of.as_dict(), "disclaimer": DISCLAIMER}, ascii_only=True).rstrip())
    else:
        say(f"{told_of}\n\n{spoken(DISCLAIMER)}.")
    return 0


def compared(a: xr.Dataset, b: xr.Dataset, criterion: Criterion | None, typed: tuple[str, str]) -> Comparison:
    """Compare two runs; where their names do not tell them apart, what was typed does."""
    from lesionsim.lesion.comparison import compare

    comparison = compare(a, b, criterion)
    if comparison.a != comparison.b or typed[0] == typed[1]:
        return comparison
    one, other = (
        name if name == text else f"{name} ({text})"
        for name, text in zip((comparison.a, comparison.b), typed, strict=True)
    )
    return dataclasses.replace(comparison, a=one, b=other)


def told(comparison: Comparison, as_json: bool) -> None:
    """Print the differences, for people or for programs."""
    if as_json:
        say(in_json({**comparison.as_dict(), "disclaimer": DISCLAIMER}, ascii_only=True).rstrip())
    else:
        say(f"{comparison}\n\n{spoken('± is numerical only')}. {spoken(DISCLAIMER)}.")


DIFF = Command("diff", "tell what differs between two runs", DESCRIPTION, EXAMPLES, add_options, tell_differences)
