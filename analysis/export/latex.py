"""A printed table as LaTeX, which pdflatex, xelatex and lualatex can set."""

import re
import textwrap
import unicodedata

from analysis.export.cells import Cells, column_widths, table_width

_SMALL = 70, 30  # so many letters and rows fit on a page of 9 points; beyond them there are 8

_OPENING = r"""% In the preamble: \usepackage[T1]{fontenc} and \usepackage{array, booktabs}
% Letters that pdflatex has not are set by xelatex and lualatex; pdflatex writes their Unicode numbers.
\providecommand{\anyletters}[2]{\ifdefined\Umathchar#1\else\texttt{#2}\fi}
"""
_ESCAPED = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "'": r"\textquotesingle{}",
    "`": r"\textasciigrave{}",
    "\N{MINUS SIGN}": "$-$",
    "∞": r"$\infty$",
    "χ": r"$\chi$",
    "\N{REPLACEMENT CHARACTER}": "?",
    "\0": "{}",
    "\xa0": "~",
    **{mark: "\\" + mark for mark in "&%$#_{}"},
}
# What the T1 encoding has: Latin letters and the marks that newspapers print.
_KNOWN = (
    r"\x20-\x7e\xa0-\u0125\u0128-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u0165\u0168-\u017e\u0218-\u021b"
    "‐–—‘’‚“”„†‡•…‰‹›€™"
)


def latex_table(cells: Cells, name: str, *, caption: str, note: str) -> str:
    r"""Write a table as a float for \input, with rules by booktabs, its caption above and its note below.

    >>> print(latex_table(Cells(["word", "n"], [["R&D", "3"]], [False, True]), "words", caption="Words.", note=""))
    ... # doctest: +ELLIPSIS
    %...
    \begin{table}
    \centering\small
    \setlength{\belowcaptionskip}{4pt}
    \caption{Words.}
    \label{tab:words}
    \begin{tabular}{@{}lr@{}}
    \toprule
    word & n \\
    \midrule
    R\&D & 3 \\
    \bottomrule
    \end{tabular}
    \end{table}
    <BLANKLINE>
    """
    widths = column_widths(cells)
    broken = [
        not numeric and any(len(row[column]) > widths[column] for row in cells.rows)
        for column, numeric in enumerate(cells.numeric)
    ]
    kinds = [_column(*column) for column in zip(widths, broken, cells.numeric, strict=True)]
    heads = [
        escape_latex(head) if lines else _head(head, width, numeric)
        for head, lines, width, numeric in zip(cells.heads, broken, widths, cells.numeric, strict=True)
    ]
    fits = table_width(cells) <= _SMALL[0] and len(cells.rows) <= _SMALL[1]
    below = [r"\par\smallskip\raggedright\footnotesize\emph{Note.} " + escape_latex(note)] if note else []
    lines = [
        r"\begin{table}",
        r"\centering" + (r"\small" if fits else r"\footnotesize\setlength{\tabcolsep}{3pt}"),
        r"\setlength{\belowcaptionskip}{4pt}",
        rf"\caption{{{escape_latex(caption)}}}",
        rf"\label{{tab:{name}}}",
        rf"\begin{{tabular}}{{@{{}}{''.join(kinds)}@{{}}}}",
        r"\toprule",
        " & ".join(heads) + r" \\",
        r"\midrule",
        *(" & ".join(map(escape_latex, row)) + r" \\" for row in cells.rows),
        r"\bottomrule",
        r"\end{tabular}",
        *below,
        r"\end{table}",
    ]
    return _OPENING + "\n".join(lines) + "\n"


def escape_latex(text: str) -> str:
    r"""Write a text so that LaTeX prints it as it stands.

    >>> escape_latex("50 % of R&D, Ю")
    '50 \\% of R\\&D, \\anyletters{Ю}{U+042E}'
    """
    text = unicodedata.normalize("NFC", text)
    pieces = re.split(rf"([^{_KNOWN}−∞χ�]+)", text)
    written = "".join(_any(piece) if number % 2 else _plain(piece) for number, piece in enumerate(pieces))
    return "{}" + written if written[:1] in ("[", "*") else written  # behind the end of a row they are orders


def _plain(text: str) -> str:
    apart = re.sub(r"([-,])(?=\1)", "\\1\0", text)  # two of them would be joined to another mark
    return "".join(_ESCAPED.get(letter, letter) for letter in apart)


def _any(letters: str) -> str:
    numbers = " ".join(f"U+{ord(letter):04X}" for letter in letters)
    return rf"\anyletters{{{letters}}}{{{numbers}}}"


def _column(width: int, broken: bool, numeric: bool) -> str:
    if broken:
        return rf">{{\raggedright\arraybackslash}}p{{{width / 2:g}em}}"  # a letter is half an em on average
    return "r" if numeric else "l"


def _head(text: str, width: int, numeric: bool) -> str:
    lines = textwrap.wrap(text, width, break_long_words=False)
    if len(lines) < 2:
        return escape_latex(text)
    return rf"\shortstack[{'r' if numeric else 'l'}]{{" + r"\\".join(map(escape_latex, lines)) + "}"
