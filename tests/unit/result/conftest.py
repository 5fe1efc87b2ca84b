"""One result with a thermocouple, and fresh files of it."""

import pytest

import lesionsim as ls
from lesionsim.result.checksum import seal_of

DOT = {"thermocouples": [{"name": "wall °", "r_mm": 2, "z_mm": 3}]}


@pytest.fixture(scope="module")
def result():
    return ls.simulate(ls.change(ls.load("lumbar-medial-branch"), DOT))


@pytest.fixture(params=[".nc", ".zarr.zip"])
def ending(request):
    return request.param


@pytest.fixture(scope="module")
def saved(result, tmp_path_factory):
    """The bytes of a file, by its ending."""
    folder = tmp_path_factory.mktemp("saved")
    found = {}

    def content(ending):
        if ending not in found:
            found[ending] = ls.save_result(result, folder / f"result{ending}").read_bytes()
        return found[ending]

    return content


@pytest.fixture
def file(saved, ending, tmp_path):
    path = tmp_path / f"result{ending}"
    path.write_bytes(saved(ending))
    return path


@pytest.fixture
def sealed_file(tmp_path):
    """Write any dataset as a netCDF file with a right seal."""

    def write(dataset, name="sealed.nc"):
        path = tmp_path / name
        dataset.to_netcdf(path, engine="h5netcdf")
        content = path.read_bytes()
        path.write_bytes(content + seal_of(content))
        return path

    return write
