from django.contrib import admin

from passerelles.common.engine_room import LookOnly
from passerelles.library.models import Document, Source, Task


@admin.register(Source)
class SourceRoom(LookOnly):
    list_display = ("key", "kind", "organisation")
    list_filter = ("kind",)
    search_fields = ("key",)
    fields = ("kind", "key", "organisation")


@admin.register(Document)
class DocumentRoom(LookOnly):
    """What a document is, not what it says: its text is for those who may see it."""

    list_display = ("name", "version", "is_current", "state", "visibility", "group", "language", "brought_at")
    list_filter = ("state", "visibility", "group", "language", "is_current")
    search_fields = ("name", "=sha256")
    fields = (
        "name",
        "source",
        "version",
        "is_current",
        "sha256",
        "format",
        "language",
        "visibility",
        "group",
        "state",
        "failure",
        "brought_at",
    )


@admin.register(Task)
class TaskRoom(LookOnly):
    list_display = ("id", "document", "state", "attempts", "worker", "leased_until", "queued_at", "done_at")
    list_filter = ("state",)
    list_select_related = ("document",)
