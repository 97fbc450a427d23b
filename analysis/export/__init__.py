"""Figures and tables as files for a paper: fixed sizes, the same bytes every time, the data with each picture.

figures: save_figure. panels: panel_figure. style: figure_style. tables: save_table. methods: methods_text.
manifest: what a run wrote, with its tables for Excel. Import the public ones from `analysis`.
"""
