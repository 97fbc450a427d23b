"""Which edges stand out: a backbone against a named null model, with nothing dropped silently."""

import numpy as np
import pandas as pd
from scipy.stats import norm

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
        ValueError: the method is another.

    >>> edges = pd.DataFrame({"actor_a": ["a", "a", "a"], "actor_b": ["b", "c", "d"], "n": [50, 2, 2]})
    >>> backbone(edges)["keep"].tolist()
    [True, False, False]
    """
    if method not in NULL_MODELS:
        raise ValueError(f"method is {method!r}: it must be one of {', '.join(map(repr, NULL_MODELS))}")
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
    return np.minimum((1 - weight / strength_a) ** (degree_a - 1), (1 - weight / strength_b) ** (degree_b - 1))


def _noise_corrected(edges: pd.DataFrame) -> np.ndarray:
    """The chance of so large a lift, its variance from a binomial with a prior (equations 3 to 8 of the paper)."""
    weight, a, b, _, _ = _ends(edges)
    total = 2 * weight.sum()
    mean = a * b / total**2
    variance = a * b * (total - a) * (total - b) / (total**4 * (total - 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        prior_hits = mean**2 / variance * (1 - mean) - mean
        prior_misses = mean / variance * (1 - mean**2) - (1 - mean)
        chance = (prior_hits + weight) / (prior_hits + prior_misses + total)
        lift = total / (a * b)
        slope = 1 / (a * b) - total * (a + b) / (a * b) ** 2
        error = np.sqrt(chance * (1 - chance) * total) * 2 * (lift + weight * slope) / (lift * weight + 1) ** 2
        score = (lift * weight - 1) / (lift * weight + 1)
        return np.nan_to_num(norm.sf(score / np.abs(error)), nan=1.0)
