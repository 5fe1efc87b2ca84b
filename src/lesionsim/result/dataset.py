"""Label the arrays of a run."""

from typing import Any

import numpy as np
import xarray as xr
from xarray.indexes import PandasIndex

from lesionsim import units
from lesionsim.disclaimer import DISCLAIMER
from lesionsim.grid.shapes import Grid
from lesionsim.kernels.arrays import FRAME_DOSE, FRAME_PEAK, FRAME_TEMPERATURE, Recorder
from lesionsim.result.ground import Companion, Ground, unfolded
from lesionsim.result.schema import (
    COARSE,
    COMPANION_COORDINATES,
    COMPANION_FIELDS,
    DISPLAY,
    SCHEMA,
    SELECTABLE,
    TRACES,
    attributes,
    dims_of,
)
from lesionsim.scenario import CEM43, Arrhenius, Criterion, Isotherm, Scenario, to_toml
from lesionsim.versions import versions

Array = np.ndarray


def threshold_of(criterion: Criterion) -> tuple[float, str]:
    """Return the dose from which tissue counts as dead, and its unit."""
    if isinstance(criterion, Isotherm):
        return criterion.at_c, "°C"
    if isinstance(criterion, CEM43):
        return criterion.minutes, "min"
    if isinstance(criterion, Arrhenius):
        return criterion.omega, "1"
    return criterion.dead_fraction, "1"


def kind_of(criterion: Criterion) -> str:
    """Return the name of a criterion's kind; CEM43 also names its convention."""
    return f"cem43 {criterion.convention}" if isinstance(criterion, CEM43) else criterion.kind


def on_cells(frames: Array, ground: Ground) -> Array:
    """Cut fields over points to the cells, NaN inside the probe; the last axis becomes (r, z) or (theta, r, z)."""
    cells = unfolded(frames, ground)[..., 1:-1, 1:-1].copy()
    cells[..., ground.probe] = np.nan
    return cells


def on_side(frames: Array, ground: Ground) -> Array:
    """Pick the values on the probe's side; NaN ahead of the tip."""
    row = int(np.count_nonzero(ground.probe.any(axis=1)))
    side = unfolded(frames, ground)[..., row, 1:-1].copy()
    side[..., ~ground.probe.any(axis=0)] = np.nan
    return side


def on_end(frames: Array, ground: Ground) -> Array:
    """Pick the values on the probe's flat end; NaN outside its radius."""
    column = 1 + int(np.argmax(ground.probe.any(axis=0)))
    end = unfolded(frames, ground)[..., 1:-1, column].copy()
    end[..., ~ground.probe.any(axis=1)] = np.nan
    return end


def dose_frames(ground: Ground, recorder: Recorder) -> Array:
    """Gather each criterion's dose: (criterion, time, n); the peak temperature for an isotherm."""
    layers = [FRAME_PEAK if row < 0 else FRAME_DOSE + row for row in ground.criterion_row]
    return np.moveaxis(recorder.frames[:, layers], 0, 1)


def frames_of(ground: Ground, recorder: Recorder, name: str) -> Array:
    """Return the recorded frames of one field, over points."""
    if name == "dose":
        return dose_frames(ground, recorder)
    return recorder.frames[:, FRAME_TEMPERATURE if name == "temperature" else FRAME_PEAK]


def fields(ground: Ground, recorder: Recorder, names: tuple[str, ...]) -> dict[str, Array]:
    """Collect fields on cells and on the probe's surface."""
    found = {}
    for name in names:
        values = frames_of(ground, recorder, name)
        found[name] = on_cells(values, ground)
        found[f"side_{name}"] = on_side(values, ground)
        found[f"end_{name}"] = on_end(values, ground)
    return found


def companion_fields(companion: Companion) -> dict[str, Array]:
    """Collect what the companion recorded for judging lesions, under names of its own."""
    found = fields(*companion, ("peak_temperature", "dose"))
    return {COARSE + name: found[name] for name in COMPANION_FIELDS}


def criteria_tables(scenario: Scenario) -> dict[str, Array]:
    """Collect what belongs to each criterion."""
    limits = [threshold_of(criterion) for criterion in scenario.criteria]
    return {
        "threshold": np.array([value for value, _ in limits]),
        "dose_unit": np.array([unit for _, unit in limits]),
        "kind": np.array([kind_of(criterion) for criterion in scenario.criteria]),
    }


