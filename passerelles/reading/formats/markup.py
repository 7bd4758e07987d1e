"""Web pages. The page's own words are kept, in order and each once; navigation, scripts, styles and cookie banners go.

Parsed with lxml (libxml2), which repairs anything; the walk is ours and keeps no recursion, so that depth costs nothing.
Cells that span several rows are repeated in each row: a row must say everything by itself.
"""

import json
import re
from collections.abc import Iterable, Iterator

from lxml import etree

from passerelles.reading.formats.drafts import Opened, Piece, lay_down, tidy
from passerelles.reading.formats.encodings import decode
from passerelles.reading.formats.errors import Unreadable
from passerelles.reading.formats.grid import Grid, rows_of
from passerelles.reading.formats.lines import goes_on, looks_like_item
from passerelles.reading.formats.metadata import iso_date
from passerelles.reading.formats.wordlists import list_of, words_of

_SKIPPED = words_of("script style noscript template nav svg math iframe object embed canvas audio video select button input dialog map")
_BLOCKS = words_of(
    "html body main article section div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr td th blockquote pre "
    "address figure figcaption header footer aside form fieldset legend details summary hr center hgroup menu dir search nav"
)
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|rgpd|tarteaucitron|breadcrumbs?|fil-?d-?ariane|navbar|navigation|nav|menu|main-menu|topbar|"
    r"share|sharing|social|addtoany|newsletter|skip-?links?|skip|screen-reader-text|sr-only|visually-hidden|pagination|pager|advert|ads|"
    r"popup|modal|related-posts|sidebar|site-footer|site-header|footer-widgets?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ROLES = words_of("navigation banner contentinfo search dialog alertdialog menu menubar")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,80}?encoding=[\"']([\w.:-]{2,40})", re.IGNORECASE
)
_DATES = list_of(
    "article:published_time og:article:published_time datepublished dc.date.issued dcterms.issued dc.date dcterms.date dcterms.created "
    "dc.date.created pubdate publishdate publication_date publish_date date citation_publication_date sailthru.date parsely-pub-date"
)


def read_html(data: bytes) -> Opened:
    """Read a web page. Raises Unreadable: empty, binary, damaged."""
    found = _CHARSET.search(data[:4096])
    declared = (found[1] or found[2]).decode("ascii") if found else None
    decoded = decode(data, declared)
    root = parse(decoded.text)
    pieces = pieces_of(root)
    text, drafts = lay_down(pieces)
    return Opened("html", text, drafts, _title(root, pieces), _published(root), decoded.notes)


def parse(html: str) -> etree._Element:
    """Return the tree of a page, whatever its state. Raises Unreadable where nothing at all is in it."""
    # surrogates cannot be encoded; a declared encoding must not override the text's
    data = html.encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"the page cannot be parsed ({error.msg})", cause="damaged") from None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise Unreadable("its elements are nested too deeply", cause="unsafe")
    if root is None:
        raise Unreadable("there is nothing in the page", cause="empty")
    return root


def pieces_of(root: etree._Element) -> list[Piece]:
    """Return the page's blocks; where leaving out furniture leaves nothing, all of it is kept."""
    strict = list(_Walk(root, is_strict=True).pieces())
    if _size(strict) >= 1000:
        return strict
    lenient = list(_Walk(root, is_strict=False).pieces())
    return strict if _size(strict) * 5 >= _size(lenient) else lenient


def _size(pieces: Iterable[Piece]) -> int:
    return sum(len(piece.text) + sum(map(len, piece.cells)) for piece in pieces)


