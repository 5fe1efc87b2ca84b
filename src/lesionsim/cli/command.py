"""What a command of the command line consists of."""

import argparse
from collections.abc import Callable
from typing import NamedTuple


class Command(NamedTuple):
    """One command: its words for help, its arguments, and the function that obeys and returns an exit code."""

    name: str
    about: str
    description: str
    examples: str
    add_options: Callable[[argparse.ArgumentParser], None]
    obey: Callable[[argparse.Namespace], int]
