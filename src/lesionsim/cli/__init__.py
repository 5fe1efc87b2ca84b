"""The `lesionsim` command. It reads what was typed, uses the road, and says what came out; no physics here.

`parser` holds the grammar and its messages, each other file one command or one part of `run`. Nothing heavy is
imported before it is needed, so that help comes at once. Exit codes: 0 success, 1 failure while running, 2 wrong input.
"""

try:
    from lesionsim.cli.entry import main
except KeyboardInterrupt:  # at the very start; later ones are answered by `main`
    import sys

    sys.stderr.write("lesionsim: stopped\n")
    sys.exit(130)

__all__ = ["main"]
