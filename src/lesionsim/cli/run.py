"""`lesionsim run`: heat, measure, tell, and draw."""

from __future__ import annotations

import argparse
import math
import os
import shlex
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lesionsim.cli.beside import compile_in_two_places
from lesionsim.cli.changes import changed
from lesionsim.cli.command import Command
from lesionsim.cli.folder import check_own_file, folder_named, in_json, prepare, write_all
from lesionsim.cli.screen import say, tell
from lesionsim.cli.starting import quick_start
from lesionsim.errors import ScenarioError
from lesionsim.texts import spoken

if TYPE_CHECKING:
    import xarray as xr

    from lesionsim.scenario import Scenario

PICTURE = "lesion.png"
FILES = (PICTURE, "traces.png", "result.nc", "scenario.toml", "summary.json")
DESCRIPTION = """\
Heat the tissue around a probe, measure the lesion, and draw it. SCENARIO is a name of the library or a TOML file; left
out, it is a 20 G needle with a 10 mm tip held at 80 °C for 90 s in muscle. The tip is held at its temperature without
current, an idealised heated probe; with --source rf current heats the tissue and the generator follows its sensor.
Educational, not for clinical planning.
"""
EXAMPLES = """\
what is measured, for every damage criterion:

      |<-------------- length -------------->|
          .------------------------------.           ---
       .'                                  '.         ^
      (     [===== bare, active tip ====]####)########|######### insulated shaft
       '.                                  .'         v  width, where it is widest
          '------------------------------'           ---
      |<--->|<-------- --tip MM ------->|<-->|
      ahead                             behind

  ahead   beyond the end of the tip (z = 0)        behind   beyond the upper end of the bare tip (z = tip length)
  Measured at the end of the protocol, after the cool-down. The volume is tissue alone, without the probe.

examples:
  lesionsim run
  lesionsim run --temperature 70 --hold 60
  lesionsim run --gauge 16 --tip 5 --out short-and-thick
  lesionsim run --source rf --ramp 10          current heats the tissue, as in a real RF lesion
  lesionsim run b1 --json
  lesionsim run --measured probe.csv           measured temperatures over the computed ones
  lesionsim run mine.toml --set tissue.perfusion_per_s=0 --set 'protocol.steps[0].at_c=75'
"""


def number(text: str) -> float:
    """Read a number that was typed."""
    try:
        value = float(text)
    except ValueError:
        remedy = f"; write {text.replace(',', '.')}" if text.replace(",", ".", 1).replace(".", "", 1).isdigit() else ""
        raise argparse.ArgumentTypeError(f"is {text[:40]!r}; must be a number{remedy}") from None
    if not math.isfinite(value):
        raise argparse.ArgumentTypeError(f"is {text[:40]!r}; must be a finite number")
    return value


