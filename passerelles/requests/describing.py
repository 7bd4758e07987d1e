"""A request in a few words, in the language of whoever reads."""

from datetime import date
from functools import lru_cache

from babel.dates import format_interval
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from passerelles.common.dates import said_date
from passerelles.common.listing import beside
from passerelles.common.words import Wording, locale_of, tongue, wording
from passerelles.register.terms import THEME_NAMES
from passerelles.requests.models import Request
from passerelles.requests.recognising.words import HAN
from passerelles.requests.stages import Stage
from passerelles.requests.suggesting.routing import names_of
from passerelles.requests.terms import Dating, Rank, RequestKind

# What comes next, as the asker's page says it; before its address is confirmed, the page has one button.
NEXT = {
    Stage.DRAFT: gettext_lazy("Nobody has read it yet: it is yours until you send it."),
    Stage.RECEIVED: gettext_lazy(
        "The network’s coordinator reads your request and writes to you. There is nothing to do for now; you can still add documents."
    ),
    Stage.QUESTIONED: gettext_lazy("The coordinator needs more from you before going on."),
    Stage.OFFERED: gettext_lazy("Towns that could receive you were asked. You are written to as soon as they have answered."),
    Stage.REDIRECTED: gettext_lazy("You were written to: another door was named. Your request stays here until it is settled."),
    Stage.ACCEPTED: gettext_lazy("You were written to. Whoever receives you prepares the visit with you."),
    Stage.JOINED: gettext_lazy("It is looked at together with another request of the same delegation. You get one answer."),
    Stage.DECLINED: gettext_lazy("You were written to, with the reason."),
    Stage.WITHDRAWN: gettext_lazy("Nothing more happens with it."),
}


def next_of(request: Request) -> str:
    """What comes next, as the page of whoever asked says it: of one that was joined to another, what was answered to that one."""
    return str(NEXT.get(request.led_to() or Stage(request.stage), ""))


def title_of(request: Request) -> str:
    """Who asks for what: "Ville de Xuzhou: receive a delegation"."""
    return _("%(asker)s: %(what)s") % {"asker": asker_of(request), "what": RequestKind(request.kind).label}


def asker_of(request: Request) -> str:
    """Who asks: the organisation it was recognised as, else the name as it was written."""
    return str(request.asker.wording) if request.asker else request.asker_name or _("an asker without a name")


def dates_of(request: Request, lang: str | None = None, *, in_full: bool = False) -> str:
    """When: the days, a number of days within a window, or that it is flexible, with the days beside that; `in_full` as a letter does."""
    length = request.days or 0
    if request.starts is None or request.ends is None:
        flexible = ngettext("flexible dates, %(days)d day", "flexible dates, %(days)d days", length) if length else _("flexible dates")
        return flexible % {"days": length}
    between = (days_in_full if in_full else days_between)(request.starts, request.ends, lang)
    if request.dating == Dating.WINDOW:
        length = length or 1
        return ngettext("%(days)d day, %(between)s", "%(days)d days, %(between)s", length) % {"days": length, "between": between}
    return _("flexible dates (%(between)s)") % {"between": between} if request.dating == Dating.FLEXIBLE else between


def department_of(name: str, country: str, lang: str | None = None) -> Wording:
    """A department of a host in a language, where it is one that the rules know; else as somebody wrote it."""
    known = names_of(name, country)
    return wording(known, lang) if known else as_written(name, lang)


def as_written(text: str, lang: str | None = None) -> Wording:
    """A name as somebody wrote it, in the language that its script tells."""
    reading = tongue(lang)
    return Wording(text, "zh" if HAN.search(text) else "fr" if reading == "zh" else reading)


def days_between(first: date, last: date, lang: str | None = None) -> str:
    """A stretch of days as a language writes it: "3–7 mai 2027", "2027年5月3日至7日"."""
    return said_date(first.isoformat(), lang) if first == last else _between(first, last, tongue(lang))


def days_in_full(first: date, last: date, lang: str | None = None) -> str:
    """A stretch of days as a letter writes it: in French from one to the other, for its short months are none of a formal letter."""
    if tongue(lang) != "fr" or first == last:
        return days_between(first, last, lang)
    begins, ends = (said_date(day.isoformat(), lang).split() for day in (first, last))
    shared = 3 - (first.year == last.year) - ((first.year, first.month) == (last.year, last.month))
    return f"du {' '.join(begins[:shared])} au {' '.join(ends)}"


@lru_cache(maxsize=4096)
def _between(first: date, last: date, tongue: str) -> str:
    """The same days stand on many lines, and saying them is not quick."""
    return str(format_interval(first, last, skeleton="yMMMMd", locale=locale_of(tongue)))


def delegation_of(request: Request) -> str:
    """How many come, and who leads: "8 people · Zhang Jianguo (deputy mayor)"; nothing where nothing is said of it."""
    size = ngettext("%(size)d person", "%(size)d people", request.size) % {"size": request.size} if request.size else ""
    rank = str(Rank(request.head_rank).label) if request.head_rank != Rank.UNKNOWN else ""
    named = beside(request.head_name, rank) if request.head_name and rank else request.head_name or rank
    return " · ".join(filter(None, (size, _("led by %(whom)s") % {"whom": named} if named else "")))


def themes_of(request: Request) -> list[str]:
    return [str(THEME_NAMES[theme]) for theme in request.themes if theme in THEME_NAMES]