class _Walk:
    """One walk through a page: a buffer of inline words, flushed where a block begins or ends."""

    def __init__(self, root: etree._Element, is_strict: bool):
        self.root, self.is_strict = root, is_strict
        self.buffer: list[str] = []
        self.open: list[Piece] = [Piece("paragraph")]  # what the words in the buffer belong to, innermost last
        self.tables = 0

    def pieces(self) -> Iterator[Piece]:
        events = etree.iterwalk(self.root, events=("start", "end"))
        for event, element in events:
            tag = element.tag if isinstance(element.tag, str) else "script"
            if event == "start":
                if self._is_left_out(element, tag):
                    events.skip_subtree()
                    # its end event still comes, and its tail is text of the parent
                    element.set("data-left-out", "1")
                    continue
                yield from self._start(element, tag, events)
            else:
                yield from self._end(element, tag)
        yield from self._flush()

    def _start(self, element: etree._Element, tag: str, events: "etree.iterwalk") -> Iterator[Piece]:
        if tag == "table" and (rows := _data_rows(element)):
            yield from self._flush()
            self.tables += 1
            yield from rows_of(rows, self.tables)
            events.skip_subtree()
            element.set("data-left-out", "1")
            return
        if tag == "br":
            self.buffer.append("\n")
        elif tag in _BLOCKS:
            yield from self._flush()
            if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
                self.open.append(Piece("heading", level=int(tag[1])))
            elif tag in ("li", "dd", "dt"):
                self.open.append(Piece("item"))
            elif tag in ("td", "th", "p", "blockquote") and self.open[-1].kind != "item":
                self.open.append(Piece("paragraph"))
        if element.text:
            self.buffer.append(element.text if tag == "pre" else element.text.replace("\n", " ").replace("\r", " "))

    def _end(self, element: etree._Element, tag: str) -> Iterator[Piece]:
        is_left_out = element.attrib.pop("data-left-out", "")
        if tag in _BLOCKS and not is_left_out:
            yield from self._flush()
            is_open = (tag[0] == "h" and tag[1:].isdigit()) or tag in ("li", "dd", "dt")
            is_open = is_open or (tag in ("td", "th", "p", "blockquote") and self.open[-1].kind == "paragraph")
            if is_open and len(self.open) > 1:
                self.open.pop()
        if element.tail and element is not self.root:
            self.buffer.append(element.tail.replace("\n", " ").replace("\r", " "))

    def _flush(self) -> Iterator[Piece]:
        words = tidy("".join(self.buffer))
        self.buffer.clear()
        if not words:
            return
        kind = self.open[-1]
        if kind.kind == "heading":
            yield kind._replace(text=words.replace("\n", " "))
            return
        for block in joined_lines(words):
            yield kind._replace(text=block, kind="item" if kind.kind == "item" or looks_like_item(block) else "paragraph")

    def _is_left_out(self, element: etree._Element, tag: str) -> bool:
        if tag in _SKIPPED or tag in ("head", "title"):
            return True
        if not element.attrib and tag not in ("header", "footer", "aside"):
            return False
        if "hidden" in element.attrib or _HIDDEN.search(element.get("style") or ""):
            return True
        return self.is_strict and tag not in ("html", "body", "main", "article") and self._is_furniture(element, tag)

    def _is_furniture(self, element: etree._Element, tag: str) -> bool:
        if (element.get("role") or "").lower() in _ROLES:
            return True
        if tag in ("footer", "aside", "header") and not _is_inside_article(element):
            return tag != "header" or element.find(".//h1") is None
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        return (
            bool(named.strip() and len(named) < 500 and _FURNITURE.search(named))
            and element.find(".//article") is None
            and element.find(".//main") is None
        )


def _is_inside_article(element: etree._Element) -> bool:
    return any(ancestor.tag in ("article", "main") for ancestor in element.iterancestors())


def joined_lines(words: str) -> list[str]:
    """Cut words at their line breaks, but where a line plainly continues the one before."""
    lines = [line for line in words.split("\n") if line.strip()]
    blocks: list[str] = []
    last = ""
    for line in lines:
        if blocks and goes_on(last, line, 0):
            blocks[-1] += "\n" + line
        else:
            blocks.append(line)
        last = line
    return blocks


