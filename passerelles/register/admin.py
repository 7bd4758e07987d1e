from django.contrib import admin

from passerelles.common.engine_room import LookOnly
from passerelles.register.models import Claim, Doubt, Entry, Merge, Tally, Verdict


@admin.register(Entry)
class EntryRoom(LookOnly):
    list_display = ("__str__", "kind", "key", "is_public", "tie", "state", "since", "sources", "is_disputed")
    list_filter = ("kind", "is_public", "is_disputed", "group")
    search_fields = ("key", "sort_key")


@admin.register(Claim)
class ClaimRoom(LookOnly):
    list_display = (
        "id",
        "entry",
        "name",
        "canonical",
        "state",
        "visibility",
        "is_opened",
        "is_disputed",
        "stands",
        "judged_by",
        "judged_at",
    )
    list_filter = ("state", "visibility", "name", "is_disputed", "group")
    search_fields = ("=entry__key", "canonical")
    list_select_related = ("entry", "judged_by")


@admin.register(Verdict)
class VerdictRoom(LookOnly):
    list_display = ("id", "claim", "kind", "by", "at", "undone_at", "batch")
    list_filter = ("kind",)
    list_select_related = ("claim__entry", "by")


@admin.register(Doubt)
class DoubtRoom(LookOnly):
    list_display = ("key", "about", "state", "document", "answered_by", "answered_at")
    list_filter = ("state", "about")
    list_select_related = ("document", "answered_by")


@admin.register(Merge)
class MergeRoom(LookOnly):
    list_display = ("absorbed", "survivor", "by", "at", "undone_by", "undone_at")
    list_select_related = ("absorbed", "survivor", "by", "undone_by")


@admin.register(Tally)
class TallyRoom(LookOnly):
    list_display = ("kind", "name", "value", "number")
    list_filter = ("kind", "name")
