"""Other ways to solve benchmark B1, each written as well as its kind allows.

Every peer offers ``solve(resolution) -> Answer`` and a ``Resolution``, and uses nothing of lesionsim. Peers
share the problem's numbers, the reading of a lesion's volume and, for the two loops, the uniform grid.
"""
