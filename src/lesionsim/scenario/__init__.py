"""What happens in a run: frozen dataclasses in clinical units, checked when they are built.

Words and numbers that a clinician or student would say may enter here; arrays, NumPy and physics may not.
A rule stands beside the type of each field (checks); fields reads them; reading, writing and change use them.
"""

from .change import change
from .damage import CEM43, Arrhenius, Criterion, Isotherm, ThreeState
from .domain import Domain
from .files import from_toml, parse_assignment, read_scenario
from .generator import Generator
from .laws import Exponential, Law, Linear, Table, value_at
from .metal import Metal, Sensor
from .nerve import Nerve, StraightNerve
from .numerics import Numerics
from .perfusion import ConstantPerfusion, Perfusion, PerfusionStoppedByDamage
from .printing import tree
from .probe import GAUGE_DIAMETERS_MM, Probe
from .protocol import Cooldown, Hold, Protocol, Ramp, Step, heat_and_hold
from .scenario import Scenario
from .thermocouple import Thermocouple
from .tissue import Blood, Tissue
from .writing import commented_toml, to_toml

__all__ = [
    "CEM43", "GAUGE_DIAMETERS_MM", "Arrhenius", "Blood", "ConstantPerfusion", "Cooldown", "Criterion", "Domain",
    "Exponential", "Generator", "Hold", "Isotherm", "Law", "Linear", "Metal", "Nerve", "Numerics", "Perfusion",
    "PerfusionStoppedByDamage", "Probe", "Protocol", "Ramp", "Scenario", "Sensor", "Step", "StraightNerve", "Table",
    "Thermocouple", "ThreeState", "Tissue", "change", "commented_toml", "from_toml", "heat_and_hold",
    "parse_assignment", "read_scenario", "to_toml", "tree", "value_at",
]  # fmt: skip
