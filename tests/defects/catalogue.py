# ruff: noqa: E501 - a defect is one line, however long the code is
"""Seeded defects: one wrong line each, as a tired programmer would write it.

Each entry: room and file below src/lesionsim, the right text, the wrong text, and what it breaks.
"""

from typing import NamedTuple


class Defect(NamedTuple):
    """One wrong line."""

    file: str
    right: str
    wrong: str
    breaks: str


DEFECTS = (
    Defect("kernels/flow.py", "blood = perfusion[k] * (blood_c - t)", "blood = perfusion[k] * (t - blood_c)", "perfusion heats"),
    Defect("kernels/flow.py", "+ face_left[k] * (left[k] - t)", "+ face_right[k] * (left[k] - t)", "flow to the left is not minus flow to the right"),
    Defect("kernels/flow.py", "            + source[k]\n", "", "metabolic heat is dropped"),
    Defect("kernels/flow.py", "return -from_blood", "return from_blood", "ledger counts blood with the wrong sign"),
    Defect("kernels/flow.py", "* (temperature[faces[WALL, m]] - temperature[faces[TISSUE, m]])", "* (temperature[faces[TISSUE, m]] - temperature[faces[WALL, m]])", "tip power has the wrong sign"),
    Defect("kernels/super_step.py", "return mu, nu, mu * w1, -(1.0 - weight_b(j - 1)) * mu * w1", "return mu, nu, mu * w1, -weight_b(j - 1) * mu * w1", "stepper loses its order"),
    Defect("kernels/super_step.py", "mu = (2.0 * j - 1.0) / j", "mu = (2.0 * j + 1.0) / j", "stepper's first recursion weight"),
    Defect("kernels/super_step.py", "tip_now = tip_c[0] + moment * (tip_c[1] - tip_c[0])", "tip_now = tip_c[1]", "a ramp runs one step ahead"),
    Defect("kernels/properties.py", "1.0 / (laws.resistance[0, k] / here + laws.resistance[1, k] / above)", "0.5 * (here + above) / (laws.resistance[0, k] + laws.resistance[1, k])", "arithmetic instead of series mean of k(T)"),
    Defect("kernels/properties.py", "trend[k] = rate[k] * (high - low) / laws.step_c", "trend[k] = rate[k]", "trend ignores heat capacity"),
    Defect("kernels/injury.py", "rate[k] = exp(log_frequency - energy_k / (temperature[k] + ZERO_CELSIUS_K))", "rate[k] = exp(log_frequency - energy_k / (temperature[k] + 273.0))", "kelvin offset"),
    Defect("kernels/injury.py", "log_r = log_r_above if t >= CEM_REFERENCE_C else log_r_below", "log_r = log_r_above", "one R for all temperatures"),
    Defect("kernels/injury.py", "minutes = exp(log_r * (CEM_REFERENCE_C - t)) / SECONDS_PER_MINUTE", "minutes = exp(log_r * (t - CEM_REFERENCE_C)) / SECONDS_PER_MINUTE", "thermal dose falls with temperature"),
    Defect("kernels/injury.py", "rate[k] = minutes if t >= lowest_c else 0.0", "rate[k] = minutes", "clinical convention counts below 39 °C"),
    Defect("kernels/injury.py", "dose[k] += dt / 6.0 * (at_start[k] + 4.0 * at_middle[k] + at_end[k])", "dose[k] += dt / 2.0 * (at_start[k] + at_end[k])", "trapezoid instead of Simpson"),
    Defect("kernels/injury.py", "+ 0.125 * (rise_start - rise_end)", "- 0.125 * (rise_start - rise_end)", "middle of the cubic"),
    Defect("kernels/injury.py", "return forward * (1.0 - alive) * (1.0 - alive - dead)", "return forward * (1.0 - alive - dead)", "three-state kills without its factor"),
    Defect("kernels/injury.py", "peak[k] = highest if highest > peak[k] else peak[k]", "peak[k] = after[k]", "peak follows the temperature down"),
    Defect("kernels/march.py", "living = 1.0 - amount if injury.stop_is_fraction else exp(-amount)", "living = 1.0 - exp(-amount)", "dead tissue is perfused, living is not"),
    Defect("kernels/march.py", "amount = injury.dose[row, k] + 0.5 * dt * injury.rate[row, k]", "amount = 0.0 * injury.dose[row, k]", "perfusion never stops"),
    Defect("kernels/march.py", "rate[k] -= points[WARMING, k] * power", "rate[k] += points[WARMING, k] * power", "stopped perfusion changes the rate the wrong way"),
    Defect("kernels/march.py", "ledger[METABOLIC] += metabolic * dt", "ledger[METABOLIC] += metabolic", "metabolic energy forgets the step"),
    Defect("kernels/surface.py", "values[walls.surface[SURFACE, m]] = w * near + (1.0 - w) * far", "values[walls.surface[SURFACE, m]] = far", "surface takes the second cell's value"),
    Defect("kernels/cubic.py", "+ x * rest * rest * rise_start", "- x * rest * rest * rise_start", "frames inside a step are wrong"),
    Defect("kernels/cubic.py", "most = 3.0 * abs(change)", "most = 3000.0 * abs(change) + 1e9", "peaks beyond the tip right after a sudden start"),
    Defect("kernels/region.py", "return t * u, p[1] + (t * (q[1] - p[1]) + u * (s[1] - p[1])) / 3.0", "return t, p[1]", "cut triangles have the wrong share"),
    Defect("kernels/region.py", "return x_dead + (x_alive - x_dead) * dead / (dead - alive)", "return x_dead", "edges snap to fine lines"),
    Defect("kernels/region.py", "if fine[c, d] > 0.0 and not mark[c, d]:", "if fine[c, d] > 0.0 and not mark[c, d] and d > b:", "region grows to one side"),
    Defect("kernels/resample.py", "if column <= lines.end_column:", "if column < lines.end_column:", "last column ahead of the tip uses the probe's nodes"),
    Defect("grid/shapes.py", "area = np.pi * np.diff(r_face**2)", "area = 2 * np.pi * r * np.diff(r_face) * 1.01", "ring areas are 1 % too large"),
    Defect("grid/shapes.py", "np.log(r_face[1:] / r))", "(r_face[1:] - r) / r)", "plane instead of shell resistance"),
    Defect("grid/shapes.py", "volume = 4 / 3 * np.pi * np.diff(r_face**3)", "volume = 4 * np.pi * np.diff(r_face**3)", "shell volume without its third"),
    Defect("problem/edges.py", "TIP_SHAFT = 0.5", "TIP_SHAFT = 2.0 / 3.0", "wrong singular exponent at the tip-shaft line"),
    Defect("problem/assemble.py", "perfusion=tissue.perfusion_per_s * blood.density_kg_m3 * blood.heat_capacity_j_kg_k", "perfusion=tissue.perfusion_per_s * tissue.density_kg_m3 * heat_capacity", "perfusion with the tissue's heat capacity"),
    Defect("problem/assemble.py", "heat=tissue.metabolic_heat_w_kg * tissue.density_kg_m3", "heat=tissue.metabolic_heat_w_kg", "metabolic heat per kg taken as per m3"),
    Defect("problem/probe.py", "on_tip = (grid.z > 0) & (grid.z < tip_length)", "on_tip = grid.z > 0", "the shaft is held too"),
    Defect("problem/injury.py", "below = math.log(0.5 if criterion.convention == \"half\" else 0.25)", "below = math.log(0.5)", "every CEM43 convention is 'half'"),
    Defect("solver/clock.py", "reach = 2.0 * SAFETY * step_s * fastest_rate", "reach = 1.0 * SAFETY * step_s * fastest_rate", "too few stages"),
    Defect("solver/clock.py", "end = step.to_c if isinstance(step, Ramp) else begin", "end = begin", "ramps do not rise"),
    Defect("lesion/level.py", "return np.log(np.maximum(dose, LEAST_DOSE * threshold) / threshold)", "return np.log(np.maximum(dose, LEAST_DOSE))", "thresholds other than 1 are ignored"),
    Defect("lesion/level.py", "level = np.maximum(level, CEM_DOUBLING_PER_K * (peak - INSTANT_DEATH_C))", "level = np.minimum(level, CEM_DOUBLING_PER_K * (peak - INSTANT_DEATH_C))", "clinical union becomes an intersection"),
    Defect("lesion/measures.py", "width_mm=2 * widest * units.MM_PER_M", "width_mm=widest * units.MM_PER_M", "half-width called width"),
    Defect("lesion/measures.py", "behind_tip_mm=max(0.0, high - probe.tip_length_mm)", "behind_tip_mm=max(0.0, high)", "reach behind the tip counted from its end"),
    Defect("lesion/bars.py", "return math.hypot(weight.difference * difference, weight.usual * usual)", "return weight.difference * abs(difference)", "bars vanish where two grids agree by chance"),
    Defect("lesion/bars.py", "return thick * cell**2 * steep", "return thick * cell * steep", "bars shrink as cells, not as their square"),
    Defect("lesion/bars.py", "getattr(fine, name) - getattr(coarse, name)", "getattr(fine, name) - getattr(fine, name)", "the companion is not asked"),
    Defect("problem/companion.py", "COARSER = 2**0.5", "COARSER = 1.05", "the companion is hardly coarser"),
    Defect("problem/companion.py", "first_cell = min(now.first_cell_mm * COARSER**2,", "first_cell = min(now.first_cell_mm,", "the companion leaves the family of grids"),
    Defect("grid/stencil.py", "weight[:, a] *= (wanted - x[:, b]) / (x[:, a] - x[:, b])", "weight[:, a] *= (wanted - x[:, b]) / (x[:, b] - x[:, a])", "interpolation weights change sign"),
    Defect("grid/stencil.py", "start = np.clip(np.searchsorted(position, wanted) - count // 2, 0, position.size - count)", "start = np.clip(np.searchsorted(position, wanted) - count, 0, position.size - count)", "interpolation from nodes on one side"),
    Defect("lesion/half_plane.py", "dead_elsewhere = (fine > 0) & ~sheet.mark", "dead_elsewhere = (fine > 0) & sheet.mark", "coverage counts other dead regions"),
    Defect("lesion/half_plane.py", "value = low + s * (", "value = low + t * (", "interpolation between fine lines mixes its axes"),
    Defect("lesion/coverage.py", "over.min(axis=1), over[:, -1], over.max(axis=1)", "over.max(axis=1), over[:, -1], over.min(axis=1)", "covered and touched are exchanged"),
    Defect("lesion/coverage.py", "np.where(first, low, place), np.where(last, high, place)", "np.where(first, low, place), np.where(first, high, place)", "covered stretches end too late"),
    Defect("lesion/tubes.py", "return np.hypot(x, y), z", "return np.abs(x), z", "the nerve's distance from the axis forgets one coordinate"),
    Defect("lesion/gap.py", "return np.full(pieces.nerves, np.nan)", "return np.zeros(pieces.nerves)", "no lesion, no gap"),
    Defect("lesion/edge.py", "return np.where(value_at(field, r_mm, z_mm) > 0, -apart, apart)", "return apart", "depth inside the lesion counts as a gap"),
    Defect("scenario/nerve.py", "across, along = half * math.sin(turn), half * math.cos(turn)", "across, along = half * math.cos(turn), half * math.sin(turn)", "parallel is perpendicular"),
    Defect("scenario/checks.py", "return above and number <= self.high and math.isfinite(number)", "return above and math.isfinite(number)", "upper limits are not checked"),
    Defect("result/checksum.py", "return content[-LENGTH:] == seal_of(content[:-LENGTH])", "return has_seal(content)", "any seal will do"),
    Defect("result/dataset.py", 'found = fields(*companion, ("peak_temperature", "dose"))', 'found = fields(companion.ground, companion.recorder, ("peak_temperature", "dose")); found["dose"] = found["dose"][::-1]', "the companion's criteria are in another order"),
    Defect("kernels/electric.py", "(here - phi[k + stride]) ** 2 * (1.0 - 0.5 * tissue[k + stride])", "(here - phi[k + stride]) ** 2 * 0.5", "half the heat beside a wall is lost"),
    Defect("kernels/electric.py", "+ g[n + k - 1] * (here - phi[k - 1]) ** 2", "+ g[n + k] * (here - phi[k - 1]) ** 2", "Joule heat takes the conductance of the wrong face"),
    Defect("kernels/electric.py", "+ conductance[k - stride] * (here - potential[k - stride])", "+ conductance[k] * (here - potential[k - stride])", "current inward is not minus current outward"),
    Defect("kernels/electric.py", "band[u, width - 1] = -conductance[k - stride]", "band[u, width - 1] = -conductance[k]", "factored matrix is another one"),
    Defect("kernels/march_rf.py", "if (asked - given) * error <= 0.0:", "if given == asked:", "a generator at its limit never leaves it"),
    Defect("kernels/march_rf.py", "return given / divider**2", "return given / divider", "the voltage divider is not squared"),
    Defect("kernels/march_rf.py", "share = dt / (control.lag_s + dt)", "share = dt / control.lag_s", "the sensor follows too quickly"),
    Defect("kernels/march_rf.py", "source[k] = base[k] + memory[VOLTS2] * electric.joule[k]", "source[k] = memory[VOLTS2] * electric.joule[k]", "current switches metabolic heat off"),
)  # fmt: skip
