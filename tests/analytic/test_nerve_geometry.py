"""Nerves beside an ellipsoid: lengths against chords in closed form, tubes and distances against dense sampling.

The edge lies where a linear interpolation on fine lines puts it: for the coarsest lines here (0.25 mm) within 0.008 mm.
A chord of at least 2 mm then changes by less than 0.05 mm, unless it grazes the ellipsoid, where the slope is larger.
"""

import math

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.lesion.coverage import coverage_of
from lesionsim.lesion.half_plane import HalfPlane
from lesionsim.lesion.nerve import nerve_coverage
from lesionsim.scenario import Nerve, Placement, Probe, StraightNerve

RADIUS, TIP = 0.4535, 10.0
FIFTY = ls.Isotherm(50)
PROBE = Probe(diameter_mm=2 * RADIUS, tip_length_mm=TIP)
BODIES = {"slender": (2.5, 6.0, 5.0), "thick": (4.0, 7.0, 4.0), "ball": (3.0, 3.0, 1.0)}  # half width, length, middle


def inside(body, r, z):
    """Return a number that is positive inside an ellipsoid of revolution; the metal counts as its surface."""
    width, length, middle = body
    r = np.where(z > 0, np.maximum(r, RADIUS), r)
    return 1 - (r / width) ** 2 - ((z - middle) / length) ** 2


def painted(b1, body):
    """Return B1's result with a peak temperature that passes 50 °C on an ellipsoid."""
    result = b1.copy(deep=True)
    r, z = result.r.values, result.z.values
    cells = 50 + 20 * (1 - (r[:, None] / body[0]) ** 2 - ((z[None, :] - body[2]) / body[1]) ** 2)
    cells[(r < RADIUS)[:, None] & (z > 0)] = np.nan
    result.peak_temperature.values[-1] = cells
    result.side_peak_temperature.values[-1] = np.where(z > 0, 50 + 20 * inside(body, RADIUS, z), np.nan)
    result.end_peak_temperature.values[-1] = np.where(r < RADIUS, 50 + 20 * inside(body, r, 0.0), np.nan)
    return result


@pytest.fixture(scope="module")
def results(b1):
    return {name: painted(b1, body) for name, body in BODIES.items()}


def sheet(body, step=0.02):
    """Return an ellipsoid on lines so fine that only the search along the nerve is left to err."""
    r = np.concatenate([np.linspace(0, RADIUS, 23), np.arange(RADIUS + step, 9, step)])
    z = np.arange(-9.0, 16.0, step)
    z[np.argmin(np.abs(z))] = 0.0
    level = inside(body, r[:, None], z[None, :])
    return HalfPlane(r, z, level, first_outside=22, end=int(np.flatnonzero(z == 0)[0]))


def chord(body, nerve):
    """Return how much of a straight line lies inside an ellipsoid, mm."""
    width, length, middle = body
    turn, start = math.radians(nerve.angle_deg), nerve.at_mm - middle
    a = (math.sin(turn) / width) ** 2 + (math.cos(turn) / length) ** 2
    b = 2 * start * math.cos(turn) / length**2
    c = (nerve.offset_mm / width) ** 2 + (start / length) ** 2 - 1
    return math.sqrt(max(b * b - 4 * a * c, 0.0)) / a


def edge_points(body):
    """Return dense points of the ellipsoid's edge in the half plane, those in the metal left out."""
    turn = np.linspace(0, np.pi, 4_001)
    r, z = body[0] * np.sin(turn), body[2] + body[1] * np.cos(turn)
    keep = (r >= RADIUS) | (z <= 0)
    return np.stack([r[keep], z[keep]], axis=1)


def dense(points_mm, diameter_mm, along_mm=0.025):
    """Sample a tube densely: (way, r, z) with one row for each section."""
    ring = np.concatenate([[0.0], np.repeat((0.25, 0.5, 0.75, 1), 30)]) * diameter_mm / 2
    turn = np.concatenate([[0.0], np.tile(np.linspace(0, 2 * np.pi, 30, endpoint=False), 4)])
    rows = []
    for here, there in zip(np.array(points_mm[:-1]), np.array(points_mm[1:]), strict=True):
        length = np.linalg.norm(there - here)
        parts = math.ceil(length / along_mm)
        forward = (there - here) / length
        side = np.linalg.svd(forward[None])[2][1:]  # two directions square to it
        share = (np.arange(parts) + 0.5) / parts
        disc = ring[:, None] * (np.cos(turn)[:, None] * side[0] + np.sin(turn)[:, None] * side[1])
        place = (here + share[:, None] * (there - here))[:, None, :] + disc[None]
        rows.append((np.full(parts, length / parts), np.hypot(place[..., 0], place[..., 1]), place[..., 2]))
    return tuple(np.concatenate(each) for each in zip(*rows, strict=True))


