"""The reference of the command line, from the parser itself."""

from __future__ import annotations

import argparse

from lesionsim.cli.parser import grammar


def command_page() -> str:
    """Return one page with every command: usage, options, examples."""
    whole, parsers = grammar()
    head = [
        "# Commands",
        f"{whole.description}",
        "Each command tells the same with `--help`. Exit codes: 0 success, 1 failure while running, 2 wrong input, "
        "130 stopped.",
        fenced(whole.epilog or ""),
    ]
    return "\n\n".join([*head, *(command(name, parser) for name, parser in parsers.items())]) + "\n"


def command(name: str, parser: argparse.ArgumentParser) -> str:
    """Return the section of one command."""
    parts = [f"## lesionsim {name}", fenced(parser.description or ""), fenced(parser.format_usage().strip())]
    for group in parser._action_groups:
        rows = [option(action, parser) for action in group._group_actions if action.help != argparse.SUPPRESS]
        if rows:
            parts.append("\n\n".join([f"**{group.title}**", *rows]))
    return "\n\n".join([*parts, fenced(parser.epilog or "")])


def option(action: argparse.Action, parser: argparse.ArgumentParser) -> str:
    """Return one option as a term with its meaning."""
    value = action.metavar or (action.dest.upper() if action.nargs != 0 else "")
    names = ", ".join(f"`{each}`" for each in action.option_strings)
    term = f"{names} `{value}`" if names and value and action.nargs != 0 else names or f"`{value}`"
    formatter = parser._get_formatter()
    meaning = formatter._expand_help(action) if action.help else ""
    return f"{term}\n: {plain(meaning)}"


def plain(text: str) -> str:
    """Return a text in which Markdown sees no markup, on one line."""
    return " ".join(text.split()).replace("<", "&lt;").replace("*", "\\*").replace("_", "\\_").replace("[", "\\[")


def fenced(text: str) -> str:
    """Return a text as it stands on the screen."""
    return f"```text\n{text.rstrip()}\n```" if text.strip() else ""
