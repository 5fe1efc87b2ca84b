"""Where the joules went: the heat accounts of a run, sorted into what came in and where it went."""

import math
from dataclasses import dataclass

import numpy as np
import xarray as xr

from lesionsim.lesion.by_tissue import PARTS, between, dead_parts
from lesionsim.lesion.fields import fine_level, fine_temperature
from lesionsim.lesion.level import choose
from lesionsim.lesion.measures import measure
from lesionsim.lesion.points import around_of, moment, scenario_of
from lesionsim.problem.anatomy import material_tissues
from lesionsim.problem.laws import Tables, content_at, property_tables
from lesionsim.problem.portions import missing_files
from lesionsim.scenario import Criterion
from lesionsim.scenario.tissue import Tissue
from lesionsim.units import M_PER_MM, MM3_PER_M3

Array = np.ndarray

# account: (sign with which it enters the tissue, its words when heat comes in, its words when heat goes out)
ACCOUNTS = {
    "energy_from_tip": (1.0, "from the tip", "drawn out by the tip"),
    "energy_joule": (1.0, "made by current", "made by current"),  # only in runs with current
    "energy_metabolic": (1.0, "made by the tissue itself", "made by the tissue itself"),
    "energy_stored": (-1.0, "from the tissue's own warmth", "stored in the tissue"),
    "energy_to_blood": (-1.0, "brought by warmer blood", "carried off by blood"),
    "energy_to_outer_wall": (-1.0, "in at the outer wall", "lost at the outer wall"),
}
STORED_WITH_METAL = "stored in tissue and probe"  # a run with current computes the metal, too
NOTHING = 1e-6  # of all heat: an account this small is left out
SAME_VOLUME = 0.01  # the dead tissue found must be the lesion that is measured


@dataclass(frozen=True, kw_only=True)
class Flow:
    """Heat on one account, J, never negative."""

    account: str
    name: str
    joules: float


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """The heat that came into the tissue up to a moment, and where it went; J."""

    time_s: float
    into: tuple[Flow, ...]
    out: tuple[Flow, ...]

    @property
    def total_j(self) -> float:
        """All heat that came in."""
        return sum(flow.joules for flow in self.into)

    def share(self, flow: Flow) -> float:
        """Return a flow's share of all heat that came in."""
        return flow.joules / self.total_j if self.total_j else 0.0


def ledger(result: xr.Dataset, time_s: float | None = None) -> Ledger:
    """Sort the heat accounts at a moment into heat that came in and heat that went out or stayed.

    Parameters
    ----------
    result : Dataset from `simulate`
    time_s : float, s; the end of the run when left out

    Examples
    --------
    >>> import lesionsim as ls
    >>> sorted_accounts = ledger(ls.simulate(ls.load("b1")))
    >>> [f"{flow.name} {flow.joules:.0f} J" for flow in sorted_accounts.out]
    ['stored in the tissue 65 J', 'carried off by blood 2 J']
    """
    times = result["step_time"].values
    at_s = float(times[-1]) if time_s is None else float(time_s)
    signed = {
        name: sign * float(np.interp(at_s, times, result[name].values))
        for name, (sign, *_) in ACCOUNTS.items()
        if name in result
    }
    least = NOTHING * sum(map(abs, signed.values()))
    into = [Flow(account=name, name=ACCOUNTS[name][1], joules=heat) for name, heat in signed.items() if heat > least]
    stored = {"energy_stored": STORED_WITH_METAL} if "energy_joule" in result else {}
    out = [
        Flow(account=name, name=stored.get(name, ACCOUNTS[name][2]), joules=-heat)
        for name, heat in signed.items()
        if -heat > least
    ]
    return Ledger(time_s=at_s, into=tuple(into), out=tuple(out))


def heat_in_lesion(result: xr.Dataset, criterion: Criterion | str | None = None, time_s: float | None = None) -> float:
    """Return the heat that a lesion holds above its start temperature at a recorded moment, J.

    The integral of density times heat capacity over temperature and over the dead tissue; the heat capacity may
    change with temperature.

    Returns
    -------
    float, J; 0 without a lesion, NaN where dead tissue lies apart from the tip, or the file of voxels is missing
    """
    chosen = choose(result, criterion)
    if around_of(result) is not None:
        return heat_around(result, chosen, moment(result, time_s))
    lesion = measure(result, chosen, time_s)
    r, z, temperature = fine_temperature(result, time_s)
    level = fine_level(result, chosen, time_s)[2]
    volume, heat = inside(r * M_PER_MM, z * M_PER_MM, level, heat_per_volume(result, temperature))
    if abs(volume * MM3_PER_M3 - lesion.volume_mm3) > SAME_VOLUME * lesion.volume_mm3:
        return math.nan
    return heat


def heat_around(result: xr.Dataset, criterion: Criterion, number: int) -> float:
    """Return the heat in a lesion at a recorded moment (its number) where tissue differs around the probe, J."""
    scenario = scenario_of(result)
    if missing_files(scenario):
        return math.nan
    tissues, total = material_tissues(scenario), 0.0
    for part in dead_parts(result, criterion, number):
        for material in np.unique(part.material):
            own = part.material == material
            heat = heat_per_volume(result, part.temperature_c[own], tissues[material])
            total += float(part.volume_m3[own] @ heat)
    return total


def heat_per_volume(result: xr.Dataset, temperature_c: Array, tissue: Tissue | None = None) -> Array:
    """Return the heat of tissue above its start temperature, J/m3; of the scenario's when none is given."""
    scenario = scenario_of(result)
    tissue = scenario.tissue if tissue is None else tissue
    tables = property_tables(tissue.conductivity_w_m_k, tissue.heat_capacity_j_kg_k, tissue.boiling)
    rise = content(tables, temperature_c) - content(tables, np.array(scenario.start_c))
    return tissue.density_kg_m3 * tables.heat_capacity * rise


def content(tables: Tables, temperature_c: Array) -> Array:
    """Return the heat content that belongs to temperatures, NaN for NaN."""
    return temperature_c if tables.constant else content_at(tables, temperature_c)


def inside(r: Array, z: Array, level: Array, heat: Array) -> tuple[float, float]:
    """Integrate over the rings where a level is positive: (volume in m3, heat in J).

    Every ring between fine lines is cut into smaller ones, on which level and heat are interpolated.
    """
    rows, columns = np.nonzero(np.isfinite(level) & (level > 0))
    if rows.size == 0:
        return 0.0, 0.0
    across = slice(0, min(int(rows.max()) + 2, r.size))
    along = slice(max(int(columns.min()) - 1, 0), min(int(columns.max()) + 2, z.size))
    r, z, level, heat = r[across], z[along], level[across, along], heat[across, along]
    part = (np.arange(PARTS) + 0.5) / PARTS
    volume = total = 0.0
    for u in part:
        ring = 2 * np.pi * (r[:-1] + u * np.diff(r)) * np.diff(r) / PARTS
        for v in part:
            dead = between(level, u, v) > 0  # NaN, inside the probe, is not
            size = np.where(dead, ring[:, None] * np.diff(z) / PARTS, 0.0)
            volume += float(size.sum())
            total += float(np.sum(size * np.where(dead, between(heat, u, v), 0.0)))
    return volume, total
