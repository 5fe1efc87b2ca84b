"""What people call the edge of a lesion: the usual criteria, from which every range over criteria is made."""

from lesionsim.library import damage
from lesionsim.scenario import Criterion, Isotherm

INTEGRATED = ("liver", "cem43", "skin", "muscle")  # isotherms need no integration
USUAL: dict[str, Criterion] = {
    "liver": damage("liver"),
    "CEM43": damage("cem43"),
    "45 °C": Isotherm(45),
    "50 °C": Isotherm(50),
    "55 °C": Isotherm(55),
    "60 °C": Isotherm(60),
    "skin": damage("skin"),
    "muscle†": damage("muscle"),
}
COLDEST_C, HOTTEST_C = 42, 70


def edge(name: str) -> Criterion:
    """Return a criterion by the name that tables show.

    >>> edge("50 °C").label
    'isotherm 50 °C'
    """
    return USUAL[name]
