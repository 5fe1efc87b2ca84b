"""Every variable of a result: dimensions, unit and meaning."""

from typing import NamedTuple

SCHEMA = "lesionsim-result-1"


class Variable(NamedTuple):
    """One variable of the result."""

    dims: tuple[str, ...]
    units: str
    long_name: str


COORDINATES = {
    "time": Variable(("time",), "s", "recorded moment"),
    "r": Variable(("r",), "mm", "distance from the probe's axis, cell centres"),
    "z": Variable(("z",), "mm", "distance along the probe from the end of the tip, cell centres"),
    "r_face": Variable(("r_face",), "mm", "cell faces across the probe"),
    "z_face": Variable(("z_face",), "mm", "cell faces along the probe"),
    "theta": Variable(("theta",), "°", "angle around the probe, cell centres; 0 is towards +x, 90 towards +y"),
    "theta_face": Variable(("theta_face",), "°", "cell faces around the probe; up to 180 where +y and -y are alike"),
    "criterion": Variable(("criterion",), "", "damage criterion"),
    "step_time": Variable(("step_time",), "s", "end of each time step"),
    "thermocouple": Variable(("thermocouple",), "", "name of the thermocouple"),
}
VARIABLES = {
    "temperature": Variable(("time", "r", "z"), "°C", "tissue temperature"),
    "side_temperature": Variable(("time", "z"), "°C", "temperature on the probe's side"),
    "end_temperature": Variable(("time", "r"), "°C", "temperature on the probe's flat end"),
    "peak_temperature": Variable(("time", "r", "z"), "°C", "highest tissue temperature so far"),
    "side_peak_temperature": Variable(("time", "z"), "°C", "highest temperature so far on the probe's side"),
    "end_peak_temperature": Variable(("time", "r"), "°C", "highest temperature so far on the probe's flat end"),
    "dose": Variable(("criterion", "time", "r", "z"), "see dose_unit", "damage in the criterion's own measure"),
    "side_dose": Variable(("criterion", "time", "z"), "see dose_unit", "damage on the probe's side"),
    "end_dose": Variable(("criterion", "time", "r"), "see dose_unit", "damage on the probe's flat end"),
    "threshold": Variable(("criterion",), "see dose_unit", "dose from which tissue counts as dead"),
    "dose_unit": Variable(("criterion",), "", "unit of dose and threshold"),
    "kind": Variable(("criterion",), "", "kind of criterion"),
    "tip_temperature": Variable(("step_time",), "°C", "mean temperature of the active tip's surface"),
    "power": Variable(("step_time",), "W", "heat flowing from the tip into the tissue"),
    "energy_from_tip": Variable(("step_time",), "J", "heat from the tip so far"),
    "energy_to_blood": Variable(("step_time",), "J", "heat carried away by perfusion so far"),
    "energy_to_outer_wall": Variable(("step_time",), "J", "heat lost through the outer boundary so far"),
    "energy_metabolic": Variable(("step_time",), "J", "metabolic heat so far"),
    "energy_stored": Variable(("step_time",), "J", "heat stored in the tissue so far"),
    "energy_joule": Variable(("step_time",), "J", "heat made by current so far"),
    "voltage": Variable(("step_time",), "V", "voltage of the generator"),
    "current": Variable(("step_time",), "A", "current"),
    "sensor_temperature": Variable(("step_time",), "°C", "temperature of the metal at the sensor"),
    "impedance": Variable(("step_time",), "ohm", "voltage over current"),
    "pause_start": Variable(("step_time",), "s", "when the latest pause of the generator began, -1 before any"),
    "shut_off_start": Variable(("step_time",), "s", "when the generator shut off, -1 before"),
    "potential_share": Variable(("r", "z"), "1", "potential over the tip's voltage, when the field was last solved"),
    "joule_density_at_1_v": Variable(("r", "z"), "W/m³", "heat made by current at 1 V, when the field was last solved"),
    "thermocouple_temperature": Variable(("thermocouple", "step_time"), "°C", "reading of the thermocouple"),
    "thermocouple_r": Variable(("thermocouple",), "mm", "distance of the thermocouple from the axis"),
    "thermocouple_z": Variable(("thermocouple",), "mm", "place of the thermocouple along the probe"),
    "thermocouple_azimuth": Variable(("thermocouple",), "°", "side of the probe that the thermocouple is on, 0 to +x"),
}
COARSE = "coarse_"  # before the names of the companion's fields
COMPANION_COORDINATES = ("r", "z", "r_face", "z_face")
COMPANION_FIELDS = (
    "peak_temperature", "side_peak_temperature", "end_peak_temperature", "dose", "side_dose", "end_dose",
)  # fmt: skip
# In the order of the generator's trace
DISPLAY = (
    "voltage", "current", "sensor_temperature", "impedance", "pause_start", "shut_off_start",
)  # fmt: skip
OF_CURRENT = ("energy_joule", "potential_share", "joule_density_at_1_v", *DISPLAY)  # only in runs with current
TRACES = (
    "tip_temperature",
    "power",
    "energy_from_tip",
    "energy_to_blood",
    "energy_to_outer_wall",
    "energy_metabolic",
    "energy_stored",
)  # in the order of the recorder's columns, after the time
SELECTABLE = ("time", "theta", "r", "z", "criterion", "step_time", "thermocouple")  # coordinates with an index
OF_THREE_DIMENSIONS = ("theta", "theta_face", "thermocouple_azimuth")  # of results whose cells differ around the probe
ACROSS_OR_ALONG = frozenset({"r", "z", "coarse_r", "coarse_z"})


def of_companion(known: dict[str, Variable], names: tuple[str, ...]) -> dict[str, Variable]:
    """Return the same variables on the companion's coarser grid."""
    own = {name: COARSE + name for name in COMPANION_COORDINATES}
    return {
        COARSE + name: Variable(
            tuple(own.get(dim, dim) for dim in known[name].dims),
            known[name].units,
            f"{known[name].long_name}, in the coarser run for error bars",
        )
        for name in names
    }


COARSE_COORDINATES = of_companion(COORDINATES, COMPANION_COORDINATES)
COARSE_VARIABLES = of_companion(VARIABLES, COMPANION_FIELDS)
EVERYWHERE = {**COORDINATES, **VARIABLES, **COARSE_COORDINATES, **COARSE_VARIABLES}


def dims_of(name: str, around: bool) -> tuple[str, ...]:
    """Return a variable's dimensions; in three dimensions fields have `theta` before `r` and `z`.

    >>> dims_of("temperature", True), dims_of("side_dose", True), dims_of("power", True)
    (('time', 'theta', 'r', 'z'), ('criterion', 'time', 'theta', 'z'), ('step_time',))
    """
    dims = EVERYWHERE[name].dims
    place = next((i for i, dim in enumerate(dims) if dim in ACROSS_OR_ALONG), None)
    if not around or place is None or name in COORDINATES or name in COARSE_COORDINATES:
        return dims
    return (*dims[:place], "theta", *dims[place:])


def attributes(name: str) -> dict[str, str]:
    """Return a fresh dictionary of a variable's unit and meaning."""
    variable = EVERYWHERE[name]
    return {"units": variable.units, "long_name": variable.long_name}
