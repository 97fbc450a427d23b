"""Pictures: a file per question, a function per kind of picture; tables in, Axes out."""

from analysis.plots.compare import plot_collocations, plot_keyness, plot_trend, plot_zipf
from analysis.plots.network import plot_adjacency, plot_network
from analysis.plots.quantities import plot_claims, plot_values
from analysis.plots.quotes import plot_parts, plot_positions, plot_tone
from analysis.plots.words import plot_counts, plot_dispersion

__all__ = [
    "plot_adjacency",
    "plot_claims",
    "plot_collocations",
    "plot_counts",
    "plot_dispersion",
    "plot_keyness",
    "plot_network",
    "plot_parts",
    "plot_positions",
    "plot_tone",
    "plot_trend",
    "plot_values",
    "plot_zipf",
]
