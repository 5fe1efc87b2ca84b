"""Draw the pictures in docs/pictures anew: python docs/draw_pictures.py

Commands and files are those that the pages show; sweeps and readings are read from the pages themselves.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PICTURES = HERE / "pictures"
FIGURES = {
    "lesion": ["figure"],
    "nerve-angles": ["figure", "--kind", "nerve-angles"],
    "slices": ["figure", "lumbar-bone", "--kind", "slices"],
    "inverse": ["inverse", "b1", "--goal", "width_mm=5.5", "--vary", "temperature_c=60:95",
                "--vary", "gauge=16,18,20,22"],
    "inverse-curve": ["inverse", "b1", "--goal", "width_mm=5.5", "--vary", "temperature_c=60:95",
                      "--vary", "hold_s=20:180"],
    "fit": ["fit", "power.toml", "--measured", "power.csv", "--vary", "tissue.conductivity_w_m_k",
            "--vary", "tissue.heat_capacity_j_kg_k"],
}  # fmt: skip
SWEEPS = {
    "sweep-curves": ("mine", "curves-nerve_covered_mm"),
    "sensitivity": ("study", "sensitivity-nerve_covered_mm"),
    "probability-map": ("chance", "probability-map"),
}
POWER = """
power = {"source": "rf", "generator": {"mode": "power", "set_w": 1.2}, "tissue.electrical_conductivity_s_m": 0.45}
bench = ls.change(bench, power)
"""


def lesionsim(*words: str, folder: Path) -> None:
    """Run a command in a folder, and stop when it fails."""
    subprocess.run([sys.executable, "-m", "lesionsim.cli", *words], cwd=folder, check=True, stdout=subprocess.DEVNULL)


def blocks(page: str, language: str) -> list[str]:
    """Return the blocks of a language that stand on a page."""
    return re.findall(rf"```{language}\n(.*?)```", (HERE / page).read_text("utf-8"), re.DOTALL)


def write_sweeps(folder: Path) -> None:
    """Write the sweeps that the page shows, and the one that `new --sweep` writes."""
    for name in ("study", "chance"):
        about = {"study": "What decides", "chance": "a little off"}[name]
        text = next(each for each in blocks("sweeps.md", "toml") if about in each)
        (folder / f"{name}.toml").write_text(text, "utf-8")
    lesionsim("new", "mine.toml", "--sweep", folder=folder)


def write_readings(folder: Path) -> None:
    """Make the readings of the page on fits, with a known power in place of a known temperature."""
    code = next(each for each in blocks("inverse-and-fit.md", "python") if "bench.csv" in each)
    code = code.replace("truth =", f"{POWER}truth =", 1).replace("bench.csv", "power.csv")
    code = code.replace("bench.toml", "power.toml")
    subprocess.run([sys.executable, "-c", code], cwd=folder, check=True)


def main() -> None:
    """Draw every picture."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_sweeps(folder)
        write_readings(folder)
        for picture, words in FIGURES.items():
            lesionsim(*words, "-o", str(PICTURES / f"{picture}.png"), folder=folder)
        for picture, (sweep, drawn) in SWEEPS.items():
            lesionsim("sweep", f"{sweep}.toml", folder=folder)
            shutil.copyfile(folder / f"sweep-{sweep}" / f"{drawn}.png", PICTURES / f"{picture}.png")


if __name__ == "__main__":
    main()
