"""What a site must not start with."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured

HERE = {"localhost", "127.0.0.1", "[::1]"}


def secret_key_is_own(**_: Any) -> list[CheckMessage]:
    """Refuse the key that everybody can read on a site that others reach: whoever has it signs any session."""
    if settings.SECRET_KEY != settings.DEMONSTRATION_KEY or set(settings.ALLOWED_HOSTS) <= HERE:
        return []
    hint = "Set PASSERELLES_SECRET_KEY to a long random text of its own (docs/operations.md)."
    return [Error("Others reach this site (PASSERELLES_HOSTS), with the demonstration's secret key.", hint=hint, id="passerelles.E001")]


def refuse_what_must_not_start() -> None:
    """Say so to a server of pages as well, which runs no checks of its own."""
    for error in secret_key_is_own():
        raise ImproperlyConfigured(f"{error.msg} {error.hint}")
