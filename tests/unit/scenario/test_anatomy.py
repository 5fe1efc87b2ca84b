"""Anatomy is described, checked, printed and kept like every other part of a scenario."""

import math
import re

import pytest

from lesionsim import library
from lesionsim.errors import ScenarioError
from lesionsim.scenario import (
    Box,
    Cylinder,
    HalfSpace,
    Labelled,
    Layer,
    Sphere,
    Vertebra,
    Vessel,
    Voxels,
    commented_toml,
    is_bone,
    needs_three_dimensions,
    tissues_of,
    to_toml,
    tree,
)

FAT, BONE = library.tissue("fat"), library.tissue("cortical-bone")
ROD = {"start_mm": (9, 0, -10), "end_mm": (9, 0, 30), "radius_mm": 1}
BODIES = {
    "half-space": HalfSpace(tissue=BONE, normal=(1, 0, 0), from_mm=3),
    "layer": Layer(tissue=FAT, normal=(0, 3, 4), from_mm=15, to_mm=25),
    "box": Box(tissue=FAT, low_mm=(5, -10, -20), high_mm=(15, 10, 0)),
    "cylinder": Cylinder(tissue=FAT, **ROD),
    "sphere": Sphere(tissue=FAT, center_mm=(8, 0, 5), radius_mm=4),
    "vertebra": Vertebra(tissue=BONE, inset_mm=0.5),
    "voxels": Voxels(
        file="spine.npy",
        tissues=(Labelled(label=1, tissue=BONE), Labelled(label=2, tissue=FAT)),
        spacing_mm=(0.5, 0.5, 1),
        origin_mm=(-10, 0, 0.25),
        checksum="0123456789abcdef",
    ),
    "vessel": Vessel(heat_transfer_w_m2_k=1000, temperature_c=36.5, **ROD),
}
PLAIN = library.scenario("b1")


def with_bodies(*bodies, **changes):
    return library.change(PLAIN, {"anatomy": list(bodies)} | changes)


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("write", [to_toml, commented_toml])
def test_a_body_and_the_placement_come_back_from_a_file(body, write):
    away = {"placement.tilt_deg": 10, "placement.azimuth_deg": -145.5, "placement.x_mm": -2, "placement.turn_deg": 3}
    scenario = with_bodies(body, BODIES["sphere"], **away)

    assert library.from_toml(write(scenario)) == scenario
    assert scenario.anatomy == (body, BODIES["sphere"])
    assert (scenario.placement.x_mm, scenario.placement.turn_deg) == (-2, 3)


def test_every_kind_of_body_is_tried_here():
    slot = library.scenario("b3-bone").anatomy[0].kind
    with pytest.raises(ScenarioError, match=r"anatomy\[0\]\.kind is missing; give") as told:
        with_bodies({})
    assert slot in BODIES
    assert all(repr(kind) in str(told.value) for kind in BODIES)
    assert {body.kind for body in BODIES.values()} == set(BODIES)


def test_a_body_in_a_file_may_name_its_tissue():
    text = to_toml(PLAIN) + (
        '[[anatomy]]\nkind = "half-space"\ntissue = "Bone (Cortical)"\nnormal = [2, 0, 0]\nfrom_mm = 3\n'
    )
    empty = to_toml(PLAIN).replace("anatomy = []\n", "")

    assert library.from_toml(text.replace("anatomy = []\n", "")).anatomy[0].tissue == BONE
    assert library.from_toml(empty) == PLAIN


def test_single_values_of_a_body_can_be_changed_and_tissues_go_by_name():
    changed = library.change(
        with_bodies(BODIES["half-space"], BODIES["sphere"]),
        {"anatomy[0].from_mm": 4, "anatomy[0].tissue": "cancellous bone", "anatomy[1].center_mm": (9, 1, 5)},
    )

    assert (changed.anatomy[0].from_mm, changed.anatomy[0].tissue.name) == (4, "cancellous-bone")
    assert changed.anatomy[1].center_mm == (9.0, 1.0, 5.0)
    assert library.change(changed, {"anatomy[0].tissue.perfusion_per_s": 0}).anatomy[0].tissue.perfusion_per_s == 0


def test_a_body_may_be_changed_into_one_of_another_kind():
    body = {"kind": "sphere", "tissue": "fat", "center_mm": (8, 0, 5), "radius_mm": 4}
    changed = library.change(with_bodies(BODIES["half-space"]), {"anatomy[0]": body})

    assert changed.anatomy == (BODIES["sphere"],)


