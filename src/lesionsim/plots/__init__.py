"""Pictures of a result, ready for a slide. Nothing here runs or measures by its own rules.

`lesion_map` draws the section through the probe, `traces` what happened over time, `save` writes a figure to a file.
Colours, lines and fonts live in `style`. Figures are made without pyplot: nothing global changes, no window opens.
"""

from lesionsim.plots.curves import traces
from lesionsim.plots.maps import lesion_map
from lesionsim.plots.saving import save

__all__ = ["lesion_map", "save", "traces"]
