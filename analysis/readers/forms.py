"""Write each word in one way, as the model reads it, with the way back to the characters of the text."""

import re
import unicodedata

import numpy as np

# The soft hyphen, and characters without width: spaces, joiners, marks of direction.
_WITHOUT_WIDTH = [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
HIDDEN = "".join(map(chr, [0xAD, *_WITHOUT_WIDTH]))
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}  # ﬀ to ﬆ
_HYPHENS = {0x2010: "-", 0x2011: "-"}
_LETTERS = dict.fromkeys(map(ord, HIDDEN)) | _LIGATURES | _HYPHENS
_BLANK = re.compile(r"[^\S ]")  # but the plain one
_APOSTROPHES = "[’ʼ‘]"
_WITHIN_WORD = re.compile(rf"(?<=\w){_APOSTROPHES}(?=\w)")
_MARKS = "".join(filter(unicodedata.combining, map(chr, range(0x300, 0x3100))))  # accents and the like
_EMOJI = "[\u2190-\u2bff\U0001f000-\U0001faff]"
_TRAITS = "\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"  # what an emoji looks like
_FLAGS = "\U0001f1e6-\U0001f1ff"  # two of these letters are a flag
# What a reader sees as one sign: an emoji of several characters, a blank, a letter with its accents.
_SIGN = re.compile(
    rf"([{_FLAGS}]{{2}}|{_EMOJI}(?:[{_TRAITS}]|\u200d{_EMOJI})+)|\s|.(?:[{HIDDEN}]*[{_MARKS}])*", re.DOTALL
)
_ODD = re.compile(f"[{HIDDEN}{''.join(map(chr, _LIGATURES | _HYPHENS))}{_TRAITS}{_FLAGS}]")


def normalise(text: str) -> tuple[str, np.ndarray]:
    r"""Return the text as the model reads it, and the start and end in the text of each character read.

    Accents are joined with their letters (NFC), ligatures are letters, soft hyphens and characters without width are
    left out, ’ within a word is ', and every blank is a plain one. All characters of an emoji have the same place.

    >>> plain, places = normalise("don’t re\u00adﬁll")
    >>> plain, places[-4].tolist()
    ("don't refill", [9, 10])
    """
    text, places = read_signs(text)
    return _WITHIN_WORD.sub("'", _BLANK.sub(" ", text)), places


def read_signs(text: str) -> tuple[str, np.ndarray]:
    r"""Return the text as `normalise` does, but with its own apostrophes and blanks.

    >>> read_signs("don’t re\u00adﬁll")[0]
    'don’t refill'
    """
    places = np.arange(len(text))[:, None] + [0, 1]
    if not text.isascii() and (_ODD.search(text) or not unicodedata.is_normalized("NFC", text)):
        signs = list(_SIGN.finditer(text))
        forms = [sign[1] or unicodedata.normalize("NFC", sign[0].translate(_LETTERS)) for sign in signs]
        text = "".join(forms)
        places = np.repeat([sign.span() for sign in signs], [len(form) for form in forms], axis=0)
    return text, places


def normal_form(word: str) -> str:
    """Return the one way to write a word: as the model reads it, with ' for any apostrophe.

    >>> normal_form("n’t"), normal_form("’")
    ("n't", '’')
    """
    if word.isascii():
        return word
    form, _ = normalise(word)
    return re.sub(_APOSTROPHES, "'", form) if any(map(str.isalnum, form)) else form