WRONG = [
    ({"kind": "half-space", "normal": (0, 0, 0)}, "anatomy[0].normal is (0, 0, 0), which has no direction"),
    ({"kind": "half-space", "normal": (1, 0)}, "anatomy[0].normal has 2 entries; must be three numbers x, y and z"),
    ({"kind": "half-space", "normal": 1}, "anatomy[0].normal is 1; must be three numbers x, y and z"),
    ({"kind": "half-space", "normal": (1, "a", 0)}, "anatomy[0].normal has y that is 'a'"),
    ({"kind": "half-space", "normal": (1, math.nan, 0)}, "anatomy[0].normal has y that is nan"),
    ({"kind": "half-space", "from_mm": 501}, "anatomy[0].from_mm is 501 mm; must be between -500 and 500 mm"),
    ({"kind": "half-space", "tissue": "bone"}, "anatomy[0].tissue 'bone' is not a tissue of the library; nearest:"),
    ({"kind": "halfspace"}, "anatomy[0].kind is 'halfspace'; must be 'half-space', 'layer', 'box'"),
    ({"kind": "layer", "to_mm": 3}, "anatomy[0].to_mm is 3 mm; must be above from_mm, 3 mm"),
    ({"kind": "layer", "to_mm": 2}, "anatomy[0].to_mm is 2 mm; must be above from_mm, 3 mm"),
    ({"kind": "layer", "to_mm": 9, "normal": (0, 0, 1e-9)}, "must have a length above 0, such as (1, 0, 0)"),
    ({"kind": "box", "low_mm": (5, 0, 0), "high_mm": (5, 1, 1)}, "has x 5 mm; must be above that of low_mm, 5 mm"),
    ({"kind": "box", "low_mm": (5, 0, 2), "high_mm": (6, 1, 1)}, "has z 1 mm; must be above that of low_mm, 2 mm"),
    ({"kind": "cylinder", **ROD, "radius_mm": 0}, "anatomy[0].radius_mm is 0 mm; must be above 0 and at most 500 mm"),
    ({"kind": "cylinder", **ROD, "end_mm": (9, 0, -10)}, "anatomy[0].end_mm is the same place as start_mm"),
    ({"kind": "vessel", **ROD, "end_mm": (9, 0, -10), "heat_transfer_w_m2_k": 9}, "is the same place as start_mm"),
    ({"kind": "vessel", **ROD}, "anatomy[0].heat_transfer_w_m2_k is missing"),
    ({"kind": "vessel", **ROD, "heat_transfer_w_m2_k": 0}, "must be between 1 and 1000000 W/m²/K"),
    ({"kind": "sphere", "center_mm": (8, 0, 5), "radius_mm": -4}, "anatomy[0].radius_mm is -4 mm; must be above 0"),
    ({"kind": "sphere", "center_mm": (800, 0, 5), "radius_mm": 4}, "has x that is 800 mm; must be between -500 and"),
    ({"kind": "vertebra", "edge_mm": 3.6}, "anatomy[0].edge_mm is 3.6 mm; must be at most 3.5 mm, half of the 7 mm"),
    ({"kind": "vertebra", "inset_mm": 3.5}, "anatomy[0].inset_mm is 3.5 mm; must be at most 3.45 mm, just below half"),
    ({"kind": "vertebra", "articular_width_mm": 4}, "anatomy[0].edge_mm is 2.5 mm; must be at most 2 mm, half of"),
    ({"kind": "vertebra", "process_thickness_mm": 0}, "must be between 1 and 50 mm"),
]
USUAL = {
    "half-space": {"normal": (1, 0, 0), "from_mm": 3, "tissue": "fat"},
    "layer": {"normal": (1, 0, 0), "from_mm": 3, "to_mm": 5, "tissue": "fat"},
    "vessel": {},
}


@pytest.mark.parametrize(("table", "words"), WRONG, ids=[words for _, words in WRONG])
def test_impossible_anatomy_is_refused_with_place_and_remedy(table, words):
    with pytest.raises(ScenarioError) as told:
        with_bodies(USUAL.get(table["kind"], {"tissue": "fat"}) | table)
    assert words in str(told.value)


def test_every_side_of_a_box_that_is_wrong_is_told():
    with pytest.raises(ScenarioError) as told:
        Box(tissue=FAT, low_mm=(5, 0, 0), high_mm=(4, -1, 1))
    assert [problem.text[:10] for problem in told.value.problems] == ["has x 4 mm", "has y -1 m"]


def test_too_many_bodies_are_refused():
    assert len(with_bodies(*[BODIES["sphere"]] * 32).anatomy) == 32
    with pytest.raises(ScenarioError, match="33 entries; must be a list of 0 to 32"):
        with_bodies(*[BODIES["sphere"]] * 33)


