"""From scenario and grid to SI arrays: the only crossing from clinical units to kernels.

`network` turns shapes and properties into conductances, `assemble` does so for a scenario.
"""
