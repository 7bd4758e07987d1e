"""What every template of the site may show of pages (settings.TEMPLATES): without this app the menus are empty."""

from typing import Any

from django.http import HttpRequest

from passerelles.pages.menus import Line, lines
from passerelles.pages.models import Menu


class Menus:
    """Asked only where a template shows them."""

    @property
    def head(self) -> list[Line]:
        return [line for line in lines() if line.menu == Menu.HEAD]

    @property
    def foot(self) -> list[Line]:
        return [line for line in lines() if line.menu == Menu.FOOT]


def page_menus(request: HttpRequest) -> dict[str, Any]:
    return {"page_menus": Menus()}
