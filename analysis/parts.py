"""The parts of a corpus that are compared with each other: its texts, or the segments of a single one."""

import numpy as np

from analysis.selection import Selection


def cut_into_parts(
    running: Selection, group: np.ndarray, segments: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give each token's part (-1 where it is no running word), and the size and the group of each part.

    A part is what a document has of a group; where a group is of one document, as many equal segments of it.
    """
    if segments < 1:
        raise ValueError(f"segments is {segments}: it must be 1 or more parts of a single document")
    rows = np.flatnonzero(running.word >= 0)
    rows = rows[np.argsort(group[rows], kind="stable")]
    doc, group = running.doc[rows], group[rows]
    _, first, size = np.unique(group, return_index=True, return_counts=True)
    place, length = np.arange(len(rows)) - np.repeat(first, size), np.repeat(size, size)
    single = np.repeat(doc[first] == doc[first + size - 1], size)
    segment = np.where(single & (length >= segments), place * segments // length, 0)
    place = (group * (doc.max(initial=0) + 1) + doc) * segments + segment
    new = np.append(True, place[1:] != place[:-1])[: len(rows)]
    part = np.full(len(running.doc), -1)
    part[rows] = np.cumsum(new) - 1
    return part, np.bincount(part[rows]), group[new]
