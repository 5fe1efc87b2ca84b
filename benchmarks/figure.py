"""Accuracy against time, for every contestant and resolution."""

from itertools import groupby
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from race import POWER_BAR_PERCENT, TEMPERATURE_BAR_K, VOLUME_BAR_PERCENT, Row

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")
MARKERS = ("o", "s", "^", "D")
PANELS = (
    ("volume_error_percent", "error of the lesion's volume (%)", VOLUME_BAR_PERCENT),
    ("temperature_error_k", "largest error of eight temperatures (K)", TEMPERATURE_BAR_K),
    ("power_error_percent", "error of the tip's power (%)", POWER_BAR_PERCENT),
)


def accuracy_against_time(rows: list[Row], path: Path) -> None:
    """Save three panels: errors of volume, temperature and power against the least time."""
    figure, panels = plt.subplots(1, 3, figsize=(14, 5), sharex=True, layout="constrained")
    for ax, (error, label, bar) in zip(panels, PANELS, strict=True):
        draw(ax, rows, error, label, bar)
    figure.legend(*panels[0].get_legend_handles_labels(), loc="outside lower center", ncols=5)
    figure.suptitle("B1, tip held at 80 °C for 90 s: warm, one thread; filled where all three bars are met")
    figure.savefig(path, dpi=150)
    plt.close(figure)


def draw(ax: Axes, rows: list[Row], error: str, label: str, bar: float) -> None:
    """One error against time, with the bar of equal accuracy."""
    contestants = groupby(rows, key=lambda row: row.contestant)
    for (name, group), colour, marker in zip(contestants, COLOURS, MARKERS, strict=False):
        own = [row for row in group if np.isfinite(getattr(row, error))]
        seconds = [row.seconds_min for row in own]
        errors = [abs(getattr(row, error)) for row in own]
        ax.plot(seconds, errors, color=colour, linewidth=1, alpha=0.6)
        for k, row in enumerate(own):
            fill = colour if row.qualifies else "white"
            ax.plot(seconds[k], errors[k], marker, color=colour, markerfacecolor=fill, markersize=7)
        ax.plot([], [], marker=marker, color=colour, label=name)
    ax.axhline(bar, color="black", linewidth=1, linestyle="--", label="bar of equal accuracy")
    ax.set(xscale="log", yscale="log", xlabel="warm time from scenario to answer (s)", ylabel=label)
    ax.grid(which="major", alpha=0.3)
