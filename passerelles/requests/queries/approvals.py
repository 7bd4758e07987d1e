"""What a request for a partner still lacks by the Chinese side's rules: from its own words and from the register, with evidence."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from passerelles.common.words import Wording, wording
from passerelles.people.models import Organisation
from passerelles.people.queries import Visitor
from passerelles.register.models import Entry, EntryKind
from passerelles.requests.criteria.approvals import AS_OF, COUNTRY, RULES, SOURCE, Rule
from passerelles.requests.criteria.levels import are_comparable, class_of
from passerelles.requests.models import Request
from passerelles.requests.rights import Act, may
from passerelles.requests.stages import CONCERNED
from passerelles.requests.terms import RequestKind

MET, MISSING, AGAINST = "met", "missing", "against"


@dataclass(frozen=True, slots=True)
class Check:
    """A rule, whether what is known meets it, lacks it or speaks against it, and in which words."""

    rule: Rule
    state: str
    words: str
    evidence: str = ""  # an address

    @property
    def name(self) -> Wording:
        return wording(self.rule.name)

    @property
    def asks(self) -> Wording:
        return wording(self.rule.words)


def checklist_of(asked: Request, user: Visitor) -> list[Check]:
    """Return each rule with what is known of it; nothing where the request is not for a partner, or no Chinese side takes part."""
    if asked.kind != RequestKind.PARTNER or COUNTRY not in (asked.asker_country, asked.group.home, asked.group.partner):
        return []
    return [LOOKS.get(rule.key, _said)(rule, asked, user) for rule in RULES]


def _said(rule: Rule, asked: Request, user: Visitor) -> Check:
    """What the request itself says of approvals."""
    said = "\n".join(filter(None, (asked.approved_by, asked.through)))
    if rule.is_said(said):
        return Check(rule, MET, _("said in the request: %(words)s") % {"words": said.replace("\n", "; ")})
    return Check(rule, MISSING, _("the request says nothing of it"))


def _equal_rank(rule: Rule, asked: Request, user: Visitor) -> Check:
    """The levels of both places, for the first host that has one."""
    places = [host.organisation.place for host in asked.hosts.all() if host.state in CONCERNED and host.organisation.place]
    if not places or not asked.asker_place:
        return Check(rule, MISSING, _("one of the two places is not known"))
    mine, its = (class_of(place.key, place.level, place.population) for place in (asked.asker_place, places[0]))
    is_comparable = are_comparable(mine, its)
    if is_comparable is None:
        return Check(rule, MISSING, _("these levels are not compared"))
    return Check(rule, MET, _("of comparable levels")) if is_comparable else Check(rule, AGAINST, _("not of the same level"))


def _one_to_one(rule: Rule, asked: Request, user: Visitor) -> Check:
    """The twinnings of the Chinese side that the register knows: the asker's."""
    if asked.asker_country != COUNTRY or not asked.asker_id:
        return Check(rule, MISSING, _("ask the Chinese side which twinnings it has"))
    if other := twinning_of(asked.asker_id, user):
        return Check(rule, AGAINST, _("already twinned: %(pair)s") % {"pair": other.wording}, reverse("entry", args=[other.pk]))
    return Check(rule, MET, _("the register knows no other twinning"))


def twinning_of(organisation: int, user: Visitor) -> Entry | None:
    """Return the first twinning in force that the register knows of an organisation."""
    known = Entry.objects.visible_to(user).filter(kind=EntryKind.PARTNERSHIP, tie="twinning", parties__organisation=organisation)
    return known.exclude(state="ended").order_by("pk").first()


def one_already(organisation: Organisation, user: Visitor) -> Check | None:
    """What speaks against another twinning of an authority that looks for a partner: the one it has; for the Chinese side."""
    entry = twinning_of(organisation.pk, user) if organisation.country == COUNTRY else None
    rule = next(rule for rule in RULES if rule.key == "one_to_one")
    words = _("already twinned: %(pair)s") % {"pair": entry.wording} if entry else ""
    return Check(rule, AGAINST, words, reverse("entry", args=[entry.pk])) if entry else None


LOOKS = {"equal_rank": _equal_rank, "one_to_one": _one_to_one}


def checklist_part(asked: Request, user: Visitor) -> dict[str, Any] | None:
    """The check-list, for those who read the whole file: it quotes what the request says."""
    checks = checklist_of(asked, user) if may(user, Act.READ, asked) else []
    return {"checks": checks, "source": wording(SOURCE), "as_of": AS_OF} if checks else None
