"""A printed table as a Word file: the few parts of an Office document that one table needs.

Written by hand, since a library's template brings along 900 kB of styles, and compressed parts would differ
between builds of zlib. The parts are as ECMA-376 (Office Open XML) has them.
"""

import io
import zipfile
from xml.sax.saxutils import escape

from analysis.export.cells import Cells, column_widths

_PAGE = 9026  # twentieths of a point between the margins of an A4 page
_LETTER, _GAP = 115, 200  # about as wide as a letter of 9 points, and as what parts two columns
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_MARGINS = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" '
    'w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
)
_PARTS = {
    "[Content_Types].xml": f"""<Types xmlns="{_PACKAGE}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>\
<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>\
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>\
</Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/>\
<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>\
</Relationships>""",
    "word/_rels/document.xml.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>""",
    "word/styles.xml": f"""<w:styles xmlns:w="{_MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>\
<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>\
<w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:rPrDefault></w:docDefaults>\
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>\
<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/><w:basedOn w:val="Normal"/>\
<w:pPr><w:keepNext/><w:spacing w:after="80"/></w:pPr><w:rPr><w:sz w:val="20"/></w:rPr></w:style></w:styles>""",
}


def word_table(cells: Cells, *, caption: str, note: str, creator: str) -> bytes:
    """Write a .docx: the caption, which Word numbers, the table, its heads on each page anew, and the note.

    >>> content = word_table(Cells(["n"], [["3"]], [True]), caption="A number.", note="", creator="me")
    >>> b"<w:t xml:space=\\"preserve\\">3</w:t>" in content
    True
    """
    number = f'<w:fldSimple w:instr=" SEQ Table \\* ARABIC ">{_run("1")}</w:fldSimple>'
    above = (
        f'<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr>{_run("Table ")}{number}{_run(". " + caption)}</w:p>'
    )
    below = f'<w:p><w:pPr><w:spacing w:before="80"/></w:pPr>{_run("Note. ", "<w:i/>")}{_run(note)}</w:p>'
    body = above + _table(cells) + (below if note else "<w:p/>") + _MARGINS
    core = f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" ' + (
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(caption)}</dc:title><dc:creator>{escape(creator)}</dc:creator></cp:coreProperties>"
    )
    return _packed(
        _PARTS
        | {
            "word/document.xml": f'<w:document xmlns:w="{_MAIN}"><w:body>{body}</w:body></w:document>',
            "docProps/core.xml": core,
        }
    )


def _table(cells: Cells) -> str:
    widths = [width * _LETTER + _GAP for width in column_widths(cells)]
    widths = [int(width * min(1, _PAGE / sum(widths))) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rules = "".join(f'<w:{side} w:val="single" w:sz="8"/>' for side in ("top", "bottom"))
    look = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{rules}</w:tblBorders>' + (
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
    )
    rows = [_row(cells.heads, widths, cells.numeric, head=True)]
    rows += [_row(row, widths, cells.numeric) for row in cells.rows]
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _row(texts: list[str], widths: list[int], numeric: list[bool], *, head: bool = False) -> str:
    rule = (
        '<w:tcBorders><w:bottom w:val="single" w:sz="4"/></w:tcBorders><w:vAlign w:val="bottom"/>'
        if head
        else ""
    )
    cells = [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{rule}</w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:before="20" w:after="20"/><w:jc w:val="{"right" if right else "left"}"/></w:pPr>'
        f"{_run(text)}</w:p></w:tc>"
        for text, width, right in zip(texts, widths, numeric, strict=True)
    ]
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{''.join(cells)}</w:tr>"


def _run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _packed(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 0  # else the machine's
            package.writestr(entry, (_XML + content).encode())
    return buffer.getvalue()
