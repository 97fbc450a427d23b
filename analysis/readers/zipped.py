"""Check a Word or Excel file, which is a ZIP file of XML parts, before a library opens it."""

import io
import zipfile

_LARGEST = 512 * 2**20  # bytes, of all parts unpacked
_HARMLESS = 64 * 2**20
_MOST_UNPACKED = 200  # times the size of the file: a long table of equal values is packed to a hundredth


def check_zip(data: bytes) -> list[str]:
    """Return the names of the parts of a Word or Excel file.

    Raises:
        ValueError: it unpacks to more than 512 MB or to 200 times its size, or declares XML entities.
        Exception: it is damaged.

    >>> check_zip(b"PK")
    Traceback (most recent call last):
    zipfile.BadZipFile: File is not a zip file
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(part.file_size for part in archive.infolist())
        if size > min(_LARGEST, max(_HARMLESS, _MOST_UNPACKED * len(data))):
            raise ValueError(f"it unpacks to {size / 2**20:,.0f} MB, which no text does: save it again")
        for name in archive.namelist():
            xml = archive.read(name) if name.endswith((".xml", ".rels")) else b""
            if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
                raise ValueError(f"its part {name} declares XML entities: save it again")
        return archive.namelist()
