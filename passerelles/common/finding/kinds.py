"""What can be found, by kind: each app that writes rows says so in a tuple, and settings.FINDABLES names these tuples.

So the portal shows kinds it does not know, and a feature that is taken away takes its kinds with it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of what can be found."""

    name: str  # as in the column: partnership, authority, document, page
    title: Any  # one of them, on the screen, in every language (gettext_lazy): "document"
    address: Callable[[int, str], str]  # the object's number and the row's `place` → where it opens
    numbers: Callable[[], Iterable[int]]  # of every object of the kind
    index: Callable[[int], None]  # writes an object's rows as it is now, as its own actions do; forgets one that is no more
    prior: float = 0.0  # 0 to 1: how far it comes before others that are found equally well (an authority 1, a document's passage 0)


@cache
def kinds() -> Mapping[str, Kind]:
    """Return the kinds of every app by name, in the settings' order."""
    return {kind.name: kind for path in settings.FINDABLES for kind in import_string(path)}
