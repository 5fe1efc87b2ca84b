"""Words to people: answers go to stdout, what happens meanwhile to stderr."""

import sys


def say(text: str = "") -> None:
    """Write an answer."""
    sys.stdout.write(f"{text}\n")


def tell(text: str) -> None:
    """Write what is being done, or what went wrong, apart from the answers."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
