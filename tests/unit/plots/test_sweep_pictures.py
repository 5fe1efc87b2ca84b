"""Pictures of sweeps: they show the numbers of their tables, and every text can be read."""

import matplotlib as mpl
import numpy as np
import pytest
import xarray as xr
from unit.plots.test_contrast import contrast

import lesionsim as ls
from lesionsim.plots.chances import LINES, colours, nerve_probability, probability_map
from lesionsim.plots.influence import ALONE, TOGETHER, sensitivity
from lesionsim.plots.one_at_a_time import HIGH, LOW, tornado
from lesionsim.plots.samples import convergence, sweep_scatter
from lesionsim.plots.style import INK, PAPER
from lesionsim.plots.sweeps import sweep_curves
from lesionsim.plots.swept import amount, name_of
from lesionsim.scenario import to_toml

STYLES = ("slide", "paper")
KEYS = {
    "three": ("temperature_c", "gauge", "nerve.offset_mm"),
    "one": ("hold_s",),
    "many": (
        "temperature_c", "hold_s", "ramp_s", "cooldown_s", "gauge", "tip_mm", "tissue.conductivity_w_m_k",
        "tissue.perfusion_per_s", "tissue.density_kg_m3", "tissue.heat_capacity_j_kg_k", "nerve.offset_mm",
        "nerve.angle_deg", "nerve.diameter_mm", "anatomy[0].tissue.electrical_conductivity_s_m", "blood.temperature_c",
        "criteria[0].activation_energy_j_mol", "start_c", "probe.metal.contact_resistance_ohm_mm2",
    ),
}  # fmt: skip
ABOUT = {
    "measure": "nerve_covered_mm", "criterion": "Arrhenius liver", "scenario_name": "lumbar-medial-branch",
    "sd": 3.4512, "numerical_error": 0.1049, "mean": 5.5, "dropped": 0, "groups": 256,
}  # fmt: skip
RANDOM = np.random.default_rng(7)


def with_ends(names, count, scale=1.0):
    values = {name: np.sort(RANDOM.random(count))[::-1] * scale for name in names}
    ends = {f"{name}_{end}": each + sign * 0.06 * scale for name, each in values.items()
            for end, sign in (("low", -1), ("high", 1))}  # fmt: skip
    return {name: ("key", each) for name, each in (values | ends).items()}


def indices(method, keys, **about):
    names = ("first_order", "total_order") if method == "sobol" else ("mu_star", "mu", "sigma")
    fields = with_ends(names, len(keys), 1.0 if method == "sobol" else 4.0)
    fields["varied"] = ("key", ["0.0005 to 0.003, log"] * len(keys))
    return xr.Dataset(fields, {"key": list(keys)}, {**ABOUT, "method": method, **about})


def drawn_sweep(keys, rows=300, failed=0, kind="latin-hypercube"):
    points = RANDOM.random((rows, len(keys)))
    values = 5 + points @ np.linspace(2, 0.1, len(keys))
    values[:failed] = np.nan
    return xr.Dataset(
        {"width_mm": ("row", values), "width_mm_error": ("row", np.full(rows, 0.03)),
         "status": ("row", np.where(np.isfinite(values), "ok", "failed"))},
        {"row": np.arange(rows), "criterion": "Arrhenius liver",
         **{key: ("row", 100 * points[:, place]) for place, key in enumerate(keys)}},
        {"kind": kind, "keys": " ".join(keys), "scenario_name": "lumbar-medial-branch"},
    )  # fmt: skip


def grid(**axes):
    shape = tuple(len(values) for values in axes.values())
    values = 4 + 3 * np.indices(shape).sum(axis=0) / sum(shape)
    dims = tuple(axes)
    return xr.Dataset(
        {"width_mm": (dims, values), "width_mm_error": (dims, np.full(shape, 0.02)),
         "status": (dims, np.full(shape, "ok"))},
        {**axes, "criterion": "isotherm 50 °C"},
        {"kind": "grid", "keys": " ".join(axes), "scenario_name": "b1"},
    )  # fmt: skip


