"""What comes out: a labelled xarray Dataset, its schema, and files.

`schema` names every variable with its unit, `dataset` fills it from a run, `whole` tells whether all of it is there.
`store` writes and reads files with a checksum (netCDF, or Zarr in a zip), `replacing` puts them in the place of older
ones, `stranger` names files that are something else. No physics here.
"""
