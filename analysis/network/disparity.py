"""Which edges stand out: a backbone against a named null model, with nothing dropped silently."""

import numpy as np
import pandas as pd
from scipy.stats import binom

from analysis.tables import check_edges

NULL_MODELS = {
    "disparity": "each actor spreads its strength over its edges at random (Serrano et al. 2009)",
    "noise-corrected": "edges arise by chance from the strengths of both actors (Coscia and Neffke 2017)",
}


def backbone(
    edges: pd.DataFrame, *, method: str = "disparity", alpha: float = 0.05, min_n: int = 2
) -> pd.DataFrame:
    """Which edges are heavier than chance would make them?

    An edge seen once looks significant to either test, so edges below `min_n` are set aside first.

    Args:
        edges: what `actor_edges` gives.
        method: "disparity" asks from the side of each actor and takes the better answer; "noise-corrected" weighs
            both actors at once.
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
    p_value = np.full(len(edges), np.nan)
    if tested.any():
        test = _disparity if method == "disparity" else _noise_corrected
        p_value[tested] = test(edges[tested])
    return edges.assign(p_value=p_value, keep=p_value < alpha, null_model=NULL_MODELS[method])


def _ends(edges: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Weight of each edge, and strength and degree of the actors at either end of it."""
    weight = edges["n"].to_numpy("float64")
    codes = pd.factorize(pd.concat([edges["actor_a"], edges["actor_b"]]))[0]
    a, b = codes[: len(edges)], codes[len(edges) :]
    strength, degree = np.bincount(codes, np.tile(weight, 2)), np.bincount(codes)
    return weight, strength[a], strength[b], degree[a], degree[b]


def _disparity(edges: pd.DataFrame) -> np.ndarray:
    """The chance that one of an actor's edges gets so large a share of its strength; 1 where it has one edge only."""
    weight, strength_a, strength_b, degree_a, degree_b = _ends(edges)
    return np.minimum(
        (1 - weight / strength_a) ** (degree_a - 1), (1 - weight / strength_b) ** (degree_b - 1)
    )


def _noise_corrected(edges: pd.DataFrame) -> np.ndarray:
    """The chance of so many ties or more, where each falls between two actors in proportion to their strengths.

    The binomial null of Coscia and Neffke, asked for its tail directly: their normal approximation calls nearly
    everything significant where counts are as small as in text.
    """
    weight, a, b, _, _ = _ends(edges)
    total = 2 * weight.sum()
    return binom.sf(weight - 1, total, a * b / total**2)