def one_by_one(keys=KEYS["three"]):
    rows = [np.full(len(keys), 10.0)]
    for place in range(len(keys)):
        for value in (5.0, 20.0):
            rows.append(np.where(np.arange(len(keys)) == place, value, 10.0))
    held = np.array(rows)
    values = 6 + (held - 10) @ np.linspace(0.2, -0.02, len(keys))
    return xr.Dataset(
        {"width_mm": ("row", values), "width_mm_error": ("row", np.full(len(values), 0.03)),
         "status": ("row", np.full(len(values), "ok"))},
        {"row": np.arange(len(values)), "criterion": "liver",
         **{key: ("row", held[:, place]) for place, key in enumerate(keys)}},
        {"kind": "one-at-a-time", "keys": " ".join(keys), "scenario_name": "b1"},
    )  # fmt: skip


def chances(radius=2.0, spread=0.3, both_sides=False, **about):
    z = np.arange(-8, 18.05, 0.1)
    r = np.arange(-12 if both_sides else 0, 12.05, 0.1)
    away = np.hypot(np.abs(r)[:, None], np.maximum(np.maximum(-z, z - 10), 0))
    share = 1 / (1 + np.exp((away - radius) / (spread / 4)))
    reach = radius + spread / 4 * np.log([9, 1, 1 / 9])
    scenario = ls.load("b1")
    fields = {name: (("r_mm", "z_mm"), share) for name in ("probability", "probability_low", "probability_high")}
    lines = {name: ("level", np.maximum(reach + step, 0)) for name, step in
             (("reach_mm", 0), ("reach_mm_low", -0.04), ("reach_mm_high", 0.04))}  # fmt: skip
    attributes = {"scenario": to_toml(scenario), "scenario_name": "b1", "runs": 1000, "failed": 3,
                  "keys": "gauge hold_s", "varied": "18 to 22; 60 to 120", **about}  # fmt: skip
    return xr.Dataset(fields | lines, {"r_mm": r, "z_mm": z, "level": [0.1, 0.5, 0.9]}, attributes)


SHARES = tuple(np.arange(1, 101) / 100)


def covered(shares=SHARES, most=0.8):
    value = np.clip(most - np.asarray(shares), 0, 1)
    return xr.Dataset(
        {"probability": ("at_least_fraction", value), "probability_low": ("at_least_fraction", 0.95 * value),
         "probability_high": ("at_least_fraction", np.minimum(value + 0.04, 1)),
         "doubtful": ("at_least_fraction", np.full(len(value), 0.012))},
        {"at_least_fraction": list(shares)},
        {"runs": 400, "failed": 0, "keys": "gauge hold_s", "varied": "18 to 22; 60 to 120", "criterion": "liver"},
    )  # fmt: skip


def running(bar=0.02, runs=10_000):
    samples = np.unique(np.geomspace(10, runs, 50).round().astype(int))
    half = 2 / np.sqrt(samples)
    quantiles = 5 + np.array([-1.6, 0.0, 1.6]) * np.ones((samples.size, 3))
    return xr.Dataset(
        {"mean": ("samples", 5 + 0.1 * half), "mean_low": ("samples", 5 - half), "mean_high": ("samples", 5 + half),
         "probability": ("samples", 0.5 + 0 * half), "probability_low": ("samples", 0.5 - half / 5),
         "probability_high": ("samples", 0.5 + half / 5), "quantiles": (("samples", "quantile"), quantiles),
         "quantiles_low": (("samples", "quantile"), quantiles - half[:, None]),
         "quantiles_high": (("samples", "quantile"), quantiles + half[:, None])},
        {"samples": samples, "quantile": [0.05, 0.5, 0.95]},
        {"measure": "width_mm", "numerical_error": bar, "sd": 1.0, "at_least": 5.0, "failed": 0, "criterion": "liver",
         "band": "for independent draws; a whole Latin hypercube is usually surer", "keys": "gauge",
         "varied": "18 to 22"},
    )  # fmt: skip


