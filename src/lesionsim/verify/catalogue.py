"""All exact cases, in the order of the certificate."""

from collections.abc import Callable

from lesionsim.verify.case import Case


def case_functions() -> tuple[Callable[[], Case], ...]:
    """List every case function; calling one runs it.

    Examples
    --------
    >>> case_functions()[0].__name__
    'held_sphere'
    """
    from lesionsim.verify.cases import (
        cylinders,
        damage,
        fields,
        gaussians,
        generator,
        identities,
        joule,
        kohlrausch,
        layers,
        manufactured,
        sources,
        spheres,
        stepper,
        symmetry,
    )

    groups = (
        spheres.CASES,
        cylinders.CASES,
        gaussians.CASES,
        stepper.CASES,
        sources.CASES,
        layers.CASES,
        damage.CASES,
        manufactured.CASES,
        identities.CASES,
        symmetry.CASES,
        fields.CASES,
        kohlrausch.CASES,
        joule.CASES,
        generator.CASES,
    )
    return tuple(function for group in groups for function in group)