def longest_run(way, flags):
    """Return the longest run of true flags, in mm."""
    best = run = 0.0
    for step, flag in zip(way, flags, strict=True):
        run = run + step if flag else 0.0
        best = max(best, run)
    return best


def signed_gap(body, r, z):
    """Return the smallest signed distance of sampled places from the ellipsoid's edge."""
    from scipy.spatial import KDTree

    r = np.where(z > 0, np.maximum(r, RADIUS), r).ravel()
    z = z.ravel()
    level = inside(body, r, z)
    near = level > min(0.0, level.max() - 1.0)  # what is far outside is not nearest
    apart = KDTree(edge_points(body)).query(np.stack([r, z], axis=1)[near])[0]
    return float(np.min(np.where(level[near] > 0, -apart, apart)))


def compare_with_dense_sampling(found, body, points_mm, diameter_mm):
    way, r, z = dense(points_mm, diameter_mm)
    level = inside(body, r, z)
    assert found.covered_mm == pytest.approx(way[level.min(axis=1) > 0].sum(), abs=0.05)
    assert found.centreline_mm == pytest.approx(way[level[:, 0] > 0].sum(), abs=0.05)
    assert found.touched_mm == pytest.approx(way[level.max(axis=1) > 0].sum(), abs=0.05)
    assert found.longest_mm == pytest.approx(longest_run(way, level.min(axis=1) > 0), abs=0.05)
    assert found.gap_mm == pytest.approx(signed_gap(body, r, z), abs=0.05)


def random_nerve(numbers, body):
    """Return a nerve that cuts a body well, outside the metal; grazing ones are drawn again."""
    while True:
        nerve = StraightNerve(
            offset_mm=numbers.uniform(RADIUS + 0.3, 0.85 * body[0]),
            angle_deg=numbers.uniform(0, 90),
            at_mm=numbers.uniform(body[2] - 0.6 * body[1], body[2] + 0.6 * body[1]),
            length_mm=40,
            diameter_mm=numbers.uniform(0.2, 1.2),
        )
        if chord(body, nerve) > 2:
            return nerve


@pytest.mark.parametrize("name", BODIES)
def test_a_line_through_an_ellipsoid_is_covered_over_its_chord(results, random_numbers, name):
    for _ in range(25):
        nerve = random_nerve(random_numbers, BODIES[name])
        found = nerve_coverage(results[name], nerve, FIFTY)
        assert found.centreline_mm == pytest.approx(chord(BODIES[name], nerve), abs=0.05), nerve
        assert found.length_mm == pytest.approx(40)


@pytest.mark.parametrize("name", BODIES)
def test_a_line_apart_from_an_ellipsoid_has_the_gap_of_a_numeric_minimisation(results, random_numbers, name):
    from scipy.optimize import minimize_scalar

    body, edge = BODIES[name], edge_points(BODIES[name])
    for _ in range(8):
        offset = body[0] + random_numbers.uniform(0.6, 3)
        angle, at = random_numbers.uniform(5, 90), random_numbers.uniform(-2, 12)
        nerve = StraightNerve(offset_mm=offset, angle_deg=angle, at_mm=at, length_mm=60, diameter_mm=0.5)

        def apart(t, offset=offset, angle=angle, at=at):
            r = math.hypot(offset, t * math.sin(math.radians(angle)))
            z = at + t * math.cos(math.radians(angle))
            return float(np.hypot(edge[:, 0] - r, edge[:, 1] - z).min())

        found = nerve_coverage(results[name], nerve, FIFTY)
        least = min(minimize_scalar(apart, bounds=(low, low + 10), method="bounded").fun for low in range(-30, 30, 10))
        assert found.gap_mm == pytest.approx(least - 0.25, abs=0.05), nerve
        assert (found.covered_mm, found.centreline_mm, found.touched_mm) == (0, 0, 0)


