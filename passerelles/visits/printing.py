"""What a visit's prints say: the booklet for everybody, a page for the driver, a page for the mayor.

None holds private data, but for what those who keep the dossier find on theirs: what is not eaten, without names, and whom a driver calls.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from django.db.models import F
from django.db.models.expressions import OrderBy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from passerelles.common.dates import said_date
from passerelles.common.listing import beside
from passerelles.common.turns import turn
from passerelles.common.words import locale_of, wording
from passerelles.requests.describing import as_written, days_between
from passerelles.visits import typesetting
from passerelles.visits.models import LANGUAGES, Gift, Participant, Side, Slot, SlotKind, Visit
from passerelles.visits.rights import Act
from passerelles.visits.saying import name_in, weekday, where_of

Organisations = Mapping[str, Mapping[str, str]]  # what each is called in each language, by any of its names
SCREENS = {"fr": "fr", "zh": "zh-hans"}  # a language of programmes as the catalogues have it


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    cells: list[list[str]]  # by language: what is strong, then the rest
    notes: list[str]


@dataclass(frozen=True, slots=True)
class Section:
    title: list[str]
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Sheet:
    languages: list[str]
    title: list[str]
    lead: list[str]
    sections: list[Section]
    foot: str


def in_both(say: Callable[[str], str]) -> list[str]:
    """Return a sentence in each language of a programme."""
    said = []
    for lang in LANGUAGES:
        with override(SCREENS[lang]):
            said.append(say(lang))
    return said


def booklet(visit: Visit) -> Sheet:
    """Everything that all may read: who comes, then day by day."""
    return _sheet(visit, [*_people(visit), *_days(visit, _slots(visit), _whole)])


def for_driver(visit: Visit) -> Sheet:
    """Where to be and when, with how many people: no free time, no notes."""
    slots = [slot for slot in _slots(visit) if slot.kind != SlotKind.FREE and slot.soil == visit.soil]
    named = frozenset(Participant.objects.filter(visit=visit, side=Side.VISITOR).values_list("pk", flat=True))
    return _sheet(visit, _days(visit, slots, lambda slot: _by_road(slot, _carried(slot, named, max(visit.size or 0, len(named))))))


def for_mayor(visit: Visit) -> Sheet:
    """Who comes, by precedence, and the hours in short."""
    return _sheet(visit, [*_people(visit), *_days(visit, _slots(visit), _in_short)])


PRINTS: dict[str, tuple[Callable[[Visit], Sheet], int]] = {"booklet": (booklet, 0), "driver": (for_driver, 1), "mayor": (for_mayor, 1)}


def printed(visit: Visit, kind: str, acts: frozenset[Act] = frozenset()) -> bytes:
    """Return a print as PDF, for somebody who may do this with the visit. Raises Breach where it takes too much, or too many wait."""
    make, most_pages = PRINTS[kind]
    sheet = make(visit)
    if Act.PRIVATE in acts and kind in KEPT:
        sheet = replace(sheet, sections=[*sheet.sections, *(section for section in [KEPT[kind](visit)] if section.rows)])
    with turn():
        return typesetting.as_pdf(asdict(sheet), visit.changed_at.date().isoformat(), most_pages)


def _sheet(visit: Visit, sections: Iterable[Section]) -> Sheet:
    return Sheet(
        languages=list(LANGUAGES),
        title=in_both(lambda lang: visit.wording.text),
        lead=in_both(lambda lang: days_between(visit.starts, visit.ends)),
        sections=[section for section in sections if section.rows],
        foot=" / ".join(in_both(lambda lang: _("As of %(day)s") % {"day": said_date(visit.changed_at.date().isoformat())})),
    )


def _slots(visit: Visit) -> list[Slot]:
    return list(Slot.objects.filter(visit=visit).select_related("place").prefetch_related("participants").order_by("day", "starts", "pk"))


def _days(visit: Visit, slots: Sequence[Slot], row: Callable[[Slot], Row]) -> list[Section]:
    days = sorted({slot.day for slot in slots})
    return [
        Section(in_both(lambda lang, day=day: weekday(day)), [row(slot) for slot in slots if slot.day == day])  # type: ignore[misc]  # a default binds the day
        for day in days
    ]


def _hours(slot: Slot) -> str:
    return f"{slot.starts:%H:%M}–{slot.ends:%H:%M}"


def _cells(slot: Slot, *more: dict[str, str]) -> list[list[str]]:
    """The title in each language, then where it is and what else is said; a title that is not written in one is given as it is."""
    return [
        [each for each in (wording(slot.title, lang).text, where_of(slot, lang), *(words.get(lang) for words in more)) if each]
        for lang in LANGUAGES
    ]


def _noted(say: Callable[[], str], value: str) -> str:
    """Something that is the same in both languages, after what it is: "Accueil / 接待 : M. Leroy"; nothing where nothing is said."""
    return f"{' / '.join(in_both(lambda lang: say()))} : {value}" if value else ""


def _notes(slot: Slot, *wanted: str) -> list[str]:
    said = {
        "address": slot.address,
        "host": _noted(lambda: _("Received by"), slot.host),
        "interpreter": _noted(lambda: _("Interpreter"), slot.interpreter),
        "transport": _noted(lambda: _("Transport"), slot.transport),
        "only": _noted(lambda: _("Only"), " · ".join(filter(None, map(_names, slot.participants.all())))),
    }
    return [said[name] for name in wanted if said[name]]


def _names(person: Participant) -> str:
    return " ".join(dict.fromkeys(name_in(person, lang) for lang in LANGUAGES))


def _whole(slot: Slot) -> Row:
    return Row(_hours(slot), _cells(slot, slot.notes), _notes(slot, "address", "host", "interpreter", "transport", "only"))


def _carried(slot: Slot, named: frozenset[int], expected: int) -> str:
    """How many to drive: of a line that names people, these of all that are expected; whoever names all that are named so far means all."""
    going = {person.pk for person in slot.participants.all()}
    if not going or named <= going:
        number = max(expected, len(going))
        said = in_both(lambda lang: ngettext("%(number)d person", "%(number)d people", number) % {"number": number}) if number else []
    else:
        values = {"number": len(going), "all": max(expected, len(going | named))}
        said = in_both(lambda lang: ngettext("%(number)d person of %(all)d", "%(number)d people of %(all)d", len(going)) % values)
    return " / ".join(said)


def _by_road(slot: Slot, people: str) -> Row:
    """In as few lines as it takes: it is to be read at the wheel, on one page."""
    said = [slot.address, slot.transport, people]
    return Row(_hours(slot), _cells(slot), [" · ".join(filter(None, said))] if any(said) else [])


def _in_short(slot: Slot) -> Row:
    return Row(_hours(slot), _cells(slot), _notes(slot, "host", "interpreter"))


def _people(visit: Visit) -> list[Section]:
    """Each side by precedence, who travels first."""
    people, known = list(Participant.objects.filter(visit=visit).in_order()), _organisations(visit)
    titles = {Side.VISITOR: lambda lang: _("The delegation"), Side.HOST: lambda lang: _("The hosts")}
    return [Section(in_both(title), [_person(each, known) for each in people if each.side == side]) for side, title in titles.items()]


def _gifts(visit: Visit) -> Section:
    """What is given, without what it is worth."""
    gifts = Gift.objects.filter(visit=visit).select_related("slot").order_by(OrderBy(F("slot__day"), nulls_last=True), "slot__starts", "pk")
    return Section(in_both(lambda lang: _("Gifts")), [_gift(each) for each in gifts])


def _given_by(side: str) -> str:
    return _("Given by the hosts") if side == Side.HOST else _("Given by the delegation")


def _gift(gift: Gift) -> Row:
    sides = dict(zip(LANGUAGES, in_both(lambda lang: _given_by(gift.side)), strict=True))
    cells = [[gift.what.get(lang) or wording(gift.what, lang).text, sides[lang]] for lang in LANGUAGES]
    when = f"{gift.slot.day:%d/%m} {gift.slot.starts:%H:%M}" if gift.slot else ""
    return Row(when, cells, [" → ".join(filter(None, [gift.giver, gift.receiver]))] if gift.giver or gift.receiver else [])


def _person(person: Participant, known: Organisations) -> Row:
    """Name, role and organisation in each language; what is written in the other one only says so."""
    organisation = {as_written(person.organisation, "fr").lang: person.organisation} if person.organisation else {}
    organisation = {**known.get(person.organisation, {}), **organisation}
    cells = [
        [each for each in (name_in(person, lang), *(_original(words, lang) for words in (person.role, organisation))) if each]
        for lang in LANGUAGES
    ]
    return Row(str(person.precedence), cells, [])


def _original(words: Mapping[str, str], lang: str) -> str:
    said = wording(words, lang)
    return said.text if said.lang == lang or not said.text else beside(said.text, str(locale_of(lang).languages[said.lang]), lang)


def _marked(text: str, lang: str) -> str:
    """What somebody typed once, in another language's column with the name of its own."""
    return _original({as_written(text, "fr").lang: text}, lang)


