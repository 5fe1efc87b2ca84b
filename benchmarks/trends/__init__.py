"""Model against published lesions: the runs, the papers' claims, the verdicts, and what a width depends on."""
