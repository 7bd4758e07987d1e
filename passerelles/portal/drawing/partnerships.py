"""What the map of partnerships means: its lines, its marks, in words."""

from functools import lru_cache, partial
from math import sqrt

from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from passerelles.places.drawing import Key
from passerelles.places.drawing import map as maps
from passerelles.places.drawing.graph import Arc


def _width(arc: Arc) -> float:
    return 0.9 + 1.3 * sqrt(arc.solid) if arc.solid else 1.1


@lru_cache(maxsize=20_000)
def _told(name: str, ties: int, others: int, lang: str) -> str:
    """What a mark stands for, in words, escaped; kept by language (the one at hand), since the same marks are on every map."""
    said = ngettext("%(number)d partnership", "%(number)d partnerships", ties) % {"number": ties}
    if not others:
        return escape(_("%(name)s: %(ties)s") % {"name": name, "ties": said})
    also = ngettext("%(name)s and %(number)d other nearby: %(ties)s", "%(name)s and %(number)d others nearby: %(ties)s", others)
    return escape(also % {"name": name, "number": others, "ties": said})


KEY = Key(
    gettext_lazy("Map of partnerships"),
    {
        "solid": gettext_lazy("alive: the thicker, the fresher or the more"),
        "dashed": gettext_lazy("dormant"),
        "dotted": gettext_lazy("wished or ended"),
    },
    _width,
    _told,
)
drawing = partial(maps.drawing, key=KEY)
drawings = partial(maps.drawings, key=KEY)
small = partial(maps.small, key=KEY)
