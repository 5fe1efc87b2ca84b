"""What figures of sweeps tell without being seen: what is drawn, what is asked, and the numbers."""

import numpy as np
import xarray as xr

from lesionsim.plots.revealing import FRAME, NUMBERS
from lesionsim.plots.swept import name_of, with_unit
from lesionsim.plots.telling import Step, Table

QUESTIONS = {
    "sensitivity": "Which input matters most? Rank them before you look.",
    "tornado": "Which input matters most? Rank them before you look.",
    "scatter": "How does the size depend on each input? Sketch it.",
    "curves": "How does the size change with the input? Draw the curve.",
    "convergence": "How many runs are enough?",
    "map": "How far does tissue die in nine runs of ten? Draw the line.",
    "nerve": "In how many runs is half of the nerve covered?",
    "solutions": "Which inputs lead to the wanted size?",
    "front": "What does more of the one cost of the other?",
    "fit": "Which value fits the readings?",
}
SEEN = {
    "sobol": "Bars of the share of the variance that each input explains alone and with interactions, with intervals",
    "morris": "Bars of the mean size of each input's effect, beside a chart of size against unevenness",
    "tornado": "Bars from the size at each input's one end to the size at its other end, one input changed at a time",
    "scatter": "Panels with a point for every run against each input, with the mean over slices",
    "curves": "Curves of the size against the input, with numerical error bars",
    "convergence": "Mean, quantiles and a probability against the number of runs, with 95 % bands",
    "map": "Section along the probe, coloured by the share of runs in which tissue is dead, with lines of equal share",
    "nerve": "Curve of the share of runs in which at least so much of the nerve is covered, with a 95 % band",
    "solutions": "Runs over the inputs, with marks or lines where the wanted size is met",
    "front": "All runs in grey, two goals against each other, and in colour those that no other run betters in both",
    "fit": "Measured temperatures as dots and the fitted run as lines, with what is left between them below",
}
NAMES = FRAME._replace(
    shows=(*FRAME.shows, "*/name: *", "*/values: *", "*/measure", "*/equal", "legend/*", "*/sample: *")
)
RANKED = ("*/bars: *", "*/Rectangle", "*/low", "*/high", "*/end of *", "*/as it is", "*/tick: *", "*/ranked inputs")
BARS = (NAMES, Step("bars", RANKED), NUMBERS)
POINTS = (NAMES, Step("runs", ("*/runs", "*/front")), Step("mean", ("*/mean", "*/line *")), NUMBERS)
RUNS = ("*/runs", "*/curve: *", "*/line of a value", "*/value of a line", "*/start: *", "*/measured: *")
LINES = (NAMES, Step("runs", RUNS),
         Step("what is wanted", ("*/wanted*",)),
         Step("what meets it", ("*/solutions: *", "*/front: *", "*/levels", "*/front", "*/fitted: *", "*/residual: *")),
         NUMBERS)  # fmt: skip
CURVES = (NAMES, Step("curves", ("*/line *", "*/LineCollection", "*/Line2D", "*/band", "*/probability")), NUMBERS)
PANELS = (FRAME, Step("mean and quantiles", ("1/*",)), Step("probability", ("2/*",)), NUMBERS)
CHANCES = (
    FRAME,
    Step("share of runs", ("*/probability", "*/colour bar")),
    Step("lines of 10, 50 and 90 %", ("*/line of *", "*/casing of line*", "*/leader *", "*/label *")),
    NUMBERS,
)


def variables_of(table: xr.Dataset, dim: str, first: str) -> Table:
    """Return the variables of a table along one dimension, in order; the first column names its places."""
    names = [str(name) for name in table.data_vars if table[name].dims == (dim,)]
    columns = [table[dim].values.tolist(), *(table[name].values.tolist() for name in names)]
    return Table((first, *(name.replace("_", " ") for name in names)), list(zip(*columns, strict=True)))


def runs_of(table: xr.Dataset, keys: list[str], measure: str, values: xr.DataArray) -> Table:
    """Return every run of a sweep over rows: its inputs and the measure."""
    columns = tuple(with_unit(*name_of(key)) for key in (*keys, measure))
    return Table(columns, list(zip(*(table[key].values.tolist() for key in keys), values.values.tolist(), strict=True)))


def grid_of(values: xr.DataArray, errors: xr.DataArray, measure: str) -> Table:
    """Return a measure over a grid: a row for each point, with its numerical error."""
    keys = [str(key) for key in values.dims]
    places = [[values[key].values.tolist()[index] for key, index in zip(keys, point, strict=True)]
              for point in np.ndindex(values.shape)]  # fmt: skip
    numbers = zip(values.values.ravel().tolist(), errors.values.ravel().tolist(), strict=True)
    columns = (*(with_unit(*name_of(key)) for key in keys), with_unit(*name_of(measure)), "± numerical")
    return Table(columns, [(*place, *number) for place, number in zip(places, numbers, strict=True)])


def solutions_of(table: xr.Dataset) -> Table:
    """Return the solutions of an inverse question, a row each."""
    return variables_of(table, "solution", "solution") if "solution" in table.coords else numbered(table)


def numbered(table: xr.Dataset) -> Table:
    """Return the variables along solutions that have no names, numbered from 1."""
    names = [str(name) for name in table.variables if table[name].dims == ("solution",)]
    columns = [range(1, table.sizes["solution"] + 1), *(table[name].values.tolist() for name in names)]
    return Table(("solution", *(name.replace("_", " ") for name in names)), list(zip(*columns, strict=True)))
