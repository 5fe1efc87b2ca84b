"""The page of verification: the certificate that `lesionsim verify` writes."""

from __future__ import annotations

from lesionsim.verify.catalogue import case_functions
from lesionsim.verify.report import certificate
from lesionsim.verify.run import verify

FEW = 4


def verification_page(few: bool) -> str:
    """Run the exact cases on the kernels that are shipped, and return their certificate as a page.

    Raises
    ------
    RuntimeError
        When a case fails.
    """
    cases = [function() for function in case_functions()[:FEW]] if few else verify()
    failed = [case.id for case in cases if not case.passed]
    if failed:
        raise RuntimeError(f"these exact cases fail: {', '.join(failed)}")
    said = "Made by `lesionsim verify --out proof` when these pages were built."
    short = f" *This copy was built fast and holds {FEW} of {len(case_functions())} cases.*" if few else ""
    return certificate(cases).replace("\n", f"\n\n{said}{short}\n", 1)
