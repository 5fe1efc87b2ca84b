"""What happens in a run: frozen dataclasses in clinical units, checked when they are built.

Words and numbers that a clinician or student would say may enter here; arrays, NumPy and physics may not.
A rule stands beside the type of each field (checks); fields reads them; reading, writing and change use them.
"""

from .anatomy import Body, is_bone, needs_three_dimensions, tissues_of
from .bodies import Box, Cylinder, HalfSpace, Layer, Sphere
from .boiling import Boiling
from .change import change
from .damage import CEM43, Arrhenius, Criterion, Isotherm, ThreeState
from .domain import Domain
from .files import from_toml, parse_assignment, read_scenario
from .generator import Generator
from .laws import Exponential, Law, Linear, Table, value_at
from .metal import Metal, Sensor
from .nerve import Nerve, StraightNerve
from .numerics import Numerics
from .perfusion import ConstantPerfusion, Perfusion, PerfusionFollowsDamage, PerfusionStoppedByDamage
from .placement import Placement, to_anatomy
from .printing import tree
from .probe import GAUGE_DIAMETERS_MM, Probe
from .protocol import Cooldown, Hold, Protocol, Ramp, Step, heat_and_hold
from .scenario import Scenario
from .sleeve import Sleeve
from .symmetry import is_mirrored
from .thermocouple import Thermocouple
from .tissue import Blood, Tissue
from .vertebra import RoundedBox, Vertebra
from .vessel import Vessel
from .voxels import Labelled, Voxels
from .writing import commented_toml, to_toml

__all__ = [
    "CEM43", "GAUGE_DIAMETERS_MM", "Arrhenius", "Blood", "Body", "Boiling", "Box", "ConstantPerfusion", "Cooldown",
    "Criterion", "Cylinder", "Domain", "Exponential", "Generator", "HalfSpace", "Hold", "Isotherm", "Labelled", "Law",
    "Layer", "Linear", "Metal", "Nerve", "Numerics", "Perfusion", "PerfusionFollowsDamage", "PerfusionStoppedByDamage",
    "Placement", "Probe", "Protocol", "Ramp", "RoundedBox", "Scenario", "Sensor", "Sleeve", "Sphere", "Step",
    "StraightNerve", "Table", "Thermocouple", "ThreeState", "Tissue", "Vertebra", "Vessel", "Voxels", "change",
    "commented_toml", "from_toml", "heat_and_hold", "is_bone", "is_mirrored", "needs_three_dimensions",
    "parse_assignment", "read_scenario", "tissues_of", "to_anatomy", "to_toml", "tree", "value_at",
]  # fmt: skip
