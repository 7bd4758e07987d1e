"""Bad input: each gives `Unreadable`, naming the file and a cause, or a sound document; never another exception."""

import contextlib
import io
import zipfile
from pathlib import Path

import pytest

from passerelles.reading.formats import Unreadable, errors, open_document
from passerelles.reading.tests.formats_files import PROSE, SAMPLES, holds, repacked, text_file, word_file, workbook

LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>"""
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def cause(data: bytes, name: str) -> str:
    with pytest.raises(Unreadable) as caught:
        open_document(data, name=name)
    assert str(caught.value).startswith(f"{name}: ")
    return caught.value.cause


@pytest.mark.parametrize("name", [f"a.{name}" for name in SAMPLES] + ["a", "a.xyz"])
@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\x00" * 1000, b"\xef\xbb\xbf", b"\xff\xfe"])
def test_nothing_is_refused(data: bytes, name: str):
    assert cause(data, name) in ("empty", "binary")


@pytest.mark.parametrize("name", [f"a.{name}" for name in SAMPLES])
def test_noise_is_refused(name: str):
    assert cause(bytes(range(256)) * 20, name) == "binary"


BINARIES = [
    b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00",  # 12 bytes of a program
    b"MZ\x41\x00\x42\x00\x43\x00\x44\x00\x45\x00",  # that would be a text in UTF-16
    b"MZ\x90\x4e\x03\x4e\x00\x4e\x04\x4e\xff\x4e",
    b"\x7fELF\x02\x01\x01\x00\x3e\x00\x01\x00",
    b"\xca\xfe\xba\xbe\x00\x00\x00\x34",
    b"PK\x07\x08\x41\x00\x42\x00\x43\x00",  # a part of an archive, without its head
    b"SQLite format 3\x00\x10\x00",
    b"RIFF\x24\x00\x00\x00WAVEfmt ",
    b"\x00\x00\x00\x20ftypisom",
    b"wOF2\x00\x01\x00\x00",
    b"\x01\x00\x02\x00\x41\x00\x42\x00\x43\x00\x44\x00",  # UTF-16 with control characters
    b"\xff\xfe\x01\x00\x02\x00\x03\x00\x41\x00",  # with a mark, too
    "\u0378\u0379\u0380\u0381 ab".encode("utf-16-le"),  # code points that mean nothing
    ("\u0378\u0379" * 10 + " quelques mots").encode(),
]


@pytest.mark.parametrize("name", ["a.txt", "a.exe", "a.csv", "a.md", "a"])
@pytest.mark.parametrize("data", BINARIES)
def test_what_is_no_text_is_said_to_be_none_whatever_its_name(data: bytes, name: str):
    assert cause(data, name) == "binary"
    with pytest.raises(Unreadable, match="it is not a text"):
        open_document(data, name=name)


@pytest.mark.parametrize(
    "text", ["MZ est un sigle.", "PK 12 : le pont.", "BMX à Lyon", "RIFF de guitare", "Lyon\x0cCanton\x1a", "Lyon \x92 là"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "latin-1"])
def test_texts_that_begin_as_programs_do_are_read(text: str, encoding: str):
    assert open_document(text.encode(encoding), name="a.txt").text.startswith(text[:2])


@pytest.mark.parametrize("name", list(SAMPLES))
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.95, 0.999])
def test_truncated_files_are_refused_or_read(name: str, share: float):
    data = SAMPLES[name]()
    try:
        holds(open_document(data[: int(len(data) * share)], name=f"a.{name}"))
    except Unreadable as error:
        assert error.cause in ("truncated", "empty", "damaged", "no-text", "unknown-format", "binary")


@pytest.mark.parametrize("real", list(SAMPLES))
@pytest.mark.parametrize("named", ["docx", "pdf", "html", "xlsx", "odt", "eml", "txt"])
def test_wrongly_named_files_are_read_as_what_they_are(real: str, named: str):
    document = open_document(SAMPLES[real](), name=f"a.{named}")
    holds(document)
    if real in ("pdf", "docx", "odt", "xlsx", "html", "eml"):
        assert document.format == real
        assert real == named or any(f"named .{named}, but its content is {real}" in note for note in document.notes)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{\\rtf1 bonjour}", "RTF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "OCR"),
        (b"\x1f\x8b" + bytes(50), "gzip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office file"),
    ],
)
def test_formats_that_are_not_read_are_named(data: bytes, said: str):
    with pytest.raises(Unreadable, match=said) as caught:
        open_document(data, name="a.docx")
    assert caught.value.cause == "unknown-format"


def test_an_office_file_with_a_password():
    assert cause(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "a.docx") == "encrypted"
    encrypted = b'<manifest:manifest xmlns:manifest="urn:x"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>'
    assert cause(repacked(text_file(), **{"META-INF__manifest_dot_xml": encrypted}), "a.odt") == "encrypted"


@pytest.mark.parametrize("declaration", [LAUGHS, OUTSIDE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    ("make", "part", "name"),
    [
        (word_file, "word__document_dot_xml", "a.docx"),
        (word_file, "word__styles_dot_xml", "a.docx"),
        (text_file, "content_dot_xml", "a.odt"),
        (workbook, "xl__sharedStrings_dot_xml", "a.xlsx"),
        (workbook, "xl__worksheets__sheet1_dot_xml", "a.xlsx"),
        (workbook, "xl__workbook_dot_xml", "a.xlsx"),
    ],
)
def test_entities_are_an_attack(make, part: str, name: str, declaration: bytes, encoding: str):
    body = (declaration.decode() + "<x>&c;&a;</x>").replace('version="1.0"', f'version="1.0" encoding="{encoding}"').encode(encoding)
    assert cause(repacked(make(), **{part: body}), name) == "unsafe"


@pytest.mark.parametrize(
    ("make", "part", "name"),
    [(word_file, "word/document.xml", "a.docx"), (text_file, "content.xml", "a.odt"), (workbook, "xl/worksheets/sheet1.xml", "a.xlsx")],
)
def test_zip_bombs_are_refused_before_they_unpack(make, part: str, name: str):
    bomb = repacked(make(), **{part.replace("/", "__").replace(".", "_dot_"): b" " * (errors.RATIO_FROM + 1)})
    assert cause(bomb, name) == "unsafe"


def test_a_part_that_declares_less_than_it_holds_is_not_unpacked_further(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("passerelles.reading.formats.archives.MAX_PART", 1000)
    assert cause(word_file(), "a.docx") == "unsafe"


def test_an_archive_with_too_many_parts():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(20_001):
            archive.writestr(f"{number}.xml", "")
    assert cause(file.getvalue(), "a.docx") == "unsafe"


def test_other_archives_are_named():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("photo.jpg", b"x")
    assert cause(file.getvalue(), "a.docx") == "unknown-format"


def test_tables_nested_without_end_are_refused():
    inner = "<w:p><w:r><w:t>fond</w:t></w:r></w:p>"
    for _ in range(100):
        inner = f"<w:tbl><w:tr><w:tc>{inner}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    body = f'<w:document xmlns:w="{W}"><w:body>{inner}</w:body></w:document>'.encode()
    assert cause(repacked(word_file(), word__document_dot_xml=body), "a.docx") in ("unsafe", "damaged")


def test_absurd_cell_counts(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("passerelles.reading.formats.sheets.MAX_CELLS", 1000)
    assert cause(b"a;b;c\n" * 1000, "a.csv") == "too-large"
    assert cause(workbook(("x", [range(50)] * 100)), "a.xlsx") == "too-large"
    # what a sheet declares is not believed, and a cell far away costs nothing
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>loin</t></is></c><c r="A1048576" t="inlineStr"><is><t>fin</t></is></c></row></sheetData></worksheet>'
    with contextlib.suppress(Unreadable):
        open_document(repacked(workbook(), xl__worksheets__sheet1_dot_xml=sheet), name="a.xlsx")


def test_a_huge_rowspan_costs_nothing():
    document = open_document(
        b"<table><tr><td rowspan=99999999 colspan=9999>Lyon<td>Canton</tr><tr><td>x</tr><tr><td>y</tr></table>", name="a.html"
    )
    holds(document)


def test_what_is_too_large_is_refused_before_it_is_read(tmp_path: Path):
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)  # a file of nothing: what counts is that it is not read
    with pytest.raises(Unreadable, match=r"too large: 200 MB") as caught:
        open_document(path)
    assert caught.value.cause == "too-large"
    assert str(path) in str(caught.value)


def test_missing_files_and_folders(tmp_path: Path):
    for path in (tmp_path, tmp_path / "none.txt"):
        with pytest.raises(Unreadable) as caught:
            open_document(path)
        assert caught.value.cause == "missing"


@pytest.mark.parametrize("name", ["csv", "eml", "html", "md", "txt"])
def test_nuls_and_halves_of_surrogate_pairs(name: str):
    data = SAMPLES[name]().replace(PROSE[:8].encode(), PROSE[:8].encode() + b"\x00 \xed\xa0\x80 \xff")
    holds(open_document(data, name=f"a.{name}"))


@pytest.mark.parametrize(
    "data",
    [
        b"From: a@example.org\nTo: b\nSubject: =?utf-8?q?=FF=FE?=\nDate: Thu, 99 Foo 99999\n\nTexte.",
        b"From: a\nTo: b\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\nContent-Type: multipart/mixed; boundary=x\n\n" * 200,
        b"From: a\nTo: b\nSubject: s\nContent-Type: text/plain; charset=hex\n\n\xff\xff texte",
        b"From: a\nTo: b\nSubject: s\nContent-Transfer-Encoding: base64\n\n!!!!",
        b"From: <<<>>>@@@\nTo: ((((\nSubject: s\nContent-Disposition: attachment; filename*=x''%ff\n\ntexte",
    ],
)
def test_damaged_mails(data: bytes):
    try:
        holds(open_document(data, name="a.eml"))
    except Unreadable as error:
        assert error.cause in ("empty", "unsafe")
