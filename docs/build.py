"""Build the pages: python docs/build.py [--fast] [--out DIR]

Gathers what stands in docs/, the notebooks, and what commands print (reference, catalogue, gallery, verification), and
hands it to Sphinx; every warning is an error. --fast runs no notebook, draws three figures and runs few exact cases.
A notebook that ran is not run again until it or the program changes.
The pages are in docs/_build/html, or in DIR, and need no network.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
BUILT = HERE / "_build"
sys.path.insert(0, str(HERE))


def main() -> int:
    """Build the pages, and return Sphinx's exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fast", action="store_true", help="run no notebook, draw few figures, run few exact cases")
    parser.add_argument("--out", type=Path, default=BUILT / "html", metavar="DIR", help="folder for the pages")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    source = options.out.parent / f"{options.out.name}-source"
    gather(source, options.fast)
    return build(source, options.out, options.fast)


def gather(source: Path, fast: bool) -> None:
    """Put every page into one folder, as Sphinx wants them."""
    from making.pages import made_pages

    shutil.rmtree(source, ignore_errors=True)
    source.mkdir(parents=True)
    for path in (path for ending in ("md", "png", "svg") for path in HERE.glob(f"*.{ending}")):
        shutil.copy(path, source)
    for name in ("decisions", "pictures"):
        shutil.copytree(HERE / name, source / name)
    shutil.copytree(ROOT / "notebooks", source / "notebooks", ignore=shutil.ignore_patterns(".*", "*.py"))
    for name, text in made_pages(source, fast).items():
        (source / name).write_text(text, encoding="utf-8")


def build(source: Path, out: Path, fast: bool) -> int:
    """Run Sphinx; warnings are errors."""
    cache = BUILT / f"notebooks-{fingerprint()}"
    for old in BUILT.glob("notebooks-*"):
        if old != cache:
            shutil.rmtree(old, ignore_errors=True)
    wanted = {"LESIONSIM_DOCS_NOTEBOOKS": "off" if fast else "cache", "LESIONSIM_DOCS_CACHE": str(cache)}
    places = ["-c", str(HERE), "-d", str(out.parent / f"{out.name}-doctrees"), str(source), str(out)]
    words = [sys.executable, "-m", "sphinx", "-b", "html", "-W", "--keep-going", "-q", *places]
    return subprocess.run(words, env={**os.environ, **wanted}, check=False).returncode


def fingerprint() -> str:
    """Return a short name for the program as it stands: outputs of notebooks belong to it."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "src").rglob("*.*")):
        if path.suffix in (".py", ".toml"):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


if __name__ == "__main__":
    raise SystemExit(main())
