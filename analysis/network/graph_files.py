"""Write the network to a GEXF or GraphML file for Gephi and other programs, with the same bytes on every run."""

import io
import os
import re
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.network.edges import PAIR
from analysis.tables import check_columns, check_edges

# networkx writes the day of the run into GEXF.
_TODAY = re.compile(r' lastmodifieddate="[^"]*"')
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"  # characters that XML does not allow
# Names that GEXF, GraphML or networkx use for a part of the file, so that a column of this name would be lost.
_RESERVED = re.compile(
    "end|for|id|key|kind|label|networkx_key|parents|pid|slices|source|spells|start|target|type|viz|weight",
    re.I,
)


def write_graph(edges: pd.DataFrame, path: str | os.PathLike, *, nodes: pd.DataFrame | None = None) -> Path:
    """Write a network to a .gexf or .graphml file, and return its path.

    The file contains all columns of both tables. n becomes the weight of an edge, and label becomes the type of a
    node, because programs show the name of a node as its label. Dates are written like 2016-12-13; missing values are
    left out. A warning names the columns that are renamed because the file formats reserve their names, such as id:
    they get a _ at the end.

    Edges have no direction. If a pair is there in both orders, the file has one edge: n and n_fractional are added up,
    other columns are those of the first row, and a warning says so.

    Args:
        edges: actor_a, actor_b, n, and any other columns.
        path: the file to write; missing folders are created.
        nodes: a table with a column actor, such as that from `count_actors` or `rank_actors`; the file also contains
            its actors without edges.

    Raises:
        KeyError: a table lacks a column.
        ValueError: `path` has another ending, an actor is missing, or a pair or a node occurs twice.

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
    check_edges(edges, both_orders=True)
    if nodes is None:
        nodes = pd.DataFrame(columns=["actor"])
    _check_nodes(nodes)
    _warn_of_reserved_names([*edges.columns.drop("n"), *nodes.columns.drop("label", errors="ignore")])
    graph = networkx.Graph()
    rows = _records(nodes.sort_values("actor"), {"actor": "actor", "label": "type"})
    graph.add_nodes_from((row.pop("actor"), row) for row in rows)
    edges = _add_both_orders(edges).sort_values(PAIR).astype({"n": "float64"})
    rows = _records(edges, dict(zip(PAIR, PAIR, strict=True)) | {"n": "weight"})
    graph.add_edges_from((row.pop("actor_a"), row.pop("actor_b"), row) for row in rows)
    networkx.set_node_attributes(graph, {actor: actor for actor in graph}, "label")
    buffer = io.BytesIO()
    writers[path.suffix](graph, buffer, encoding="utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_TODAY.sub("", buffer.getvalue().decode("utf-8")) + "\n", encoding="utf-8", newline="\n")
    return path


def _check_nodes(nodes: pd.DataFrame) -> None:
    check_columns(nodes, "nodes", ["actor"])
    actors = nodes["actor"]
    if missing := actors.isna().sum():
        raise ValueError(f"nodes has {missing} rows without an actor: leave them out")
    if actors.duplicated().any():
        twice = actors[actors.duplicated()].iloc[0]
        raise ValueError(f"nodes has the actor {twice!r} more than once: give each actor one row")


def _warn_of_reserved_names(columns: list) -> None:
    reserved = sorted({str(column) for column in columns if _RESERVED.fullmatch(str(column))})
    if reserved:
        warnings.warn(
            f"GEXF and GraphML reserve the names {', '.join(reserved)}: these columns get a _ at the end",
            stacklevel=3,
        )


def _add_both_orders(edges: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each pair, in alphabetical order, with the sum of n over both orders."""
    edges = edges.assign(**pd.DataFrame(np.sort(edges[PAIR].astype("str"), axis=1), edges.index, PAIR))
    again = edges.duplicated(PAIR)
    if again.any():
        pair = " and ".join(edges.loc[again, PAIR].iloc[0])
        warnings.warn(
            f"edges has {again.sum()} pairs in both orders, such as {pair}: their n are added up, other columns are "
            "those of the first row",
            stacklevel=3,
        )
    counts = edges.columns.intersection(["n", "n_fractional"])
    return edges.assign(**edges.groupby(PAIR)[counts].transform("sum"))[~again]


def _records(table: pd.DataFrame, names: dict[str, str]) -> list[dict]:
    """Return the rows without their missing values; `names` has the columns that come first, and their new names."""
    columns = {}
    for column, values in sorted(table.items(), key=lambda item: item[0] not in names):
        name = names.get(column, str(column))
        while name in columns or (column not in names and _RESERVED.fullmatch(name)):
            name += "_"
        columns[name] = _plain(values)
    rows = pd.DataFrame(columns).to_dict("records")
    return [{name: value for name, value in row.items() if not pd.isna(value)} for row in rows]


def _plain(values: pd.Series) -> pd.Series:
    """Return a column that both formats allow: numbers, true or false, or text without control characters."""
    if values.dtype == "object":
        values = values.convert_dtypes()
    if pd.api.types.is_numeric_dtype(values):  # which true and false are, too
        return values
    return values.astype("str").str.replace(_CONTROL, " ", regex=True).mask(values.isna())
