"""Bytes of a film: GIF and WebP by Pillow, MP4 by ffmpeg where it is there, and a page with a player."""

import shutil
import subprocess
import tempfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from PIL import Image

from lesionsim.errors import ResultError, ScenarioError
from lesionsim.plots.animations import Animation

COLOURS = 96  # of the palette that all frames share
SAMPLED = 4  # frames from which it is chosen
PROGRAM = "ffmpeg"
FRAMES_PER_S = 25
NO_PROGRAM = (
    "an .mp4 film needs the program ffmpeg, which is not on the path; save as .gif or .webp instead, or as .html"
)
INPUT = ("-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-r", str(FRAMES_PER_S))
OUTPUT = (
    "-vf", "scale=trunc(iw/2)*2:trunc(ih/2)*2", "-pix_fmt", "yuv420p", "-threads", "1", "-map_metadata", "-1",
    "-fflags", "+bitexact", "-flags:v", "+bitexact", "-movflags", "+faststart", "-y",
)  # fmt: skip


def content_of(film: Animation, ending: str) -> bytes:
    """Return a film in the format of a suffix."""
    if ending == ".html":
        from lesionsim.plots.film_player import page

        return page(film).encode("utf-8")
    return {".gif": gif, ".webp": webp, ".mp4": mp4}[ending](film)


def check_program(ending: str) -> str:
    """Return the program that a format needs, nothing where it needs none.

    Raises
    ------
    ScenarioError
        When it is not there.
    """
    program = shutil.which(PROGRAM) if ending == ".mp4" else ""
    if program is None:
        raise ScenarioError(NO_PROGRAM)
    return program


def reduced(film: Animation) -> list[Image.Image]:
    """Return the frames in few colours, the same for all, so that what stands still stays the same."""
    count = len(film.images)
    chosen = sorted({round(number * (count - 1) / (SAMPLED - 1)) for number in range(SAMPLED)})
    wide, high = film.images[0].size
    sheet = Image.new("RGB", (wide, high * len(chosen)))
    for place, number in enumerate(chosen):
        sheet.paste(film.images[number], (0, place * high))
    palette = sheet.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    return [image.quantize(palette=palette, dither=Image.Dither.NONE) for image in film.images]


def gif(film: Animation) -> bytes:
    """Return a film as GIF: one palette, and only what changes from frame to frame."""
    first, *others = film.reduced
    stream = BytesIO()
    first.save(stream, "GIF", save_all=True, append_images=others, duration=list(film.durations_ms), loop=0,
               disposal=1, optimize=False)  # fmt: skip
    return stream.getvalue()


def webp(film: Animation) -> bytes:
    """Return a film as WebP without losses, in the colours of the GIF."""
    first, *others = [image.convert("RGB") for image in film.reduced]
    stream = BytesIO()
    first.save(stream, "WEBP", save_all=True, append_images=others, duration=list(film.durations_ms), loop=0,
               lossless=True, quality=30, method=1)  # fmt: skip
    return stream.getvalue()


def still(image: Image.Image) -> bytes:
    """Return one frame as a WebP picture."""
    stream = BytesIO()
    image.convert("RGB").save(stream, "WEBP", lossless=True, quality=30, method=1)
    return stream.getvalue()


def mp4(film: Animation) -> bytes:
    """Return a film as MP4 that every player knows; single-threaded, so that the bytes stay the same.

    Raises
    ------
    ScenarioError
        When ffmpeg is not there.
    ResultError
        When it fails.
    """
    program = check_program(".mp4")
    wide, high = film.images[0].size
    with tempfile.TemporaryDirectory(prefix="lesionsim-film-") as room:
        target, told = Path(room) / "film.mp4", Path(room) / "told.txt"
        try:
            code = filmed(film, [program, *INPUT, "-s", f"{wide}x{high}", "-i", "-", *OUTPUT, str(target)], told)
        except OSError as error:
            raise ResultError(f"ffmpeg did not make the film: {error}. Save as .gif or .webp instead.") from error
        if code or not target.exists():
            last = told.read_text("utf-8", "replace").strip().splitlines()[-1:] or ["no reason given"]
            raise ResultError(f"ffmpeg did not make the film: {last[0]:.200}. Save as .gif or .webp instead.")
        return target.read_bytes()


def filmed(film: Animation, command: list[str], told: Path) -> int:
    """Give all pixels to ffmpeg at a constant rate, each frame as often as it stays; return its exit code."""
    with told.open("wb") as errors:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=errors)
        with process, suppress(BrokenPipeError):
            stream = process.stdin
            for image, stays in zip(film.images, film.durations_ms, strict=True):
                pixels = image.tobytes()
                for _ in range(max(1, round(stays * FRAMES_PER_S / 1000))):
                    if stream is not None:
                        stream.write(pixels)
    return process.returncode
