"""Exact solutions, and the shipped kernels held against them: the `lesionsim verify` command.

Only the grid differs from a normal run: shells, slabs and rings are ordinary grids of the same network.
"""
