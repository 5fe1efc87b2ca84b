"""Exact cases: each function runs the shipped kernels and returns one `Case`.

A file holds one group and exports its functions as `CASES`.  What enters: `verify.bench` to run,
`verify.exact` to compare with, grids and media.  No stepping of their own.
"""
