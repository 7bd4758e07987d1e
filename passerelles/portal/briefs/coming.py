"""What was done last, and what was promised: contacts, commitments, wishes."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from passerelles.common.dates import is_date, last_day, said_date
from passerelles.common.words import Wording, wording
from passerelles.portal.briefs.lines import Line, Section, in_tongue, said_line, when
from passerelles.portal.briefs.matter import Matter, Said
from passerelles.register.models import Entry, EntryKind
from passerelles.register.properties.values import Agreement, Day, Milestone, Wish
from passerelles.register.terms import OCCASION_KINDS


@dataclass(frozen=True, slots=True)
class Dated:
    """A line and the day it is sorted by, which is the same in every language."""

    day: str
    line: Line


def contacts(matter: Matter) -> Section:
    """What was done, the last first: milestones, occasions, confirmations."""
    found = [*_milestones(matter, "done"), *_occasions(matter, are_ahead=False), *_confirmed(matter)]
    lines = [each.line for each in sorted(found, key=lambda each: each.day, reverse=True)]
    return Section(_("Last contacts"), lines, is_open=matter.is_of_some)


def commitments(matter: Matter) -> Section:
    """What was promised: agreements with their validity, what is planned, what is to be held; what comes next first."""
    ahead = [*_milestones(matter, "planned"), *_occasions(matter, are_ahead=True)]
    today = matter.today.isoformat()
    coming = sorted((each for each in ahead if not _is_past(matter, each.day)), key=lambda each: each.day or "9")
    overdue = sorted((each for each in ahead if _is_past(matter, each.day)), key=lambda each: each.day, reverse=True)
    agreements = sorted(_agreements(matter), key=lambda each: (each.day < today, each.day))
    lines = [each.line for each in (*agreements, *coming, *overdue)]
    return Section(_("Commitments"), lines, told_of=len(matter.ties) if matter.is_of_some else 0)


def _is_past(matter: Matter, day: str) -> bool:
    return bool(day) and is_date(day) and last_day(day) < matter.today


def _beside(matter: Matter, entry: Entry) -> tuple[Wording, ...]:
    """Whose it is, where the brief is of more than one pair."""
    return () if entry.pk == matter.subject.pk and matter.subject.kind == "partnership" else (entry.wording,)


def _milestones(matter: Matter, state: str) -> Iterable[Dated]:
    for said in matter.of([*matter.ties, *matter.beyond, *matter.others[EntryKind.PROJECT]], "milestone"):
        if isinstance(said.value, Milestone) and said.value.state == state:
            yield Dated(said.value.date, _milestone(matter, said, said.value))


def _milestone(matter: Matter, said: Said, value: Milestone) -> Line:
    late = value.state == "planned" and _is_past(matter, value.date)
    warning = _("no source says that it was done") if late else ""
    return said_line(
        said, in_tongue(value.what, value.lang or said.lang), label=when(value.date), notes=_beside(matter, said.entry), warning=warning
    )


def _occasions(matter: Matter, *, are_ahead: bool) -> Iterable[Dated]:
    for entry in matter.others[EntryKind.OCCASION]:
        day = entry.starts
        if day and is_date(day) and are_ahead == (last_day(day) >= matter.today):
            yield Dated(day, _occasion(matter, entry))


def _occasion(matter: Matter, entry: Entry) -> Line:
    kind = str(OCCASION_KINDS.get(entry.occasion, ""))
    where = entry.place.wording if entry.place else Wording("", "")
    cites = tuple(document for said in matter.of([entry], "starts") for document in said.documents[:1])
    notes = tuple(each for each in (Wording(kind, ""), where) if each.text)
    return Line(entry.wording, label=when(entry.starts), notes=notes, cites=cites[:1])


def _confirmed(matter: Matter) -> Iterable[Dated]:
    """The last day on which an organisation confirmed the pair."""
    if matter.subject.kind == "partnership":
        days = [said for said in matter.of(matter.ties, "confirmed") if isinstance(said.value, Day)]
        for said in sorted(days, key=lambda each: each.value.canonical())[-1:]:
            day = said.value.date if isinstance(said.value, Day) else ""
            yield Dated(day, said_line(said, Wording(_("confirmed by one of the parties"), ""), label=when(day)))


def _agreements(matter: Matter) -> Iterable[Dated]:
    for said in matter.of([*matter.ties, *matter.beyond, *matter.others[EntryKind.PROJECT]], "agreement"):
        if isinstance(said.value, Agreement):
            yield Dated(said.value.until or "9", _agreement(matter, said, said.value))


def _agreement(matter: Matter, said: Said, value: Agreement) -> Line:
    signed = _("signed: %(day)s") % {"day": said_date(value.signed)} if value.signed else ""
    until = _("valid until: %(day)s") % {"day": said_date(value.until)} if value.until else _("no end is known")
    notes = [Wording(word, "") for word in (signed, until) if word]
    renewal = next((each for each in matter.life.renewals if each.entry.pk == said.entry.pk and each.agreement == value), None)
    over = _("has ended") if _is_past(matter, value.until) else ""
    warning = over or (_("to be renewed") if renewal else "")
    beside = _beside(matter, said.entry)
    return said_line(said, in_tongue(value.title, said.lang), label=_("Agreement"), notes=(*notes, *beside), warning=warning)


def wishes(matter: Matter) -> Section:
    """What is looked for, and by whom where that is not plain."""
    found = [said for said in matter.of(matter.others[EntryKind.NETWORK], "wish") if isinstance(said.value, Wish)]
    return Section(_("Looks for"), [_wish(matter, said, said.value) for said in found if isinstance(said.value, Wish)])


def _wish(matter: Matter, said: Said, value: Wish) -> Line:
    whose = said.entry.wording.text if matter.subject.kind != "authority" else ""
    where = (wording(matter.places[value.place].words),) if value.place in matter.places else ()
    return said_line(said, in_tongue(value.wants, said.lang), label=whose, notes=where)
