"""Draw word counts of texts from known rates, to see how often an interval or a test is right."""

import numpy as np

GENERATORS = {"Poisson": 0.0, "gamma CV 1": 1.0, "gamma CV 2": 2.0}  # the coefficient of variation of a rate
TEXTS = (5, 10, 20, 50)


def draw_sizes(rng: np.random.Generator, texts: int) -> np.ndarray:
    """Return the running words of texts as long as news articles are: 200 to 1,200, with a median of 500."""
    return np.clip(500 * np.exp(rng.normal(0, 0.5, texts)), 200, 1200).astype("int64")


def draw_counts(rng: np.random.Generator, generator: str, rates: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Return how often words of the given rates (per running word) occur in texts of the given sizes.

    Each text draws a rate of its own for each word, from a gamma distribution with the mean `rates` and the
    generator's coefficient of variation, and from that a Poisson count. The array has a row for each word and a
    column for each text; `rates` may also be such an array.
    """
    rates = np.asarray(rates, float)
    means = (rates[:, None] if rates.ndim == 1 else rates) * sizes
    if cv := GENERATORS[generator]:
        means = means * rng.gamma(1 / cv**2, cv**2, means.shape)
    return rng.poisson(means)
