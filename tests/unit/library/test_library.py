"""The library's entries are complete, cited, and found by name."""

import subprocess
import sys

import pytest

from lesionsim import library
from lesionsim.errors import ScenarioError
from lesionsim.library.cards import deadly_c, recalled, unverified
from lesionsim.library.damage_models import DAMAGE
from lesionsim.library.probes import PROBES
from lesionsim.library.tissues import TISSUES
from lesionsim.scenario import (
    CEM43,
    Boiling,
    ConstantPerfusion,
    Isotherm,
    PerfusionFollowsDamage,
    PerfusionStoppedByDamage,
    commented_toml,
)


@pytest.mark.parametrize("entry", [*TISSUES, *DAMAGE, *PROBES], ids=lambda entry: entry.title)
def test_every_entry_names_its_source_and_how_sure_it_is(entry):
    assert entry.reference
    assert entry.confidence


@pytest.mark.parametrize("name", library.names("tissues"))
def test_every_tissue_can_be_used_and_carries_its_source(name):
    tissue = library.tissue(name)

    assert tissue.reference
    assert tissue.confidence
    assert library.change(library.scenario(), {"tissue": name}).tissue == tissue


@pytest.mark.parametrize("name", library.names("damage"))
def test_every_damage_model_can_be_used(name):
    changed = library.change(library.scenario("b1"), {"criteria": [name]})

    assert changed.criteria == (library.damage(name),)


@pytest.mark.parametrize("kind", library.KINDS)
def test_every_name_has_a_card_and_stands_in_the_table(kind):
    for name in library.names(kind):
        card = library.card(name)
        assert name in card
        assert max(map(len, card.splitlines())) <= 160
        assert name in library.table(kind)


def test_a_name_that_means_two_things_shows_both_cards():
    card = library.card("liver")

    assert "liver (tissue)" in card
    assert "liver (damage model)" in card


def test_a_tissue_s_card_tells_the_ranges_of_this_tissue_alone():
    assert "range 0.33 to 0.57 W/m/K" in library.card("muscle")
    assert "range 0.46 to 0.57 W/m/K" in library.card("liver")
    assert "range" not in library.card("water")


def test_recalled_numbers_say_so_on_their_card():
    assert "MEMORY" in library.card("egg-white")
    assert "middle of 0.48-0.52" in library.card("chicken-breast")
    assert "unverified" in library.card("19G")
    assert "recovery was complete" in library.card("nerve-motor")


def test_a_scenario_card_tells_what_it_assumes_and_what_is_not_verified():
    card = library.card("lumbar-medial-branch")

    assert "assumption" in card
    assert "Arrhenius skin: VERIFIED (secondary" in card
    assert "idealised heated probe" in card


def test_a_scenario_card_tells_which_numbers_of_boiling_and_perfusion_are_recalled():
    options = {"tissue.boiling": Boiling(), "perfusion": PerfusionFollowsDamage()}
    plain = library.scenario("b2")
    wet = library.change(plain, options)
    own = library.change(wet, {"tissue.boiling.dry_share": 0.1, "perfusion.factor": [1, 1, 1, 1, 0]})

    assert recalled(plain) == []
    assert [name for name, _ in recalled(wet)] == ["boiling", "perfusion that follows damage"]
    assert all(doubt.startswith("MEMORY: ") for _, doubt in recalled(wet))
    assert "vapour_conductivity_w_m_k" in recalled(wet)[0][1]
    assert "10.1118/1.2948388" in recalled(wet)[1][1]
    assert all(doubt.startswith("own numbers") for _, doubt in recalled(own))
    assert any("boiling: MEMORY: " in line for line in unverified(wet))


# Temperatures at which each set reaches omega 1 in 60 s and in 90 s, computed once with independent code.
DEADLY_C = {
    "liver": (50.1, 48.7),
    "skin": (54.0, 53.4),
    "retina": (50.8, 50.2),
    "artery": (69.6, 68.7),
    "nerve-motor": (48.2, 47.7),
    "muscle": (55.6, 54.2),
    "collagen": (67.0, 65.8),
    "liver-jacques": (59.2, 57.9),
}


@pytest.mark.parametrize("name", DEADLY_C)
def test_each_arrhenius_set_kills_at_its_known_temperature(name):
    found = [deadly_c(library.damage(name), seconds) for seconds in (60, 90)]

    assert found == pytest.approx(DEADLY_C[name], abs=0.06)


def test_names_are_found_in_any_spelling_that_is_clear():
    assert library.tissue("Muscle") == library.tissue("muscle")
    assert library.tissue("Bone (Cortical)") == library.tissue("cortical bone")
    assert library.probe("20 G") == library.probe("20g") == library.probe("20")


@pytest.mark.parametrize(
    ("find", "name", "nearest"),
    [
        (library.tissue, "muscel", "muscle"),
        (library.damage, "livr", "liver"),
        (library.probe, "24G", "14G"),
        (library.scenario, "medial-branch-80", "medial-branch-80c-90s"),
        (library.load, "lumbar", "lumbar-medial-branch"),
        (library.card, "noodle", "nerve"),
        (library.names, "tissue", "tissues"),
        (library.table, "probe", "probes"),
    ],
)
def test_an_unknown_name_is_told_with_the_three_nearest(find, name, nearest):
    with pytest.raises(ScenarioError) as caught:
        find(name)

    suggestions = str(caught.value).split("nearest: ")[1].split(", ")
    assert repr(name) in str(caught.value) or repr(name.upper()) in str(caught.value)
    assert len(suggestions) == 3
    assert nearest in suggestions


