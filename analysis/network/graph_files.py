"""The network as a file for Gephi and other programs: GEXF or GraphML, the same bytes on every run."""

import io
import os
import re
from pathlib import Path

import pandas as pd

from analysis.tables import check_columns, check_edges

# networkx writes the day of the run into GEXF.
_TODAY = re.compile(r' lastmodifieddate="[^"]*"')
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML has no way to write these


def write_graph(edges: pd.DataFrame, path: str | os.PathLike, *, nodes: pd.DataFrame | None = None) -> Path:
    """Write a network to a file that ends in .gexf or .graphml.

    The file has every column: n as the weight of an edge, dates as 2016-12-13; missing values are left out.

    Args:
        edges: actor_a, actor_b, n, and any other columns.
        path: where to write; folders are made.
        nodes: a table with a column actor, such as that of `count_actors` or `rank_actors`; actors of it without an
            edge are in the file, too.

    Returns:
        the path.

    Raises:
        KeyError: a table lacks a column.
        ValueError: the name ends otherwise, a pair is there twice, or edges has a column weight, nodes a column type.

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
    links = _read_edges(edges)
    graph = networkx.Graph()
    graph.add_nodes_from([] if nodes is None else _read_nodes(nodes))
    graph.add_edges_from(links)
    for actor in graph:
        graph.nodes[actor]["label"] = actor
    buffer = io.BytesIO()
    writers[path.suffix](graph, buffer, encoding="utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_TODAY.sub("", buffer.getvalue().decode("utf-8")) + "\n", encoding="utf-8", newline="\n")
    return path


def _read_edges(edges: pd.DataFrame) -> list[tuple[str, str, dict]]:
    check_edges(edges)
    _check_free(edges, "edges", "weight")
    return [
        (row.pop("actor_a"), row.pop("actor_b"), {"weight": float(row.pop("n"))} | row)
        for row in _records(edges.sort_values(["actor_a", "actor_b"]))
    ]


def _read_nodes(nodes: pd.DataFrame) -> list[tuple[str, dict]]:
    check_columns(nodes, "nodes", ["actor"])
    _check_free(nodes, "nodes", "type")
    return [
        # In GEXF a label is the name itself.
        (row.pop("actor"), ({"type": row.pop("label")} if "label" in row else {}) | row)
        for row in _records(nodes.sort_values("actor"))
    ]


def _check_free(table: pd.DataFrame, name: str, column: str) -> None:
    if column in table:
        raise ValueError(f"{name} has a column {column!r}, a name that the file needs: rename it")


def _records(table: pd.DataFrame) -> list[dict]:
    rows = table.to_dict("records")
    return [{name: _plain(value) for name, value in row.items() if not pd.isna(value)} for row in rows]


def _plain(value: object) -> object:
    """A value that both formats can hold: text without control characters, a number, or true or false."""
    if isinstance(value, str):
        return _CONTROL.sub(" ", value)
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    return value
