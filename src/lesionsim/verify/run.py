"""Run all exact cases."""

from collections.abc import Callable

from lesionsim.verify.case import Case
from lesionsim.verify.catalogue import case_functions


def verify(progress: Callable[[int, int, Case], None] | None = None) -> list[Case]:
    """Run every exact case on the shipped kernels.

    Parameters
    ----------
    progress : callable, optional
        Told after each case: cases done, cases in all, the case.

    Returns
    -------
    list of Case
    """
    functions = case_functions()
    cases: list[Case] = []
    for function in functions:
        cases.append(function())
        if progress is not None:
            progress(len(cases), len(functions), cases[-1])
    return cases
