"""Plots: a file for each question, a function for each kind of plot; tables in, Axes out.

words: plot_counts, plot_dispersion. compare: plot_keyness, plot_collocations, plot_zipf, plot_trend.
network: plot_network, plot_adjacency. quotes: plot_parts, plot_positions, plot_tone.
quantities: plot_values, plot_claims. Import them from `analysis`.
"""
