"""Write the network to a GEXF or GraphML file for Gephi and other programs, with the same bytes on every run."""

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
# Names that GEXF, GraphML or networkx use for a part of the file: a column of this name would be lost.
_RESERVED = (
    "end|for|id|key|kind|label|networkx_key|parents|pid|slices|source|spells|start|target|type|viz|weight"
)


def write_graph(edges: pd.DataFrame, path: str | Path, *, nodes: pd.DataFrame | None = None) -> Path:
    """Write a network to a .gexf or .graphml file, and return its path.

    The file contains all columns of both tables. n becomes the weight of an edge; n_fractional keeps its name, and can
    be chosen as the weight in programs such as Gephi. label becomes the type of a node, because programs show the
    name of a node as its label. Dates are written like 2016-12-13; missing values are left out. A warning names the
    columns that are renamed because the file formats reserve their names, such as id: they get a _ at the end.

    Args:
        edges: actor_a, actor_b, n, and any other columns. Edges have no direction: of a pair in both orders, n and
            n_fractional are added up, the first and the last date count, and other values are those of the first
            row. doc_freq cannot be added up, so the file has none then. A warning says so.
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
    edges = _add_both_orders(edges)
    check_edges(edges)
    nodes = pd.DataFrame({"actor": []}) if nodes is None else nodes
    check_columns(nodes, "nodes", ["actor"])
    if wrong := (nodes["actor"].isna() | nodes["actor"].duplicated()).sum():
        raise ValueError(f"nodes has {wrong} rows whose actor is missing or a duplicate: leave them out")
    graph = networkx.Graph()
    rows = _records(nodes.sort_values("actor"), "nodes", {"label": "type"})
    graph.add_nodes_from((str(row.pop("actor")), row) for row in rows)
    rows = _records(edges.astype({"n": "float64"}).sort_values(PAIR), "edges", {"n": "weight"})
    graph.add_edges_from((*(str(row.pop(side)) for side in PAIR), row) for row in rows)
    networkx.set_node_attributes(graph, {actor: actor for actor in graph}, "label")
    path.parent.mkdir(parents=True, exist_ok=True)
    writers[path.suffix](graph, path, encoding="utf-8")
    path.write_text(_TODAY.sub("", path.read_text("utf-8")) + "\n", encoding="utf-8", newline="\n")
    return path


def _add_both_orders(edges: pd.DataFrame) -> pd.DataFrame:
    """Return edges in which a pair in both orders is one row, unless a pair is also twice in one order: an error."""
    check_columns(edges, "edges", [*PAIR, "n"], "give what actor_edges gives")
    pairs = pd.DataFrame(np.sort(edges[PAIR].astype("str").fillna(""), axis=1), edges.index, PAIR)
    both = pairs.duplicated()
    if not both.any() or edges.duplicated(PAIR).any():
        return edges
    advice = "their n is added up; doc_freq cannot be and is left out"
    warnings.warn(f"edges has {both.sum()} pairs in both orders: {advice}", stacklevel=3)
    how = {"n": "sum", "n_fractional": "sum", "first_date": "min", "last_date": "max"}
    others = edges.columns.drop([*PAIR, "doc_freq"], errors="ignore")
    groups = edges.assign(**pairs).groupby(PAIR)
    return groups.agg({column: how.get(column, "first") for column in others}).reset_index()


def _records(table: pd.DataFrame, name: str, names: dict[str, str]) -> list[dict]:
    """Return the rows without their missing values; `names` has the column that comes first, and its new name."""
    columns = {}
    for column, values in sorted(table.items(), key=lambda item: item[0] not in names):
        new = names.get(column, str(column))
        while new in columns or (column not in names and re.fullmatch(_RESERVED, new, re.I)):
            new += "_"
        columns[new] = _plain(values)
    if renamed := [new for new in columns if new.endswith("_") and new not in table]:
        advice = f"they are written as {', '.join(renamed)}"
        warnings.warn(f"{name} has columns whose names graph files reserve: {advice}", stacklevel=3)
    rows = pd.DataFrame(columns).to_dict("records")
    return [{name: value for name, value in row.items() if not pd.isna(value)} for row in rows]


def _plain(values: pd.Series) -> pd.Series:
    """Return a column that both formats allow: numbers, true or false, or text without control characters."""
    values = values.convert_dtypes() if values.dtype == "object" else values
    if pd.api.types.is_numeric_dtype(values):  # which true and false are, too
        return values
    return values.astype("str").str.replace(_CONTROL, " ", regex=True).mask(values.isna())