FIGURES = {
    **{f"Sobol, {name}": (lambda style, keys=keys: sensitivity(indices("sobol", keys), style))
       for name, keys in KEYS.items()},
    **{f"Morris, {name}": (lambda style, keys=keys: sensitivity(indices("morris", keys, dropped=3), style))
       for name, keys in KEYS.items()},
    **{f"tornado, {name}": (lambda style, keys=keys: tornado(one_by_one(keys), style=style))
       for name, keys in KEYS.items()},
    **{f"scatter, {name}": (lambda style, keys=keys: sweep_scatter(drawn_sweep(keys, failed=4), style=style))
       for name, keys in KEYS.items()},
    "curves, one key": lambda style: sweep_curves(grid(temperature_c=[70.0, 80.0, 90.0]), style=style),
    "curves, two keys": lambda style: sweep_curves(
        grid(hold_s=[30.0, 60.0], temperature_c=[60.0, 70, 80]), style=style),
    "curves, words": lambda style: sweep_curves(
        grid(tissue=["muscle", "fat", "liver"], gauge=[18, 20]), along=["tissue", "gauge"], style=style),
    "curves, panels": lambda style: sweep_curves(
        grid(temperature_c=[60.0, 70, 80, 90], hold_s=[30.0, 60], gauge=[16, 18, 20], tip_mm=[5.0, 10]), style=style),
    "map": lambda style: probability_map(chances(), style),
    "map, wide": lambda style: probability_map(chances(5.0, 3.0), style),
    "map, small": lambda style: probability_map(chances(0.6, 0.2), style),
    "map, both sides": lambda style: probability_map(chances(both_sides=True), style),
    "nerve": lambda style: nerve_probability(covered(), style),
    "nerve, one share": lambda style: nerve_probability(covered([0.5]), style),
    "nerve, never": lambda style: nerve_probability(covered(most=0.0), style),
    "convergence": lambda style: convergence(running(), style),
    "convergence, few": lambda style: convergence(running(0.9, 60), style),
}  # fmt: skip


def words(figure):
    texts = [text.get_text() for text in figure.findobj(mpl.text.Text) if text.get_visible()]
    return " ".join(texts).replace("\n", " ").replace("\N{NO-BREAK SPACE}", " ")


def drawn(figure, gid):
    return [artist for artist in figure.findobj() if artist.get_gid() == gid]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", FIGURES)
def test_every_text_can_be_read_and_the_disclaimer_stands_there(name, style, clashes):
    figure = FIGURES[name](style)
    told = words(figure)
    assert clashes(figure) == []
    assert ls.DISCLAIMER in told
    assert not any(word in told.lower() for word in ("recommend", "safe", "optimal"))
    least = {"slide": 18.0, "paper": 7.5}[style]
    texts = [text for text in figure.findobj(mpl.text.Text) if text.get_text().strip()]
    assert min(text.get_fontsize() for text in texts) >= least


@pytest.mark.parametrize("line", LINES.values(), ids=lambda line: line.colour)
def test_the_lines_of_the_map_stand_out_from_every_colour_and_from_their_casing(line):
    assert min(max(contrast(line.colour, colour), contrast(PAPER, colour)) for colour in colours()) >= 3
    assert contrast(line.colour, PAPER) >= 3


def test_lines_differ_in_dashes_and_intervals_stand_out_from_their_bars():
    assert len({line.dashes for line in LINES.values()}) == len(LINES)
    assert min(contrast(INK, colour) for colour in (ALONE, TOGETHER, LOW, HIGH)) >= 3


def test_bars_are_as_long_as_the_indices_and_the_strongest_is_on_top():
    table = indices("sobol", KEYS["three"])
    axes = sensitivity(table).axes[0]
    widths = [patch.get_width() for patch in axes.patches]
    np.testing.assert_allclose(widths, [*table.first_order.values, *table.total_order.values])
    heights = [patch.get_y() for patch in axes.patches[3:]]
    assert heights == sorted(heights, reverse=True)


