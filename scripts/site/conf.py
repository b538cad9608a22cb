"""The documentation as a site, by Sphinx: built with nothing from outside, and asking nothing of outside when it is read."""

from __future__ import annotations

import os

project = "Sayso"
copyright = "the Sayso authors, Apache-2.0"  # noqa: A001  Sphinx's own name
release = version = os.environ["SAYSO_SITE_VERSION"]
language = "en"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
nitpicky = True

myst_heading_anchors = 4
#: A page may skip a level of headings; blocks may be shell or ledgers that no highlighter knows.
suppress_warnings = ["myst.header", "misc.highlighting_failure"]

html_theme = "furo"
html_title = "Sayso"
html_show_sourcelink = False
html_copy_source = False
html_css_files = ["site.css"]
html_static_path = ["static"]
html_theme_options = {
    "navigation_with_keys": False,
    # system fonts: none is fetched
    "light_css_variables": {"font-stack": "system-ui, sans-serif", "font-stack--monospace": "ui-monospace, monospace"},
}
