"""`lesionsim fit`: tissue from measured temperatures."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lesionsim.cli.command import Command
from lesionsim.cli.figure import add_picture_options, check_style
from lesionsim.cli.folder import check_file, in_json
from lesionsim.cli.inverse import number_typed
from lesionsim.cli.run import add_changes, number
from lesionsim.cli.screen import say, tell
from lesionsim.cli.subject import picture_file
from lesionsim.disclaimer import DISCLAIMER
from lesionsim.errors import ScenarioError
from lesionsim.lesion.announcing import scenario_in_words
from lesionsim.library import DEFAULT
from lesionsim.scenario.wording import shown
from lesionsim.texts import spoken

if TYPE_CHECKING:
    from lesionsim.sweep.fit.fitted import Fitted

DESCRIPTION = """\
Fit parameters of a scenario to measured temperatures, with intervals, and say which cannot be told apart. The scenario
has thermocouples of the same names where temperatures were measured, and the protocol that was run.
Educational, not for clinical planning.
"""
EXAMPLES = """\
examples:
  lesionsim fit bench.toml --measured bench.csv --vary tissue.conductivity_w_m_k
  lesionsim fit bench.toml --measured bench.csv --vary tissue.conductivity_w_m_k=0.3:0.9 \\
                --vary tissue.perfusion_per_s=0.0001:0.02 -o fit.png --scenario-out fitted.toml
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `fit`."""
    words = "name or TOML file (lesionsim list scenarios); left out, the scenario of `run`"
    parser.add_argument("scenario", nargs="?", metavar="SCENARIO", help=words)
    ask = parser.add_argument_group("the question")
    ask.add_argument("--measured", metavar="FILE.csv", help="time_s, and a column for each thermocouple")
    words = "parameter to fit, perhaps within KEY=LOW:HIGH (default: a fifth to five times its value); repeatable"
    ask.add_argument("--vary", metavar="KEY", action="append", help=words)
    ask.add_argument("--confidence", metavar="PART", type=number, default=0.95, help="of the intervals (default: 0.95)")
    answer = parser.add_argument_group("answer")
    answer.add_argument("--scenario-out", metavar="FILE.toml", help="also write the fitted scenario")
    add_picture_options(parser, "none is drawn")
    parser.add_argument("--json", action="store_true", help="print the fit as JSON and nothing else")
    add_changes(parser)


def fit_tissue(options: argparse.Namespace) -> int:
    """Fit, tell what was found, and draw it if asked."""
    from lesionsim.cli.changes import changed
    from lesionsim.library import load

    check_style(options.style)
    vary = keys_typed(options.vary)
    if options.measured is None:
        raise ScenarioError("--measured is missing; give a CSV file with time_s and measured temperatures")
    scenario = changed(load(DEFAULT if options.scenario is None else options.scenario), options)
    target = None if options.file is None else picture_file(options.file, "")
    scenario_file = None if options.scenario_out is None else Path(options.scenario_out)
    for path in filter(None, (target, scenario_file)):
        check_file(path)
        if path.exists() and not options.json:
            tell(spoken("{file} will be replaced", file=path))
    if not options.json:
        tell(spoken("Fitting {scenario}", scenario=scenario_in_words(scenario)))
    from lesionsim.sweep.fit.fit import fit

    found = fit(scenario, options.measured, vary, options.confidence)
    say(in_json(plain(found), ascii_only=True).rstrip() if options.json else f"{found}\n{spoken(DISCLAIMER)}.")
    if scenario_file is not None:
        from lesionsim.scenario import to_toml

        scenario_file.write_text(to_toml(found.scenario), "utf-8")
    if target is not None:
        from lesionsim.plots.fitted import fitted_traces
        from lesionsim.plots.saving import save

        save(fitted_traces(found, style=options.style), target)
    for words, written in (("Scenario: {file}", scenario_file), ("Picture: {file}", target)):
        if written is not None and not options.json:
            say(spoken(words, file=written))
    return 0


def keys_typed(typed: list[str] | None) -> dict[str, tuple[float, ...] | None]:
    """Return the keys that were typed, with their bounds.

    >>> keys_typed(["tissue.perfusion_per_s=0.001:0.01", "tissue.conductivity_w_m_k"])
    {'tissue.perfusion_per_s': (0.001, 0.01), 'tissue.conductivity_w_m_k': None}
    """
    found: dict[str, tuple[float, ...] | None] = {}
    for text in typed or ():
        name, sign, bounds = (part.strip() for part in text.partition("="))
        if not name or (sign and ":" not in bounds):
            raise ScenarioError(f"--vary is {shown(text)}; must be a key, or a key with bounds, KEY=LOW:HIGH")
        if name in found:
            raise ScenarioError(f"--vary {name} is given twice; give it once")
        found[name] = tuple(number_typed(f"--vary {name}", part) for part in bounds.split(":")) if sign else None
    if not found:
        raise ScenarioError("--vary is missing; say what is fitted, such as --vary tissue.conductivity_w_m_k")
    return found


def plain(found: Fitted) -> dict[str, Any]:
    """Return a fit as plain values for JSON; what has no end is None."""
    import math

    rows = [{name: finite(value) for name, value in vars(each).items()} for each in found.parameters]
    return {
        "parameters": rows,
        "rms_c": found.rms_c,
        "readings": found.readings,
        "effective_readings": found.effective,
        "autocorrelation": found.autocorrelation,
        "confidence": found.confidence,
        "correlation": found.correlation.tolist(),
        "condition": found.condition if math.isfinite(found.condition) else None,
        "warnings": list(found.warnings),
        "disclaimer": DISCLAIMER,
    }


def finite(value: Any) -> Any:
    """Return a value; None for a number without end."""
    return None if isinstance(value, float) and abs(value) == float("inf") else value


FIT = Command("fit", "fit tissue to measured temperatures", DESCRIPTION, EXAMPLES, add_options, fit_tissue)
