"""Numbers and parameters in words."""

import dataclasses
import math

import lesionsim as ls
from lesionsim.plots.wording import (
    any_error,
    brief_size,
    caption_within,
    range_in_words,
    shortened,
    size_in_words,
    width_in_words,
)

PLAIN = ls.Lesion(
    criterion="Arrhenius liver", measured_at_s=120.0, width_mm=6.3049, length_mm=12.18, ahead_of_tip_mm=1.0,
    behind_tip_mm=1.0, volume_mm3=200.0, probe_volume_mm3=6.0, widest_at_mm=5.0, width_mm_error=0.0234,
)  # fmt: skip


def test_sizes_carry_the_error_of_the_width():
    assert width_in_words(PLAIN) == "6.30 ± 0.03 mm"
    assert size_in_words(PLAIN) == "Arrhenius liver: 6.30 ± 0.03 mm wide × 12.2 mm long"
    assert brief_size(PLAIN).replace("\N{NO-BREAK SPACE}", " ") == "6.30 ± 0.03 × 12.2 mm"
    assert size_in_words(dataclasses.replace(PLAIN, width_mm_error=math.nan)).endswith("6.30 mm wide × 12.2 mm long")


def test_what_has_no_size_is_said():
    none, wall = dataclasses.replace(PLAIN, volume_mm3=0.0), dataclasses.replace(PLAIN, reaches_outer_wall=True)

    assert (brief_size(none), brief_size(wall)) == ("no lesion", "reaches the outer wall")
    assert not any_error([none, wall])
    assert any_error([none, PLAIN])


def test_the_range_over_criteria():
    small, none = (dataclasses.replace(PLAIN, width_mm=w, volume_mm3=w) for w in (3.0, 0.0))
    wall = dataclasses.replace(PLAIN, reaches_outer_wall=True)

    assert range_in_words([PLAIN]) == ""
    assert range_in_words([PLAIN, small]) == "3.0–6.3 mm wide over 2 criteria"
    assert range_in_words([PLAIN, small, none]) == "0–6.3 mm wide over 3 criteria"
    assert range_in_words([small, wall]) == "3.0 mm wide to the outer wall over 2 criteria"
    assert range_in_words([wall, wall]) == "every width reaches the outer wall over 2 criteria"
    assert range_in_words([none, none]) == "no lesion under any of 2 criteria"


def test_captions_leave_out_the_least_needed_first(default_result):
    roomy, tight = (caption_within(default_result, room_in, 10.0, 2, "3 of 6 drawn") for room_in in (20.0, 5.3))
    tightest = caption_within(default_result, 3.6, 10.0, 2, "3 of 6 drawn")

    assert "3 of 6 drawn" in roomy.replace("\N{NO-BREAK SPACE}", " ")
    assert "drawn" not in tight
    assert "muscle" in tight
    for part in ("20 G", "10 mm bare tip", "80 °C", "muscle, perfusion", "37 °C"):
        assert part in tightest.replace("\N{NO-BREAK SPACE}", " ").replace("\n", " ")
    assert "lumbar-medial-branch" in tightest
    assert "80 °C for 90 s, 120 s in all" in tightest.replace("\N{NO-BREAK SPACE}", " ").replace("\n", " ")


def test_long_names_are_cut_and_show_it():
    assert shortened("short", 10) == "short"
    assert shortened("a long name", 7) == "a long…"
