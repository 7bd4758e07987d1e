"""What every template may ask of the visitor."""

from typing import Any

from django.http import HttpRequest

from passerelles.people.queries import standing


def standing_of_visitor(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    return {"standing": standing(user) if user is not None else None}