def test_intervals_are_drawn_from_low_to_high():
    table = indices("sobol", KEYS["three"])
    (lines,) = drawn(sensitivity(table), "intervals: total_order")
    ends = np.array([segment[:, 0] for segment in lines.get_segments()])
    np.testing.assert_allclose(ends, np.stack([table.total_order_low, table.total_order_high], axis=1))


def test_the_title_names_the_strongest_input_or_says_that_it_cannot_be_told():
    clear = indices("sobol", KEYS["three"])
    for order in ("total_order", "total_order_low", "total_order_high"):
        clear[order][:] = [0.1, 0.2, 0.7]
    assert "Nerve offset decides most about the covered length of the nerve" in words(sensitivity(clear))
    clear["total_order_high"][1] = 0.8
    unsure = "Nerve offset or gauge decides most about the covered length of the nerve: these runs cannot tell which"
    assert unsure in words(sensitivity(clear))


def test_left_out_groups_and_inputs_are_told():
    assert "3 trajectories with a failed run left out" in words(sensitivity(indices("morris", KEYS["one"], dropped=3)))
    assert "weaker inputs not drawn" in words(sensitivity(indices("sobol", KEYS["many"])))


def test_a_screening_is_drawn_with_size_and_unevenness():
    table = indices("morris", KEYS["three"])
    chart = sensitivity(table).axes[1]
    points = chart.lines[0]
    np.testing.assert_allclose(points.get_xdata(), table.mu_star)
    np.testing.assert_allclose(points.get_ydata(), table.sigma)


def test_the_map_has_its_lines_where_the_probability_is():
    figure = probability_map(chances(2.0, 0.3))
    for level, radius in ((10, 2.165), (50, 2.0), (90, 1.835)):
        (line,) = drawn(figure, f"line of {level} %")
        vertices = np.concatenate([path.vertices for path in line.get_paths()])
        beside = vertices[(vertices[:, 0] > 1) & (vertices[:, 0] < 9) & (vertices[:, 1] > 0)]
        np.testing.assert_allclose(beside[:, 1], radius, atol=0.02)
        assert f"{level} %" in words(figure)
    assert "out to 1.8 mm from the axis, one of ten to 2.2 mm" in words(figure)


def test_the_probe_is_drawn_to_its_gauge():
    (tip,) = drawn(probability_map(chances()), "bare tip")
    probe = ls.load("b1").probe
    assert (tip.get_width(), tip.get_height()) == pytest.approx((probe.tip_length_mm, 2 * probe.radius_mm))


def test_a_map_over_several_probes_says_which_one_is_drawn():
    assert "probe drawn as in the scenario" in words(probability_map(chances()))
    assert "probe drawn" not in words(probability_map(chances(keys="hold_s", varied="60 to 120")))


def test_curves_carry_the_numerical_error_bars_and_the_values():
    table = grid(temperature_c=[60.0, 70, 80], hold_s=[30.0, 60])
    table["width_mm"][1, 0] = np.nan
    figure = sweep_curves(table)
    (line,) = drawn(figure, "line 1")
    np.testing.assert_allclose(line.get_ydata(), table.width_mm[:, 0])
    assert "numerical error, 0.020 mm at most" in words(figure)
    assert "1 of 6 runs failed" in words(figure)
    segments = figure.axes[0].containers[1].lines[2][0].get_segments()
    np.testing.assert_allclose([np.ptp(segment[:, 1]) for segment in segments], 0.04)


def test_a_tornado_goes_from_the_least_to_the_largest_value_around_the_scenario_s_own():
    table = one_by_one()
    figure = tornado(table)
    axes = figure.axes[0]
    ends = sorted((patch.get_x(), patch.get_x() + patch.get_width()) for patch in axes.patches)
    assert min(min(pair) for pair in ends) == pytest.approx(5.0)
    assert max(max(pair) for pair in ends) == pytest.approx(8.0)
    (line,) = drawn(figure, "as it is")
    assert line.get_xdata()[0] == pytest.approx(6.0)
    assert next(label.get_text() for label in axes.get_yticklabels()) == "set temperature"
    assert "20 °C" in words(figure)


