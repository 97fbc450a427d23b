"""Pictures: a file per question, a function per kind of picture; tables in, Axes out."""

from analysis.plots.words import plot_counts, plot_dispersion

__all__ = ["plot_counts", "plot_dispersion"]
