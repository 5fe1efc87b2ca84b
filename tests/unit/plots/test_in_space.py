"""Pictures of runs in three dimensions: every plot draws them, readable, with the anatomy in its place."""

import dataclasses

import numpy as np
import pytest

import lesionsim as ls
from lesionsim.disclaimer import DISCLAIMER
from lesionsim.plots.anatomy import across_plane, first_body, nerve_distance_mm, upright_plane, visible_mm
from lesionsim.plots.surfaces import Box, closed_surface, lesion_surface, net, rod, tube
from lesionsim.plots.view import level_sheet, temperature_sheet
from lesionsim.scenario import Nerve, StraightNerve
from lesionsim.scenario.bodies import HalfSpace, Sphere
from lesionsim.scenario.placement import Placement
from lesionsim.scenario.vertebra import Vertebra

BONE = {"name": "cortical bone", "conductivity_w_m_k": 0.32, "density_kg_m3": 1908.0, "heat_capacity_j_kg_k": 1313.0,
        "perfusion_per_s": 1.7e-4, "electrical_conductivity_s_m": 0.02}  # fmt: skip


def bone():
    return dataclasses.replace(ls.load("b1").tissue, **BONE)


def beside(*bodies, name="lumbar-medial-branch", **more):
    scenario = ls.load(name)
    quick = dataclasses.replace(scenario.numerics, error_bars="off", theta_cells=8, record_every_s=10)
    return dataclasses.replace(scenario, anatomy=bodies, numerics=quick, **more)


@pytest.fixture(scope="module")
def wall():
    return ls.simulate(
        beside(HalfSpace(tissue=bone(), normal=(1, 0, 0), from_mm=2), nerve=StraightNerve(offset_mm=1.2))
    )


@pytest.fixture(scope="module")
def groove():
    return ls.simulate(beside(Vertebra(tissue=bone()), nerve=StraightNerve(offset_mm=1.1, angle_deg=20)))


def gids(figure):
    return [each.get_gid() for each in figure.findobj(lambda artist: artist.get_gid() is not None)]


def words(figure):
    from matplotlib.text import Text

    return " ".join(text.get_text() for text in figure.findobj(Text)).replace("\n", " ")


PICTURES = ["slices", "lesion_map", "growth_strip", "damage_panel", "temperature_profile", "traces"]


@pytest.mark.parametrize("style", ["slide", "paper"])
@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_of_a_run_beside_bone_is_readable(name, style, groove, clashes):
    figure = getattr(ls.plots, name)(groove, style=style)

    assert DISCLAIMER in words(figure)
    assert [each for each in clashes(figure) if "°C" not in each[0] + each[1]] == []


@pytest.mark.parametrize("name", ["joules", "nerve_capture", "nerve_angles", "view_3d", "slices"])
def test_the_other_pictures_draw_it_too_and_cut_no_text(name, wall, texts_cut):
    figure = getattr(ls.plots, name)(wall)

    assert DISCLAIMER in words(figure)
    assert texts_cut(figure) == []


@pytest.mark.parametrize("name", ["slices", "view_3d"])
def test_both_also_draw_a_run_that_is_the_same_all_around(name, default_result):
    assert DISCLAIMER in words(getattr(ls.plots, name)(default_result, style="paper"))


def test_the_planes_show_the_bone_where_they_cut_it(wall):
    figure = ls.plots.slices(wall)
    side_x, side_y, across = figure.axes[:3]

    assert [any(each == "body: cortical bone" for each in gids(axes)) for axes in (side_x, side_y, across)] == [
        True, False, True]  # fmt: skip
    assert all(f"lesion edge: {wall.criterion.values[0]}" in gids(axes) for axes in (side_x, side_y, across))


def test_planes_and_space_have_one_scale_in_both_directions(wall):
    for axes in ls.plots.slices(wall).axes[:3]:
        axes.apply_aspect()
        width, height = axes.bbox.size
        across, up = np.diff(axes.get_xlim())[0], np.diff(axes.get_ylim())[0]
        assert width / across == pytest.approx(height / up, rel=1e-3)
    space = ls.plots.view_3d(wall).axes[0]
    sizes = [np.diff(limits())[0] for limits in (space.get_xlim, space.get_ylim, space.get_zlim)]
    assert np.ptp(np.array(space._box_aspect) / sizes) < 1e-9 * max(sizes)


