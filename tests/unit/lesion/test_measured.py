"""Measured temperatures are read as they were meant, or refused in words that help."""

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.lesion.measured import LARGEST_MB, read_measured, rms_difference_c, traces_of
from lesionsim.lesion.readings import MOST_TRACES, Trace


@pytest.fixture
def file(tmp_path):
    """Return a function that writes a file and returns its path."""

    def write(content):
        path = tmp_path / "bench.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return write


@pytest.fixture(scope="module")
def result():
    couple = ls.scenario.Thermocouple(name="beside", r_mm=3, z_mm=5)
    scenario = ls.change(ls.load("b1"), {"thermocouples": [{"name": "beside", "r_mm": 3.0, "z_mm": 5.0}]})
    assert scenario.thermocouples == (couple,)
    return ls.simulate(scenario)


GOOD = {
    "commas": "time_s,beside_c\n0,37\n5,44.25\n",
    "words in brackets": "time (s),beside (°C)\n0,37\n5,44.25\n",
    "square brackets": "Time [s],beside [C]\n0,37\n5,44.25\n",
    "no units": "time,beside\n0,37\n5,44.25\n",
    "semicolons and decimal commas": "time_s;beside_c\n0;37,0\n5,0;44,25\n",
    "semicolons and points": "time_s;beside_c\n0;37.0\n5.0;44.25\n",
    "tabs and decimal commas": "time_s\tbeside_c\n0\t37\n5\t44,25\n",
    "spaces around": " time_s , beside_c \n 0 , 37 \n 5 , 44.25 \n",
    "quotes": '"time_s","beside_c"\n"0","37"\n"5","44.25"\n',
    "byte order mark": "\ufefftime_s,beside_c\n0,37\n5,44.25\n",
    "utf-16": "time_s,beside_c\n0,37\n5,44.25\n".encode("utf-16"),
    "latin-1": "time (s),beside (°C)\n0,37\n5,44.25\n".encode("latin-1"),
    "Windows lines": "time_s,beside_c\r\n0,37\r\n5,44.25\r\n",
    "comments and empty lines": "# bench\n\ntime_s,beside_c\n# warm-up left out\n0,37\n\n5,44.25\n#end",
    "empty cells at the end": "time_s,beside_c\n0,37,\n5,44.25,,\n",
    "milliseconds": "time_ms,beside_c\n0,37\n5000,44.25\n",
    "time in its unit alone": "seconds,beside\n0,37\n5,44.25\n",
}


@pytest.mark.parametrize("content", GOOD.values(), ids=GOOD)
def test_many_ways_of_writing_mean_the_same(file, content):
    (trace,) = read_measured(file(content)).traces

    assert trace.name == "beside"
    assert trace.time_s.tolist() == [0.0, 5.0]
    assert trace.temperature_c.tolist() == [37.0, 44.25]


def test_minutes_become_seconds(file):
    (trace,) = read_measured(file("time (min),T1 (°C)\n0,37\n0.5,44\n1.5,50\n")).traces

    assert trace.time_s.tolist() == [0.0, 30.0, 90.0]


def test_every_column_is_a_trace_with_its_name(file):
    measured = read_measured(file("time_s,T1 (°C),tip_c,left / °C\n0,37,38,39\n1,40,41,42\n"))

    assert [trace.name for trace in measured.traces] == ["T1", "tip", "left"]
    assert [trace.temperature_c[1] for trace in measured.traces] == [40.0, 41.0, 42.0]
    assert str(measured) == "bench.csv: T1, tip, left; 2 readings from 0 to 1 s"


@pytest.mark.parametrize("gap", ["", "nan", "NaN", "NA", "-"])
def test_an_empty_cell_is_a_gap(file, gap):
    first, second = read_measured(file(f"time_s,a,b\n0,37,36\n1,{gap},40\n2,50,{gap}\n")).traces

    assert np.array_equal(first.temperature_c, [37, np.nan, 50], equal_nan=True)
    assert np.array_equal(second.temperature_c, [36, 40, np.nan], equal_nan=True)


def test_a_short_line_ends_in_gaps(file):
    assert np.isnan(read_measured(file("time_s,a,b\n0,37,36\n1,40\n")).traces[1].temperature_c[1])


