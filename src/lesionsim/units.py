"""The factors between the units that people read (mm, °C, minutes) and SI."""

from __future__ import annotations

from typing import Final

M_PER_MM: Final = 1e-3
MM_PER_M: Final = 1e3
MM3_PER_M3: Final = 1e9
KELVIN_AT_0_C: Final = 273.15  # definition of the Celsius scale
SECONDS_PER_MINUTE: Final = 60.0
GAS_CONSTANT_J_MOL_K: Final = 8.31446261815324  # molar gas constant, exact by definition of the SI (2019)
