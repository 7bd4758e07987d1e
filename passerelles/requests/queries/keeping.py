"""What is counted over all requests that somebody sees is kept in the process until a request changes."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.db.models import Max

from passerelles.people.queries import Visitor, standing
from passerelles.requests.models import Request

MOST = 64  # what one process keeps of it
SECONDS = 300  # on PostgreSQL a change that began earlier may be seen later: what is kept is wrong for no longer than this
Store = OrderedDict[Hashable, Any]
Value = TypeVar("Value")
_store: Store = OrderedDict()


def keep(name: Hashable, user: Visitor, make: Callable[[], Value]) -> Value:
    """Return what `make` returns, for everybody who sees the same requests: made again once any request has changed.

    Whatever changes a request, its hosts or what is joined to it writes its `changed_at`. Nobody changes what is kept.
    """
    who, latest = standing(user), Request.objects.aggregate(latest=Max("changed_at"))["latest"]
    return kept(_store, (name, who.reads, who.speaks_for, latest, time.monotonic() // SECONDS), make, MOST)


def forget_all() -> None:
    """For whoever counts what is asked anew."""
    _store.clear()


def kept(store: Store, key: Hashable, make: Callable[[], Value], most: int) -> Value:
    """Return what is kept, the latest asked for last; two threads at once may both make it, and either one's stays."""
    held = store.pop(key, None)
    store[key] = made = make() if held is None else held
    while len(store) > most:
        store.popitem(last=False)
    return made
