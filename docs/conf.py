"""How Sphinx builds the pages that `build.py` has gathered. Nothing here reaches for the network."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from lesionsim import DISCLAIMER, __version__

project = "lesionsim"
author = "The lesionsim authors"
copyright = f"{author}, BSD-3-Clause"
version = release = __version__
language = "en"

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "making.mathml", "making.docstrings"]
source_suffix = {".md": "myst-nb", ".ipynb": "myst-nb", ".rst": "restructuredtext"}
nitpicky = False

html_theme = "furo"
html_title = "lesionsim"
html_static_path = ["static"]
html_css_files = ["pages.css"]
html_theme_options = {"announcement": DISCLAIMER}
html_copy_source = False
html_show_sourcelink = False
highlight_language = "none"
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"

myst_enable_extensions = ["amsmath", "dollarmath", "deflist", "attrs_inline"]
myst_heading_anchors = 3
myst_dmath_double_inline = True
suppress_warnings = ["mystnb.unknown_mime_type"]

# Notebooks: executed once, then taken from the cache as long as their code is the same.
nb_execution_mode = os.environ.get("LESIONSIM_DOCS_NOTEBOOKS", "cache")
nb_execution_cache_path = os.environ.get("LESIONSIM_DOCS_CACHE", "")
nb_execution_timeout = 180
nb_execution_raise_on_error = True
nb_merge_streams = True
nb_ipywidgets_js = {}  # the static picture is shown; widgets would be fetched from elsewhere

autodoc_typehints = "none"
autodoc_member_order = "bysource"
napoleon_google_docstring = False
napoleon_use_rtype = False
napoleon_use_param = True
add_module_names = False
python_maximum_signature_line_length = 90
