"""Which edges are heavier than chance: a backbone against a named null model, with nothing dropped silently."""

import numpy as np
import pandas as pd

from analysis.network.edges import PAIR, actor_totals
from analysis.tables import check_edges

NULL_MODELS = {
    "disparity": "each actor spreads its strength over its edges at random (Serrano et al. 2009)",
    "noise-corrected": "edges arise by chance from the strengths of both actors (Coscia and Neffke 2017)",
}


def backbone(
    edges: pd.DataFrame, *, method: str = "disparity", alpha: float = 0.05, min_n: int = 2
) -> pd.DataFrame:
    """Test which edges are heavier than chance would make them.

    An edge seen once looks significant to either test, so edges below `min_n` are set aside first.

    Args:
        edges: what `actor_edges` returns.
        method: "disparity" tests an edge from the side of each actor and keeps the lower p-value; "noise-corrected"
            weighs both actors at once.
        alpha: keep edges with a p-value below this.
        min_n: keep, and test, only edges of at least this n.

    Columns:
        those of `edges`, every row of them, then p_value (missing below `min_n`), keep, null_model.

    Raises:
        KeyError: `edges` lacks a column.
        ValueError: the method is another, or a pair is there twice.

    >>> edges = pd.DataFrame({"actor_a": ["a", "a", "a"], "actor_b": ["b", "c", "d"], "n": [50, 2, 2]})
    >>> backbone(edges)["keep"].tolist()
    [True, False, False]
    """
    if method not in NULL_MODELS:
        raise ValueError(f"method is {method!r}: it must be one of {', '.join(map(repr, NULL_MODELS))}")
    check_edges(edges)
    tested = (edges["n"] >= min_n).to_numpy()
    test = _disparity if method == "disparity" else _noise_corrected
    p_value = np.full(len(edges), np.nan)
    p_value[tested] = test(edges[tested])
    return edges.assign(p_value=p_value, keep=p_value < alpha, null_model=NULL_MODELS[method])


def _disparity(edges: pd.DataFrame) -> np.ndarray:
    """The chance that one of an actor's edges gets so large a share of its strength; 1 where it has one edge only."""
    totals = actor_totals(edges)
    sides = [totals.loc[edges[side]].to_numpy().T for side in PAIR]
    chances = [(1 - edges["n"].to_numpy() / strength) ** (degree - 1) for degree, strength in sides]
    return np.minimum(*chances)


def _noise_corrected(edges: pd.DataFrame) -> np.ndarray:
    """The chance of so many ties or more, where each falls between two actors in proportion to their strengths.

    This is the binomial tail of Coscia and Neffke's null model. Their normal approximation of it calls nearly
    everything significant where counts are as small as in text.
    """
    from scipy.stats import binom

    strength = actor_totals(edges)["strength"]
    a, b = (strength.loc[edges[side]].to_numpy("float64") for side in PAIR)
    total = 2 * edges["n"].sum()
    return binom.sf(edges["n"].to_numpy() - 1, total, a * b / total**2)
