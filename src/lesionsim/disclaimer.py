"""The sentence that stands on every figure, report and page."""

DISCLAIMER = "Educational, not for clinical planning"