@pytest.mark.parametrize("find", [library.tissue, library.damage, library.probe, library.card, library.names])
def test_a_name_that_is_no_text_is_refused(find):
    with pytest.raises(ScenarioError):
        find(5)


def test_b1_is_the_benchmark_exactly():
    b1 = library.scenario("b1")

    assert b1.probe.radius_mm == 0.4535
    assert b1.probe.tip_length_mm == 10
    tissue = b1.tissue
    assert (tissue.conductivity_w_m_k, tissue.density_kg_m3, tissue.heat_capacity_j_kg_k) == (
        0.49,
        1090,
        3421,
    )
    assert (tissue.perfusion_per_s, tissue.metabolic_heat_w_kg) == (6.7e-4, 0)
    assert (b1.blood.temperature_c, b1.blood.density_kg_m3, b1.blood.heat_capacity_j_kg_k) == (37, 1050, 3617)
    assert (b1.start_c, b1.outer_wall_c, b1.domain.outer_wall) == (37, 37, "held")
    assert (b1.domain.radius_mm, -b1.domain.ahead_mm, 10 + b1.domain.shaft_mm) == (40, -40, 40)
    assert (b1.protocol.set_c, b1.protocol.duration_s, b1.protocol.hold_s) == (80, 90, 90)
    assert b1.perfusion == ConstantPerfusion()
    assert b1.criteria == (library.damage("liver"), Isotherm(50))


def test_the_default_is_the_medial_branch_lesion():
    default = library.scenario()

    assert default.name == "lumbar-medial-branch"
    assert (default.probe.gauge, default.probe.tip_length_mm) == (20, 10)
    assert (default.protocol.set_c, default.protocol.hold_s, default.protocol.duration_s) == (80, 90, 120)
    assert default.perfusion == PerfusionStoppedByDamage(criterion="Arrhenius liver")
    assert [each.label for each in default.criteria] == [
        "Arrhenius liver",
        "CEM43 240 min (two-rate)",
        "isotherm 50 °C",
        "isotherm 60 °C",
        "isotherm 45 °C",
        "Arrhenius skin",
    ]


def test_the_bench_scenario_is_cold_and_bloodless():
    bench = library.scenario("ex-vivo-21c")

    assert (bench.start_c, bench.blood.temperature_c, bench.outer_wall_c) == (21, 21, 21)
    assert (bench.tissue.perfusion_per_s, bench.tissue.metabolic_heat_w_kg) == (0, 0)


@pytest.mark.parametrize("set_c", [70, 75, 80])
@pytest.mark.parametrize("hold_s", [60, 90])
def test_each_medial_branch_variant_is_what_its_name_says(set_c, hold_s):
    variant = library.scenario(f"medial-branch-{set_c}c-{hold_s}s")

    assert (variant.protocol.set_c, variant.protocol.hold_s) == (set_c, hold_s)


def test_a_scenario_is_loaded_by_name_or_from_a_file(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(commented_toml(library.scenario()), encoding="utf-8")

    assert library.load("Lumbar medial branch") == library.scenario()
    assert library.load(path) == library.load(str(path)) == library.scenario()


def test_a_file_may_name_parts_of_the_library(tmp_path):
    path = tmp_path / "short.toml"
    path.write_text(
        """
        name = "short"
        tissue = "Muscle"
        probe = "18G"
        criteria = ["liver", {kind = "isotherm", at_c = 51}, "cem43"]
        [protocol]
        steps = [{kind = "hold", at_c = 80, duration_s = 90}]
        """,
        encoding="utf-8",
    )

    short = library.load(path)

    assert short.tissue == library.tissue("muscle")
    assert short.probe.gauge == 18
    assert short.criteria == (library.damage("liver"), Isotherm(51), CEM43())


def test_an_unknown_part_in_a_file_is_told_with_its_place(tmp_path):
    text = 'tissue = "muscel"\ncriteria = ["liver", "livr"]'

    with pytest.raises(ScenarioError) as caught:
        library.from_toml(text, "mine.toml")

    message = str(caught.value)
    assert "tissue 'muscel' is not a tissue of the library; nearest: muscle," in message
    assert "criteria[1] 'livr' is not a damage model of the library; nearest: liver," in message


@pytest.mark.parametrize("name", ["missing.toml", "folder/", "./nothing", "", 5, None])
def test_what_cannot_be_loaded_is_refused_in_words(name):
    with pytest.raises(ScenarioError):
        library.load(name)


def test_importing_the_library_loads_nothing_heavy():
    heavy = ["numpy", "scipy", "numba", "xarray", "matplotlib", "tomllib", "tomli_w"]
    code = f"import sys, lesionsim.library; print([m for m in {heavy} if m in sys.modules])"

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"
