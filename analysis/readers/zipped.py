"""Check a Word or Excel file, which is a ZIP file of XML parts, before a library opens it."""

import io
import zipfile

_LARGEST = 512 * 2**20  # bytes, of all parts unpacked
_HARMLESS = 64 * 2**20
_MOST_UNPACKED = 200  # times the size of the file: a long table of equal values is packed to a hundredth


def check_zip(data: bytes) -> list[str]:
    """Return the names of the parts of a Word or Excel file.

    Raises:
        ValueError: it is damaged, unpacks to more than 512 MB or to 200 times its size, or declares XML entities.

    >>> check_zip(b"PK")
    Traceback (most recent call last):
    ValueError: it is damaged or cut off (File is not a zip file): copy or save it again
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if size > min(_LARGEST, max(_HARMLESS, _MOST_UNPACKED * len(data))):
                raise ValueError(f"it unpacks to {size / 2**20:,.0f} MB, which no text does: save it again")
            for part in parts:
                xml = archive.read(part) if part.filename.endswith((".xml", ".rels")) else b""
                if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
                    raise ValueError(f"its part {part.filename} declares XML entities: save it again")
    except (zipfile.BadZipFile, zipfile.zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise ValueError(f"it is damaged or cut off ({error}): copy or save it again") from error
    return [part.filename for part in parts]
