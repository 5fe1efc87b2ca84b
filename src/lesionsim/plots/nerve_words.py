"""The words on pictures of nerves: what is asked, and what they tell to those who cannot see them."""

import math

import xarray as xr

from lesionsim.lesion.announcing import nerve_in_words
from lesionsim.lesion.bars import with_error
from lesionsim.lesion.labels import label_in_words
from lesionsim.lesion.nerve import AnyNerve, NerveCoverage
from lesionsim.plots.revealing import FRAME, NUMBERS
from lesionsim.plots.telling import Step, Table
from lesionsim.scenario import CEM43, Arrhenius, Criterion, Isotherm
from lesionsim.texts import spoken

QUESTION = "How much of the nerve does the lesion cover?"
SEEN = "Lesion, needle and nerve from the side, the covered part dark, and the dose along the nerve. {sizes}"
NO_RELIEF = "A covered length is no measure of pain relief"
REVEALED = (
    FRAME._replace(shows=(*FRAME.shows, "*/nerve", "*/outline of the nerve", "*/key: nerve", "*/outline of the tip")),
    Step("lesion", ("*/lesion", "*/lesion edge", "*/key: lesion")),
    Step("covered part", ("*/covered nerve", "*/key: covered*")),
    NUMBERS,
)


def table_of(along: xr.Dataset) -> Table:
    """Return the dose along the nerve."""
    unit = "" if along.attrs["dose_unit"] == "1" else f" ({along.attrs['dose_unit']})"
    columns = ("along the nerve (mm)", f"dose on its middle line{unit}", f"least dose across it{unit}", "covered")
    values = (along.along_mm, along.dose, along.least_dose)
    numbers = zip(*(each.values.tolist() for each in values), along.covered.values.astype(int).tolist(), strict=True)
    return Table(columns, list(numbers))


def covered_in_words(found: NerveCoverage, cut_off: bool = False) -> str:
    """Say how much is covered, for a title; more than that where the lesion is cut off at the outer wall."""
    if math.isnan(found.gap_mm) and found.covered_mm == 0:
        return spoken("There is no lesion")
    if found.touched_mm == 0:
        return spoken("The lesion stays {gap_mm:.1f} mm away from the nerve", gap_mm=found.gap_mm)
    if found.covered_mm == 0:
        words = "The lesion touches {touched_mm:.1f} mm of the nerve and covers none of its whole section"
        return spoken(words, touched_mm=found.touched_mm)
    words = "The lesion covers {covered_mm:.1f} mm of the nerve"
    if cut_off:
        words = "The lesion covers more than {covered_mm:.1f} mm of the nerve"
    return spoken(words, covered_mm=found.covered_mm)


def head_in_words(found: NerveCoverage, nerve: AnyNerve) -> str:
    """Write the criterion, the moment and which nerve it is."""
    words = "{criterion} after {time_s:g} s, {nerve}"
    label = label_in_words(found.criterion)
    return spoken(words, criterion=label, time_s=found.measured_at_s, nerve=nerve_in_words(nerve))


def rest_in_words(found: NerveCoverage, nerve: AnyNerve, cut_off: bool) -> str:
    """Write which nerve it is and the other numbers, for a caption."""
    covered = with_error(found.covered_mm, found.covered_mm_error)
    words = "{head}: whole section covered over {covered} mm"
    if cut_off:
        words = "{head}: whole section covered over more than {covered} mm"
    parts = [spoken(words, head=head_in_words(found, nerve), covered=covered)]
    words = "touched over {touched_mm:.1f} mm of {length_mm:.0f} mm"
    parts.append(spoken(words, touched_mm=found.touched_mm, length_mm=found.length_mm))
    if found.gap_mm < 0:
        parts.append(spoken("deepest point {depth_mm:.1f} mm inside the edge", depth_mm=-found.gap_mm))
    odd = found.statement and f". {found.statement[0].upper()}{found.statement[1:]}"
    return f"{', '.join(parts)}{odd}."


def dose_in_words(criterion: Criterion) -> str:
    """Name a criterion's dose and its unit, for an axis."""
    if isinstance(criterion, Isotherm):
        return spoken("peak temperature (°C)")
    if isinstance(criterion, CEM43):
        return "CEM43 (min)"
    return spoken("damage Ω") if isinstance(criterion, Arrhenius) else spoken("dead fraction")