def gauge(text: str) -> int:
    """Read a gauge that was typed, such as 20 or 20G."""
    digits = text.strip().removesuffix("G").removesuffix("g").strip()
    if not digits.isdecimal() or len(digits) > 4:
        raise argparse.ArgumentTypeError(f"is {text[:40]!r}; must be a whole number from 14 to 23, such as 20")
    return int(digits)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `run`."""
    parser.add_argument("scenario", nargs="?", metavar="SCENARIO", help="name or TOML file (lesionsim list scenarios)")
    add_changes(parser)
    answer = parser.add_argument_group("answer")
    answer.add_argument("--out", metavar="DIR", help="folder for all files (default: lesion-SCENARIO)")
    answer.add_argument("--measured", metavar="FILE.csv", help="measured temperatures, drawn over the computed ones")
    words = "print the summary as JSON and nothing else; no files without --out"
    answer.add_argument("--json", action="store_true", help=words)


def add_changes(parser: argparse.ArgumentParser) -> None:
    """Add the options that change a scenario."""
    change = parser.add_argument_group("change the scenario")
    for name, unit, words in (
        ("temperature", "C", "set temperature of the tip, °C"),
        ("hold", "S", "time at that temperature, after the ramp, s"),
        ("ramp", "S", "time to reach it at a constant rate, s; 0 for none"),
        ("cooldown", "S", "time to wait after switching off, s; 0 for none"),
    ):
        change.add_argument(f"--{name}", metavar=unit, type=number, help=words)
    change.add_argument("--gauge", metavar="G", type=gauge, help="needle gauge, 14 to 23; larger is thinner")
    change.add_argument("--tip", metavar="MM", type=number, help="length of the bare, active tip, mm")
    change.add_argument("--tissue", metavar="NAME", help="tissue of the library (lesionsim list tissues)")
    words = (
        "held: the tip's surface is kept at the set temperature, without current; rf: current heats the tissue, the "
        "generator follows its sensor"
    )
    change.add_argument("--source", metavar="NAME", help=words)
    change.add_argument("--set", metavar="KEY=VALUE", action="append", help="any key of a scenario file; repeatable")


def run_scenario(options: argparse.Namespace) -> int:
    """Run a scenario, tell what came out, and draw it."""
    from lesionsim import library

    name = library.DEFAULT if options.scenario is None else options.scenario
    check_no_result(name)
    scenario = changed(library.load(name), options)
    silent = options.json and options.out is None
    if silent and options.measured:
        raise ScenarioError("--measured is drawn into traces.png, but --json alone writes no files; add --out DIR")
    check_measured(options.measured)
    folder = None if silent else folder_for(scenario, options)
    result = computed(scenario, options)
    from lesionsim.cli.current import generator_sentence, try_current
    from lesionsim.cli.report import answer, nerve_sentence, next_step
    from lesionsim.lesion.measures import measures
    from lesionsim.lesion.nerve import covered_lengths
    from lesionsim.result.summary import summary

    tell_of_readings(options.measured, result)
    lesions, covered = measures(result), covered_lengths(result)
    told = summary(result, lesions, covered)
    if not options.json:
        nerve = nerve_sentence(result, covered, lesions[0].reaches_outer_wall)
        say("\n\n".join(filter(None, (answer(scenario, lesions), generator_sentence(result), nerve))))
    if folder is not None:
        fill(folder, result, told, options.measured)
    if options.json or folder is None:
        say(in_json(told, ascii_only=True).rstrip())
    else:
        if real := try_current(scenario, options.words):
            say(f"\n{real}")
        picture = spoken("Picture: {file}", file=folder / PICTURE)
        say(f"\n{picture}\n\n{next_step(scenario, lesions[0], options.words)}".rstrip())
    return 0


def check_no_result(name: str) -> None:
    """Refuse a result in place of a scenario, and say what can be done with it."""
    from lesionsim.cli.subject import result_path

    path = result_path(name)
    if path is None or not os.path.exists(path):
        return
    again = path.with_name("scenario.toml")
    rerun = f", or run its scenario again with {shlex.join(['lesionsim', 'run', str(again)])}" if again.exists() else ""
    raise ScenarioError(
        f"{name} is a result that is computed already; draw it with {shlex.join(['lesionsim', 'figure', name])}, "
        f"compare it with {shlex.join(['lesionsim', 'diff', name])} OTHER{rerun}"
    )


def tell_of_readings(file: str | None, result: xr.Dataset) -> None:
    """Say which measured temperatures hold no reading during the run."""
    if file is None:
        return
    from lesionsim.lesion.measured import read_measured, unread

    end_s = float(result["step_time"].values[-1])
    for trace in unread(read_measured(file), end_s):
        first, last = trace.time_s[0], trace.time_s[-1]
        words = (
            '"{name}" in {file} holds no reading during the run, which lasts from 0 to {end_s:g} s; its times '
            "go from {first:g} to {last:g} s"
        )
        tell(spoken(words, name=trace.name, file=file, end_s=end_s, first=first, last=last))


def check_measured(file: str | None) -> None:
    """Read measured temperatures before the run, so that a mistake in their file is told at once."""
    if file is None:
        return
    from lesionsim.lesion.measured import read_measured

    read_measured(file)


def folder_for(scenario: Scenario, options: argparse.Namespace) -> Path:
    """Make the folder for the files ready; say what will be replaced."""
    folder = Path(f"lesion-{scenario.name}") if options.out is None else folder_named(options.out)
    replaced = prepare(folder, FILES)
    check_own_file(folder / "scenario.toml", options.scenario or "")
    if replaced and not options.json:
        tell(spoken("In {folder} these files will be replaced: {files}", folder=folder, files=", ".join(replaced)))
    return folder


def computed(scenario: Scenario, options: argparse.Namespace) -> xr.Dataset:
    """Simulate; say what is being done, and why it takes longer the first time."""
    if not options.json:
        from lesionsim.lesion.announcing import scenario_in_words

        tell(spoken("Computing {scenario}", scenario=scenario_in_words(scenario)))
    with quick_start() if options.alone else nullcontext():
        from lesionsim.kernels.compile import is_cached
        from lesionsim.kernels.march import march
        from lesionsim.kernels.march_rf import march_rf

        if not is_cached(march_rf if scenario.source == "rf" else march):
            if not options.json:
                tell(spoken("Compiling the solver for this machine (once, some seconds) ..."))
            compile_in_two_places(scenario)
        from lesionsim import simulate

        return simulate(scenario)


def fill(folder: Path, result: xr.Dataset, summary: dict[str, Any], measured: str | None = None) -> None:
    """Write all files of a run; where there is a summary, all are there and belong together."""
    from lesionsim import plots
    from lesionsim.lesion.points import scenario_of
    from lesionsim.result.store import save_result
    from lesionsim.scenario.folders import written_in
    from lesionsim.scenario.writing import to_toml

    over = {"measured": measured} if measured else {}
    again = to_toml(written_in(scenario_of(result), str(folder)))
    write_all(
        folder,
        {
            PICTURE: lambda path: plots.save(plots.lesion_map(result), path),
            "traces.png": lambda path: plots.save(plots.traces(result, **over), path),
            "result.nc": lambda path: save_result(result, path),
            "scenario.toml": lambda path: path.write_text(again, "utf-8"),
            "summary.json": lambda path: path.write_text(in_json(summary), "utf-8"),
        },
    )


RUN = Command("run", "compute a lesion and draw it", DESCRIPTION, EXAMPLES, add_options, run_scenario)
