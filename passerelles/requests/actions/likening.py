"""Keeping the keys by which requests of one delegation are found: at intake, and whenever what a request says has changed."""

from collections.abc import Iterable

from django.db import transaction

from passerelles.requests.models import LikenessKey, Request
from passerelles.requests.queries.alike import traits_for
from passerelles.requests.recognising import keys_of


@transaction.atomic
def note_keys(request: Request) -> None:
    """Keep a request's keys; noting twice changes nothing."""
    wanted = keys_of(traits_for(request))
    kept = set(LikenessKey.objects.filter(request=request).values_list("key", flat=True))
    LikenessKey.objects.filter(request=request, key__in=kept - wanted).delete()
    LikenessKey.objects.bulk_create((LikenessKey(request=request, key=key) for key in sorted(wanted - kept)), ignore_conflicts=True)


def note_all_keys(requests: Iterable[Request]) -> int:
    """Note the keys of many requests anew, each in its own transaction: after the rules or the gazetteer changed."""
    noted = 0
    for request in requests:
        note_keys(request)
        noted += 1
    return noted
