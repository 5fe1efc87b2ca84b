"""The gallery: one figure of every kind, each drawn by the command that stands under it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import lesionsim
from lesionsim.cli import main
from lesionsim.cli.kinds import KINDS

FEW = ("map", "damage", "profile")  # drawn where time is short
HELD, CURRENT, BONE = "lumbar-medial-branch", "lumbar-medial-branch-rf", "lumbar-bone"
BEST = {"slices": BONE, "view-3d": BONE, "placement": "cervical-bone"}


# Figures of many runs, which take longer than a page may: the picture, what it shows, and the page that makes it.
OF_SWEEPS = {
    "sweep-curves": ("Curves of a sweep: covered length of the nerve against temperature", "sweeps.md"),
    "sensitivity": ("Which inputs explain how much: Sobol indices", "sweeps.md"),
    "probability-map": ("How likely tissue is dead when inputs are uncertain", "sweeps.md"),
    "inverse-curve": ("All combinations of temperature and hold that lead to one width", "inverse-and-fit.md"),
    "fit": ("Tissue fitted to measured temperatures", "inverse-and-fit.md"),
}


def gallery_page(folder: Path, few: bool) -> str:
    """Draw the figures into a folder, and return the page that shows them.

    Raises
    ------
    RuntimeError
        When a figure cannot be drawn; tells its command.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kinds = [name for name in KINDS if not few or name in FEW]
    blocks = [section(name, KINDS[name].about, command_of(name), folder) for name in kinds]
    if not few:
        blocks += [section(name, about, ["figure", "--kind", name], folder) for name, about in myths().items()]
    said = (
        "One figure of every kind. The command under each draws it, byte for byte; another scenario, your own file or "
        "a result may stand in the place of the first word. `--style paper` makes it for print."
    )
    blocks += [of_sweep(name, *told) for name, told in OF_SWEEPS.items()]
    return "\n\n".join(["# Gallery", said, missing(few, kinds), *blocks]) + "\n"


def of_sweep(name: str, about: str, page: str) -> str:
    """Return the part of the page about a figure that another page makes."""
    return f"## {name}\n\n{about}. Its commands stand in [its page]({page}).\n\n![{about}](pictures/{name}.png)"


def missing(few: bool, drawn: Iterable[str]) -> str:
    """Say that figures were left out, where they were."""
    return f"*This copy was built fast: {', '.join(drawn)} alone are drawn.*" if few else ""


def myths() -> dict[str, str]:
    """Return the myth cards by their kind, each with what is believed."""
    return {f"myth-{each.name}": f"a myth on a card: {each.belief}" for each in lesionsim.myths()}


def section(name: str, about: str, words: list[str], folder: Path) -> str:
    """Draw one figure, and return its part of the page."""
    is_film = name in KINDS and KINDS[name].film
    target = folder / f"{name}{'.gif' if is_film else '.png'}"
    if main([*words, "-o", str(target)]) != 0:
        raise RuntimeError(f"this figure could not be drawn: lesionsim {' '.join(words)}")
    said = f"{about[:1].upper()}{about[1:].rstrip('.')}."
    return f"## {name}\n\n{said}\n\n![{said}](gallery/{target.name})\n\n```\nlesionsim {' '.join(words)}\n```"


def command_of(name: str) -> list[str]:
    """Return the words of the command that draws a kind."""
    usual = KINDS[name].usual or HELD
    scenario = CURRENT if KINDS[name].needs_current else BEST.get(name, usual)
    return ["figure", scenario, "--kind", name]
