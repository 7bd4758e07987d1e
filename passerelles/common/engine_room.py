"""Django's admin is the engine room: everything can be looked at there, little can be turned.

What actions write is only shown: a row changed by hand would have no verdict, no projection and no history.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:  # Django's classes take their type arguments in stubs only
    _Admin = admin.ModelAdmin[Any]
    _Table = admin.TabularInline[Any, Any]
else:
    _Admin = admin.ModelAdmin
    _Table = admin.TabularInline


class Room(_Admin):
    """Rows that an administrator may change by hand."""


class Table(_Table):
    """Rows that belong to one of a room's, beside it."""

    extra = 0


class LookOnly(_Admin):
    """Rows to look at, not to change."""

    show_full_result_count = False  # no counting of large tables
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Number:
    """What stands for a row where naming it would tell what it says."""

    pk: Any

    def __str__(self) -> str:
        return f"#{self.pk}"


class Unread(LookOnly):
    """Rows known by number and state: what they say is for those who may see it, and an administrator need not be one of them."""

    def render_change_form(
        self, request: HttpRequest, context: Any, add: bool = False, change: bool = False, form_url: str = "", obj: Any = None
    ) -> HttpResponse:
        number = Number(obj.pk) if obj else None
        return super().render_change_form(request, context | {"subtitle": number, "original": number}, add, change, form_url, obj)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        number = Number(object_id)
        return super().history_view(request, object_id, {"title": str(number), "object": number, **(extra_context or {})})
