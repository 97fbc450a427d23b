"""Who is named together: edges, their weights, the backbone, ranks, and files for Gephi."""