def test_a_scatter_shows_every_run_that_came_to_an_end():
    figure = sweep_scatter(drawn_sweep(KEYS["three"], failed=40))
    points = next(line for line in figure.axes[0].lines if line.get_gid() == "runs")
    assert points.get_xdata().size == 260
    assert "40 of 300 runs without a value" in words(figure)
    assert figure.axes[0].get_gid() == "against temperature_c"


def test_convergence_says_whether_runs_or_numerics_limit_it():
    assert "the numerical error bar of a run is smaller" in words(convergence(running(0.001)))
    assert "so more runs do not help" in words(convergence(running(0.5)))
    (bar,) = drawn(convergence(running(0.5)), "numerical error")
    assert np.ptp(bar.get_segments()[0][:, 1]) == pytest.approx(1.0)


def test_the_same_table_gives_the_same_bytes():
    from lesionsim.plots.saving import rendered

    for kind in ("png", "svg", "pdf"):
        first, second = (rendered(sensitivity(table), kind) for table in [indices("sobol", ["gauge", "hold_s"])] * 2)
        assert first == second


@pytest.mark.parametrize("draw", [sensitivity, probability_map, nerve_probability, convergence])
def test_other_tables_are_refused_with_who_makes_the_right_one(draw, default_result):
    with pytest.raises(ls.ScenarioError, match=r"must be what ls\."):
        draw(default_result)
    with pytest.raises(ls.ScenarioError, match="table is 7; must be what"):
        draw(7)


def test_sweeps_of_another_kind_are_refused_with_the_picture_for_them():
    with pytest.raises(ls.ScenarioError, match="must be a grid; for others there are sweep_scatter and tornado"):
        sweep_curves(drawn_sweep(KEYS["three"]))
    with pytest.raises(ls.ScenarioError, match='must be "one-at-a-time": for a grid there is sweep_curves'):
        tornado(grid(gauge=[18, 20]))
    with pytest.raises(ls.ScenarioError, match="for a grid there is sweep_curves"):
        sweep_scatter(grid(gauge=[18, 20]))
    for draw in (sweep_curves, tornado, sweep_scatter):
        with pytest.raises(ls.ScenarioError, match="dataset is nothing"):
            draw(None)
        with pytest.raises(ls.ScenarioError, match="measure is 'widht_mm'"):
            draw(
                {sweep_curves: grid(gauge=[18, 20]), tornado: one_by_one()}.get(draw, drawn_sweep(["gauge"])),
                "widht_mm",
            )


def test_more_lines_than_can_be_read_and_unknown_keys_are_refused():
    with pytest.raises(ls.ScenarioError, match="makes 7 lines in 1 panels; must be at most 6 in 6"):
        sweep_curves(grid(hold_s=list(range(30, 38)), gauge=list(range(16, 23))))
    with pytest.raises(ls.ScenarioError, match="along is a list of 1; must be of gauge and hold_s"):
        sweep_curves(grid(gauge=[18, 20], hold_s=[30.0, 60.0]), along=["hold"])


@pytest.mark.parametrize(
    ("key", "told"),
    [("protocol.steps[1].duration_s", ("step 2 duration", "s")),
     ("tissue.perfusion_per_s", ("tissue perfusion", "per s")),
     ("blood.temperature_c", ("blood temperature", "°C")), ("nerve.angle_deg", ("nerve angle", "°")),
     ("criteria[0].minutes", ("criterion 1 minutes", "")), ("probe.tip_length_mm", ("bare tip", "mm"))],
)  # fmt: skip
def test_keys_are_told_in_words(key, told):
    assert name_of(key) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [(0.00066, "0.000660"), (99.96, "100"), (12345, "12300"), (-3.14159, "-3.14"), (float("nan"), "unknown"),
     (3e-7, "3e-07")]
)  # fmt: skip
def test_numbers_are_told_with_their_first_digits(value, told):
    assert amount(value) == told
