"""What a visit's prints say: the booklet for everybody, a page for the driver, a page for the mayor.

None holds private data, but for what those who keep the dossier find on theirs: what is not eaten, without names, and whom a driver calls.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace

from django.db.models import F
from django.db.models.expressions import OrderBy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from passerelles.common.dates import said_date
from passerelles.common.listing import listed
from passerelles.common.turns import turn
from passerelles.common.words import wording
from passerelles.requests.describing import days_between
from passerelles.visits import typesetting
from passerelles.visits.models import LANGUAGES, Gift, Participant, Side, Slot, SlotKind, Visit
from passerelles.visits.rights import Act
from passerelles.visits.saying import name_in, weekday, where_of

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
    everybody = max(visit.size or 0, Participant.objects.filter(visit=visit, side=Side.VISITOR).count())
    return _sheet(visit, _days(visit, slots, lambda slot: _by_road(slot, everybody)))


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
        "only": _noted(lambda: _("Only"), listed(filter(None, map(_names, slot.participants.all())))),
    }
    return [said[name] for name in wanted if said[name]]


def _names(person: Participant) -> str:
    return " ".join(dict.fromkeys(name_in(person, lang) for lang in LANGUAGES))


def _whole(slot: Slot) -> Row:
    return Row(_hours(slot), _cells(slot, slot.notes), _notes(slot, "address", "host", "interpreter", "transport", "only"))


def _by_road(slot: Slot, everybody: int) -> Row:
    """In as few lines as it takes: it is to be read at the wheel, on one page."""
    number = len(slot.participants.all()) or everybody
    people = in_both(lambda lang: ngettext("%(number)d person", "%(number)d people", number) % {"number": number}) if number else []
    said = [slot.address, slot.transport, " / ".join(people)]
    return Row(_hours(slot), _cells(slot), [" · ".join(filter(None, said))] if any(said) else [])


def _in_short(slot: Slot) -> Row:
    return Row(_hours(slot), _cells(slot), _notes(slot, "host", "interpreter"))


def _people(visit: Visit) -> list[Section]:
    """Each side by precedence, who travels first."""
    people = list(Participant.objects.filter(visit=visit).in_order())
    titles = {Side.VISITOR: lambda lang: _("The delegation"), Side.HOST: lambda lang: _("The hosts")}
    return [Section(in_both(title), [_person(each) for each in people if each.side == side]) for side, title in titles.items()]


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


def _person(person: Participant) -> Row:
    cells = [list(filter(None, (name_in(person, lang), person.role.get(lang)))) for lang in LANGUAGES]
    return Row(str(person.precedence), cells, [person.organisation] if person.organisation else [])


def _diets(visit: Visit) -> Section:
    """What is not eaten, and by how many: for who cooks, without names."""
    said = Counter(Participant.objects.filter(visit=visit).exclude(diet="").order_by("pk").values_list("diet", flat=True))
    rows = [Row(f"{number} ×", [[diet] for _lang in LANGUAGES], []) for diet, number in said.items()]
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
