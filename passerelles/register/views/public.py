"""The register's public pages: lists of entries, an entry, authorities. All of it through what the visitor may see."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from passerelles.people.models import Organisation
from passerelles.register.models import Entry
from passerelles.register.queries import listing as lists
from passerelles.register.queries.authorities import authorities as list_authorities
from passerelles.register.queries.authorities import authority_page
from passerelles.register.queries.entries import entry_page, is_led_on


@login_not_required
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    found = lists.listing(request.GET, request.user)
    context = {
        "listing": found,
        "kinds": lists.kinds(found.filters),
        "choices": lists.choices(found.filters),
        "orders": lists.orders(found.filters),
    }
    return render(request, "register/entries.html", context)


@login_not_required
@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    asked = get_object_or_404(Entry, pk=pk)
    seen = get_object_or_404(
        Entry.objects.visible_to(request.user).select_related("group").with_parties().with_dormancy(), pk=asked.survivor_id or asked.pk
    )
    if seen.pk != asked.pk:
        return led_on(asked, seen, request)
    return render(request, "register/entry.html", {"page": entry_page(seen, request.user)})


def led_on(asked: Entry, to: Entry, request: HttpRequest) -> HttpResponse:
    """Lead from an absorbed entry to the one it is read through; asked for each time, since a merge can be undone."""
    if not is_led_on(asked, request.user):
        raise Http404
    answer = redirect("entry", to.pk, permanent=True)
    answer["Cache-Control"] = "no-cache, private"
    return answer


@login_not_required
@require_safe
def authorities(request: HttpRequest) -> HttpResponse:
    return render(request, "register/authorities.html", {"list": list_authorities(request.GET, request.user)})


@login_not_required
@require_safe
def authority(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.select_related("place__region", "place__successor"), pk=pk)
    page = authority_page(organisation, request.user)
    if page is None:
        raise Http404
    return render(request, "register/authority.html", {"page": page})
