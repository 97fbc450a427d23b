"""How often the backbone keeps edges of networks in which chance alone is at work, each method by its own null model.

Run: python tests/evaluation/backbone_null.py [RUNS]
"""

import json
import sys

import numpy as np
import pandas as pd

from analysis import backbone

ALPHA = 0.05
ACTORS, EDGES, UNITS = 40, 120, 400
UNEVEN = 1 / np.arange(1, ACTORS + 1)  # as uneven as the frequencies of names in news
LENGTHS = {2: 0.7, 3: 0.2, 4: 0.08, 12: 0.02}  # how many actors a unit names
MIN_N = (1, 2, 3)


def rows(runs: int) -> list[dict]:
    """Return the share of tested edges with a p-value of 0.05 or less, where the null model of the method is true.

    The bound is 0.05 and two standard errors of the simulation; for disparity it is 0.10, since it takes the lower
    p-value of two actors. A network has a hundred edges and more, so a fourth of the runs is enough: in a
    row, `runs` are networks. `texts` are the units that name actors; the null model of the disparity filter has none,
    since it takes the edges as they are and spreads the strengths.
    """
    networks = max(runs // 4, 10)
    cases = [(*case, min_n) for case in CASES for min_n in MIN_N]
    return [_row(networks, number, *case) for number, case in enumerate(cases)]


def draw_network(rng: np.random.Generator) -> pd.DataFrame:
    """Return pairs of actors of one network, the more of an actor the lower its number."""
    a, b = np.triu_indices(ACTORS, 1)
    chance = UNEVEN[a] * UNEVEN[b]
    chosen = rng.choice(len(a), EDGES, replace=False, p=chance / chance.sum())
    return pd.DataFrame({"actor_a": _names(a[chosen]), "actor_b": _names(b[chosen])})


def draw_units(rng: np.random.Generator, strength: np.ndarray, lengths: dict[int, float]) -> pd.DataFrame:
    """Return the edges of units that name actors at random, in proportion to their strengths."""
    length = rng.choice(list(lengths), UNITS, p=list(lengths.values()))
    order = np.argsort(
        -np.log(strength) - rng.gumbel(size=(UNITS, len(strength))), axis=1
    )  # without replacement
    named = np.zeros((UNITS, len(strength)))
    np.put_along_axis(named, order, np.arange(len(strength)) < length[:, None], axis=1)
    n, n_fractional = named.T @ named, named.T @ (named / (length[:, None] - 1))
    a, b = np.nonzero(np.triu(n, 1))
    edges = pd.DataFrame({"actor_a": _names(a), "actor_b": _names(b)})
    return edges.assign(n=n[a, b].astype("int64"), n_fractional=n_fractional[a, b])


def _row(runs: int, number: int, method: str, weight: str, name: str, draw, texts: int, min_n: int) -> dict:
    rng = np.random.default_rng([13, number])
    shares, tested, edges = [], 0, 0
    for _ in range(runs):
        drawn = (
            draw(rng) if weight == "n_fractional" else draw(rng).drop(columns="n_fractional", errors="ignore")
        )
        p_value = backbone(drawn, method=method, min_n=min_n)["p_value"]
        edges, tested = edges + len(p_value), tested + p_value.count()
        if p_value.count():
            shares.append(((p_value <= ALPHA).sum(), p_value.count()))
    found, among = np.array(shares).T
    share = found.sum() / among.sum()
    # Edges of one network depend on each other: the standard error is that of a ratio of sums over networks.
    error = np.sqrt(((found - share * among) ** 2).sum()) / among.sum()
    bound = (
        ALPHA * (2 if method == "disparity" else 1) + 2 * error
    )  # disparity takes the lower of two p-values
    return {
        "measure": f"backbone p_value, {method}, {weight}, min_n={min_n}", "generator": name, "texts": texts,
        "runs": runs, "offered": round(tested / edges, 3), "false_positives": round(share, 4),
        "bound": round(bound, 4), "holds": bool(share <= bound),
    }  # fmt: skip


def _draw_exponential(rng: np.random.Generator) -> pd.DataFrame:
    """Return a network with exponential weights, which makes all ways to share out an actor's strength as likely."""
    weights = rng.exponential(4, EDGES)
    return draw_network(rng).assign(n=np.ceil(weights).astype("int64"), n_fractional=weights)


def _draw_geometric(rng: np.random.Generator) -> pd.DataFrame:
    """Return a network with whole weights: the geometric distribution is the exponential in whole numbers."""
    return draw_network(rng).assign(n=rng.geometric(0.2, EDGES))


def _names(numbers: np.ndarray) -> np.ndarray:
    return np.char.mod("actor %03d", numbers)


def _draw_equal(rng: np.random.Generator) -> pd.DataFrame:
    return draw_units(rng, np.ones(ACTORS), {2: 1.0})


def _draw_uneven(rng: np.random.Generator) -> pd.DataFrame:
    return draw_units(rng, UNEVEN, {2: 1.0})


def _draw_lists(rng: np.random.Generator) -> pd.DataFrame:
    return draw_units(rng, UNEVEN, LENGTHS)


CASES = [
    ("disparity", "n_fractional", "exponential weights", _draw_exponential, 0),
    ("disparity", "n", "geometric weights", _draw_geometric, 0),
    ("noise-corrected", "n", "units that name 2 of 40 equal actors", _draw_equal, UNITS),
    ("noise-corrected", "n", "units that name 2 of 40 uneven actors", _draw_uneven, UNITS),
    ("noise-corrected", "n", "units that name 2 to 12 of 40 uneven actors", _draw_lists, UNITS),
    ("noise-corrected", "n_fractional", "units that name 2 to 12 of 40 uneven actors", _draw_lists, UNITS),
]

if __name__ == "__main__":
    print(json.dumps(rows(int(sys.argv[1]) if len(sys.argv) > 1 else 200), indent=1))
