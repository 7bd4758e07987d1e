"""Markdown as a page shows it: no raw HTML, no picture from elsewhere, links to the web, to mail and to this site alone.

A history, press and publications are lists of dated items: `- 2005-11: what happened`, with further lines of an item set in.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from passerelles.common.dates import is_date

LONGEST = 50_000  # characters of a text: the worst of that length takes a second to render
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:")
SCHEMES = ("http:", "https:", "mailto:")
ITEM = re.compile(r"[-*] (\d{4}(?:-\d\d(?:-\d\d)?)?) ?[:：] ?(.*)")
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Item:
    """A dated item of a list."""

    date: str
    body: SafeString


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it is shown: the dated items apart, where its kind has such."""

    body: SafeString
    items: Sequence[Item] = ()
    after: str = ""  # HTML as well, where there is any


def is_safe(address: str) -> bool:
    """Whether a link may lead there: to the web, to mail, to this site. Any other is left as text."""
    plain = "".join(char for char in address if char > " ").lower()
    scheme = SCHEME.match(plain)
    return scheme[0] in SCHEMES if scheme else not plain.startswith("//")


class Renderer(RendererHTML):
    """Headings begin under the page's own title."""

    def heading_open(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return f"<{self._level(tokens[index])}>"

    def heading_close(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return f"</{self._level(tokens[index])}>\n"

    def _level(self, token: Token) -> str:
        return f"h{min(int(token.tag[1]) + 1, DEEPEST)}"


class Markdown(MarkdownIt):
    """The library's own way to say which links may be."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        return is_safe(url)


def _markdown() -> MarkdownIt:
    made = Markdown("commonmark", {"html": False, "maxNesting": 20}, renderer_cls=Renderer)
    return made.enable("table").disable(["image", "html_block", "html_inline"])


MARKDOWN = _markdown()


@lru_cache(maxsize=256)
def html_of(body: str) -> SafeString:
    return SafeString(MARKDOWN.render(body))  # everything that is no Markdown was escaped by the renderer


def written(body: str, *, is_dated: bool, newest_first: bool = False) -> Written:
    """Return a text as it is shown; of a list of dated items, what else is written before and after its first stays there."""
    if not is_dated:
        return Written(html_of(body))
    before, items, after = _apart(body)
    found = [Item(date, html_of(said)) for date, said in items]
    return Written(html_of(before), sorted(found, key=lambda item: item.date, reverse=newest_first), html_of(after))


def _apart(body: str) -> tuple[str, list[tuple[str, str]], str]:
    """What stands before the dated items of a text, the items, each with its further lines, and what else stands after the first."""
    before: list[str] = []
    after: list[str] = []
    items: list[tuple[str, list[str]]] = []
    is_within = False
    for line in body.splitlines():
        found = ITEM.match(line)
        if found and is_date(found[1]):
            items.append((found[1], [found[2]]))
        elif is_within and (not line.strip() or line.startswith("  ")):
            items[-1][1].append(line[2:])
        else:
            (after if items else before).append(line)
        is_within = bool(found and is_date(found[1])) or (is_within and (not line.strip() or line.startswith("  ")))
    return "\n".join(before), [(date, "\n".join(lines)) for date, lines in items], "\n".join(after)
