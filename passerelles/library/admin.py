from django.contrib import admin

from passerelles.common.engine_room import Unread
from passerelles.library.models import Document, Source, Task


@admin.register(Source)
class SourceRoom(Unread):
    """Its key may be a file's name or an address that only whoever brought it knows."""

    list_display = fields = ("id", "kind", "organisation")
    list_filter = ("kind",)
    list_select_related = ("organisation",)


@admin.register(Document)
class DocumentRoom(Unread):
    """What a document is, not what it says: its name and its text are for those who may see it."""

    list_display = ("id", "version", "is_current", "state", "visibility", "group", "language", "brought_at")
    list_filter = ("state", "visibility", "group", "language", "is_current")
    list_select_related = ("group",)
    search_fields = ("=id", "=sha256")
    fields = (
        "id",
        "source_id",
        "version",
        "is_current",
        "sha256",
        "format",
        "language",
        "visibility",
        "group",
        "state",
        "cause",
        "brought_at",
    )


@admin.register(Task)
class TaskRoom(Unread):
    list_display = fields = ("id", "document_id", "state", "attempts", "worker", "leased_until", "queued_at", "done_at")
    list_filter = ("state",)
