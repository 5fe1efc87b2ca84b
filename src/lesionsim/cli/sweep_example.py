"""A sweep as a file to edit, in which every key is explained."""

from __future__ import annotations

EXAMPLE = """\
# A sweep: one scenario, run many times with inputs varied. Run it with: lesionsim sweep {file}
# Educational, not for clinical planning.

# A name of the library (lesionsim list scenarios), or the path of a scenario file beside this one.
scenario = {scenario}
title = ""

# How rows are chosen:
#   "grid"             every combination of the values
#   "one-at-a-time"    the scenario as it is, then each value of each key alone
#   "latin-hypercube"  samples rows drawn from the distributions, evenly along each key
#   "sobol"            samples rows that fill the space of all keys evenly; a power of two, such as 1024
#   "morris"           samples trajectories: which keys matter at all? Samples x (keys + 1) rows
#   "saltelli"         samples x (keys + 2) rows for Sobol indices: which key explains how much? A power of two
#   "list"             the rows below, [[rows]]
kind = "grid"
# samples = 64         # for all kinds but grid, one-at-a-time and list
seed = 0               # where random numbers begin; the same seed gives the same rows

# What varies. Keys are those of a scenario file (lesionsim new FILE.toml), such as "probe.tip_length_mm" or
# "tissue.perfusion_per_s", or these short ones: temperature_c, hold_s, ramp_s, cooldown_s, gauge, tip_mm.
[vary]
temperature_c = [70, 75, 80, 85]
gauge = [18, 20, 22]
# hold_s = {{low = 60, high = 120, levels = 4}}                     # evenly from low to high
# "tissue.perfusion_per_s" = "library"                            # the range that the library's sources give
# "tissue.conductivity_w_m_k" = {{kind = "normal", mean = 0.5, sd = 0.05, low = 0.3}}
# "nerve.offset_mm" = {{kind = "triangular", low = 1.0, mode = 2.0, high = 4.0}}
# other kinds: "log-uniform" (low, high), "log-normal" (median, factor), "levels" (values)

# What is changed in the scenario for every row; keys of a scenario file only.
# [change]
# "probe.tip_length_mm" = 5

# Inputs that go together, for latin-hypercube and sobol: correlation of their normal scores, -1 to 1.
# [[correlation]]
# a = "temperature_c"
# b = "hold_s"
# rho = -0.5

# What is measured in every row.
[measure]
criteria = []          # labels of the scenario's criteria; none: its first alone; ["all"]: every one
error_bars = "all"     # numerical error bars: "all" rows, a "sample" (every 16th) or "none", which is twice as fast
nerve_gap = false      # true: the gap between nerve and lesion too, which doubles the time of a row
dead_map = false       # true: keep where tissue is dead in every row, for a map of probability
# time_limit_s = 60    # a row that takes longer is ended, and says so
"""


def example(file: str, scenario: str) -> str:
    """Return the text of an example.

    >>> example("mine.toml", "b1").splitlines()[4]
    'scenario = "b1"'
    """
    import tomli_w

    quoted = tomli_w.dumps({"scenario": scenario}).partition("= ")[2].strip()
    return EXAMPLE.format(file=file, scenario=quoted)
