"""Encodings are found, and what a wrong one left is seen and can be repaired."""

import codecs

import pytest

from analysis.readers.decode import decode, find_damage, repair_text

PROSE = "The minister said on Monday that the plan would go ahead. Thousands left the city, an agency said. "
TEXTS = {
    "cp1252": f"{PROSE}“It’s €5,” said José Muñoz – or 5%…",
    "cp1250": "Zażółć gęślą jaźń, powiedział Wałęsa w Łodzi.",
    "mac_roman": f"{PROSE}“It’s £5,” said José.",
    "cp1251": "Привет, мир: это новости дня, сказал министр.",
    "cp1253": "Ο πρωθυπουργός είπε ότι θα φύγει από την πόλη.",
    "shift_jis": "日本語の新聞は今日も出ました。" * 3,
    "gb18030": "中文新闻今天出版了。" * 4,
    "utf-8": "Größe, café, Łódź, Привет",
    "utf-16-le": PROSE,
    "utf-16-be": PROSE,
}


@pytest.mark.parametrize(("encoding", "text"), TEXTS.items(), ids=TEXTS.keys())
def test_the_encoding_is_found(encoding, text):
    assert decode(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize(
    "mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE]
)
def test_a_byte_order_mark_names_the_encoding_and_is_no_text(mark):
    encoding = {2: "utf-16", 3: "utf-8", 4: "utf-32"}[len(mark)]
    order = f"{encoding}-be" if mark[-1] == 0xFF else f"{encoding}-le"
    assert decode(mark + "Café".encode(encoding if len(mark) == 3 else order)) == ("Café", encoding)


def test_binaries_are_no_text_and_a_wrong_encoding_is_named_with_its_place():
    with pytest.raises(ValueError, match="it is no text but a binary file"):
        decode(b"GIF\x00\x01\x02\xff\xfe" * 9)
    with pytest.raises(ValueError, match="byte 4 in line 2 is not ascii: leave encoding= out"):
        decode("ab\ncé".encode(), "ascii")


def test_each_kind_of_damage_is_found_in_its_place():
    text = "It’s fine: AT&T; a < b.\nThe plan isnâ€™t clear.\n"
    text += "Cut \ufffd\ufffd here, \x93there\x94.\n<p>No &amp; yes</p>"
    found = [(kind, text[start:end]) for kind, start, end in find_damage(text)]
    assert found == [
        ("mojibake", "The plan isnâ€™t clear."),
        ("U+FFFD", "\ufffd\ufffd"),
        ("control characters", "\x93"),
        ("control characters", "\x94"),
        ("markup", "<p>"),
        ("markup", "&amp;"),
        ("markup", "</p>"),
    ]


def test_markup_in_a_text_is_what_makes_a_page():
    for tag in ("<P>", "<section>", "<pre class='x'>", "<br/>"):
        assert find_damage(f"One {tag} two.") == [("markup", 4, 4 + len(tag))]


def test_repairing_changes_nothing_else():
    text = "“José’s” ﬁrst\r\nline\t… 5 × 3 ﬀ"
    assert repair_text(text) == text
    assert repair_text("\x93JosÃ©\x94 isnâ€™t &amp; was") == "“José” isn’t & was"
