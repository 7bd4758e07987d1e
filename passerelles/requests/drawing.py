"""What the radar's map means: its lines, its marks, in words."""

from math import sqrt

from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from passerelles.common.numbers import said_number
from passerelles.places.drawing import Key
from passerelles.places.drawing.graph import Arc


def _width(arc: Arc) -> float:
    return 0.9 + 0.7 * sqrt(arc.solid + arc.dashed + arc.dotted)


def said_requests(number: int) -> str:
    return ngettext("%(number)s request", "%(number)s requests", number) % {"number": said_number(number)}


def _told(name: str, number: int, others: int, lang: str) -> str:
    """What a mark stands for. Of several marks together no sum: one request may be asked of each of them."""
    if others:
        also = ngettext("%(name)s and %(number)d other nearby", "%(name)s and %(number)d others nearby", others)
        return escape(also % {"name": name, "number": others})
    return escape(_("%(name)s: %(what)s") % {"name": name, "what": said_requests(number)})


KEY = Key(
    gettext_lazy("Map of requests"),
    {
        "solid": gettext_lazy("an authority receives"),
        "dashed": gettext_lazy("somebody waits for an answer"),
        "dotted": gettext_lazy("declined, withdrawn or closed otherwise"),
    },
    _width,
    _told,
    {"spot": gettext_lazy("who asks"), "square": gettext_lazy("who is asked")},
)
