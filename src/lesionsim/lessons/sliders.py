"""The sliders of `explore`, where ipywidgets is installed."""

from __future__ import annotations

from html import escape
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from lesionsim.lessons.controls import Choice, Slider, controls
from lesionsim.texts import spoken

if TYPE_CHECKING:
    from lesionsim.lessons.explore import Explorer

WIDGETS_MISSING = "For sliders install ipywidgets, then start the notebook again: pip install ipywidgets"
WIDTH = "460px"
QUICK_S = 0.4  # a redraw that takes longer waits until the slider is let go


def sliders(explorer: Explorer) -> dict[str, Any] | None:
    """Return what a notebook needs to show the sliders; nothing where they cannot be made."""
    if find_spec("ipywidgets") is None:
        return None
    try:
        box = built(explorer)
        view: dict[str, Any] = box._repr_mimebundle_()
        return view if any("widget-view" in kind for kind in view) else None
    except Exception:  # a half-installed ipywidgets may fail in any way; the picture stays
        return None


def built(explorer: Explorer) -> Any:
    """Build picture, sentence and sliders, and let them follow each other."""
    import ipywidgets as widgets

    quick = explorer.timed() < QUICK_S
    picture = widgets.Image(value=explorer.png, format="png")
    words = widgets.HTML(value=escape(explorer.sentence))
    made = {each.key: widget_of(widgets, placed(each, explorer), quick) for each in controls(explorer.scenario)}

    def redraw(_: object = None) -> None:
        if explorer.move({key: widget.value for key, widget in made.items() if is_moved(explorer, key, widget)}):
            picture.value = explorer.png
        words.value = escape(explorer.sentence)

    for widget in made.values():
        widget.observe(redraw, names="value")
    return widgets.VBox([*made.values(), words, picture])


def placed(control: Slider | Choice, explorer: Explorer) -> Slider | Choice:
    """Return a control that stands where the explorer does."""
    return control._replace(value=explorer.values.get(control.key, control.value))


def is_moved(explorer: Explorer, key: str, widget: Any) -> bool:
    """Tell whether a slider stands elsewhere than at the start, or did."""
    start = next(each.value for each in controls(explorer.scenario) if each.key == key)
    return key in explorer.values or bool(widget.value != start)


def widget_of(widgets: Any, control: Slider | Choice, quick: bool) -> Any:
    """Return the widget of a control; a slow one acts when it is let go."""
    style, layout = {"description_width": "190px"}, widgets.Layout(width=WIDTH)
    words = spoken(control.words)
    if isinstance(control, Choice):
        options = [(spoken(name), value) for name, value in control.options]
        return widgets.Dropdown(options=options, value=control.value, description=words, style=style, layout=layout)
    digits = 4 if control.step < 0.01 else 0
    return widgets.FloatSlider(
        value=control.value, min=control.low, max=control.high, step=control.step, description=words,
        continuous_update=quick, readout_format=f".{digits}f", style=style, layout=layout,
    )  # fmt: skip