@pytest.mark.parametrize("cells", [4, 6, 8, 30, 64])
def test_even_numbers_of_cells_around_are_allowed(cells):
    assert library.change(PLAIN, {"numerics.theta_cells": cells}).numerics.theta_cells == cells


@pytest.mark.parametrize("cells", [3, 2, 7, 66, 8.5, "8", True, None])
def test_other_numbers_of_cells_around_are_refused(cells):
    with pytest.raises(ScenarioError, match=r"numerics\.theta_cells is .*; must be an even number from 4 to 64"):
        library.change(PLAIN, {"numerics.theta_cells": cells})


def test_bone_is_told_by_the_name_of_its_tissue_and_nothing_else_is_bone():
    assert [kind for kind, body in BODIES.items() if is_bone(body)] == ["half-space", "vertebra", "voxels"]
    assert is_bone(library.change(with_bodies(BODIES["sphere"]), {"anatomy[0].tissue.name": "My BONE"}).anatomy[0])


def test_every_tissue_has_its_place_and_vessels_have_none():
    scenario = with_bodies(BODIES["vessel"], BODIES["sphere"])

    assert tissues_of(scenario) == (("tissue", PLAIN.tissue), ("anatomy[1].tissue", FAT))


def test_any_anatomy_is_computed_in_three_dimensions_and_says_why():
    assert needs_three_dimensions(PLAIN) == ""
    assert needs_three_dimensions(library.change(PLAIN, {"placement.tilt_deg": 30})) == ""
    told = needs_three_dimensions(with_bodies(BODIES["sphere"], BODIES["vessel"], BODIES["box"]))
    assert told == "its anatomy has 3 bodies beside the probe (fat and vessel)"
    assert needs_three_dimensions(with_bodies(BODIES["vertebra"])).endswith("1 body beside the probe (cortical-bone)")
    told = needs_three_dimensions(with_bodies(BODIES["voxels"], BODIES["sphere"]))
    assert told.endswith("2 bodies beside the probe (cortical-bone and fat)")


def test_voxels_have_a_tissue_for_each_label_with_its_place():
    places = dict(tissues_of(with_bodies(BODIES["sphere"], BODIES["voxels"])))
    assert places["anatomy[1].tissues[0].tissue"] == BONE
    assert places["anatomy[1].tissues[1].tissue"] == FAT
    key = "anatomy[0].tissues[1].tissue.electrical_conductivity_s_m"
    deaf = library.change(with_bodies(BODIES["voxels"]), {key: None})
    with pytest.raises(ScenarioError, match=re.escape(f"{key} is missing")):
        library.change(deaf, {"source": "rf"})


def test_one_entry_is_told_in_the_singular():
    with pytest.raises(ScenarioError, match=r"normal has 1 entry; must be three"):
        HalfSpace(tissue=BONE, normal=(1,), from_mm=3)
    with pytest.raises(ScenarioError, match=r"anatomy has one entry, anatomy\[0\]"):
        library.change(with_bodies(BODIES["voxels"]), {"anatomy[1].file": "other.npy"})


def test_current_needs_the_conductivity_of_every_body():
    rf = library.scenario("b2")
    deaf = library.tissue("water")
    with pytest.raises(ScenarioError) as told:
        library.change(rf, {"anatomy": [BODIES["sphere"], {"kind": "cylinder", "tissue": deaf, **ROD}]})
    assert "anatomy[1].tissue.electrical_conductivity_s_m is missing" in str(told.value)
    assert "for water too, in S/m" in str(told.value)
    assert "anatomy[0]" not in str(told.value)
    assert library.change(rf, {"anatomy": [BODIES["sphere"], BODIES["vessel"]]}).source == "rf"
    assert with_bodies({"kind": "cylinder", "tissue": deaf, **ROD}).source == "held"


def test_a_table_of_a_body_covers_the_temperatures_of_the_run():
    law = {"kind": "table", "temperature_c": [30, 60], "value": [0.4, 0.5]}
    with pytest.raises(ScenarioError, match=r"anatomy\[0\]\.tissue\.conductivity_w_m_k\.temperature_c covers 30 to 60"):
        library.change(with_bodies(BODIES["sphere"]), {"anatomy[0].tissue.conductivity_w_m_k": law})


