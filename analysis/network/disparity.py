"""The backbone of a network: the edges that have more weight than expected by chance."""

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
    """Test which edges have more weight than expected by chance.

    Edges below `min_n` are not tested, because both tests would find edges with n = 1 significant.

    Args:
        edges: the table from `actor_edges`.
        method: "disparity" tests an edge for each of its two actors and takes the lower p-value; "noise-corrected"
            tests it once, given the strengths of both actors.
        alpha: keep edges with a p-value below this.
        min_n: test and keep only edges with at least this n.

    Columns:
        those of `edges` (all rows), then p_value (missing below `min_n`), keep, null_model (what was assumed about
        chance).

    Sources:
        disparity: Serrano, Boguñá and Vespignani 2009, PNAS 106(16). noise-corrected: Coscia and Neffke 2017, ICDE.

    Raises:
        KeyError: `edges` lacks a column.
        ValueError: the method is unknown, or a pair occurs twice.

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
    """Return the probability that an edge has so large a share of its actor's strength; 1 for an actor's only edge."""
    totals = actor_totals(edges)
    sides = [totals.loc[edges[side]].to_numpy().T for side in PAIR]
    chances = [(1 - edges["n"].to_numpy() / strength) ** (degree - 1) for degree, strength in sides]
    return np.minimum(*chances)


def _noise_corrected(edges: pd.DataFrame) -> np.ndarray:
    """Return the probability of n or more if each unit joins two actors in proportion to their strengths.

    This is the binomial tail of Coscia and Neffke's null model. With counts as small as in texts, their normal
    approximation would find nearly every edge significant.
    """
    from scipy.stats import binom

    strength = actor_totals(edges)["strength"]
    a, b = (strength.loc[edges[side]].to_numpy("float64") for side in PAIR)
    total = 2 * edges["n"].sum()
    return binom.sf(edges["n"].to_numpy() - 1, total, a * b / total**2)
