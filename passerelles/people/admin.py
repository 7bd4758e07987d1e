"""Who is who: people and groups are what an administrator may change by hand."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from passerelles.common.engine_room import Room, Table
from passerelles.people.forms import GroupForm
from passerelles.people.models import Group, GroupMember, Membership, Organisation, User


class Roles(Table):
    model = Membership
    raw_id_fields = ("organisation",)


class Members(Table):
    model = GroupMember
    raw_id_fields = ("organisation",)


@admin.register(User)
class UserRoom(Room):
    """An account is made without a password: its owner chooses one through "I have forgotten my password"."""

    list_display = ("email", "name", "language", "is_active", "is_superuser", "last_login")
    list_filter = ("is_active", "is_superuser", "language")
    search_fields = ("email", "name")
    fields = ("email", "name", "language", "is_active", "is_staff", "is_superuser", "last_login", "date_joined")
    readonly_fields = ("last_login", "date_joined")
    inlines = (Roles,)


@admin.register(Group)
class GroupRoom(Room):
    """Whose sub-group a group is decides about rights, too: who coordinates or observes the one above does so here."""

    form = GroupForm
    list_display = ("slug", "name", "parent", "home", "partner", "accepts_declarations")
    inlines = (Members,)


@admin.register(Organisation)
class OrganisationRoom(Room):
    """Organisations are written from what documents name; only what no document says of them is written here."""

    fields = ("key", "kind", "name", "country", "identifier")
    readonly_fields = ("key", "kind", "name", "country")
    list_display = ("__str__", "kind", "country", "identifier", "key")
    list_filter = ("kind", "country")
    search_fields = ("key", "name")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
