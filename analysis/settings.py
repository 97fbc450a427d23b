"""The set-up cell of a notebook: one call, so that it looks and warns the same on every machine."""

import warnings

from analysis.export import figure_style


def notebook_setup(venue: str = "nature", width: str = "single") -> None:
    """Draw as a venue asks for it (see `figure_style`), and show a warning as one line of text.

    Python's own form of a warning names the process and its temporary files, so no two runs show the same.

    >>> before = warnings.formatwarning
    >>> notebook_setup()
    >>> warnings.formatwarning("Two texts are empty.", UserWarning, "/tmp/ipykernel_41/3.py", 7)
    'Warning: Two texts are empty.\\n'
    >>> warnings.formatwarning = before
    """
    warnings.formatwarning = _one_line
    figure_style(venue, width)


def _one_line(message: Warning | str, *_place: object, **_source: object) -> str:
    return f"Warning: {message}\n"