@pytest.mark.parametrize("name", BODIES)
def test_a_tube_agrees_with_dense_sampling(results, random_numbers, name):
    for _ in range(4):
        nerve = random_nerve(random_numbers, BODIES[name])
        found = nerve_coverage(results[name], nerve, FIFTY)
        compare_with_dense_sampling(found, BODIES[name], nerve.polyline_mm(TIP, Placement()), nerve.diameter_mm)


BENDS = {
    "bent": ((1.5, -2.0, -6.0), (1.2, 0.4, 3.0), (1.9, 0.5, 7.0), (6.0, 3.0, 12.0)),
    "hairpin": ((1.2, -8.0, 2.0), (1.2, 8.0, 2.0), (1.4, 8.0, 8.0), (1.4, -8.0, 8.0)),
    "ahead of the tip": ((0.0, 0.0, -9.0), (0.2, 0.1, -0.4)),
    "ending inside": ((8.0, 0.0, 5.0), (1.5, 0.0, 5.0)),
    "away": ((7.0, 0.0, -5.0), (5.5, 0.0, 5.0), (7.0, 0.0, 15.0)),
}


@pytest.mark.parametrize("points_mm", BENDS.values(), ids=BENDS)
def test_a_bent_nerve_agrees_with_dense_sampling(results, points_mm):
    found = nerve_coverage(results["slender"], Nerve(points_mm=points_mm, diameter_mm=0.8), FIFTY)
    compare_with_dense_sampling(found, BODIES["slender"], points_mm, 0.8)


def test_a_nerve_that_enters_twice_has_two_pieces(results):
    found = nerve_coverage(results["slender"], Nerve(points_mm=BENDS["hairpin"], diameter_mm=0.8), FIFTY)
    assert 0 < found.longest_mm < 0.7 * found.covered_mm


def test_a_nerve_inside_is_covered_over_its_whole_length(results):
    found = nerve_coverage(results["slender"], StraightNerve(offset_mm=1.2, length_mm=4, diameter_mm=0.5), FIFTY)
    assert found.covered_mm == found.touched_mm == found.longest_mm == pytest.approx(4, abs=1e-9)
    assert found.covered_fraction == pytest.approx(1)


def test_a_thick_nerve_laid_on_the_tip_counts_no_metal(results):
    """Its section overlaps the needle, which pushes tissue aside: what is metal counts as the surface beside it."""
    found = nerve_coverage(results["slender"], StraightNerve(offset_mm=0.6, length_mm=6, diameter_mm=1), FIFTY)
    assert found.covered_mm == pytest.approx(6, abs=1e-9)


@pytest.mark.parametrize("shift", [-0.4, -0.1, 0.0, 0.1, 0.4])
def test_the_gap_passes_zero_where_the_nerve_touches(results, shift):
    nerve = StraightNerve(offset_mm=2.5 + 0.5 + shift, angle_deg=0)
    found = nerve_coverage(results["slender"], nerve, FIFTY)
    assert found.gap_mm == pytest.approx(shift, abs=0.02)
    assert found.covered_mm == 0
    assert (found.touched_mm > 0) == (found.gap_mm < 0)


@pytest.mark.parametrize("start", np.arange(-10.2, -10.0, 0.03))
def test_a_grazed_edge_between_two_samples_is_found(start):
    """A chord of 0.12 mm is shorter than the samples' 0.2 mm; it is exact to the fine lines' 0.02 mm."""
    body = BODIES["slender"]
    depth = math.sqrt(body[0] ** 2 - 0.06**2)
    nerve = Nerve(points_mm=((depth, start, 5.0), (depth, start + 20.13, 5.0)), diameter_mm=0.05)
    found = coverage_of(sheet(body), nerve, PROBE)
    assert found.centreline[0] == pytest.approx(0.12, abs=0.02)


def test_a_living_notch_between_two_samples_is_found():
    body = BODIES["slender"]
    field = sheet(body)
    field.level[:] -= 0.75 * np.exp(-0.5 * ((field.z_mm - 4.09) / 0.12) ** 2)
    notch = 2 * 0.12 * math.sqrt(2 * math.log(0.75 / inside(body, 1.5, 4.09)))  # 0.15 mm
    found = coverage_of(field, Nerve(points_mm=((1.5, 0.0, 2.0), (1.5, 0.0, 6.0)), diameter_mm=0.05), PROBE)
    assert found.centreline[0] == pytest.approx(4 - notch, abs=0.02)
    assert found.longest[0] == pytest.approx(4.09 - 2 - notch / 2, abs=0.05)


