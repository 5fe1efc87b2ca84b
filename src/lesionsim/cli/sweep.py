"""`lesionsim sweep`: many runs that a file describes, and what they say together."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lesionsim.cli.command import Command
from lesionsim.cli.figure import check_style
from lesionsim.cli.folder import folder_named, in_json, prepare
from lesionsim.cli.screen import say, tell
from lesionsim.disclaimer import DISCLAIMER
from lesionsim.errors import ScenarioError
from lesionsim.lesion.labels import label_in_words
from lesionsim.texts import spoken, spoken_again

if TYPE_CHECKING:
    from lesionsim.sweep.sweeping import Job
    from lesionsim.sweep.tables.columns import Layout
    from lesionsim.sweep.tables.folders import Found

DESCRIPTION = """\
Run a scenario many times with inputs varied, and measure every lesion. FILE.toml says which inputs vary and how; the
command `lesionsim new FILE.toml --sweep` writes one to edit. Educational, not for clinical planning.

Into the folder go rows.journal (each row as soon as it is done: nothing that is done is lost), and at the end
rows.csv and rows.parquet (one line for each row and criterion), columns.csv (what the columns mean), design.toml,
sweep.json (how many rows are ok, how fast, by which versions), and pictures.
"""
EXAMPLES = """\
examples:
  lesionsim new mine.toml --sweep              a sweep to edit, with every key explained
  lesionsim sweep mine.toml                    into the folder sweep-mine, with a process on every processor
  lesionsim sweep mine.toml --out big --workers 2
  lesionsim sweep mine.toml --out big --resume            go on after Ctrl-C, a crash or a full disk
  lesionsim sweep mine.toml --dask tcp://10.0.0.1:8786    rows are run by the workers of a Dask scheduler
  lesionsim diff big#0 big#17                  what differs between two rows, and what it did
  lesionsim diff big bigger                    what differs between two sweeps
"""
MOST_WORKERS = 1024
SOURCES = (  # how the values of a key are told
    "{count} levels from {low} to {high}",
    "log-uniform from {low} to {high}",
    "uniform from {low} to {high}",
    "normal with mean {mean} and standard deviation {sd}",
    "log-normal with median {median} and factor {factor}",
    "triangular from {low} to {high}, most likely {mode}",
)


def whole(text: str) -> int:
    """Read a number of processes that was typed."""
    if not text.strip().isdecimal() or not 1 <= int(text) <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"is {text[:40]!r}; must be a whole number from 1 to {MOST_WORKERS}")
    return int(text)


MANY_ROWS = 50_000  # take some seconds to check


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `sweep`."""
    parser.add_argument("file", metavar="FILE.toml", help="what varies and how (lesionsim new FILE.toml --sweep)")
    parser.add_argument("--out", metavar="DIR", help="folder for all files (default: sweep-FILE)")
    parser.add_argument("--resume", action="store_true", help="go on with the sweep in the folder")
    who = parser.add_argument_group("who runs the rows")
    words = "processes on this machine (default: as many as there are processors)"
    who.add_argument("--workers", metavar="N", type=whole, help=words)
    who.add_argument("--dask", metavar="ADDRESS", help="Dask scheduler whose workers run the rows, tcp://HOST:PORT")
    told = parser.add_argument_group("what is told")
    told.add_argument("--progress", action="store_true", help="show progress also where stderr is no terminal")
    told.add_argument("--quiet", action="store_true", help="say nothing but what went wrong and the answer")
    told.add_argument("--json", action="store_true", help="print the answer as JSON and nothing else")
    told.add_argument("--style", metavar="STYLE", default="slide", help="of pictures: slide (default) or paper")
    told.add_argument("--no-pictures", action="store_true", help="draw nothing")


def run_sweep(options: argparse.Namespace) -> int:
    """Run a sweep, tell what came out, and draw it."""
    from lesionsim.sweep.design.files import read_sweep
    from lesionsim.sweep.running.frames import OK
    from lesionsim.sweep.sweeping import check_possible, run
    from lesionsim.sweep.tables.columns import layout_of

    check_options(options)
    design, wanted = read_sweep(options.file)
    layout = layout_of(design, wanted)
    if len(design) >= MANY_ROWS and not silent(options):
        tell(spoken("Checking {rows} rows: about a minute for a million", rows=f"{len(design):,}"))
    check_possible(design)
    folder, job = folder_for(options), job_of(options)
    if not silent(options):
        tell("\n".join(plan(layout, job, folder)))
    found = run(layout, folder, job)
    answer(found, folder, options)
    return 0 if found.tally.statuses[OK] else 1  # a script must not go on with a table without a number


