"""Every page that is made and not written: its name, and its text."""

from __future__ import annotations

from pathlib import Path

from making.api_pages import api_pages
from making.catalogue import catalogue_pages
from making.command_pages import command_page
from making.gallery import gallery_page
from making.key_pages import key_page, schema_page
from making.proof import verification_page


def made_pages(source: Path, fast: bool) -> dict[str, str]:
    """Return the text of every page that is made, by its name; pictures are drawn on the way."""
    api = api_pages()
    pages = {
        "commands.md": command_page(),
        "keys.md": key_page(),
        "result-schema.md": schema_page(),
        "gallery.md": gallery_page(source / "gallery", fast),
        "verification.md": verification_page(fast),
        **catalogue_pages(),
        **api,
    }
    pages["api.md"] = table_of_contents("Python reference", API, sorted(api))
    pages["learn.md"] = filled(source / "learn.md", notebooks(source))
    pages["understand.md"] = filled(source / "understand.md", decisions(source))
    proofs = [
        name for name in ("verification.md", "validation.md", "published-trends.md") if is_there(name, source, pages)
    ]
    pages["look-up.md"] = filled(source / "look-up.md", proofs)
    return pages


def is_there(name: str, source: Path, pages: dict[str, str]) -> bool:
    """Tell whether a page is written or made."""
    return name in pages or (source / name).exists()


API = "Every name that `import lesionsim as ls` and its rooms offer, from their docstrings."


def table_of_contents(title: str, said: str, names: list[str]) -> str:
    """Return a page that lists others."""
    return f"# {title}\n\n{said}\n\n{listed(names)}\n"


def listed(names: list[str]) -> str:
    """Return the list of pages as Sphinx wants it."""
    return "\n".join(["```{toctree}", ":maxdepth: 1", "", *names, "```"])


def filled(page: Path, names: list[str]) -> str:
    """Return a written page with its list of pages where it asks for it."""
    return page.read_text("utf-8").replace("<!-- pages -->", listed(names))


def notebooks(source: Path) -> list[str]:
    """Return the notebooks, in their order, and the goals."""
    found = sorted(path for path in (source / "notebooks").iterdir() if path.suffix in (".ipynb", ".md"))
    return [f"notebooks/{path.name}" for path in sorted(found, key=lambda path: (path.suffix != ".ipynb", path.name))]


def decisions(source: Path) -> list[str]:
    """Return the decisions, the list of them first."""
    names = sorted(path.name for path in (source / "decisions").glob("0*.md"))
    return ["decisions/README.md", *(f"decisions/{name}" for name in names)]
