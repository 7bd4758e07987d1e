from django.contrib import admin

from passerelles.common.engine_room import LookOnly, Unread
from passerelles.register.models import Claim, Doubt, Entry, Merge, Tally, Verdict


@admin.register(Entry)
class EntryRoom(Unread):
    """By its public name, where it has one: its key and its words are those of the document that first spoke of it."""

    list_display = ("id", "kind", "public_name", "group", "is_public", "survivor_id", "tie", "state", "since", "sources", "is_disputed")
    readonly_fields = fields = list_display
    list_filter = ("kind", "is_public", "is_disputed", "group")
    list_select_related = ("group",)
    search_fields = ("=id",)

    def public_name(self, entry: Entry) -> str:
        return entry.sort_key if entry.is_public else ""


@admin.register(Claim)
class ClaimRoom(Unread):
    list_display = fields = (
        "id",
        "entry_id",
        "name",
        "source_id",
        "state",
        "visibility",
        "is_opened",
        "is_disputed",
        "stands",
        "judged_by",
        "judged_at",
    )
    list_filter = ("state", "visibility", "name", "is_disputed", "group")
    search_fields = ("=id", "=entry__id")
    list_select_related = ("judged_by",)


@admin.register(Verdict)
class VerdictRoom(Unread):
    list_display = fields = ("id", "claim_id", "kind", "by", "at", "undone_at", "batch")
    list_filter = ("kind",)
    list_select_related = ("by",)


@admin.register(Doubt)
class DoubtRoom(Unread):
    list_display = fields = ("id", "about", "state", "document_id", "entry_id", "answered_by", "answered_at")
    list_filter = ("state", "about")
    list_select_related = ("answered_by",)


@admin.register(Merge)
class MergeRoom(Unread):
    list_display = fields = ("id", "absorbed_id", "survivor_id", "by", "at", "undone_by", "undone_at")
    list_select_related = ("by", "undone_by")


@admin.register(Tally)
class TallyRoom(LookOnly):
    list_display = ("kind", "name", "value", "number")
    list_filter = ("kind", "name")
