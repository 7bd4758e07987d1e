"""The sitemap: an index of parts, each with every page in every language; and what robots are told."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils.translation import override

from passerelles.library.models import Document
from passerelles.portal.opendata.dumping import NOBODY
from passerelles.register.models import Entry
from passerelles.register.queries.authorities import present

A_PART = 10_000  # numbers of one part: with three languages each well below what a part may hold
SPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n'
PLAIN = ("home", "entries", "authorities", "documents", "data", "api_reference", "iati")
Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of one kind: the name of their address, and the numbers they have."""

    name: str
    rows: Rows
    column: str = "pk"


def sections() -> dict[str, Section]:
    documents = Document.objects.listed_for(NOBODY)
    return {
        "entries": Section("entry", Entry.objects.visible_to(NOBODY)),
        "authorities": Section("authority", present(NOBODY), "organisation_id"),
        "documents": Section("document", documents),
    }


def index(site: str) -> str:
    """A part may hold nothing: numbers are cut into stretches without looking at each."""
    parts = [("pages", 0)]
    for name, section in sections().items():
        last = section.rows.aggregate(last=Max(section.column))["last"] or 0
        parts += [(name, part) for part in range(last // A_PART + 1)] if last else []
    told = "".join(f"<sitemap><loc>{escape(site + reverse('sitemap_part', args=part))}</loc></sitemap>\n" for part in parts)
    return f"{DECLARED}<sitemapindex {SPACES.split(' xmlns:')[0]}>\n{told}</sitemapindex>\n"


def part(name: str, number: int, site: str) -> Iterator[str]:
    yield f"{DECLARED}<urlset {SPACES}>\n"
    for path, args in _pages(name, number):
        yield from _in_every_language(site, path, args)
    yield "</urlset>\n"


def _pages(name: str, number: int) -> Iterator[tuple[str, list[int]]]:
    if name == "pages":
        yield from ((each, []) for each in PLAIN)
        return
    section = sections()[name]
    within = {f"{section.column}__gte": number * A_PART, f"{section.column}__lt": (number + 1) * A_PART}
    numbers = section.rows.filter(**within).order_by(section.column).values_list(section.column, flat=True)
    yield from ((section.name, [pk]) for pk in numbers)


def _in_every_language(site: str, name: str, args: list[int]) -> Iterator[str]:
    paths = {}
    for code, _named in settings.LANGUAGES:
        with override(code):
            paths[code] = site + reverse(name, args=args)
    links = "".join(f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(path)}/>' for code, path in paths.items())
    yield from (f"<url><loc>{escape(path)}</loc>{links}</url>\n" for path in paths.values())


def robots(site: str) -> str:
    """Lists narrowed by filters are endless, and say nothing that their entries do not."""
    closed = "".join(f"Disallow: /{code}/{path}\n" for code, _named in settings.LANGUAGES for path in ("desk/", "account/", "entries/?"))
    return f"User-agent: *\n{closed}Disallow: /admin/\nDisallow: /data/now/\nSitemap: {site}{reverse('sitemap')}\n"