def check_options(options: argparse.Namespace) -> None:
    """Refuse options that contradict each other."""
    check_style(options.style)
    if options.quiet and options.progress:
        raise ScenarioError("--quiet and --progress are given together; give one of them")
    if options.dask is not None and options.workers is not None:
        raise ScenarioError("--workers is for processes of this machine, and --dask has workers of its own; give one")
    if not options.file.endswith(".toml") and not Path(options.file).exists():
        made = "lesionsim new mine.toml --sweep"
        raise ScenarioError(
            f"{options.file} is no file; give a TOML file that describes a sweep, such as {made} writes"
        )


def silent(options: argparse.Namespace) -> bool:
    """Tell whether nothing but answers is wanted."""
    return bool(options.quiet or options.json)


def folder_for(options: argparse.Namespace) -> Path:
    """Return the folder of the sweep, made ready."""
    folder = Path(f"sweep-{Path(options.file).stem}") if options.out is None else folder_named(options.out)
    prepare(folder, ())
    return folder


def job_of(options: argparse.Namespace) -> Job:
    """Return who runs the rows."""
    from lesionsim.sweep.sweeping import Job

    progress = True if options.progress else False if silent(options) else None
    return Job(options.workers, options.resume, options.dask, progress)


def plan(layout: Layout, job: Job, folder: Path) -> list[str]:
    """Say what is going to be done."""
    from lesionsim.sweep.running.here import is_small
    from lesionsim.sweep.running.runner import processors

    design = layout.design
    here = is_small(design, layout.options, len(design))
    workers = min(job.workers or processors(), len(design))
    by = spoken("here") if here else spoken("by {number} worker processes", number=workers)
    who = spoken("by Dask at {address}", address=job.dask) if job.dask else by
    keys, name = ", ".join(design.keys), design.scenario.name
    told = "{kind} of {rows} rows over {keys} from {scenario}"
    lines = [spoken(told, kind=design.kind, rows=len(design), keys=keys, scenario=name)]
    lines += [f"  {key}: {spoken_again(str(source), SOURCES)}"
              for key, source in zip(design.keys, design.sources, strict=True)]  # fmt: skip
    labels = ", ".join(map(label_in_words, filter(None, layout.labels))) or spoken("the first criterion")
    bars = spoken(layout.options.error_bars)
    lines.append(spoken("Measured: {labels}; error bars: {bars}", labels=labels, bars=bars))
    told = "Going on with {rows} rows {who} into {folder}" if job.resume else "Running {rows} rows {who} into {folder}"
    lines.append(spoken(told, rows=len(design), who=who, folder=folder))
    return [*lines, *([spoken("Note: {advice}", advice=spoken(design.advice))] if design.advice else [])]


def answer(found: Found, folder: Path, options: argparse.Namespace) -> None:
    """Tell what came out: how many rows are ok, a table, what matters, and which pictures there are."""
    from lesionsim.cli.sweep_pictures import analysed
    from lesionsim.sweep.running.frames import STATUSES
    from lesionsim.sweep.tables.folders import dataset_of
    from lesionsim.sweep.tables.summary import in_words, spreads

    dataset = dataset_of(found)
    spread = spreads(dataset)
    analysis = analysed(dataset, folder, None if options.no_pictures else options.style)
    if options.json:
        say(in_json(in_plain(found, folder, spread, analysis.tables), ascii_only=True).rstrip())
        return
    counts = {status: found.tally.statuses[status] for status in STATUSES if found.tally.statuses[status]}
    statuses = ", ".join(f"{count} {spoken(status)}" for status, count in counts.items())
    say(spoken("{rows} rows: {statuses}.", rows=len(found.layout.design), statuses=statuses))
    for reason, count in found.tally.reasons.most_common(3):
        say(f"  {count} x {reason}")
    if spread:
        say(f"\n{in_words(spread)}\n\n{spoken('± is numerical only')}. {spoken(DISCLAIMER)}.")
    for text in analysis.words:
        say(f"\n{text}")
    say()
    say(spoken("Table: {file}", file=folder / "rows.csv"))
    for each in analysis.pictures:
        say(spoken("Picture: {file}", file=each))
    for text in analysis.skipped:
        tell(text)


def in_plain(found: Found, folder: Path, spread: list[Any], tables: dict[str, Any]) -> dict[str, Any]:
    """Return the answer as plain values; what is not a number is None."""
    from lesionsim.result.summary import plain_value
    from lesionsim.sweep.running.frames import STATUSES

    counts = {status: found.tally.statuses[status] for status in STATUSES}
    told = {
        "folder": str(folder),
        "rows": len(found.layout.design),
        **counts,
        "reasons": dict(found.tally.reasons.most_common(5)),
        "measures": [each._asdict() for each in spread],
        **tables,
        "design_sha256": found.layout.design.sha256,
        "version": found.head["version"],
        "disclaimer": DISCLAIMER,
    }
    plain: dict[str, Any] = plain_value(told)
    return plain


SWEEP = Command("sweep", "run a scenario many times with inputs varied", DESCRIPTION, EXAMPLES, add_options, run_sweep)