def _organisations(visit: Visit) -> Organisations:
    """What is known of those who travel and receive in each language, by each of their names, and by the one a request was signed with."""
    concerned = [host.organisation.name for host in visit.hosts.select_related("organisation")]
    known = {said: name for name in [*concerned, *([visit.visitor.name] if visit.visitor else [])] for said in name.values()}
    signed = visit.request.asker_name if visit.request else visit.visitor_name
    return {**known, signed: visit.visitor.name} if visit.visitor and signed else known


def _diets(visit: Visit) -> Section:
    """What is not eaten, and by how many: for who cooks, without names; each column says of what language it is not."""
    said = Counter(Participant.objects.filter(visit=visit).exclude(diet="").order_by("pk").values_list("diet", flat=True))
    rows = [
        Row(f"{number} ×", [[_original({as_written(diet, "fr").lang: diet}, lang)] for lang in LANGUAGES], [])
        for diet, number in said.items()
    ]
    return Section(in_both(lambda lang: _("Meals: what is not eaten")), rows)


def _telephones(visit: Visit) -> Section:
    """Whom the driver calls: the first of the hosts whose telephone is known; else a line to write it on."""
    called = Participant.objects.filter(visit=visit, side=Side.HOST).exclude(phone="").in_order().first()
    cells = [[f"{name_in(called, lang)} · {called.phone}" if called else "…" * 12] for lang in LANGUAGES]
    return Section(in_both(lambda lang: _("Telephone on the spot")), [Row("", cells, [])])


KEPT: dict[str, Callable[[Visit], Section]] = {  # what those who keep the dossier find besides
    "booklet": _diets,
    "driver": _telephones,
    "mayor": _gifts,
}
