"""The page of open data, its files, and files made on demand."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from passerelles.people.queries import NOBODY
from passerelles.portal.opendata.dumping import BY_NAME, FILTERS, KINDS, Kind, kept, records, rows_asked
from passerelles.portal.opendata.limiting import FILES, too_often
from passerelles.portal.opendata.serving import send
from passerelles.portal.opendata.site import about, address_of_site
from passerelles.portal.opendata.writers import streamed
from passerelles.register.queries.groups import groups_told_of
from passerelles.register.terms import THEME_NAMES


@login_not_required
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    files = [(kind, kept(kind)) for kind in KINDS]
    context = {"files": files, "about": about(address_of_site(request)), "themes": THEME_NAMES.items(), "groups": groups_told_of(NOBODY)}
    return render(request, "portal/opendata/data.html", context)


@login_not_required
@require_safe
def dump(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file of the whole register, as it was written last night."""
    kind = _kind(name)
    held = kept(kind)
    if held is None:
        raise Http404
    return _open_to_all(send(request, held.path, kind.media), kind)


@login_not_required
@require_safe
def dump_now(request: HttpRequest, name: str) -> HttpResponseBase:
    """The same of what is public right now, narrowed as the list is."""
    kind, site = _kind(name), address_of_site(request)
    if unknown := sorted(set(request.GET) - FILTERS):
        return render(request, "portal/opendata/unknown.html", {"unknown": unknown, "known": sorted(FILTERS)}, status=400)
    if (refused := too_often(request, FILES)) is not None:
        return refused
    told = iter(()) if request.method == "HEAD" else streamed(kind.writer(about(site)), records(rows_asked(request.GET), site))
    return _open_to_all(StreamingHttpResponse(told, content_type=kind.media), kind)


def _kind(name: str) -> Kind:
    if name not in BY_NAME:
        raise Http404
    return BY_NAME[name]


def _open_to_all(response: HttpResponseBase, kind: Kind) -> HttpResponseBase:
    """Pages of other sites may read it; browsers keep it as a file."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Content-Disposition"] = f'attachment; filename="passerelles-{kind.name}"'
    return response
