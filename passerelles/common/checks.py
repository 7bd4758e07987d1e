"""What a site must not start with."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured

HERE = {"localhost", "127.0.0.1", "[::1]"}


def secret_key_is_own(**_: Any) -> list[CheckMessage]:
    """Refuse the key that everybody can read on a site that others reach: whoever has it signs any session."""
    if settings.SECRET_KEY != settings.DEMONSTRATION_KEY or set(settings.ALLOWED_HOSTS) <= HERE:
        return []
    hint = "Set PASSERELLES_SECRET_KEY to a long random text of its own (docs/operations.md)."
    return [Error("Others reach this site (PASSERELLES_HOSTS), with the demonstration's secret key.", hint=hint, id="passerelles.E001")]


def address_is_said(**_: Any) -> list[CheckMessage]:
    """A site that others reach says its address: identifiers in feeds and files begin with it, whatever name a visitor came by."""
    if settings.SITE_ADDRESS or set(settings.ALLOWED_HOSTS) <= HERE:
        return []
    hint = "Set PASSERELLES_ADDRESS to https:// and its name (docs/operations.md)."
    return [checks.Warning("Others reach this site (PASSERELLES_HOSTS), which does not say its address.", hint=hint, id="passerelles.W001")]


def refuse_what_must_not_start() -> None:
    """Say so to a server of pages as well, which runs no checks of its own."""
    for error in secret_key_is_own():
        raise ImproperlyConfigured(f"{error.msg} {error.hint}")
