"""The backbone of a network: the edges that have more weight than expected by chance."""

import numpy as np
import pandas as pd

from analysis.network.edges import PAIR, actor_totals, choose_weight

NULL_MODELS = {
    "disparity": "each actor spreads its strength over its edges at random (Serrano et al. 2009)",
    "noise-corrected": "units join actors in proportion to strength (after Coscia and Neffke 2017, among tested pairs)",
}


def backbone(
    edges: pd.DataFrame, *, method: str = "disparity", alpha: float = 0.05, min_n: int = 2
) -> pd.DataFrame:
    """Test which edges have more weight than expected by chance.

    The weight of an edge is n_fractional, or n in a table without that column. If the null model of
    noise-corrected is true, at most 5 of 100 tested edges have a p-value of 0.05 or less; of disparity, which takes the
    lower p-value of two actors, at most 10. There is no further correction for the number of edges. Disparity compares
    an edge only with the other edges of its two actors: it can keep an edge just because one of them is named very
    often, which noise-corrected allows for.

    Args:
        edges: the table from `actor_edges`, counted with min_n=1.
        method: "disparity" or "noise-corrected", which tests an edge once, given the strengths of both actors.
        alpha: keep edges with a p-value below this.
        min_n: test and keep only edges with at least this n, whatever the weight.

    Columns:
        those of `edges` (all rows), then p_value (how likely so strong a tie is by chance; missing below `min_n`),
        keep, null_model (what was assumed about chance).

    Sources:
        disparity: Serrano, Boguñá and Vespignani 2009, PNAS 106(16), among the edges that are tested.
        noise-corrected: Coscia and Neffke 2017, ICDE, with three changes, because their p-values are too low for
        small counts: the binomial tail replaces its normal approximation, no actor is tied to itself, and a p-value is
        the probability among pairs that reach `min_n`, since only these are tested.

    Raises:
        KeyError: `edges` lacks a column.
        ValueError: the method is unknown, or a pair occurs twice.

    >>> edges = pd.DataFrame({"actor_a": ["a", "a", "a"], "actor_b": ["b", "c", "d"], "n": [50, 2, 2]})
    >>> backbone(edges)["keep"].tolist()
    [True, False, False]
    """
    if method not in NULL_MODELS:
        raise ValueError(f"method is {method!r}: it must be one of {', '.join(map(repr, NULL_MODELS))}")
    weight = choose_weight(edges)
    tested = (edges["n"] >= min_n).to_numpy()
    p_value = np.full(len(edges), np.nan)
    if method == "disparity":
        p_value[tested] = _disparity(edges[tested], weight)
    else:
        p_value[tested] = _noise_corrected(edges, weight, min_n)[tested]
    return edges.assign(p_value=p_value, keep=p_value < alpha, null_model=NULL_MODELS[method])


def _disparity(edges: pd.DataFrame, weight: str) -> np.ndarray:
    """Return the probability that an edge has so large a share of its actor's strength; 1 for an actor's only edge."""
    totals = actor_totals(edges, weight)
    sides = [totals.loc[edges[side]].to_numpy().T for side in PAIR]
    chances = [(1 - edges[weight].to_numpy() / strength) ** (degree - 1) for degree, strength in sides]
    return np.minimum(*chances)


def _noise_corrected(edges: pd.DataFrame, weight: str, min_n: int) -> np.ndarray:
    """Return the binomial probability of so large a weight, among pairs with a weight of `min_n` or more."""
    from scipy.special import betainc

    strength = actor_totals(edges, weight)["strength"]
    a, b = (strength.loc[edges[side]].to_numpy("float64") for side in PAIR)
    weights, total = edges[weight].to_numpy("float64"), strength.sum()
    chance = a * b / total / (total - np.maximum(a, b))  # the stronger actor is tied to one of the others
    # For whole numbers this is binom.sf(n - 1, total, chance).
    tail, given = (betainc(n, total - n + 1, chance) for n in (weights, np.minimum(weights, min_n)))
    return np.divide(tail, given, out=np.where(weights > min_n, 0.0, 1.0), where=given > 0)
