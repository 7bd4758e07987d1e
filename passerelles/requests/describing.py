"""A request in a few words, in the language of whoever reads."""

from datetime import date
from functools import lru_cache

from babel.dates import format_interval
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from passerelles.common.dates import said_date
from passerelles.common.words import locale_of, tongue
from passerelles.register.terms import THEME_NAMES
from passerelles.requests.models import Request
from passerelles.requests.terms import Dating, RequestKind


def title_of(request: Request) -> str:
    """Who asks for what: "Ville de Xuzhou: receive a delegation"."""
    return _("%(asker)s: %(what)s") % {"asker": asker_of(request), "what": RequestKind(request.kind).label}


def asker_of(request: Request) -> str:
    """Who asks: the organisation it was recognised as, else the name as it was written."""
    return str(request.asker.wording) if request.asker else request.asker_name or _("an asker without a name")


def dates_of(request: Request, lang: str | None = None) -> str:
    """When: the days, a number of days within a window, or that it is flexible."""
    if request.dating == Dating.FLEXIBLE or request.starts is None or request.ends is None:
        return _("flexible dates")
    between = days_between(request.starts, request.ends, lang)
    if request.dating == Dating.WINDOW:
        length = request.days or 1
        return ngettext("%(days)d day, %(between)s", "%(days)d days, %(between)s", length) % {"days": length, "between": between}
    return between


def days_between(first: date, last: date, lang: str | None = None) -> str:
    """A stretch of days as a language writes it: "3–7 mai 2027", "2027年5月3日至7日"."""
    return said_date(first.isoformat(), lang) if first == last else _between(first, last, tongue(lang))


@lru_cache(maxsize=4096)
def _between(first: date, last: date, tongue: str) -> str:
    """The same days stand on many lines, and saying them is not quick."""
    return str(format_interval(first, last, skeleton="yMMMMd", locale=locale_of(tongue)))


def themes_of(request: Request) -> list[str]:
    return [str(THEME_NAMES[theme]) for theme in request.themes if theme in THEME_NAMES]
