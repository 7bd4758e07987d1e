"""The sitemap: an index of parts, each with every page in every language; and what robots are told."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import override

from passerelles.common.mapped import Mapped
from passerelles.library.models import Document
from passerelles.people.queries import NOBODY
from passerelles.register.models import Entry
from passerelles.register.queries.authorities import present

A_PART = 10_000  # numbers of one part: with three languages each well below what a part may hold
DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n'
PARTS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
SPACES = f'{PARTS} xmlns:xhtml="http://www.w3.org/1999/xhtml"'
ENDLESS = (  # narrowed in ever new ways, they say nothing that their entries do not
    *("entries/?", "authorities/?", "documents/?", "search/?", "map/?", "map.svg?", "map.png?", "map.pdf?", "data/iati/?"),
    *("briefs/*?", "briefs/*.pdf", "reciprocity/*?"),
)
OPENED = ("map.png?party=",)  # what a link to an authority or a partnership is shown with (preview.py)
CLOSED = ("desk/", "account/")


MAPPED = (
    Mapped("entries", "entry", lambda: Entry.objects.visible_to(NOBODY)),
    Mapped("authorities", "authority", lambda: present(NOBODY), "organisation_id"),
    Mapped("documents", "document", lambda: Document.objects.listed_for(NOBODY)),
)


@cache
def mapped() -> Mapping[str, Mapped]:
    """The pages of every app by the name of their part, in the settings' order."""
    return {each.name: each for path in settings.SITEMAP for each in import_string(path)}


def index(site: str) -> str:
    """A part may hold nothing: numbers are cut into stretches without looking at each."""
    parts = [("pages", 0)]
    for name, pages in mapped().items():
        last = pages.rows().aggregate(last=Max(pages.number))["last"] or 0
        parts += [(name, part) for part in range(last // A_PART + 1)] if last else []
    told = "".join(f"<sitemap><loc>{escape(site + reverse('sitemap_part', args=part))}</loc></sitemap>\n" for part in parts)
    return f"{DECLARED}<sitemapindex {PARTS}>\n{told}</sitemapindex>\n"


def part(name: str, number: int, site: str) -> Iterator[str]:
    yield f"{DECLARED}<urlset {SPACES}>\n"
    for path, args in _pages(name, number):
        yield from _in_every_language(site, path, args)
    yield "</urlset>\n"


def _pages(name: str, number: int) -> Iterator[tuple[str, list[Any]]]:
    if name == "pages":
        yield from ((each, []) for each in settings.SITEMAP_PAGES)
        return
    pages = mapped()[name]
    within = {f"{pages.number}__gte": number * A_PART, f"{pages.number}__lt": (number + 1) * A_PART}
    held = pages.rows().filter(**within).order_by(pages.number).values_list(pages.argument or pages.number, flat=True)
    yield from ((pages.address, [each]) for each in held)


def _in_every_language(site: str, name: str, args: list[Any]) -> Iterator[str]:
    paths = {}
    for code, _named in settings.LANGUAGES:
        with override(code):
            paths[code] = site + reverse(name, args=args)
    links = "".join(f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(path)}/>' for code, path in paths.items())
    yield from (f"<url><loc>{escape(path)}</loc>{links}</url>\n" for path in paths.values())


def robots(site: str) -> str:
    """A longer rule stands before a shorter one (RFC 9309)."""
    rules = [*(("Disallow", path) for path in (*CLOSED, *ENDLESS)), *(("Allow", path) for path in OPENED)]
    told = "".join(f"{rule}: /{code}/{path}\n" for code, _named in settings.LANGUAGES for rule, path in rules)
    return f"User-agent: *\n{told}Disallow: /admin/\nDisallow: /data/now/\nSitemap: {site}{reverse('sitemap')}\n"
