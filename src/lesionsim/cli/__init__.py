"""The `lesionsim` command. It reads what was typed, uses the road, and says what came out; no physics here.

`parser` holds the grammar and its messages, each other file one command or one part of `run`. Nothing heavy is
imported before it is needed, so that help comes at once. Exit codes: 0 success, 1 failure while running, 2 wrong input.
"""

from lesionsim.cli.entry import main

__all__ = ["main"]
