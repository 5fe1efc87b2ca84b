"""A process that draws: it reads what to draw, one line after the other, and answers each with a line."""

from __future__ import annotations

import json
import sys
import traceback
from pathlib import Path
from typing import Any

from lesionsim.errors import LesionsimError
from lesionsim.lecture.plan import Item
from lesionsim.texts import use_language


def main() -> None:
    """Draw what is asked for until nothing more comes."""
    answers = sys.stdout
    sys.stdout = sys.stderr  # whatever else is printed must not stand between the answers
    for line in sys.stdin:
        answers.write(json.dumps(answer(json.loads(line))) + "\n")
        answers.flush()


def answer(task: dict[str, Any]) -> dict[str, Any]:
    """Draw one figure; tell what came out, or what went wrong."""
    try:
        use_language(task["language"])
        from lesionsim.lecture.drawing import draw

        item = Item(**{**task["item"], "scenarios": tuple(task["item"]["scenarios"])})
        return {"drawn": draw(task["name"], item, task["results"], task["style"], Path(task["room"]))._asdict()}
    except LesionsimError as error:
        return {"failed": str(error)}
    except Exception:  # told to the program that waits
        return {"failed": traceback.format_exc(limit=-4)}
