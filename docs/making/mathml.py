"""Equations as MathML, which browsers draw themselves: no script, no font, no network."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.errors import ExtensionError


def mathml(latex: str, display: str) -> str:
    """Return an equation as MathML, with its LaTeX as words for those who cannot see it."""
    try:
        return convert(latex.strip(), display=display)
    except Exception as error:  # the converter raises errors of many kinds
        raise ExtensionError(f"this equation cannot be drawn: {latex!r}: {error}") from error


def inline(self: Any, node: nodes.math) -> None:
    """Write an equation within a line."""
    self.body.append(mathml(node.astext(), "inline"))
    raise nodes.SkipNode


def block(self: Any, node: nodes.math_block) -> None:
    """Write an equation of its own, with its number where it has one."""
    number = f'<span class="eqno">({node["number"]})</span>' if node.get("number") else ""
    names = " ".join(f'id="{each}"' for each in node.get("ids", [])[:1])
    self.body.append(f'<div class="equation" {names}>{mathml(node.astext(), "block")}{number}</div>')
    raise nodes.SkipNode


def setup(app: Any) -> dict[str, bool]:
    """Tell Sphinx who draws equations."""
    app.add_html_math_renderer("mathml", (inline, None), (block, None))
    app.config.html_math_renderer = "mathml"
    return {"parallel_read_safe": True, "parallel_write_safe": True}
