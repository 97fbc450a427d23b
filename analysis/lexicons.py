"""Read the word lists that come with the kit; researchers may edit them, so they are CSV files."""

from itertools import takewhile
from pathlib import Path

import pandas as pd

_FOLDER = Path(__file__).parent / "lexicons"


def read_lexicon(name: str) -> pd.DataFrame:
    """Read a word list of the kit by its name, such as "stopwords".

    A list is a CSV file in `analysis/lexicons`. The lines at its top that start with # tell its source and
    licence, and why words are in it or not; they are no part of the table.

    Args:
        name: of the file, without .csv.

    Columns:
        word, then what the list tells of each; all of them text.

    Raises:
        ValueError: there is no such list.

    >>> read_lexicon("stopwords").head(2).to_dict("list")
    {'word': ['i', 'me'], 'source': ['snowball', 'snowball']}
    """
    files = {file.stem: file for file in sorted(_FOLDER.glob("*.csv"))}
    if name not in files:
        raise ValueError(f"there is no word list {name!r}; there is {', '.join(files)}")
    with files[name].open(encoding="utf-8") as lines:
        notes = sum(1 for _ in takewhile(lambda line: line.startswith("#"), lines))
    return pd.read_csv(files[name], skiprows=notes, dtype="str", keep_default_na=False, encoding="utf-8")
