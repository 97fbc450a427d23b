"""The palette for readers who see colours otherwise, and for print in grey."""

import itertools

import matplotlib as mpl
import numpy as np
import pytest
from drawing import tidy  # noqa: F401
from matplotlib.colors import to_rgb

COLOURS = ["#0072B2", "#E69F00", "#000000", "#D55E00", "#F0E442"]

# What a reader without one kind of cones sees of linear RGB (Machado, Oliveira and Fernandes 2009, severity 1).
SIGHTS = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
    "grey": [[0.2126, 0.7152, 0.0722]] * 3,
}  # fmt: skip
# fmt: off
TO_XYZ = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
# fmt: on
CLEAR = 20  # a distance in CIELAB that nobody overlooks; 2.3 is just noticeable
# Pairs that are nearer than that in some sight: marker, line style or hatching tells them apart.
BY_SECOND_CHANNEL = {
    ("#E69F00", "#F0E442", "deuteranopia"),
    ("#E69F00", "#D55E00", "deuteranopia"),
    ("#0072B2", "#D55E00", "grey"),
    ("#E69F00", "#D55E00", "grey"),
    ("#E69F00", "#F0E442", "grey"),
}


def lab(colour, sight):
    """CIELAB of a colour as one sees it (D65; CIE 1976)."""
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(sight) @ linear, 0, 1)
    ratio = np.array(TO_XYZ) @ seen / np.array([0.95047, 1, 1.08883])
    x, y, z = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def test_pairs_of_the_styles_colours_that_rest_on_the_second_channel_are_known():
    assert lab("#FF0000", np.eye(3)) == pytest.approx([53.24, 80.09, 67.2], abs=0.05)
    assert mpl.rcParams["axes.prop_cycle"].by_key()["color"] == COLOURS
    near = {
        (one, other, kind)
        for one, other in itertools.combinations(COLOURS, 2)
        for kind, sight in SIGHTS.items()
        if np.linalg.norm(lab(one, sight) - lab(other, sight)) < CLEAR
    }
    assert near == BY_SECOND_CHANNEL
