"""One file of exercises for each notebook: `NOTEBOOK`, `EXERCISES` and, where it needs more of them, `BELIEFS`.

Every expected number is a function that asks the model; no number is written down here.
"""
