"""Erasing who took part in a visit, a while after it; roles and organisations stay, and what accounts need of a gift (0094)."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Model, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from passerelles.common.mailing import forget_about
from passerelles.requests.naming import Named, named_as
from passerelles.visits.actions.papers import drop_papers
from passerelles.visits.actions.photographs import to_be_purged, withdrawn
from passerelles.visits.models import (
    ERASED,
    Commitment,
    Cost,
    Gift,
    Participant,
    Precaution,
    Purge,
    Side,
    Slot,
    StaffTime,
    Visit,
    VisitStep,
)

# Where people may be named among other words: texts, and words by language.
FREE: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (Slot, ("host", "transport", "title", "notes", "where", "address")),
    (Gift, ("what",)),
    (Cost, ("label",)),
    (StaffTime, ("role",)),
    (Commitment, ("what", "proof")),
    (VisitStep, ("words",)),
)


@transaction.atomic
def purge(visit: Visit) -> Purge | None:
    """Erase the people of a visit and all that is private of them, its papers, the photographs that never left it, its mails and what its
    hosts noted; note how much there was. Once; again for a visit that was purged when names were kept still.
    """
    Visit.objects.filter(pk=visit.pk).update(purged_at=Coalesce("purged_at", timezone.now()))
    if Purge.objects.of_names().filter(visit=visit).exists():
        return None
    people = list(Participant.objects.filter(visit=visit))
    counted = {"gifts": _unname_gifts(visit, people), "words": _unname_words(visit, people)}
    erased, columns = _erase_people(visit)
    counted |= {**columns, "interpreters": Slot.objects.filter(visit=visit).exclude(interpreter="").update(interpreter="")}
    counted |= {"papers": drop_papers(visit), "photographs": withdrawn(to_be_purged(visit), by=None)}
    counted["mails"] = forget_about(f"visit/{visit.pk}")
    counted["notes"] = Precaution.objects.filter(host__visit=visit).exclude(note="").update(note="")
    return Purge.objects.create(visit=visit, people=erased, columns=counted)


def _erase_people(visit: Visit) -> tuple[int, dict[str, int]]:
    people, nothing = Participant.objects.filter(visit=visit), dict.fromkeys(ERASED, "")
    columns = {name: people.exclude(**{name: ""}).count() for name in ERASED}
    return people.exclude(Q(**nothing)).update(**nothing), columns


def _unname_gifts(visit: Visit, people: list[Participant]) -> int:
    """Leave of who gave and who received the organisation alone: accounts need no more."""
    known, own, done = list(_organisations(visit, people)), _own(visit), 0
    for gift in Gift.objects.filter(visit=visit).exclude(giver="", receiver=""):
        other = Side.HOST if gift.side == Side.VISITOR else Side.VISITOR
        left = {
            name: (_body(words, known, people) or own[side])[:200] if words else ""
            for name, words, side in (("giver", gift.giver, gift.side), ("receiver", gift.receiver, other))
        }
        if left != {"giver": gift.giver, "receiver": gift.receiver}:
            done += Gift.objects.filter(pk=gift.pk).update(**left)
    return done


def _own(visit: Visit) -> dict[str, str]:
    """The organisation of each side, where it has one alone."""
    hosts = list(visit.hosts.select_related("organisation")[:2])
    return {Side.VISITOR: visit.visitor_wording.text, Side.HOST: str(hosts[0].organisation) if len(hosts) == 1 else ""}


def _body(words: str, known: list[str], people: list[Participant]) -> str:
    """The organisation that words name; else that of the person they name."""
    named = (each.organisation for each in people if any(name and name in words for name in (each.name, each.other_name)))
    return next((name for name in known if name in words), "") or next(named, "")


def _organisations(visit: Visit, people: list[Participant]) -> Iterator[str]:
    """Every name of those who travel and receive, the longest first."""
    bodies = [host.organisation for host in visit.hosts.select_related("organisation")] + ([visit.visitor] if visit.visitor else [])
    names = {name for body in bodies for name in body.name.values()} | {visit.visitor_name, *(each.organisation for each in people)}
    yield from sorted(filter(None, names), key=len, reverse=True)


def _unname_words(visit: Visit, people: list[Participant]) -> int:
    """Put • over those people, and over every address and telephone, in the free words of the dossier."""
    named, done = _named(visit, people), 0
    for table, columns in FREE:
        for row in table._default_manager.filter(visit=visit):
            shown = {name: hidden for name in columns if (hidden := _hidden(named, getattr(row, name))) != getattr(row, name)}
            done += table._default_manager.filter(pk=row.pk).update(**shown) if shown else 0
    return done


def _named(visit: Visit, people: list[Participant]) -> Named:
    interpreters = Slot.objects.filter(visit=visit).exclude(interpreter="").values_list("interpreter", flat=True)
    told = [*(name for each in people for name in (each.name, each.other_name)), *interpreters]
    return named_as(told, besides=" ".join(_organisations(visit, people)))


def _hidden(named: Named, words: Any) -> Any:
    return {lang: named.hidden(said) for lang, said in words.items()} if isinstance(words, dict) else named.hidden(words)
