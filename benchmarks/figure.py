"""Accuracy against time, for every contestant and resolution."""

from itertools import groupby
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.ticker import FormatStrFormatter, LogLocator, NullLocator
from race import Bar, Problem, Row

from lesionsim.disclaimer import DISCLAIMER

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")
MARKERS = ("o", "s", "^", "D")
MOST_ABREAST = 4
MANY = 1000


def accuracy_against_time(problem: Problem, rows: list[Row], path: Path) -> None:
    """Save a panel for each bar: the error against the least time."""
    abreast = min(len(problem.bars), MOST_ABREAST)
    size = (abreast, -(-len(problem.bars) // abreast))
    figure, panels = plt.subplots(size[1], size[0], figsize=(4.6 * size[0], 0.8 + 4.2 * size[1]), layout="constrained")
    used, spare = np.split(np.ravel(panels), [len(problem.bars)])
    for ax, bar in zip(used, problem.bars, strict=True):
        draw(ax, rows, bar)
    for ax in spare:
        ax.remove()
    for ax in used[-abreast:]:
        ax.set_xlabel("warm time from scenario to answer (ms)")
    figure.legend(*np.ravel(panels)[0].get_legend_handles_labels(), loc="outside lower center", ncols=5)
    figure.suptitle(f"{problem.name}, {problem.about}: warm, one thread; filled where all bars are met\n{DISCLAIMER}")
    figure.savefig(path, dpi=150)
    plt.close(figure)


def draw(ax: Axes, rows: list[Row], bar: Bar) -> None:
    """One error against time, with the bar of equal accuracy."""
    contestants = groupby(rows, key=lambda row: row.contestant)
    for (name, group), colour, marker in zip(contestants, COLOURS, MARKERS, strict=False):
        own = [row for row in group if np.isfinite(row.errors[bar.error])]
        milliseconds = [1e3 * row.seconds_min for row in own]
        errors = [abs(row.errors[bar.error]) for row in own]
        ax.plot(milliseconds, errors, color=colour, linewidth=1, alpha=0.6)
        for k, row in enumerate(own):
            fill = colour if row.qualifies else "white"
            ax.plot(milliseconds[k], errors[k], marker, color=colour, markerfacecolor=fill, markersize=7)
        ax.plot([], [], marker=marker, color=colour, label=name)
    ax.axhline(bar.limit, color="black", linewidth=1, linestyle="--", label="bar of equal accuracy")
    ax.set(xscale="log", yscale="log", ylabel=bar.label)
    ax.grid(which="major", alpha=0.3)
    for axis in (ax.xaxis, ax.yaxis):
        mark(axis)


def mark(axis: Axis) -> None:
    """Mark 1, 2, 5, 10 and so on in plain numbers; over many decades, powers of ten."""
    low, high = axis.get_view_interval()
    axis.set_major_locator(LogLocator(subs=(1, 2, 5) if high < MANY * low else (1,), numticks=99))
    axis.set_major_formatter(FormatStrFormatter("%g"))
    axis.set_minor_locator(NullLocator())
