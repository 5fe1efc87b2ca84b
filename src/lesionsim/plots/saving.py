"""Write a figure to a file: whole or not at all, and the same bytes for the same picture."""

import os
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import matplotlib as mpl
from matplotlib.figure import Figure

from lesionsim.errors import ResultError, ScenarioError
from lesionsim.plots.telling import title_of, told
from lesionsim.result.replacing import replacing
from lesionsim.result.store import remedy

PROGRAM = "lesionsim"
METADATA: dict[str, dict[str, str | None]] = {
    "png": {"Software": PROGRAM},
    "svg": {"Creator": PROGRAM, "Date": None},
    "pdf": {"Creator": PROGRAM, "Producer": PROGRAM, "CreationDate": None},
}  # no dates and no versions: they would change the bytes
WORDS = {"png": ("Title", "Description"), "svg": ("Title", "Description"), "pdf": ("Title", "Subject")}
OPTIONS: dict[str, dict[str, Any]] = {"png": {"pil_kwargs": {"compress_level": 4}}}  # twice as fast as 6
SAVING: dict[Any, Any] = {"svg.hashsalt": PROGRAM, "svg.fonttype": "path", "pdf.fonttype": 42, "savefig.bbox": None}


def save(figure: Figure, path: str | os.PathLike[str]) -> Path:
    """Write a figure as PNG, SVG or PDF, told by the suffix.

    The file appears whole or not at all: a failure leaves an older file as it was. Identical pictures give
    identical bytes. The alt text (`told`) stands in the file: Description of PNG, desc of SVG, Subject of PDF.

    Parameters
    ----------
    figure : Figure
    path : file name ending in .png, .svg or .pdf, in a folder that exists

    Returns
    -------
    Path of the file

    Raises
    ------
    ScenarioError
        When the suffix is another one or the folder does not exist.
    ResultError
        When the file cannot be written.

    Examples
    --------
    >>> import lesionsim as ls
    >>> ls.plots.save(ls.plots.lesion_map(ls.simulate(ls.load("b1"))), "lesion.bmp")
    Traceback (most recent call last):
    lesionsim.errors.ScenarioError: the figure file lesion.bmp ends in ".bmp"; it must end in .png, .svg or .pdf...
    """
    target = Path(path)
    kind = format_of(target)
    if not target.parent.is_dir():
        raise ScenarioError(f"the folder {target.parent} does not exist; make it first, or save elsewhere.")
    content = rendered(figure, kind)
    try:
        with replacing(target) as beside:
            beside.write_bytes(content)
    except OSError as error:
        why = error.strerror or error
        raise ResultError(f"the picture {target} cannot be written: {why}. {remedy(error)}") from error
    return target


def format_of(path: Path) -> str:
    """Tell the format from the suffix."""
    kind = path.suffix.lower().removeprefix(".")
    if kind not in METADATA:
        ending = f'ends in "{path.suffix}"' if kind else "has no suffix"
        raise ScenarioError(
            f"the figure file {path} {ending}; it must end in .png, .svg or .pdf. For slides take .png."
        )
    return kind


def rendered(figure: Figure, kind: str) -> bytes:
    """Draw a figure into bytes."""
    stream = BytesIO()
    title, alt = (in_markup(text) for text in (title_of(figure), told(figure).alt))
    words: dict[str, str | None] = {name: text for name, text in zip(WORDS[kind], (title, alt), strict=True) if text}
    with mpl.rc_context(SAVING):
        figure.savefig(stream, format=kind, metadata={**METADATA[kind], **words}, **OPTIONS.get(kind, {}))
    content = stream.getvalue()
    return described(content, alt) if kind == "svg" else content


def in_markup(text: str) -> str:
    """Return a text on one line without what no XML file may hold."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def described(content: bytes, alt: str) -> bytes:
    """Put the alt text into an SVG file as its description, which screen readers tell."""
    start = content.index(b">", content.index(b"<svg")) + 1
    after = content.find(b"</title>", start)
    place = start if after < 0 else after + len(b"</title>")
    words = f"\n <desc>{escape(alt)}</desc>".encode()
    return content[:place] + words + content[place:]
