"""What is taught: beliefs, exercises that check themselves, quiz, myths, and sliders to explore.

An exercise asks for a guess and its reason, and only then computes the answer. `ask` shows one, `check` tells how
good the guess was and which belief stands behind a wrong answer; `quiz`, `answer` and `score` are ten questions before
the notebooks and the same ten after them; `key` is for instructors. Nothing here raises for what a learner types.
No expected number is stored: the solver is asked. Files in `exercises/` hold one notebook's exercises each.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lesionsim.lessons.asking import ask, check
    from lesionsim.lessons.instructor import key
    from lesionsim.lessons.quizzes import answer, quiz, score

# No file shares its name with a function: importing the file would hide the function.
_HOME = {
    "ask": "asking",
    "check": "asking",
    "quiz": "quizzes",
    "answer": "quizzes",
    "score": "quizzes",
    "key": "instructor",
}

__all__ = ["answer", "ask", "check", "key", "quiz", "score"]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'lesionsim.lessons' has no attribute {name!r}; it offers {', '.join(__all__)}")
    value = getattr(import_module(f"lesionsim.lessons.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
