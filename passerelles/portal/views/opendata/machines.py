"""What programs read of the site: feeds, catalogue, sitemap, robots."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from passerelles.people.queries import NOBODY
from passerelles.portal.opendata import feeds, sitemap
from passerelles.portal.opendata.catalogue import catalogue, json_ld, turtle
from passerelles.portal.opendata.serving import etag_of
from passerelles.portal.opendata.site import address_of_site
from passerelles.register.queries.authorities import present
from passerelles.register.queries.groups import groups_told_of
from passerelles.register.terms import THEME_NAMES

ATOM = "application/atom+xml; charset=utf-8"
XML = "application/xml; charset=utf-8"


@login_not_required
@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    return _atom(request, feeds.overall())


@login_not_required
@require_safe
def feed_of_group(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A group of which nothing is public is not told of."""
    return _atom(request, feeds.of_group(get_object_or_404(groups_told_of(NOBODY), slug=slug)))


@login_not_required
@require_safe
def feed_of_theme(request: HttpRequest, theme: str) -> HttpResponseBase:
    if theme not in THEME_NAMES:
        raise Http404
    return _atom(request, feeds.of_theme(theme))


@login_not_required
@require_safe
def feed_of_authority(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(present(NOBODY).select_related("organisation"), organisation=pk)
    return _atom(request, feeds.of_authority(row.organisation))


def _atom(request: HttpRequest, feed: feeds.Feed) -> HttpResponseBase:
    address = request.build_absolute_uri(request.path)
    return _kept(request, feeds.atom(feed, address_of_site(request), address), ATOM)


def _kept(request: HttpRequest, text: str, media: str) -> HttpResponseBase:
    """An answer that other sites may read, and that is not sent again where it has not changed."""
    response = HttpResponse(text, content_type=media, headers={"Access-Control-Allow-Origin": "*"})
    response.headers["ETag"] = etag_of(response.content)
    return get_conditional_response(request, response.headers["ETag"], None, response) or response


@login_not_required
@require_safe
def catalogue_file(request: HttpRequest, ending: str) -> HttpResponseBase:
    triples = catalogue(address_of_site(request))
    if ending == "ttl":
        return _kept(request, turtle(triples), "text/turtle; charset=utf-8")
    return _kept(request, json_ld(triples), "application/ld+json")


@login_not_required
@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    return HttpResponse(sitemap.index(address_of_site(request)), content_type=XML)


@login_not_required
@require_safe
def sitemap_part(request: HttpRequest, name: str, number: int) -> HttpResponseBase:
    if name != "pages" and name not in sitemap.mapped():
        raise Http404
    return StreamingHttpResponse(sitemap.part(name, number, address_of_site(request)), content_type=XML)


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(sitemap.robots(address_of_site(request)), content_type="text/plain; charset=utf-8")