def thermocouples(scenario: Scenario, recorder: Recorder, around: bool) -> dict[str, Array]:
    """Collect places and readings of the thermocouples; nothing when there are none."""
    if not scenario.thermocouples:
        return {}
    places = {"thermocouple_r": "r_mm", "thermocouple_z": "z_mm"}
    places |= {"thermocouple_azimuth": "azimuth_deg"} if around else {}
    found = {"thermocouple_temperature": recorder.couple.T}
    for name, field in places.items():
        found[name] = np.array([getattr(couple, field) for couple in scenario.thermocouples])
    return found


def coordinates(ground: Ground, scenario: Scenario, recorder: Recorder) -> dict[str, Array]:
    """Collect the coordinates in mm and s."""
    found = {
        "time": recorder.frame_time_s,
        "criterion": np.array([criterion.label for criterion in scenario.criteria]),
        "step_time": recorder.trace[:, 0],
    }
    found.update(mesh(ground.grid))
    if ground.around is not None:
        found["theta"], found["theta_face"] = np.degrees(ground.around.middle), np.degrees(ground.around.face)
    if scenario.thermocouples:
        found["thermocouple"] = np.array([couple.name for couple in scenario.thermocouples])
    return found


def mesh(grid: Grid, prefix: str = "") -> dict[str, Array]:
    """Return centres and faces of the cells, mm."""
    return {prefix + name: getattr(grid, name) * units.MM_PER_M for name in COMPANION_COORDINATES}


def header(scenario: Scenario, energy_balance_error: float) -> dict[str, Any]:
    """Collect the attributes of the whole result."""
    return {
        "title": scenario.title or scenario.name,
        "scenario_name": scenario.name,
        "scenario": to_toml(scenario),
        "source": scenario.source,
        "energy_balance_error": energy_balance_error,
        "disclaimer": DISCLAIMER,
        "schema": SCHEMA,
        **versions(),
    }


def to_dataset(
    scenario: Scenario, ground: Ground, recorder: Recorder, balance: float, companion: Companion | None = None
) -> xr.Dataset:
    """Label a run whose energy balances to a relative error of `balance`, and its companion.

    Returns
    -------
    xarray.Dataset following `result.schema`
    """
    values = fields(ground, recorder, ("temperature", "peak_temperature", "dose"))
    values.update(zip(TRACES, recorder.trace[:, 1:].T, strict=True))
    values.update(criteria_tables(scenario))
    around = ground.around is not None
    values.update(thermocouples(scenario, recorder, around))
    places = coordinates(ground, scenario, recorder)
    if companion is not None:
        values.update(companion_fields(companion))
        places.update(mesh(companion.ground.grid, COARSE))
    return xr.Dataset(labelled(values, around), indexed(places), header(scenario, balance))


def labelled(values: dict[str, Array], around: bool = False) -> dict[str, xr.Variable]:
    """Give each array its dimensions, unit and meaning; what is an array already needs no looking into."""
    return {
        name: xr.Variable(dims_of(name, around), value, attributes(name), fastpath=True)
        for name, value in values.items()
    }


def indexed(values: dict[str, Array]) -> xr.Coordinates:
    """Label coordinates and index those that people select by; an index costs more time than a field."""
    variables = labelled(values)
    indexes = {name: PandasIndex(variables[name], name) for name in SELECTABLE if name in variables}
    return xr.Coordinates(variables, indexes=indexes)


def volumes(ground: Ground) -> Array:
    """Return the cells' volumes, m3: (r, z) or (theta, r, z)."""
    whole = ground.grid.volume
    return whole if ground.around is None else ground.around.share[:, None, None] * whole


def with_current(
    result: xr.Dataset, ground: Ground, display: Array, charge_balance_error: float, potential: Array, joule: Array
) -> xr.Dataset:
    """Add what the generator shows and the field; the heat that came in was made by current, none came from the tip.

    Parameters
    ----------
    display : (steps + 1, 4) array, V, A, °C, ohm
    potential, joule : (n,) arrays over points, for 1 V on the tip
    """
    made = result["energy_from_tip"].values
    values = {
        "energy_joule": made,
        "energy_from_tip": np.zeros_like(made),
        "potential_share": on_cells(potential, ground),
        "joule_density_at_1_v": on_cells(joule, ground) / volumes(ground),
        **dict(zip(DISPLAY, display.T, strict=True)),
    }
    told = result.assign(labelled(values, ground.around is not None))
    told.attrs["charge_balance_error"] = charge_balance_error
    return told
