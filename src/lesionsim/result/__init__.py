"""What comes out: a labelled xarray Dataset, its schema, and files.

`schema` names every variable with its unit, `dataset` fills it from a run, `store` writes and reads netCDF.
No physics here.
"""