def _data_rows(table: etree._Element) -> list[tuple[list[str], bool]]:
    """Return the rows of a table of data as cells and whether all are titles; nothing for a table that only lays the page out."""
    if (table.get("role") or "").lower() in ("presentation", "none") or table.find(".//table") is not None:
        return []
    if table.find(".//h1") is not None or table.find(".//h2") is not None or table.find(".//form") is not None:
        return []
    grid = Grid()
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        is_header = bool(cells) and (all(cell.tag == "th" for cell in cells) or _is_in(row, "thead"))
        grid.add([(_words(cell), _span(cell, "rowspan"), _span(cell, "colspan")) for cell in cells], is_header)
    rows = grid.rows
    caption = table.find(".//caption")
    if max((len(cells) for cells, _ in rows), default=0) < 2 or (len(rows) < 2 and max(map(len, rows[0][0])) > 300):
        return []
    if caption is not None and (title := _words(caption)):
        rows.insert(0, ([title], False))
    return rows


def _is_in(element: etree._Element, tag: str) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == tag


def _span(cell: etree._Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 5 else 1


def _words(element: etree._Element) -> str:
    """The words of a cell; its paragraphs and line breaks on lines of their own."""
    parts: list[str] = []
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        tag = inner.tag if isinstance(inner.tag, str) else "script"
        if tag in _SKIPPED:
            text = inner.tail if event == "end" and inner is not element else None
        else:
            if tag == "br" or (tag in _BLOCKS and inner is not element):
                parts.append("\n" if event == "start" or tag != "br" else "")
            text = inner.text if event == "start" else inner.tail if inner is not element else None
        if text:
            parts.append(text.replace("\n", " ").replace("\r", " "))
    return tidy("".join(parts))


def _title(root: etree._Element, pieces: Iterable[Piece]) -> str | None:
    """The page's first h1, else what it says of itself, else its title without the site's name."""
    for piece in pieces:
        if piece.kind == "heading" and piece.level == 1:
            return " ".join(piece.text.split())[:300]
    for meta in root.iter("meta"):
        if (meta.get("property") or meta.get("name") or "").lower() in ("og:title", "dc.title", "dcterms.title") and (
            meta.get("content") or ""
        ).strip():
            return tidy(meta.get("content") or "")[:300]
    title = root.find(".//title")
    words = tidy("".join(map(str, title.itertext()))).replace("\n", " ") if title is not None else ""
    return re.split(r"\s[|»]\s|\s[-–—]\s(?=[^-–—|]{1,30}$)", words)[0][:300] or None


def _published(root: etree._Element) -> str | None:
    said: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if date := iso_date(meta.get("content") or ""):
            said.setdefault(name, date)
    for name in _DATES:
        if name in said:
            return said[name]
    return _linked_date(root) or _time_element(root)


def _linked_date(root: etree._Element) -> str | None:
    """The date in JSON-LD: {"@type": "NewsArticle", "datePublished": "2017-09-14T…"}."""
    for script in root.iter("script"):
        if (script.get("type") or "").lower() == "application/ld+json" and script.text and len(script.text) < 200_000:
            try:
                date = _find_date(json.loads(script.text))
            except (ValueError, RecursionError):
                continue
            if date:
                return date
    return None


def _find_date(said: object) -> str | None:
    waiting = [said]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, dict):
            if isinstance(thing.get("datePublished"), str) and (date := iso_date(thing["datePublished"])):
                return date
            waiting.extend(thing.values())
        elif isinstance(thing, list):
            waiting.extend(thing)
    return None


def _time_element(root: etree._Element) -> str | None:
    """The first <time>, where it says that it is the page's date: pubdate, itemprop, or in an article's header."""
    for element in root.iter("time"):
        date = iso_date(element.get("datetime") or "")
        says_so = "pubdate" in element.attrib or (element.get("itemprop") or "") == "datePublished"
        named = re.search(r"publi|entry-date|post-date", element.get("class") or "")
        if date and (says_so or named or any(ancestor.tag in ("header", "article") for ancestor in element.iterancestors())):
            return date
    return None
