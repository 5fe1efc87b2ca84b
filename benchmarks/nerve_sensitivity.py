"""Which inputs decide how much of the nerve is covered? A sensitivity study of a held needle.

    python benchmarks/nerve_sensitivity.py               # 11,264 runs and a screening of 300; tables and pictures
    python benchmarks/nerve_sensitivity.py --groups 256  # fewer

Nine inputs vary independently over ranges that are stated below with where they come from. A Morris screening of 300
runs ranks them first; Sobol indices from 11,264 runs tell shares of the variance, each with its interval; the draws
among these runs tell how often the nerve is covered. What the study shows holds for these ranges, this model (a held
tip, no current, muscle alone) and this criterion; it says nothing of a patient.
"""

import argparse
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

import xarray as xr

import lesionsim as ls

SCENARIO = "lumbar-medial-branch"
MEASURE = "nerve_covered_mm"
VARY: dict[str, Any] = {
    # What a person sets: spread around the scenario's 80 °C, 90 s and 10 mm; choices of this study.
    "temperature_c": {"low": 75.0, "high": 85.0},
    "hold_s": {"low": 60.0, "high": 120.0},
    "tip_mm": {"low": 5.0, "high": 10.0},
    # Where the nerve lies: choices of this study; at 1 mm a thick nerve touches the needle.
    "nerve.offset_mm": {"low": 1.0, "high": 3.5},
    "nerve.angle_deg": {"low": 0.0, "high": 45.0},
    # The nerve's thickness and what tissue does: the library's ranges, whose cards tell source and confidence.
    "nerve.diameter_mm": "library",
    "tissue.conductivity_w_m_k": "library",
    "tissue.perfusion_per_s": "library",
    "tissue.heat_capacity_j_kg_k": "library",
}
GROUPS, TRAJECTORIES, SEED = 1024, 30, 1
WANTED_RUNS, WANTED_S = 10_000, 30.0
HERE = Path(__file__).parent / "results" / "nerve_sensitivity"


def table_of(name: str, found: xr.Dataset) -> None:
    """Print indices with their intervals, the strongest first."""
    columns = ("mu_star", "sigma") if found.attrs["method"] == "morris" else ("first_order", "total_order")
    ranked = "mu_star" if "mu_star" in found else "total_order"
    print(f"\n{name}: {found.attrs['groups']} groups, {found.attrs['dropped']} dropped")
    print(f"{'input':28}{'varied':>26}" + "".join(f"{column:>26}" for column in columns))
    for place in found[ranked].argsort().values[::-1]:
        cells = [f"{found.key.values[place]!s:28}{found.varied.values[place]!s:>26}"]
        for column in columns:
            value, low, high = (float(found[f"{column}{end}"][place]) for end in ("", "_low", "_high"))
            cells.append(f"{value:10.3f} ({low:6.3f}, {high:6.3f})")
        print("".join(cells))


def main() -> int:
    """Run the screening and the study, print what they tell, draw the pictures; return 1 where it was too slow."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--groups", type=int, default=GROUPS, help="of the Sobol design, each of inputs + 2 runs")
    parser.add_argument("--workers", type=int, default=None)
    parser.add_argument("--error-bars", choices=("none", "sample", "all"), default="sample")
    parser.add_argument("--out", type=Path, default=HERE)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    how = {"error_bars": options.error_bars, "workers": options.workers, "seed": SEED}

    screened = ls.morris(ls.sweep(SCENARIO, VARY, kind="morris", samples=TRAJECTORIES, **how), MEASURE)
    table_of("Morris screening", screened)

    started = perf_counter()
    study = ls.sweep(SCENARIO, VARY, kind="saltelli", samples=options.groups, **how)
    took = perf_counter() - started
    rows, failed = study.sizes["row"], int((study.status != "ok").sum())
    found = ls.sobol_indices(study, MEASURE)
    table_of("Sobol indices", found)

    about = found.attrs
    print(f"\ncovered length: mean {about['mean']:.2f} mm, standard deviation {about['sd']:.2f} mm over runs; "
          f"numerical error bar of a run {about['numerical_error']:.3f} mm")  # fmt: skip
    print(f"variance explained by single inputs alone: {float(found.first_order.sum()):.2f}")
    shares = ls.nerve_probability(study)
    for share in (0.1, 0.2, 0.3):
        at = shares.sel(at_least_fraction=share, method="nearest")
        print(f"at least {share:.0%} of the nerve covered in {float(at.probability):.1%} of draws "
              f"({float(at.probability_low):.1%} to {float(at.probability_high):.1%})")  # fmt: skip
    followed = ls.convergence(study, MEASURE)
    for name, figure in {
        "morris": ls.plots.sensitivity(screened), "sobol": ls.plots.sensitivity(found),
        "probability": ls.plots.nerve_probability(shares), "convergence": ls.plots.convergence(followed),
        "scatter": ls.plots.sweep_scatter(study, MEASURE),
    }.items():  # fmt: skip
        ls.plots.save(figure, options.out / f"{name}.png")
    found.to_netcdf(options.out / "sobol.nc")
    print(
        f"\n{rows:,} runs, {failed} failed, in {took:.1f} s: {rows / took:.0f} rows per second; files in {options.out}"
    )
    too_slow = rows >= WANTED_RUNS and took > WANTED_S
    return int(failed > 0 or too_slow)


if __name__ == "__main__":
    sys.exit(main())
