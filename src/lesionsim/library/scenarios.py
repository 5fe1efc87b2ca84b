"""Ready scenarios, each with what it assumes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from ..scenario import (
    Blood,
    Boiling,
    Criterion,
    Exponential,
    Hold,
    Isotherm,
    Numerics,
    PerfusionStoppedByDamage,
    Probe,
    Protocol,
    Scenario,
    StraightNerve,
    heat_and_hold,
)
from .bones import at_pillar, b3_bone, b3_same, in_groove
from .damage_models import damage
from .naming import find
from .tissues import tissue

SIDE_BY_SIDE = ("liver", "cem43", "isotherm-50", "isotherm-60", "isotherm-45", "skin")

TEACHING_NOTES = (
    "With source = held the tip is kept at one temperature, without current: an idealised heated probe, not RF. "
    "Muscle everywhere: no bone, no injected fluid. "
    "The nerve is measured, not modelled; it changes no heat. That it is 1 mm thick, straight, parallel to the probe "
    "and 1.5 mm from its axis is an assumption (from memory, unverified). "
    "The liver set is used for muscle by habit of the field; that is an assumption, so several "
    "criteria stand side by side. "
    "Perfusion stops with the dead fraction of the liver set. "
    "Lesions are measured after the cool-down."
)
RF_NOTES = (
    "Current between the bare tip and a pad far away heats the tissue; the generator follows the sensor in the tip's "
    "first 2 mm, with the gains of benchmark B2 and no lag. The outer wall of the block, 40 mm away, stands for body "
    "and pad, at 0 V; leads and body add no resistance. "
    "Electrical conductivity is that of muscle at 500 kHz and grows by 1.5 % per °C, an assumption of the field. "
    "Metal and tissue touch perfectly. Tissue that comes near 100 °C boils and dries out, by numbers that are mostly "
    "from memory. "
) + TEACHING_NOTES.partition("not RF. ")[2]
B1_NOTES = (
    "The benchmark problem, exact by definition: constant perfusion, no cool-down, no metabolic heat; "
    "start, blood and wall at 37 °C. "
    "Its radius, 0.4535 mm, is that of a 20 G needle to within 0.001 mm."
)
B2_NOTES = (
    "The benchmark problem with current, exact by definition: the geometry of B1, a solid metal probe in perfect "
    "contact, sigma 0.5 S/m at 37 °C growing by 1.5 % per °C up to 100 °C, perfusion that stops with the liver set, "
    "10 s of ramp, 80 s of hold, 30 s of cool-down; all outer walls at 37 °C and 0 V. "
    "Its grid is finer than the usual one: the reference is met within 0.6 % in volume."
)
BENCH_NOTES = (
    "A bench experiment such as one on chicken: everything starts at 21 °C and no blood flows. "
    "The thermal numbers are those of living muscle, because those of chicken breast are unverified. "
    "With source = held the tip is kept at one temperature, without current: an idealised heated probe, not RF. "
    "The liver set is used for muscle by habit of the field; that is an assumption."
)


def criteria() -> tuple[Criterion, ...]:
    """Return the criteria that teaching scenarios show side by side, the liver set first."""
    return tuple(damage(name) for name in SIDE_BY_SIDE)


def lumbar(name: str, title: str, set_c: float, hold_s: float) -> Scenario:
    """Return a medial branch lesion: 20 G, 10 mm tip, held, then 30 s of cool-down."""
    return Scenario(
        name=name,
        title=title,
        tissue=tissue("muscle"),
        probe=Probe(gauge=20, tip_length_mm=10),
        protocol=heat_and_hold(set_c, hold_s, cooldown_s=30),
        perfusion=PerfusionStoppedByDamage(criterion="Arrhenius liver"),
        criteria=criteria(),
        nerve=StraightNerve(offset_mm=1.5),
        notes=TEACHING_NOTES,
    )


def medial_branch(set_c: int, hold_s: int) -> Scenario:
    """Return one of the medial branch variants."""
    title = f"Medial branch, held probe at {set_c} °C for {hold_s} s"
    return lumbar(f"medial-branch-{set_c}c-{hold_s}s", title, set_c, hold_s)


def b1() -> Scenario:
    """Return benchmark B1: a held probe in muscle, nothing else."""
    return Scenario(
        name="b1",
        title="Benchmark B1: held probe, axisymmetric",
        tissue=tissue("b1-muscle"),
        probe=Probe(diameter_mm=0.907, tip_length_mm=10),
        protocol=Protocol(steps=(Hold(at_c=80, duration_s=90),)),
        criteria=(damage("liver"), Isotherm(50)),
        notes=B1_NOTES,
    )


def b2() -> Scenario:
    """Return benchmark B2: current, a metal probe and a controller."""
    muscle = dataclasses.replace(
        tissue("b1-muscle"), name="B2 muscle", electrical_conductivity_s_m=Exponential(value=0.5, rate_per_c=0.015)
    )
    return dataclasses.replace(
        b1(),
        name="b2",
        title="Benchmark B2: current with a controller, axisymmetric",
        source="rf",
        tissue=muscle,
        protocol=heat_and_hold(80, 80, ramp_s=10, cooldown_s=30),
        perfusion=PerfusionStoppedByDamage(criterion="Arrhenius liver"),
        numerics=Numerics(first_cell_mm=0.06, growth=0.16),
        notes=B2_NOTES,
    )


def lumbar_rf() -> Scenario:
    """Return the default scenario with current in place of a held tip, and the ramp of a real generator."""
    return dataclasses.replace(
        lumbar(RF, "Lumbar medial branch, RF current at 80 °C for 90 s", 80, 90),
        source="rf",
        tissue=dataclasses.replace(tissue("muscle"), boiling=Boiling()),
        protocol=heat_and_hold(80, 90, ramp_s=10, cooldown_s=30),
        notes=RF_NOTES,
    )


def ex_vivo() -> Scenario:
    """Return a bench experiment: room temperature, no blood."""
    meat = dataclasses.replace(tissue("muscle"), name="muscle without blood", perfusion_per_s=0, metabolic_heat_w_kg=0)
    return Scenario(
        name="ex-vivo-21c",
        title="Bench experiment at 21 °C, held probe at 80 °C for 90 s",
        tissue=meat,
        blood=Blood(temperature_c=21),
        start_c=21,
        probe=Probe(gauge=20, tip_length_mm=10),
        protocol=heat_and_hold(80, 90, cooldown_s=30),
        criteria=criteria(),
        notes=BENCH_NOTES,
    )


class Entry(NamedTuple):
    """One scenario, made when asked for."""

    name: str
    title: str
    make: Callable[[], Scenario]


def variant(set_c: int, hold_s: int) -> Entry:
    """Return the entry of a medial branch variant."""
    return Entry(
        f"medial-branch-{set_c}c-{hold_s}s",
        f"held at {set_c} °C for {hold_s} s, 30 s cool-down",
        lambda: medial_branch(set_c, hold_s),
    )


def default() -> Scenario:
    """Return the default scenario."""
    return lumbar(DEFAULT, "Lumbar medial branch, held probe at 80 °C for 90 s", 80, 90)


DEFAULT = "lumbar-medial-branch"
RF = "lumbar-medial-branch-rf"

SCENARIOS = (
    Entry(
        DEFAULT,
        "the default: 20 G, 10 mm, 80 °C, 90 s, 30 s cool-down",
        default,
    ),
    Entry(RF, "the default with current: RF generator, 10 s ramp, 80 °C, 90 s", lumbar_rf),
    Entry("b1", "benchmark B1, exactly: no cool-down, constant perfusion", b1),
    Entry("b2", "benchmark B2, exactly: current, metal, controller", b2),
    *(variant(set_c, hold_s) for set_c in (70, 75, 80) for hold_s in (60, 90)),
    Entry(
        "lumbar-bone",
        "the default beside bone: transverse and articular process",
        lambda: in_groove("lumbar-bone", "Lumbar medial branch beside bone, held probe at 80 °C for 90 s", default()),
    ),
    Entry(
        "lumbar-bone-rf",
        "the default beside bone, with current",
        lambda: in_groove("lumbar-bone-rf", "Lumbar medial branch beside bone, RF current at 80 °C", lumbar_rf()),
    ),
    Entry(
        "cervical-bone",
        "the default beside the articular pillar of the neck",
        lambda: at_pillar("cervical-bone", "Cervical medial branch beside bone, held probe at 80 °C", default()),
    ),
    Entry("b3", "benchmark B3 without bone: B1 in three dimensions", lambda: b3_same("b3", b1())),
    Entry("b3-bone", "benchmark B3, exactly: bone from x = 3 mm on", lambda: b3_bone("b3-bone", b1())),
    Entry("ex-vivo-21c", "the default on the bench: 21 °C, no blood", ex_vivo),
)


@cache
def scenario(name: str = DEFAULT) -> Scenario:
    """Return a ready scenario of the library.

    >>> print(scenario("b1"))
    b1: 0.907 mm thick probe, 10 mm bare tip; hold 80 °C for 90 s; in B1 muscle
    """
    return find(name, SCENARIOS, "scenario").make()
