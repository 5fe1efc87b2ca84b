"""Hold exact solutions of heat and damage that prove the solver right.

Pure functions of NumPy arrays, in SI units; temperatures are rises above blood
in kelvin unless the docstring says °C.  NumPy and SciPy may enter, and nothing
else of lesionsim: a reference that shares code with the solver proves nothing.

Names used throughout: `diffusivity_m2_s` is k / (rho c); `cooling_per_s` is
w rho_b c_b / (rho c), the rate at which blood removes a rise; `decay_per_m` is
sqrt(cooling / diffusivity).
"""
