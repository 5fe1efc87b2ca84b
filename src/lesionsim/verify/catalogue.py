"""All exact cases, in the order of the certificate."""

from collections.abc import Callable

from lesionsim.verify.case import Case

Group = tuple[Callable[[], Case], ...]


def case_functions() -> Group:
    """List every case function; calling one runs it.

    Examples
    --------
    >>> case_functions()[0].__name__
    'held_sphere'
    """
    return tuple(function for group in (*heat(), *current()) for function in group)


def heat() -> tuple[Group, ...]:
    """List the cases of heat and damage."""
    from lesionsim.verify.cases import (
        alternating,
        around,
        around_identities,
        around_media,
        around_symmetry,
        cylinders,
        damage,
        gaussians,
        identities,
        layers,
        manufactured,
        sources,
        spheres,
        stepper,
        symmetry,
    )

    return (
        spheres.CASES,
        cylinders.CASES,
        gaussians.CASES,
        stepper.CASES,
        alternating.CASES,
        sources.CASES,
        layers.CASES,
        damage.CASES,
        manufactured.CASES,
        identities.CASES,
        symmetry.CASES,
        around.CASES,
        around_media.CASES,
        around_identities.CASES,
        around_symmetry.CASES,
    )


def current() -> tuple[Group, ...]:
    """List the cases with current: fields, Joule heat, boiling, the generator."""
    from lesionsim.verify.cases import around_media, coupled, drum, fields, generator, joule, kohlrausch, stefan

    return (
        fields.CASES,
        kohlrausch.CASES,
        around_media.WITH_CURRENT,
        joule.CASES,
        drum.CASES,
        coupled.CASES,
        stefan.CASES,
        generator.CASES,
    )
