"""Every exercise and every belief, found by name."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from lesionsim.errors import ScenarioError
from lesionsim.lessons.beliefs import BELIEFS, Belief
from lesionsim.lessons.exercise import Exercise
from lesionsim.lessons.reading import quoted
from lesionsim.scenario.wording import nearest, shown


@cache
def modules() -> tuple[ModuleType, ...]:
    """Return the files of `exercises/`, in the order of the notebooks that they belong to."""
    from lesionsim.lessons import exercises

    found = [import_module(f"{exercises.__name__}.{each.name}") for each in iter_modules(exercises.__path__)]
    return tuple(sorted(found, key=lambda module: module.NOTEBOOK))


@cache
def all_exercises() -> dict[str, Exercise]:
    """Return every exercise by name, in the order of the notebooks."""
    return {exercise.name: exercise for module in modules() for exercise in module.EXERCISES}


@cache
def notebooks() -> dict[str, str]:
    """Return the notebook of each exercise, by the exercise's name."""
    return {exercise.name: module.NOTEBOOK for module in modules() for exercise in module.EXERCISES}


@cache
def all_beliefs() -> dict[str, Belief]:
    """Return every belief by name."""
    more = [belief for module in modules() for belief in getattr(module, "BELIEFS", ())]
    return {belief.name: belief for belief in (*BELIEFS, *more)}


def exercise_named(name: object) -> Exercise:
    """Return an exercise.

    Raises
    ------
    ScenarioError
        When there is none of that name; names the nearest.
    """
    known = all_exercises()
    if isinstance(name, str) and name.strip().lower() in known:
        return known[name.strip().lower()]
    near = nearest(name, known) if isinstance(name, str) else tuple(known)[:3]
    raise ScenarioError(f'"{quoted(name)}" is no exercise; nearest: {", ".join(near)}')


def belief_named(name: str) -> Belief:
    """Return a belief.

    Raises
    ------
    ScenarioError
        When there is none of that name.
    """
    if name not in all_beliefs():
        raise ScenarioError(f"{shown(name)} is no belief; nearest: {', '.join(nearest(name, all_beliefs()))}")
    return all_beliefs()[name]
