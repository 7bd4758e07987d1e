"""What the sitemap lists: each app that has pages of many numbers says so in a tuple, and settings.SITEMAP names these tuples.

So the portal lists pages it does not know, and a feature that is taken away takes its own with it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Mapped:
    """Pages of one kind."""

    name: str  # of their part of the sitemap
    address: str  # the name of their address
    rows: Callable[[], QuerySet[Any]]  # of which they are, as everybody may see them
    number: str = "pk"  # the column that parts are cut by
    argument: str = ""  # the column that stands in the address; without, the number