def test_the_blood_of_a_perfused_body_counts_among_the_temperatures():
    law = {"kind": "table", "temperature_c": [36, 100], "value": [0.4, 0.5]}
    cold = {"blood.temperature_c": 30, "tissue.perfusion_per_s": 0, "anatomy[0].tissue.conductivity_w_m_k": law}
    with pytest.raises(ScenarioError, match="must cover 30 to 80"):
        library.change(with_bodies(BODIES["sphere"]), cold)
    dry = library.change(with_bodies(BODIES["sphere"]), cold | {"anatomy[0].tissue.perfusion_per_s": 0})
    assert dry.blood.temperature_c == 30


def test_bodies_print_as_one_line_and_as_a_tree():
    assert str(BODIES["layer"]) == "fat between 15 and 25 mm along (0, 0.6, 0.8)"
    assert str(HalfSpace(tissue=BONE, normal=(0, -2, 0), from_mm=3)) == "cortical-bone where y is below -3 mm"
    assert str(Layer(tissue=FAT, normal=(0, -2, 0), from_mm=3, to_mm=5)) == "fat between y -5 and -3 mm"
    oblique = HalfSpace(tissue=BONE, normal=(1, 1, 0), from_mm=3)
    assert str(oblique) == "cortical-bone where it is more than 3 mm along (0.7071, 0.7071, 0)"
    assert "normal   (0, 3, 4)" in tree(BODIES["layer"])
    assert "center_mm  (8, 0, 5) mm" in repr(BODIES["sphere"])
    shown = tree(with_bodies(BODIES["vessel"], **{"placement.x_mm": 1.25}))
    assert "    vessel of radius 1 mm from (9, 0, -10) to (9, 0, 30) mm, blood at 36.5 °C" in shown
    assert "along z, tip at (1.25, 0, 0) mm" in shown


def test_a_new_file_shows_how_anatomy_is_written():
    text = commented_toml(PLAIN)
    line = next(line for line in text.splitlines() if line.startswith("# anatomy = ["))
    made = library.from_toml(text.replace("anatomy = []\n", line.removeprefix("# ") + "\n"))

    assert made.anatomy == (BODIES["half-space"],)
    assert "normal = [1.0, 0.0, 0.0]\n" in commented_toml(made)
    assert "bone is what has bone in its tissue's name" in " ".join(text.replace("\n#", "").split())


def test_a_vertebra_is_made_of_rounded_boxes_that_shrink_to_a_core():
    shell = Vertebra(tissue=BONE)
    core = Vertebra(tissue=BONE, inset_mm=1)
    deep = Vertebra(tissue=BONE, inset_mm=3)

    assert [box.high_mm for box in shell.boxes] == [(8.6, 10.6, 11.5), (8.6, 10.6, 12.0)]
    for outer, inner in zip(shell.boxes, core.boxes, strict=True):
        assert inner.low_mm == tuple(each + 1 for each in outer.low_mm)
        assert inner.high_mm == tuple(each - 1 for each in outer.high_mm)
        assert (outer.edge_mm, inner.edge_mm) == (2.5, 1.5)
    assert [box.edge_mm for box in deep.boxes] == [0, 0]


def test_a_pillar_is_one_box_that_reaches_as_far_to_both_sides():
    (pillar,) = Vertebra(tissue=BONE, articular_height_mm=0, process_length_mm=20).boxes

    assert (pillar.low_mm[1], pillar.high_mm[1]) == (-20, 20)


def test_a_core_that_its_shell_hides_is_refused():
    shell, core = Vertebra(tissue=BONE), Vertebra(tissue=library.tissue("cancellous-bone"), inset_mm=1)

    assert with_bodies(shell, core).anatomy == (shell, core)
    with pytest.raises(ScenarioError, match=r"anatomy\[0\] .* is hidden by anatomy\[1\] .*: list the shell first"):
        with_bodies(core, shell)
    with pytest.raises(ScenarioError, match="is hidden by"):
        with_bodies(shell, shell)
    beside = Vertebra(tissue=BONE, middle_mm=20)
    assert with_bodies(core, beside).anatomy == (core, beside)


def test_a_body_that_is_wrong_does_not_hide_what_else_is_wrong():
    text = 'name = "x"\ntissue = "muscle"\ncriteria = ["liver"]\nprobe = {gauge = 20}\nstart_c = 99\n'
    text += '[[anatomy]]\nkind = "box"\ntissue = "fat"\nlow_mm = [1, 2]\nhigh_mm = [3, 4, 5]\n'
    with pytest.raises(ScenarioError) as told:
        library.from_toml(text)
    for words in ("start_c is 99", "protocol is missing", "anatomy[0].low_mm has 2 entries"):
        assert words in str(told.value)
