"""A labelled volume from a file as a body: every voxel has a number, and a table says which tissue that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from ..errors import Problem, ScenarioError
from .bodies import COORDINATE, TISSUE, Point
from .checks import Number, Place, Several, Text, between
from .fields import check_fields
from .printing import prints_as_tree
from .tissue import Tissue
from .wording import listed, plain, shown

HIGHEST_LABEL = 65_535
MOST_LABELS = 64
ENDINGS = (".npy", ".nii", ".nii.gz")
SIZE = Number(about="size", unit="mm", low=0.01, high=20)


@prints_as_tree
@dataclass(frozen=True, kw_only=True, repr=False)
class Labelled:
    """The tissue of all voxels with one number.

    >>> bone = Tissue(name="bone", conductivity_w_m_k=0.32, density_kg_m3=1908, heat_capacity_j_kg_k=1313)
    >>> print(Labelled(label=2, tissue=bone))
    2: bone
    """

    label: Annotated[float, between(0, HIGHEST_LABEL, "", "the whole number that these voxels have in the file")]
    tissue: Annotated[Tissue, TISSUE]

    def __post_init__(self) -> None:
        check_fields(self)
        if not float(self.label).is_integer():
            raise ScenarioError(Problem("label", f"is {plain(self.label)}; must be a whole number, as in the file"))

    def __str__(self) -> str:
        return f"{plain(self.label)}: {self.tissue.name}"


@prints_as_tree
@dataclass(frozen=True, kw_only=True, repr=False)
class Voxels:
    """A volume of labelled voxels from a file; labels that `tissues` leaves out cover nothing.

    A NIfTI file (.nii, .nii.gz) says itself where its voxels are, and its mm are the anatomy's frame; of its header
    nothing else is read, so names and dates in it stay there. A NumPy file (.npy) holds the numbers alone.

    >>> bone = Tissue(name="bone", conductivity_w_m_k=0.32, density_kg_m3=1908, heat_capacity_j_kg_k=1313)
    >>> print(Voxels(file="spine.npy", tissues=(Labelled(label=2, tissue=bone),), spacing_mm=(0.5, 0.5, 1)))
    voxels of spine.npy (2: bone)
    """

    kind: ClassVar[str] = "voxels"
    file: Annotated[
        str,
        Text(
            about="path of a .npy, .nii or .nii.gz file; in a scenario file, seen from its folder",
            longest=1000,
            may_be_empty=False,
        ),
    ]
    tissues: Annotated[tuple[Labelled, ...], Several(about="the tissue of each label", low=1, high=MOST_LABELS)]
    spacing_mm: Annotated[
        Point | None, Place(about="size of a voxel along x, y and z; for a .npy file alone, which needs it", each=SIZE)
    ] = None
    origin_mm: Annotated[
        Point | None,
        Place(about="middle of the first voxel; left out, the origin, or where a NIfTI file says", each=COORDINATE),
    ] = None
    checksum: Annotated[
        str | None,
        Text(
            about="checksum of the labels and their places, which results keep so that no other file stands for theirs",
            longest=16,
            pattern="[0-9a-f]{16}",
            pattern_in_words="16 digits 0 to 9 and a to f",
        ),
    ] = None

    def __post_init__(self) -> None:
        check_fields(self)
        problems = [*ending_problems(self), *label_problems(self.tissues)]
        if problems:
            raise ScenarioError(*problems)

    def __str__(self) -> str:
        return f"voxels of {self.file} ({', '.join(str(each) for each in self.tissues)})"


def ending_problems(body: Voxels) -> list[Problem]:
    """Return what does not fit the kind of file."""
    name = body.file.casefold()
    if not name.endswith(ENDINGS):
        return [Problem("file", f"is {shown(body.file)}; must end with {listed(ENDINGS)}")]
    if name.endswith(".npy"):
        told = "is missing; a .npy file does not tell the size of its voxels: give it, such as (0.5, 0.5, 1)"
        return [] if body.spacing_mm is not None else [Problem("spacing_mm", told)]
    told = "is given, but a NIfTI file tells it itself; must be left out"
    return [] if body.spacing_mm is None else [Problem("spacing_mm", told)]


def label_problems(tissues: tuple[Labelled, ...]) -> list[Problem]:
    """Return labels that stand twice."""
    labels = [each.label for each in tissues]
    return [
        Problem(f"tissues[{i}].label", f"is {plain(label)} once more; must be another one: each label has one tissue")
        for i, label in enumerate(labels)
        if label in labels[:i]
    ]
