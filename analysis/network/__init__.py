"""Who is named together: edges, their weights, which are more than chance, ranks, files for Gephi."""

from analysis.network.disparity import backbone
from analysis.network.edges import actor_edges, edge_dates, edge_mentions, edge_weights
from analysis.network.graph_files import write_graph
from analysis.network.ranks import rank_actors

__all__ = [
    "actor_edges",
    "backbone",
    "edge_dates",
    "edge_mentions",
    "edge_weights",
    "rank_actors",
    "write_graph",
]
