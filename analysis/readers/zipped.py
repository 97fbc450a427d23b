"""Check a Word or Excel file, which is a ZIP file of XML parts, before a library opens it."""

import io
import zipfile

# Times the packed size: a text is packed to a fifth, a long table of equal values to a hundredth.
MOST_UNPACKED = 200


def check_zip(data: bytes) -> list[str]:
    """Return the names of the parts of a Word or Excel file.

    Raises:
        ValueError: it unpacks to more than 512 MB, or to more than 64 MB and 200 times its size, or declares XML
            entities.
        Exception: it is damaged.

    >>> check_zip(b"PK")
    Traceback (most recent call last):
    zipfile.BadZipFile: File is not a zip file
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(part.file_size for part in archive.infolist())
        if size > min(2**29, max(2**26, MOST_UNPACKED * len(data))):
            raise ValueError(f"it unpacks to {size / 2**20:,.0f} MB, which no text does: save it again")
        for name in archive.namelist():
            xml = archive.read(name) if name.endswith((".xml", ".rels")) else b""
            if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
                raise ValueError(f"its part {name} declares XML entities: save it again")
        return archive.namelist()