def turned(points_mm, degrees):
    """Turn points about the probe's axis."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return tuple((c * x - s * y, s * x + c * y, z) for x, y, z in points_mm)


def lengths(result, points_mm):
    found = nerve_coverage(result, Nerve(points_mm=points_mm, diameter_mm=0.8), FIFTY)
    return [found.covered_mm, found.centreline_mm, found.touched_mm, found.longest_mm, found.gap_mm]


BENT = BENDS["bent"]
SAME = {
    "turned about the axis": turned(BENT, 77.7),
    "mirrored": tuple((x, -y, z) for x, y, z in BENT),
    "told from the other end": BENT[::-1],
    "a piece cut in two": (*BENT[:2], tuple(0.37 * a + 0.63 * b for a, b in zip(*BENT[1:3], strict=True)), *BENT[2:]),
}  # fmt: skip


@pytest.mark.parametrize("points_mm", SAME.values(), ids=SAME)
def test_the_same_nerve_told_otherwise_has_the_same_lengths(results, points_mm):
    assert lengths(results["slender"], points_mm) == pytest.approx(lengths(results["slender"], BENT), abs=0.004)


STRAIGHT = ((-3.1, 0.3, 5.0), (1.0, -5.1, 6.9))


@pytest.mark.parametrize("points_mm", [BENT, STRAIGHT, ((1.5, 0, -10), (1.5, 0, 20)), ((0.8, 0, -1), (9, 0, -1))])
@pytest.mark.parametrize("degrees", [17.0, 90.0, 229.0])
def test_nothing_depends_on_how_a_nerve_lies_around_the_probe_or_is_told(results, points_mm, degrees):
    expected = pytest.approx(lengths(results["slender"], points_mm), abs=1e-9)
    mirrored = tuple((x, -y, z) for x, y, z in points_mm)
    for same in (turned(points_mm, degrees), turned(mirrored, degrees), points_mm[::-1]):
        assert lengths(results["slender"], same) == expected


def test_a_straight_nerve_cut_in_two_has_the_same_lengths(b1):
    for share in (0.21, 0.5, 0.83):
        cut = tuple((1 - share) * a + share * b for a, b in zip(*STRAIGHT, strict=True))
        whole, parts = lengths(b1, STRAIGHT), lengths(b1, (STRAIGHT[0], cut, STRAIGHT[1]))
        assert parts[:4] == pytest.approx(whole[:4], abs=1e-5)


def test_a_dead_region_of_its_own_does_not_cover(b1):
    """Only the region that belongs to the tip is the lesion."""
    near, far = BODIES["slender"], (3.0, 3.0, -20.0)
    result = painted(b1, near)
    r, z = result.r.values[:, None], result.z.values[None, :]
    cells = result.peak_temperature.values[-1]
    cells[:] = np.fmax(cells, np.where(z < -10, 50 + 20 * inside(far, r, z), 37.0)) + 0 * cells
    apart = nerve_coverage(result, StraightNerve(offset_mm=0, angle_deg=90, at_mm=-20), FIFTY)
    assert (apart.covered_mm, apart.touched_mm) == (0, 0)
    assert apart.gap_mm == pytest.approx(20 - 1 - 0.5, abs=0.05)  # ahead of the tip the lesion ends at z = -1


def test_beyond_the_computed_tissue_a_nerve_is_alive():
    everywhere = sheet((1e3, 1e3, 5.0))
    across = StraightNerve(offset_mm=2, angle_deg=90, length_mm=120, diameter_mm=0.05)
    along = StraightNerve(offset_mm=2, length_mm=120, diameter_mm=0.05)
    chord_mm = 2 * math.sqrt(everywhere.r_mm[-1] ** 2 - 2**2)
    assert coverage_of(everywhere, across, PROBE).centreline[0] == pytest.approx(chord_mm, abs=0.005)
    assert coverage_of(everywhere, along, PROBE).centreline[0] == pytest.approx(np.ptp(everywhere.z_mm), abs=0.005)
