"""`lesionsim export`: a result on an even grid, for programs that draw volumes."""

from __future__ import annotations

import argparse
from pathlib import Path

from lesionsim.cli.command import Command
from lesionsim.cli.folder import check_file
from lesionsim.cli.run import add_changes, number
from lesionsim.cli.screen import say, tell
from lesionsim.cli.subject import result_of, scenario_behind, subject, subject_or_default
from lesionsim.library import DEFAULT
from lesionsim.texts import spoken

DESCRIPTION = """\
Write a result on an even grid x, y, z to a VTK image file (.vti), which ParaView opens: temperature, highest
temperature so far, the level of every damage criterion (above 0: dead), material and metal. RESULT is a file that
`run` wrote, the folder of a run, a scenario or a TOML file; a scenario is run first.
Educational, not for clinical planning.
"""
EXAMPLES = """\
examples:
  lesionsim export lesion-b1/result.nc -o b1.vti
  lesionsim export b1 --time 60 --spacing 0.5
in ParaView: Filters > Contour by "level: ...", value 0, is the surface of the lesion
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `export`."""
    parser.add_argument("about", nargs="?", metavar="RESULT", help=subject_or_default())
    parser.add_argument("-o", dest="file", metavar="FILE.vti", help="default: SCENARIO.vti")
    parser.add_argument("--time", metavar="S", type=number, help="recorded moment, s (default: the end)")
    parser.add_argument("--spacing", metavar="MM", type=number, default=0.25, help="between places, mm (default: 0.25)")
    parser.set_defaults(json=False)
    add_changes(parser)


def export(options: argparse.Namespace) -> int:
    """Write a result for other programs and say where it is."""
    from lesionsim.lesion.volume import export_vti
    from lesionsim.result.vti import vti_path

    about = subject(DEFAULT if options.about is None else options.about, options)
    target = vti_path(Path(options.file or f"{scenario_behind(about).name}.vti"))
    check_file(target)
    if target.exists():
        tell(spoken("{file} will be replaced", file=target))
    export_vti(result_of(about, options), target, options.time, options.spacing)
    say(spoken("Volume: {file}", file=target))
    return 0


EXPORT = Command("export", "write a result for ParaView and other programs", DESCRIPTION, EXAMPLES, add_options, export)
