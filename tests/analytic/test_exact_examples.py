"""Run the example in every docstring of the exact solutions."""

import doctest
import importlib
import inspect
import pkgutil

import pytest

from lesionsim.verify import exact

MODULES = [
    importlib.import_module(f"{exact.__name__}.{module.name}") for module in pkgutil.iter_modules(exact.__path__)
]
FUNCTIONS = [
    function
    for module in MODULES
    for name, function in inspect.getmembers(module, inspect.isfunction)
    if function.__module__ == module.__name__ and not name.startswith("_")
]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rsplit(".", 1)[-1])
def test_every_example_gives_what_it_shows(module):
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_every_function_has_an_example(function):
    assert ">>>" in function.__doc__
