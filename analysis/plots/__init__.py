"""Plots: a file for each kind of picture, a function for each question; tables in, Axes out.

bars: plot_counts, plot_parts. positions: plot_dispersion, plot_positions. points: plot_keyness, plot_collocations,
plot_tone, plot_values, plot_claims. lines: plot_trend, plot_documents, plot_zipf. network: plot_network,
plot_adjacency. Import them from `analysis`.
"""
