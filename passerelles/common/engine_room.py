"""Django's admin is the engine room: everything can be looked at there, little can be turned.

What actions write is only shown: a row changed by hand would have no verdict, no projection and no history.
"""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

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
