"""What can be asked. Everything goes through what the visitor may see, as the pages do."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import wraps
from typing import Any, NoReturn, get_type_hints

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_noop as _
from ninja import NinjaAPI, Query, Schema
from ninja.errors import ValidationError

from passerelles.common.limits import Breach
from passerelles.library.models import Document
from passerelles.people.actions import folded
from passerelles.people.queries import NOBODY
from passerelles.places.models import Place
from passerelles.portal.briefs import Brief, find_subject
from passerelles.portal.briefs.asking import code_of
from passerelles.portal.briefs.printing import disposition, printed
from passerelles.portal.opendata.api.answering import refused, told
from passerelles.portal.opendata.api.problems import Problem, Wrong, problem, problem_of_failure, wrong
from passerelles.portal.opendata.api.shapes import (
    Asked,
    AuthoritiesAsked,
    AuthoritiesPage,
    AuthorityRecord,
    BriefAsked,
    BriefKind,
    BriefRecord,
    DocumentsAsked,
    DocumentsPage,
    EntriesAsked,
    EntriesPage,
    FullDocumentRecord,
    PlacesAsked,
    PlacesPage,
)
from passerelles.portal.opendata.gathering import entry_records, full_records, prepared
from passerelles.portal.opendata.limiting import PRINTED, spend_an_hour
from passerelles.portal.opendata.records import FullEntryRecord, PlaceRecord
from passerelles.portal.opendata.referring import DOCUMENT, document_record, party_record, place_record
from passerelles.portal.opendata.site import address_of_site
from passerelles.register.models import Claim, Entry, EntryKind, Presence
from passerelles.register.queries.authorities import ORDERS as ORDERS_OF_AUTHORITIES
from passerelles.register.queries.authorities import present, takes_part
from passerelles.register.queries.filters import Filters, matching
from passerelles.register.queries.listing import ORDERS, ORDERS_OF
from passerelles.register.queries.paging import Order, Slice, is_place, sliced

DESCRIPTION = """The register of decentralised cooperation, read only: who works with whom, and which sentence says so.
Without a key one sees what is public; a member's key (`Authorization: Bearer …`) shows what that member may see."""
api = NinjaAPI(
    title="Passerelles", version="1", description=DESCRIPTION, openapi_url=None, docs_url=None, urls_namespace="api",
)  # fmt: skip
View = Callable[..., HttpResponse]
BREAK = "\u200b"  # where a line of print may break: of paper alone
PDF: Any = {
    200: {"description": "OK", "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}},
    503: {"description": "Service Unavailable", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}},
}
REFUSED: Any = dict.fromkeys((400, 401, 404, 422, 429), Problem)
NEWEST = Order("brought_at", is_descending=True, ids_descend=True)
log = logging.getLogger("django.request")


def _read(path: str, name: str, shape: Any, summary: str, **described: Any) -> Callable[[View], View]:
    """An operation: where, by which name, what it answers. What it does not take is refused."""
    read: Callable[[View], View] = api.get(
        path, response={200: shape, **REFUSED}, url_name=name, operation_id=name, summary=summary, openapi_extra=described
    )

    def take(view: View) -> View:
        asked = get_type_hints(view).get("asked")
        return read(_strict(view, sorted(_names(asked)) if asked else []))

    return take


def _names(asked: type[Schema]) -> Iterator[str]:
    """What an address calls the fields of what is asked: some are words of Python's."""
    return (field.alias or name for name, field in asked.model_fields.items())


class Unasked(Exception):  # noqa: N818 - named for what happened
    """Parameters that an operation does not take."""

    def __init__(self, names: list[str], known: list[str]):
        super().__init__(names)
        self.errors: list[Wrong] = [{"where": name, "why": f"this takes {', '.join(known) or 'no parameters'}"} for name in names]


def _strict(view: View, known: list[str]) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        if unknown := sorted(set(request.GET) - set(known)):
            raise Unasked(unknown, known)
        return view(request, *args, **named)

    return answer


@api.exception_handler(Unasked)
def not_taken(request: HttpRequest, error: Unasked) -> HttpResponse:
    return problem(request, 400, "Some parameters are not known here.", error.errors)


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem(request, 422, "Some values are not understood.", wrong(error.errors))


