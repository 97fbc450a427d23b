"""Figures and tables as files for a paper: fixed sizes, the same bytes every time, the data with each picture."""

from analysis.export.figures import save_figure
from analysis.export.manifest import write_codebook, write_manifest
from analysis.export.methods import methods_text
from analysis.export.panels import panel_figure
from analysis.export.style import check_style, current_venue, figure_style, read_venues
from analysis.export.tables import save_table

__all__ = [
    "check_style",
    "current_venue",
    "figure_style",
    "methods_text",
    "panel_figure",
    "read_venues",
    "save_figure",
    "save_table",
    "write_codebook",
    "write_manifest",
]
