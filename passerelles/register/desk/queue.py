"""The desk's first page: what is left to judge, document by document."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from passerelles.people.models import Group, User
from passerelles.people.queries import standing
from passerelles.register.queries.desk import declarations, queue, to_publish
from passerelles.register.queries.duplicates import likely_duplicates

SOME = 5  # likely duplicates that the first page shows


def desk(request: HttpRequest) -> HttpResponse:
    """Documents with proposals or doubts left, versions to publish, what officers declared, and entries that may be one."""
    user = judge(request)
    groups = groups_of(user)
    group = next((each for each in groups if each.slug == request.GET.get("group")), None)
    return render(request, "register/desk/desk.html", _waiting_for(user, group, groups, page_number(request)))


def _waiting_for(user: User, group: Group | None, groups: list[Group], page: int) -> dict[str, Any]:
    chosen = Group.objects.family([group.pk]) if group else None
    return {
        "queue": queue(user, groups=chosen, page=page),
        "to_publish": to_publish(user, groups=chosen),
        "declarations": declarations(user, groups=chosen),
        "duplicates": likely_duplicates([each for each in groups if chosen is None or each.pk in chosen], user, limit=SOME),
        "groups": groups,
        "group": group,
    }


def judge(request: HttpRequest) -> User:
    """Return who asks, where they coordinate a group; nobody else sees the desk."""
    user = request.user
    if not isinstance(user, User) or not standing(user).coordinates:
        raise PermissionDenied
    return user


def groups_of(user: User) -> list[Group]:
    return list(Group.objects.filter(pk__in=standing(user).coordinates).from_the_top())


def page_number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return max(int(asked[:6]), 1) if asked.isascii() and asked.isdecimal() else 1
