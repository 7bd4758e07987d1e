"""The addresses of a measured site: the site's own, and a minimal Django view to compare its pages with."""

from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import path

from passerelles.register.models import Entry
from passerelles.urls import urlpatterns as site

PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Entries</title></head><body><h1>Entries</h1><table><tbody>
{% for row in rows %}<tr><td><a href="/fr/entries/{{ row.pk }}/">{{ row.title.fr }}</a></td><td>{{ row.tie }}</td>
<td>{{ row.since|default_if_none:"" }}</td>
<td>{{ row.state }}</td><td>{{ row.last_proof|date:"Y-m-d" }}</td><td>{{ row.sources }}</td></tr>
{% endfor %}</tbody></table></body></html>"""


@cache
def template() -> Any:
    return engines["django"].from_string(PAGE)


@login_not_required
def minimal(request: HttpRequest, rows: int) -> HttpResponse:
    """One SELECT, one table: what the least page of so many rows costs in this application."""
    found = Entry.objects.filter(kind="partnership", is_public=True).order_by("sort_key", "id")[:rows]
    return HttpResponse(template().render({"rows": found}, request))


@login_not_required
def minimal_json(request: HttpRequest, rows: int) -> JsonResponse:
    """The same rows as JSON, every column of theirs: what the least API of this application costs."""
    found = Entry.objects.filter(kind="partnership", is_public=True).order_by("sort_key", "id")[:rows]
    return JsonResponse({"items": list(found.values())})


urlpatterns = [path("minimal/<int:rows>/", minimal), path("minimal-json/<int:rows>/", minimal_json), *site]