BAD = {
    "empty": ("", "holds no readings"),
    "names alone": ("time_s,beside_c\n", "holds no readings"),
    "one reading": ("time_s,beside_c\n0,37\n", "at least two lines"),
    "no names": ("0,37\n5,44\n10,50\n", 'first line begins with "0"'),
    "one column": ("time_s\n0\n5\n", "a comma, a semicolon or a tab"),
    "time not first": ("beside_c,time_s\n37,0\n44,5\n", 'first column is "beside_c"; it must be time in s or min'),
    "time in hours": ("time_h,beside_c\n0,37\n1,44\n", 'first column is "time_h"'),
    "two times": ("time_s,time_min,beside_c\n0,0,37\n5,1,44\n", "another time"),
    "text": ("time_s,beside_c\n0,37\n5,warm\n", 'line 3, column 2 "beside_c" is "warm"; must be a number'),
    "infinite": ("time_s,beside_c\n0,37\n5,inf\n", 'line 3, column 2 "beside_c" is "inf"'),
    "underscore": ("time_s,beside_c\n0,37\n5,4_4\n", 'is "4_4"'),
    "no time": ("time_s,beside_c\n0,37\n,44\n", 'line 3, column 1 "time_s" is empty'),
    "times back": ("# bench\ntime_s,beside_c\n0,37\n5,44\n4,45\n", "line 5 is at time 4, after 5"),
    "times twice": ("time_s,beside_c\n0,37\n5,44\n5,45\n", "line 4 is at time 5, after 5"),
    "decimal commas among commas": ("time_s,beside_c\n0,37,2\n5,44,5\n", "decimal comma needs semicolons"),
    "kelvin": ("time_s,beside\n0,310.15\n5,317.2\n", "looks like kelvin.*subtract 273.15"),
    "kelvin in the header": ("time_s,beside (K)\n0,310.15\n5,317.2\n", "in kelvin; .*must be in °C"),
    "Fahrenheit": ("time_s,beside (°F)\n0,98\n5,110\n", "in Fahrenheit; .*must be in °C"),
    "far too hot": ("time_s,beside\n0,37\n5,4400\n", "from 37 to 4400 °C; must stay between"),
    "nothing read": ("time_s,a,b\n0,37,\n5,44,\n", '"b" holds no reading'),
    "one name twice": ("time_s,a_c,a (°C)\n0,37,36\n5,44,43\n", 'two columns named "a"'),
    "bytes": (b"\x00\x01\x02PK\x03\x04", "is no text file"),
    "an endless cell": ('time_s,a\n0,"' + "1" * 200_000 + '"\n1,2\n', "cannot be split into cells"),
}


@pytest.mark.parametrize(("content", "words"), BAD.values(), ids=BAD)
def test_what_cannot_be_used_is_refused_with_file_and_place(file, content, words):
    with pytest.raises(ls.ScenarioError, match=f"^bench.csv: .*{words}"):
        read_measured(file(content))


def test_too_many_columns_are_refused(file):
    names = ",".join(f"t{number}" for number in range(MOST_TRACES + 1))
    row = ",".join(["37"] * (MOST_TRACES + 1))

    with pytest.raises(ls.ScenarioError, match=f"at most {MOST_TRACES}"):
        read_measured(file(f"time_s,{names}\n0,{row}\n1,{row}\n"))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ls.ScenarioError, match=r"^nowhere.csv: does not exist; give the name of a CSV file"):
        read_measured(tmp_path / "nowhere.csv")


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(ls.ScenarioError, match="is a folder"):
        read_measured(tmp_path)


def test_a_huge_file_is_refused_unread(file):
    with pytest.raises(ls.ScenarioError, match=f"larger than {LARGEST_MB} MB"):
        read_measured(file(b"time_s,a\n" + b"0" * (LARGEST_MB * 1_000_000)))


def test_traces_are_gathered_from_files_and_lists(file):
    path = file("time_s,a,b\n0,37,36\n1,40,39\n")
    alone = Trace("c", np.array([0.0, 1.0]), np.array([37.0, 38.0]))
    found = traces_of([path, [alone], read_measured(str(path))])

    assert [trace.name for trace in found] == ["a", "b", "c", "a", "b"]
    assert traces_of(None) == ()


def test_the_difference_is_the_root_mean_square_over_readings_in_the_run(result):
    steps, readings = result.step_time.values, result.thermocouple_temperature.values[0]
    time_s = np.array([10.0, 20.0, 30.0, 40.0, 1e4])
    simulated = np.interp(time_s, steps, readings)
    trace = Trace("Beside", time_s, simulated + np.array([1.0, -1.0, np.nan, 2.0, 500.0]))

    assert rms_difference_c(result, trace) == pytest.approx(np.sqrt((1 + 1 + 4) / 3))


@pytest.mark.parametrize("name", ["tip", "Tip (mean)", "TIP temperature"])
def test_the_tip_is_known_by_its_names(result, name):
    steps, tip_c = result.step_time.values, result.tip_temperature.values

    assert rms_difference_c(result, Trace(name, steps, tip_c + 3.0)) == pytest.approx(3.0)


def test_without_a_simulated_trace_of_that_name_there_is_no_difference(result):
    time_s = np.array([10.0, 20.0])

    assert np.isnan(rms_difference_c(result, Trace("elsewhere", time_s, time_s + 30)))
    assert np.isnan(rms_difference_c(result, Trace("beside", time_s + 1e4, time_s + 30)))


@pytest.mark.parametrize("path", [None, 3, ["a.csv"], "ü" * 3000])
def test_what_is_no_path_of_a_file_is_answered_in_words(path):
    with pytest.raises(ls.ScenarioError, match="CSV"):
        ls.read_measured(path)
