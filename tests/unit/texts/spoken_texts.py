"""Find the texts that code speaks, by reading it: literals given to `spoken`, also by way of a name or a choice."""

import ast
from functools import cache
from pathlib import Path

import lesionsim

SOURCE = Path(lesionsim.__file__).parent


@cache
def trees():
    """Return each file of the package with its syntax tree."""
    return {path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text("utf-8")) for path in SOURCE.rglob("*.py")}


def literals(node, names):
    """Return the texts that an expression may be: a literal, one of two, or what was assigned to a name."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        return {node.value}
    if isinstance(node, ast.IfExp):
        return literals(node.body, names) | literals(node.orelse, names)
    if isinstance(node, ast.Name):
        return names.get(node.id, set())
    if isinstance(node, ast.Subscript):
        return literals(node.value, names)
    if isinstance(node, ast.Dict):
        return set().union(*(literals(each, names) for each in node.values if each is not None))
    if isinstance(node, ast.Tuple | ast.List):
        return set().union(*(literals(each, names) for each in node.elts))
    return set()


def assigned(body, outer):
    """Return what names may be, as far as it is written in a body."""
    names = dict(outer)
    for _ in range(2):  # a name may be assigned from another one
        for node in ast.walk(body):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        names[target.id] = names.get(target.id, set()) | literals(node.value, names)
    return names


@cache
def of_module(name):
    """Return what the names of a file may be, those that it takes from other files among them."""
    tree = trees()[name]
    taken = {}
    for node in ast.walk(tree):
        path = (node.module or "").split(".")[1:] if isinstance(node, ast.ImportFrom) else []
        file = f"{'/'.join(path)}.py"
        if file in trees() and file != name:
            others = assigned(top_of(trees()[file]), {})
            taken |= {each.asname or each.name: others[each.name] for each in node.names if each.name in others}
    return assigned(top_of(tree), taken)


def top_of(tree):
    """Return the assignments of a file outside of its functions."""
    return ast.Module([each for each in tree.body if isinstance(each, ast.Assign)], [])


def is_spoken(node):
    """Tell whether a node calls `spoken` with a text."""
    called = getattr(node, "func", None)
    return getattr(called, "id", getattr(called, "attr", None)) == "spoken" and bool(node.args)


def spoken_in(name):
    """Return the texts that are spoken in a file."""
    tree, found = trees()[name], set()
    functions = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]
    for body in (tree, *functions):
        calls = [node for node in ast.walk(body) if isinstance(node, ast.Call) and is_spoken(node)]
        names = of_module(name) if calls else {}
        names = assigned(body, names) if calls and body is not tree else names
        for call in calls:
            found |= literals(call.args[0], names)
    return found


@cache
def spoken_texts():
    """Return every text that is spoken, with the file that speaks it."""
    return {text: name for name in sorted(trees()) for text in sorted(spoken_in(name))}


@cache
def constants():
    """Return every text that stands in the code."""
    return {
        node.value
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
