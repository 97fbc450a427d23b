"""Write the network to a GEXF or GraphML file for Gephi and other programs, with the same bytes on every run."""

import io
import os
import re
from pathlib import Path

import pandas as pd

from analysis.network.edges import PAIR
from analysis.tables import check_columns, check_edges

# networkx writes the day of the run into GEXF.
_TODAY = re.compile(r' lastmodifieddate="[^"]*"')
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # characters that XML does not allow


def write_graph(edges: pd.DataFrame, path: str | os.PathLike, *, nodes: pd.DataFrame | None = None) -> Path:
    """Write a network to a .gexf or .graphml file, and return its path.

    The file contains all columns of both tables: n is the weight of an edge, label is the type of a node, dates are
    written like 2016-12-13, and missing values are left out.

    Args:
        edges: actor_a, actor_b, n, and any other columns.
        path: the file to write; missing folders are created.
        nodes: a table with a column actor, such as that from `count_actors` or `rank_actors`; the file also contains
            its actors without edges.

    Raises:
        KeyError: a table lacks a column.
        ValueError: `path` has another ending, a pair occurs twice, edges has a column weight, or nodes has a column
            type.

    >>> import networkx, tempfile
    >>> edges = pd.DataFrame({"actor_a": ["Assad"], "actor_b": ["Syria"], "n": [2]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     networkx.read_gexf(write_graph(edges, folder + "/network.gexf")).edges["Assad", "Syria"]["weight"]
    2.0
    """
    import networkx

    path = Path(path)
    writers = {".gexf": networkx.write_gexf, ".graphml": networkx.write_graphml_xml}
    if path.suffix not in writers:
        raise ValueError(f"the name {path.name!r} must end in .gexf or .graphml")
    check_edges(edges)
    graph = networkx.Graph()
    if nodes is not None:
        check_columns(nodes, "nodes", ["actor"])
        rows = _records(nodes.sort_values("actor"), "nodes", "label", "type")
        graph.add_nodes_from((row.pop("actor"), row) for row in rows)
    rows = _records(edges.sort_values(PAIR).astype({"n": "float64"}), "edges", "n", "weight")
    graph.add_edges_from((row.pop("actor_a"), row.pop("actor_b"), row) for row in rows)
    networkx.set_node_attributes(graph, {actor: actor for actor in graph}, "label")
    buffer = io.BytesIO()
    writers[path.suffix](graph, buffer, encoding="utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_TODAY.sub("", buffer.getvalue().decode("utf-8")) + "\n", encoding="utf-8", newline="\n")
    return path


def _records(table: pd.DataFrame, name: str, old: str, new: str) -> list[dict]:
    """Return the rows without their missing values, with one column renamed and put first."""
    if new in table:
        raise ValueError(f"{name} has a column {new!r}, a name that the file needs: rename it")
    if old in table:
        table = table[[old, *table.columns.drop(old)]].rename(columns={old: new})
    rows = table.to_dict("records")
    return [{key: _plain(value) for key, value in row.items() if not pd.isna(value)} for row in rows]


def _plain(value: object) -> object:
    """Return a value that both formats allow: text without control characters, a number, or true or false."""
    if isinstance(value, str):
        return _CONTROL.sub(" ", value)
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    return value
