"""Zip archives of XML (docx, odt, xlsx): opened only after what they unpack to has been measured, parsed without entities."""

import io
import zipfile
import zlib
from collections.abc import Collection

from lxml import etree

from passerelles.reading.formats.errors import MAX_PART, MAX_RATIO, MAX_UNPACKED, RATIO_FROM, Unreadable

_CHUNK = 2**20
_MAX_MEMBERS = 20_000


def open_archive(data: bytes) -> zipfile.ZipFile:
    """Open an archive whose declared sizes are sane. Raises Unreadable: truncated, unsafe, encrypted."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
        raise Unreadable(f"it is cut short or damaged: {error}", cause="truncated") from None
    members = archive.infolist()
    if len(members) > _MAX_MEMBERS:
        raise Unreadable(f"it holds {len(members)} parts", cause="unsafe")
    if sum(member.file_size for member in members) > MAX_UNPACKED or any(map(_is_bomb, members)):
        raise Unreadable("it would unpack to far more than a document holds (a zip bomb?)", cause="unsafe")
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable("it is protected by a password", cause="encrypted")
    return archive


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    return member.file_size > RATIO_FROM and member.file_size > MAX_RATIO * max(member.compress_size, 1)


def part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Unpack one part, at most MAX_PART bytes of it whatever size it declares. Raises Unreadable; KeyError where it is missing."""
    archive.getinfo(name)
    chunks: list[bytes] = []
    size = 0
    try:
        with archive.open(name) as file:
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                if size > MAX_PART:
                    raise Unreadable(f"its part {name} unpacks to more than {MAX_PART // 2**20} MB", cause="unsafe")
                chunks.append(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise Unreadable(f"it is damaged: {name} cannot be unpacked ({error})", cause="truncated") from None
    return b"".join(chunks)


def tree(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    """Parse one part; None where the archive has none. Raises Unreadable: unsafe (it defines entities), damaged."""
    try:
        data = part(archive, name)
    except KeyError:
        return None
    return parse(data, name)


def parse(data: bytes, name: str) -> etree._Element:
    """Parse XML that defines no entities, refers to nothing outside and is not nested beyond reason."""
    refuse_doctype(data, name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"its part {name} is damaged ({error.msg})", cause="damaged") from None
    if root is None:
        raise Unreadable(f"its part {name} is empty", cause="damaged")
    return root


def refuse_doctype(data: bytes, name: str) -> None:
    """Office formats never declare a document type; whoever does wants entities expanded (billion laughs) or fetched."""
    for text in (data, data.replace(b"\x00", b"") if b"\x00" in data[:200] else b""):
        at = text.find(b"<!DOCTYPE")
        if at >= 0 or b"<!ENTITY" in text:
            raise Unreadable(f"its part {name} defines entities: an attack, not a document", cause="unsafe")


def check_parts(archive: zipfile.ZipFile, suffixes: Collection[str] = (".xml", ".rels")) -> None:
    """Look at every XML part, for a library that will parse them itself. Raises Unreadable as `part` and `parse` do."""
    total = 0
    for member in archive.infolist():
        if member.filename.lower().endswith(tuple(suffixes)):
            data = part(archive, member.filename)
            total += len(data)
            if total > MAX_UNPACKED:
                raise Unreadable("it unpacks to more than a document holds", cause="unsafe")
            refuse_doctype(data, member.filename)
