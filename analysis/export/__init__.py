"""Figures and tables as files for a paper: fixed sizes, the same bytes every time, the data with each picture."""

from analysis.export.figures import save_figure as save_figure
from analysis.export.manifest import write_codebook as write_codebook, write_manifest as write_manifest
from analysis.export.methods import methods_text as methods_text
from analysis.export.panels import panel_figure as panel_figure
from analysis.export.style import check_style as check_style, figure_style as figure_style
from analysis.export.tables import save_table as save_table
