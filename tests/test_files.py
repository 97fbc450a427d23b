"""What is read of a folder or ZIP file; everything else has a reason."""

import os
import socket
import stat
import zipfile

import pytest

from analysis.readers.files import list_files


def pack(path, members):
    """Write a ZIP file; a member is a text, or a ZipInfo and a text."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def reasons(left_out):
    return {name: reason for reason, names in left_out.items() for name in names}


def test_every_file_is_read_or_has_a_reason(folder, monkeypatch):
    names = ["a.txt", "sub/b.html", "sub/metadata.csv", "metadata.csv", "aliases.csv", ".c.txt", ".git/config",
             "~$d.docx", "README.TXT", "sub/LICENSE", "locked/e.txt", "old/00.csv", "notes.md"]  # fmt: skip
    top = folder(dict.fromkeys(names, "x") | {"old/MANIFEST.json": '{"corpus": {"blake2b": "1f"}}'})
    monkeypatch.setattr(os, "scandir", _refuse("locked", os.scandir))
    files, _, left_out = list_files(top)
    assert list(files) == ["a.txt", "notes.md", "sub/b.html"]
    assert reasons(left_out) == {
        "sub/metadata.csv": "only read at the top of the corpus, so move it there",
        ".c.txt": "hidden, so rename it if it belongs to the corpus",
        ".git": "hidden, so rename it if it belongs to the corpus",
        "~$d.docx": "a temporary file of an open document",
        "README.TXT": "no text by its name",
        "sub/LICENSE": "no text by its name",
        "locked": "cannot be opened (Permission denied)",
        "old": "results of the kit",
    }
    with pytest.raises(ValueError, match="old is a folder with results of the kit: name the folder"):
        list_files(top / "old")


def _refuse(name, scandir):
    def refuse(folder):
        if str(folder).endswith(name):
            raise PermissionError(13, "Permission denied", str(folder))
        return scandir(folder)

    return refuse


def test_links_pipes_and_devices_are_never_opened(folder):
    top = folder({"texts/a.txt": "x", "elsewhere/f.txt": "z"}) / "texts"
    (top / "inside.txt").symlink_to(top / "a.txt")
    (top / "gone.txt").symlink_to(top / "nothing")
    (top / "itself.txt").symlink_to(top / "itself.txt")
    (top / "linked").symlink_to(top.parent / "elsewhere")
    (top / "loop").symlink_to(top)
    (top / "out.txt").symlink_to(top.parent / "elsewhere" / "f.txt")
    (top / "device.txt").symlink_to("/dev/zero")
    os.mkfifo(top / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(top / "socket.txt"))  # an absolute path may be too long for a socket
        files, _, left_out = list_files(top)
    assert list(files) == ["a.txt", "inside.txt"]
    assert {name: reason.partition(",")[0] for name, reason in reasons(left_out).items()} == {
        "gone.txt": "a broken link",
        "itself.txt": "a broken link",
        "linked": "links to folders are not followed",
        "loop": "links to folders are not followed",
        "out.txt": "links out of the corpus are not followed",
        "device.txt": "links out of the corpus are not followed",
        "pipe.txt": "no ordinary file",
        "socket.txt": "no ordinary file",
    }
    with pytest.raises(ValueError, match="pipe.txt is neither a folder nor an ordinary file"):
        list_files(top / "pipe.txt")


def test_names_that_cannot_be_written_are_shown_with_escapes(folder):
    top = folder({"a.txt": "x", "two\nlines.txt": "x", "é.txt": "x"})
    with open(os.fsencode(top) + b"/caf\xe9.txt", "w") as file:
        file.write("x")
    files, _, left_out = list_files(top)
    assert list(files) == ["a.txt", "é.txt"]
    assert sorted(reasons(left_out)) == ["caf\\udce9.txt", "two\\nlines.txt"]
    assert set(left_out) == {"a name with a line break or not in UTF-8, so rename it"}


def test_a_zip_file_is_read_like_a_folder(folder):
    top = folder({"a.txt": "x"})
    members = [
        ("b.txt", "Text."),
        ("sub/c.txt", "Text."),
        ("metadata.csv", "file"),
        ("aliases.csv", "x"),
    ]
    path = pack(top / "more.ZIP", members)
    files, _, left_out = list_files(path)
    assert list(files) == ["b.txt", "sub/c.txt"] and files["b.txt"].read_bytes() == b"Text."
    assert reasons(left_out) == {"aliases.csv": "not read from a ZIP file, so unpack it"}
    assert [file.read_text() for file in list_files(path)[1]] == ["file"]
    files, _, left_out = list_files(top)
    assert list(files) == ["a.txt", "more.ZIP/b.txt", "more.ZIP/sub/c.txt"]
    assert reasons(left_out)["more.ZIP/metadata.csv"].startswith("only read at the top of the corpus")


def test_what_is_dangerous_in_a_zip_file_is_never_unpacked(folder):
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    members = [("good.txt", "Text."), ("../up.txt", "x"), ("/top.txt", "x"), ("C:/x.txt", "x"), ("in.zip", "x"),
               ("bomb.txt", "\0" * 10**7), (link, "/etc/passwd")]  # fmt: skip
    path = pack(folder({}) / "z.zip", members)
    files, _, left_out = list_files(path)
    assert list(files) == ["good.txt"]
    found = {name: reason.split(",")[0] for name, reason in reasons(left_out).items()}
    assert found == {
        "../up.txt": "the path in the ZIP file leads out of it",
        "/top.txt": "the path in the ZIP file leads out of it",
        "C:/x.txt": "the path in the ZIP file leads out of it",
        "in.zip": "a ZIP file in a ZIP file",
        "bomb.txt": "unpacks to more than 200 times the packed size",
        "link.txt": "a link in a ZIP file",
    }
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(
        ValueError, match=r"cannot be opened as a ZIP file \(File is not a zip file\), so pack"
    ):
        list_files(path)
    assert list(list_files(path.parent)[2]) == [
        "cannot be opened as a ZIP file (File is not a zip file), so pack it again"
    ]


def test_metadata_are_found_at_the_top_in_any_letter_case(folder):
    top = folder({"a.txt": "x", "MetaData.TSV": "x", "sub/metadata.csv": "x", "metadata.md": "x"})
    names = [[file.name for file in list_files(path)[1]] for path in (top, top / "a.txt")]
    assert names == [["MetaData.TSV"], ["MetaData.TSV"]]


def test_metadata_that_are_no_ordinary_file_are_never_opened(folder):
    top = folder({"texts/a.txt": "x", "list.csv": "x"}) / "texts"
    (top / "metadata.csv").symlink_to(top.parent / "list.csv")
    os.mkfifo(top / "metadata.tsv")
    for path in (top, top / "a.txt"):
        assert list_files(path)[1] == []


def test_a_zip_file_with_two_files_of_one_name_or_without_end_is_no_loss_in_silence(folder, monkeypatch):
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = pack(folder({}) / "z.zip", [("a.txt", "One."), ("a.txt", "Two.")])
    files, _, left_out = list_files(path)
    assert list(files) == ["a.txt"] and left_out == {"a second file of this name": ["a.txt"]}
    monkeypatch.setattr("analysis.readers.files._LARGEST", 5)
    with pytest.raises(ValueError, match="unpacks to more than 0 GB, so unpack it yourself"):
        list_files(path)


def test_a_member_with_a_password_is_left_out(folder):
    path = pack(folder({}) / "z.zip", [("a.txt", "One."), ("b.txt", "Two.")])
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\1\2") + 8] |= 1  # the sign of encryption, in the directory at the end
    path.write_bytes(data)
    files, _, left_out = list_files(path)
    assert list(files) == ["a.txt"] and left_out == {
        "needs a password, so unpack the ZIP file yourself": ["b.txt"]
    }