@api.exception_handler(Http404)
def not_there(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(request, 404, "There is nothing here that you may see.")


@api.exception_handler(Exception)
def failed(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("API: %s", request.path, exc_info=error, extra={"status_code": 500, "request": request})
    return problem_of_failure(request, error)


class Misplaced(Exception):  # noqa: N818 - named for what happened
    """A page is asked for from a place that no page of this list ends at."""


@api.exception_handler(Misplaced)
def misplaced(request: HttpRequest, error: Misplaced) -> HttpResponse:
    return problem(request, 422, "Some values are not understood.", [{"where": "after", "why": "this is no place in this list"}])


def _page(rows: QuerySet[Any], order: Order, asked: Asked, total: int = 0) -> Slice:
    if asked.after and not is_place(asked.after, rows, order):
        raise Misplaced
    return sliced(rows, order, {"after": asked.after}, total)


def _following(request: HttpRequest, name: str, page: Slice, asked: Asked) -> str | None:
    """The address of the next page, where there is one."""
    if not page.after:
        return None
    query = urlencode({**asked.model_dump(by_alias=True, exclude_defaults=True, exclude={"after"}), "after": page.after})
    return f"{address_of_site(request)}{reverse(f'api:{name}')}?{query}"


def _list(request: HttpRequest, answer: Any) -> HttpResponse:
    response = told(answer)
    if answer["next"]:
        response.headers["Link"] = f'<{answer["next"]}>; rel="next"'
    return response


@_read("/entries", "entries", EntriesPage, _("Entries of a kind"))
def entries(request: HttpRequest, asked: Query[EntriesAsked]) -> HttpResponse:
    """The filters are those of the register's list. Pages follow each other by `next`."""
    filters = Filters.of(asked.asked())
    found, total = matching(filters, request.user)
    orders = ORDERS_OF[EntryKind(filters.kind)]
    order = ORDERS[filters.sort if filters.sort in orders else orders[0]][1]
    page = _page(prepared(found, request.user), order, asked, total.number)
    items = entry_records(page.rows, request.user, address_of_site(request))
    answer: EntriesPage = {
        "items": items,
        "next": _following(request, "entries", page, asked),
        "total": total.number,
        "is_at_least": total.is_at_least,
    }
    return _list(request, answer)


@_read("/entries/{int:pk}", "entry", FullEntryRecord, _("An entry with its statements"))
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Every statement comes with the sentence it was read in. One that was merged leads to the entry it is read through."""
    asked = Entry.objects.filter(pk=pk).only("survivor").first() or _missing()
    root = asked.survivor_id or asked.pk
    seen = get_object_or_404(prepared(Entry.objects.visible_to(request.user), request.user), pk=root)
    if root != pk:
        return HttpResponsePermanentRedirect(reverse("api:entry", args=[root]))
    return told(next(full_records([seen], request.user, address_of_site(request))))


def _missing() -> NoReturn:
    raise Http404


@_read("/authorities", "authorities", AuthoritiesPage, _("Authorities and other bodies"))
def authorities(request: HttpRequest, asked: Query[AuthoritiesAsked]) -> HttpResponse:
    """Those that are a party of an entry. Numbers are those of public entries."""
    rows = present(request.user).select_related("organisation__place__region")
    rows = rows.filter(country=asked.country) if asked.country else rows
    rows = rows.filter(names__contains=folded(asked.body)) if folded(asked.body) else rows
    rows = rows.filter(organisation__place__code=asked.code) if asked.code else rows
    page = _page(rows, ORDERS_OF_AUTHORITIES["name"], asked)
    site = address_of_site(request)
    answer: AuthoritiesPage = {
        "items": [_authority(row, site) for row in page.rows],
        "next": _following(request, "authorities", page, asked),
    }
    return _list(request, answer)


@_read("/authorities/{int:pk}", "authority", AuthorityRecord, _("An authority"))
def authority(request: HttpRequest, pk: int) -> HttpResponse:
    """`entries` is where its partnerships are asked for."""
    seen = present(request.user).select_related("organisation__place__region")
    return told(_authority(get_object_or_404(seen, organisation=pk), address_of_site(request)))


def _authority(row: Presence, site: str) -> AuthorityRecord:
    return {
        **party_record(row.organisation, site),
        "acronym": row.organisation.acronym,
        "partnerships": row.partnerships,
        "number": row.number,
        "entries": f"{site}{reverse('api:entries')}?party={row.organisation_id}",
    }


@_read("/documents", "documents", DocumentsPage, _("Documents"))
def documents(request: HttpRequest, asked: Query[DocumentsAsked]) -> HttpResponse:
    """Those that were read, the last brought first."""
    rows = Document.objects.listed_for(request.user).select_related("source").only(*COLUMNS)
    rows = rows.filter(language=asked.language) if asked.language else rows
    rows = rows.filter(published__startswith=str(asked.year)) if asked.year else rows
    page = _page(rows, NEWEST, asked)
    site = address_of_site(request)
    answer: DocumentsPage = {
        "items": [document_record(_columns(each), site, has_page=True) for each in page.rows],
        "next": _following(request, "documents", page, asked),
    }
    return _list(request, answer)


COLUMNS = [name for name in DOCUMENT if name != "pk"] + ["brought_at"]


def _columns(document: Document) -> dict[str, Any]:
    held = {name: getattr(document, name) for name in DOCUMENT if "__" not in name}
    return {**held, "source__kind": document.source.kind, "source__address": document.source.address}


@_read("/documents/{int:pk}", "document", FullDocumentRecord, _("A document"))
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """With the numbers of the entries it says something of, not all of very many."""
    row = Document.objects.visible_to(request.user).filter(pk=pk).values(*DOCUMENT).first() or _missing()
    said = Claim.objects.accepted().visible_to(request.user).filter(evidence__passage__document=pk)
    roots = said.order_by().values_list(Coalesce("entry__survivor", "entry"), flat=True).distinct()
    entries = Entry.objects.visible_to(request.user).filter(pk__in=roots).order_by("pk").values_list("pk", flat=True)[:200]
    return told({**document_record(row, address_of_site(request), has_page=True), "entries": list(entries)})


@_read("/places", "places", PlacesPage, _("Territories"))
def places(request: HttpRequest, asked: Query[PlacesAsked]) -> HttpResponse:
    """Those of a party of an entry, or where something is: an office, an occasion. `all=true`: every territory that is known."""
    same = {name: value for name, value in asked.asked().items() if name in ("country", "level", "code")}
    rows = Place.objects.filter(**same).select_related("region")
    rows = rows if asked.is_every else rows.filter(takes_part(request.user))
    rows = rows.filter(Q(name=asked.name) | Q(zh=asked.name)) if asked.name else rows
    page = _page(rows, Order("key"), asked)
    answer: PlacesPage = {"items": [place_record(each) for each in page.rows], "next": _following(request, "places", page, asked)}
    return _list(request, answer)


@_read("/places/{path:key}", "place", PlaceRecord, _("A territory"))
def place(request: HttpRequest, key: str) -> HttpResponse:
    """By its key: FR/commune/42218, CN/prefecture/320300."""
    return told(place_record(get_object_or_404(Place.objects.select_related("region"), key=key)))


@_read("/briefs/{kind}/{int:pk}", "brief", BriefRecord, _("A brief"))
def brief(request: HttpRequest, kind: BriefKind, pk: int, asked: Query[BriefAsked]) -> HttpResponse:
    """What a partnership, an authority or a group is on a page or two, with numbered sources: as whoever asks may see it."""
    return told(_unbroken(asdict(_brief(request, kind, pk, asked).laid)))


@_read("/briefs/{kind}/{int:pk}.pdf", "brief_pdf", None, _("A brief as PDF"), responses=PDF)
def brief_pdf(request: HttpRequest, kind: BriefKind, pk: int, asked: Query[BriefAsked]) -> HttpResponse:
    """The same, set in type on two pages at most."""
    made = _brief(request, kind, pk, asked)
    allowance = spend_an_hour(request, PRINTED)
    if allowance.is_used_up:
        return refused(request, allowance, "PDFs an hour")
    try:
        pdf = printed(made)
    except Breach:
        return problem(
            request, 503, "The site is setting other briefs, or this one takes too long.", Retry_After="60", Cache_Control="no-store"
        )
    return HttpResponse(pdf, "application/pdf", headers={"Content-Disposition": disposition(made)})


def _unbroken(held: Any) -> Any:
    """What is laid out, without the places at which a line of print may break."""
    if isinstance(held, str):
        return held.replace(BREAK, "")
    if isinstance(held, dict):
        return {name: _unbroken(each) for name, each in held.items()}
    return [_unbroken(each) for each in held] if isinstance(held, (list, tuple)) else held


def _brief(request: HttpRequest, kind: str, pk: int, asked: BriefAsked) -> Brief:
    reader = NOBODY if asked.reader else request.user
    subject = find_subject(kind, pk, reader) or _missing()
    languages = dict.fromkeys(code_of(each) for each in (asked.lang, asked.beside) if each)
    return Brief.of(subject, reader, list(languages), timezone.localdate())
