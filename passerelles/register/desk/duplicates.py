"""Entries that may be one: side by side, merged or kept apart; and the merges that were decided, each with its undoing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from passerelles.common.refusing import Refused
from passerelles.common.words import wording
from passerelles.people.models import User
from passerelles.people.queries import standing
from passerelles.register.actions import keep_apart, merge, split
from passerelles.register.desk.comparing import side_by_side
from passerelles.register.desk.queue import groups_of, judge, page_number
from passerelles.register.models import Entry, Merge
from passerelles.register.queries.duplicates import comparable, likely_duplicates, reasons_for
from passerelles.register.titling import known_as

MERGES = 50  # a page of them


def desk_duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs of entries that may be one, with reasons."""
    user = judge(request)
    pairs = likely_duplicates(groups_of(user), user)
    return render(request, "register/desk/duplicates.html", {"duplicates": pairs})


def compare_entries(request: HttpRequest, one: int, other: int) -> HttpResponse:
    """Compare two entries property by property; merge them, or keep them apart."""
    user = judge(request)
    pair = [_entry(user, one), _entry(user, other)]
    if request.method == "POST" and _decided(request, user, pair):
        return redirect("desk_merges")
    context = {"pair": pair, "rows": side_by_side(pair[0], pair[1], user), "reasons": reasons_for(pair[0], pair[1], user)}
    return render(request, "register/desk/compare.html", context)


def _entry(user: User, pk: int) -> Entry:
    entry = get_object_or_404(Entry.objects.with_parties().select_related("survivor"), pk=pk)
    if entry.group_id not in standing(user).coordinates or not comparable(user).filter(pk=entry.pk).exists():
        raise PermissionDenied
    return entry


def _decided(request: HttpRequest, user: User, pair: list[Entry]) -> bool:
    """Do what was asked of a pair; False, with the reason on the page, where it was refused."""
    kept = request.POST.get("into", "")
    into, absorbed = pair if kept == str(pair[0].pk) else pair[::-1]
    decide = merge if kept in {str(entry.pk) for entry in pair} else keep_apart
    try:
        decide(absorbed, into, by=user, reason=request.POST.get("reason", ""))
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    said = _("Merged: “%(title)s” now shows what was said of both.") if decide is merge else _("They stay two, and nobody is asked again.")
    messages.success(request, said % {"title": wording(known_as(into)).text})
    return True


def desk_merges(request: HttpRequest) -> HttpResponse:
    """What was merged or kept apart, youngest first."""
    user, page = judge(request), page_number(request)
    seen = comparable(user).filter(group__in=groups_of(user)).values("pk")
    made = Merge.objects.filter(survivor__in=seen, absorbed__in=seen).order_by("-pk")
    made = made.select_related("survivor", "absorbed", "by", "undone_by").prefetch_related(
        "survivor__parties__organisation", "absorbed__parties__organisation"
    )
    rows = list(made[(page - 1) * MERGES : page * MERGES + 1])
    return render(request, "register/desk/merges.html", {"merges": rows[:MERGES], "page": page, "has_next": len(rows) > MERGES})


@require_POST
def split_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a merge."""
    user = judge(request)
    made = get_object_or_404(Merge.objects.select_related("survivor", "absorbed"), pk=pk)
    if not {made.survivor.group_id, made.absorbed.group_id} <= standing(user).coordinates:
        raise PermissionDenied
    try:
        split(made, by=user)
        messages.info(request, _("They are two entries again, each with every verdict given meanwhile."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk_merges")
