"""The methods section of a paper: what was read, with which software, measured how, and the references."""

import re
from pathlib import Path

import pandas as pd

from analysis.annotation import MODEL, describe_model
from analysis.corpus import describe_corpus
from analysis.export.files import check_choice, check_name, escape_latex, write_files
from analysis.export.manifest import KIT, corpus_hash, kit_version

_FOLDER = Path(__file__).parent


def methods_text(
    documents: pd.DataFrame,
    tokens: pd.DataFrame,
    *,
    measures: list[str],
    folder: str | Path,
    name: str = "methods",
    model: str | None = None,
) -> list[Path]:
    """Write a draft of a paper's methods section, and a BibTeX file of exactly the references in it.

    The text has the size of the corpus and its hash, the software and the language model with their versions, and
    the variant of each measure. A reference is written as [@Key], which pandoc and Quarto replace; in LaTeX write
    \\cite{Key}.

    Args:
        documents: the table that `read_corpus` returns.
        tokens: the table of tokens of these documents. Without lemmas, no language model is named.
        measures: those that the paper uses, by the names in `analysis/export/measures.csv`: of a column ("log_ratio",
            "q", "dp_norm"), or "interval", "actors", "quotes", "disparity" and more.
        folder: where to save; made if it is missing.
        name: the files' name without folder and suffix.
        model: the model that was given to `annotate`; None: the default.

    Returns the paths: .txt, .bib.

    Raises:
        KeyError: `documents` lacks a column.
        ValueError: a measure is not known, or there are no documents.
        OSError: the model is not installed, or the folder cannot be written.

    >>> import tempfile
    >>> documents = pd.DataFrame({"doc_id": ["a"], "text": ["War!"], "date": [pd.NaT]})
    >>> tokens = pd.DataFrame({"doc_id": ["a"], "token": ["War"]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     text, _ = methods_text(documents, tokens, measures=["mi"], folder=folder)
    ...     text.read_text().split(". ")[0]
    'The corpus holds 1 text with 1 word, without known dates'
    """
    check_name(name)
    if documents.empty:
        raise ValueError("documents has no rows, so there is nothing to describe: read a folder with texts.")
    known = read_measures()
    chosen = known[known["measure"].isin(check_choice("measure", measures, known["measure"].to_list()))]
    facts = {"kit": kit_version()} | (describe_model(model or MODEL) if "lemma" in tokens else {})
    sentences = [f"{row.sentence} [@{row.key.replace(' ', '; @')}]." for row in chosen.itertuples()]
    text = f"{_corpus(documents, tokens)} {_software(facts)}\n\n{' '.join(sentences)}".rstrip() + "\n"
    keys = set(re.findall(r"@([\w-]+)", text))
    bib = "\n".join(entry for key, entry in read_references().items() if key in keys)
    bib = re.sub(r"<(\w+)>", lambda gap: escape_latex(facts[gap[1]]), bib)  # versions and names left open
    return write_files({f"{name}.txt": text.encode(), f"{name}.bib": bib.encode()}, folder)


def read_references() -> dict[str, str]:
    """Return the kit's references: the BibTeX entry of each key.

    >>> read_references()["Dunning1993"].splitlines()[0]
    '@article{Dunning1993,'
    """
    entries = (_FOLDER / "references.bib").read_text(encoding="utf-8").split("\n\n")
    return {re.match(r"@\w+\{([\w-]+),", entry)[1]: entry.rstrip("\n") + "\n" for entry in entries}


def read_measures() -> pd.DataFrame:
    """Return the sentence of a methods section for each measure, from `analysis/export/measures.csv`.

    Columns:
        measure, sentence, key (the keys of its references, separated by blanks).

    >>> read_measures().set_index("measure").loc["g2", "key"]
    'Dunning1993'
    """
    return pd.read_csv(_FOLDER / "measures.csv", comment="#", dtype="str", encoding="utf-8")


def _corpus(documents: pd.DataFrame, tokens: pd.DataFrame) -> str:
    annotated = "lemma" in tokens  # without a model, lines are no sentences
    [row] = describe_corpus(documents, tokens if annotated else tokens.assign(sent_id=0)).itertuples()
    outlets = documents["outlet"].nunique() if "outlet" in documents else 0
    source = f" from {_many(outlets, 'outlet')}" if outlets else ""
    sentences = f" in {_many(row.sentences, 'sentence')}" if annotated else ""
    days = [f"{day:%Y-%m-%d}" for day in (row.first, row.last) if pd.notna(day)]
    dates = f"dated {' to '.join(dict.fromkeys(days))}" if days else "without known dates"
    undated = documents["date"].isna().sum()
    gap = f" ({_many(undated, 'text')} without a date)" if days and undated else ""
    size = f"{_many(row.documents, 'text')}{source} with {_many(row.words, 'word')}{sentences}"
    counted = "Words are tokens with a letter or digit; punctuation and symbols are left out. "
    counted += "Parts joined by a hyphen count as one word, and so do a number and its unit."
    texts = f"The BLAKE2b hash of the texts and their names is {corpus_hash(documents)}."
    dropped = documents.attrs.get("dropped")  # by drop_documents and drop_lines
    left_out = f" Left out before: {dropped}." if dropped else ""
    return f"The corpus holds {size}, {dates}{gap}.{left_out} {counted} {texts}"


def _software(facts: dict[str, str]) -> str:
    read = "Texts were cut into words by spaCy's tokenizer, without a language model."
    if "model" in facts:
        found = "Sentences, lemmas, parts of speech, grammatical relations and names were found with"
        model = f"its model {facts['model']} {facts['version']} [@language-model]"
        read = f"{found} spaCy {facts['spacy']} [@HonnibalEtAl2020] and {model}."
    base = "pandas, SciPy and Matplotlib [@McKinney2010; @VirtanenEtAl2020; @Hunter2007]"
    counted = f"All counts and measures were computed with {KIT} {facts['kit']} [@{KIT}]"
    return f"{read} {counted}, which builds on {base}."


def _many(number: int, thing: str) -> str:
    return f"{number:,} {thing}" + ("s" if number != 1 else "")
