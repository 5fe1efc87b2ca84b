"""Where numbers live: graded axes, cell shapes, and interpolation between cells.

Plain numbers in metres come in, named tuples of arrays go out. No tissues and no time here.
"""