def test_both_sides_of_the_section_are_those_of_the_run(wall):
    sheet = temperature_sheet(wall, 90.0)
    row = int(np.argmin(np.abs(sheet.r_mm - 3.0)))
    column = int(np.argmin(np.abs(sheet.z_mm - 5.0)))
    told = [ls.temperature_at(wall, abs(sheet.r_mm[i]), sheet.z_mm[column], 90.0, azimuth_deg=angle)
            for i, angle in ((row, 0.0), (len(sheet.r_mm) - 1 - row, 180.0))]  # fmt: skip

    assert sheet.values[row, column] == pytest.approx(told[0], abs=0.2)
    assert sheet.values[len(sheet.r_mm) - 1 - row, column] == pytest.approx(told[1], abs=0.2)
    assert abs(told[0] - told[1]) > 1.0


def test_the_section_towards_y_is_even_where_the_bone_faces_x(wall):
    level = level_sheet(wall, ls.load("lumbar-medial-branch").criteria[0], 120.0, 90.0).values

    np.testing.assert_allclose(level, level[::-1], atol=1e-6)


def test_slices_take_a_place_and_refuse_one_outside(wall):
    assert "z = 2.0 mm" in ls.plots.slices(wall, z_mm=2.0).axes[2].get_title()
    with pytest.raises(ls.ScenarioError, match="z_mm is 900 mm; must be inside the tissue"):
        ls.plots.slices(wall, z_mm=900)


def test_a_view_without_a_lesion_is_refused(wall):
    with pytest.raises(ls.ScenarioError, match="makes no lesion"):
        ls.plots.view_3d(wall, ls.Isotherm(89))


def test_later_bodies_cover_earlier_ones():
    shell, core = (Sphere(tissue=bone(), center_mm=(5, 0, 0), radius_mm=radius) for radius in (3, 2))
    (_, first), (_, second) = visible_mm(beside(shell, core), np.array([[5.0, 0, 0], [7.5, 0, 0], [9.0, 0, 0]]))

    assert (first < 0).tolist() == [False, True, False]
    assert (second < 0).tolist() == [True, False, False]


def test_bodies_are_drawn_where_the_placed_probe_sees_them():
    turned = beside(HalfSpace(tissue=bone(), normal=(1, 0, 0), from_mm=3), placement=Placement(x_mm=1, turn_deg=90))

    name, distance = first_body(turned, 270.0)
    assert (name, round(distance, 1)) == ("cortical bone", 2.0)
    assert first_body(turned, 0.0)[0] == ""


def test_the_distance_from_the_nerve_is_that_of_a_bent_tube():
    nerve = Nerve(points_mm=((2, 0, 0), (2, 0, 10), (5, 0, 10)), diameter_mm=1)
    found = nerve_distance_mm(beside(nerve=nerve), np.array([[2.0, 0, 5], [4.0, 1.0, 10], [2.0, 0, -2]]))

    np.testing.assert_allclose(found, [-0.5, 0.5, 1.5])


def test_planes_lie_where_they_say():
    assert upright_plane(90.0).across == (0.0, 1.0, 0.0)
    assert across_plane(4.0).origin == (0.0, 0.0, 4.0)


def volume_of(polygons):
    """Volume by the divergence theorem, with triangles turned outward from the origin."""
    fans = [polygons[:, [0, k, k + 1]] for k in range(1, polygons.shape[1] - 1)]
    return sum(np.abs(np.einsum("ni,ni->n", t[:, 0], np.cross(t[:, 1], t[:, 2]))).sum() for t in fans) / 6


def test_a_body_cut_by_its_box_has_a_closed_surface():
    lines = net(Box((-3.0, -3.0, 0.0), (3.0, 3.0, 3.0)), 0.2)
    x, y, z = np.meshgrid(*lines, indexing="ij")
    surface = closed_surface(lines, np.sqrt(x**2 + y**2 + z**2) - 2.0)

    assert volume_of(surface) == pytest.approx(2 / 3 * np.pi * 8, rel=0.02)
    assert closed_surface(lines, np.ones(x.shape)).shape == (0, 3, 3)


def test_rods_and_tubes_have_their_volume_and_stay_in_the_box():
    assert volume_of(rod(np.zeros(3), np.array([0.0, 0.0, 4.0]), 1.0, 5)) == pytest.approx(4 * np.pi, rel=0.02)
    cut = tube(np.array([[0.0, 0.0, -9.0], [0.0, 0.0, 9.0]]), 0.5, Box((-1, -1, -2), (1, 1, 3)), 0.5)
    assert (cut[..., 2].min(), cut[..., 2].max()) == pytest.approx((-2.0, 3.0))


def test_the_surface_of_the_lesion_has_its_volume(wall):
    from lesionsim.lesion.nerve import lesion_of

    lesion = ls.measure(wall)
    surface = lesion_surface(lesion_of(wall, ls.load("lumbar-medial-branch").criteria[0], -1)) - np.array([0, 0, 5.0])

    assert volume_of(surface) == pytest.approx(lesion.volume_mm3 + lesion.probe_volume_mm3, rel=0.03)
