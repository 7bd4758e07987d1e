"""What the pages of visits show, for whoever looks."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from passerelles.people.queries import Visitor, standing
from passerelles.register.queries.paging import Order, Slice, sliced
from passerelles.requests.models import Request
from passerelles.requests.stages import Stage
from passerelles.visits.actions.after import TOLD
from passerelles.visits.calendar import token_of
from passerelles.visits.models import Participant, Side, Visit, VisitStep
from passerelles.visits.models.programme import ParticipantQuerySet
from passerelles.visits.queries.after import After, after
from passerelles.visits.queries.brought import Brought, brought
from passerelles.visits.queries.given import Given, given
from passerelles.visits.queries.precautions import Guarded, guarded
from passerelles.visits.queries.programme import Day, programme
from passerelles.visits.rights import Act, acts_of
from passerelles.visits.stages import CANCELLABLE, VISIT_MOVES, VisitStage

PAST = (VisitStage.HELD, VisitStage.REPORTED, VisitStage.CLOSED)
LATEST = Order("starts", is_descending=True, ids_descend=True)
ORDER = [VisitStage.CANCELLED, VisitStage.PREPARED, VisitStage.CONFIRMED, VisitStage.HELD, VisitStage.REPORTED, VisitStage.CLOSED]
FORWARD = {
    VisitStage.PREPARED: pgettext_lazy("button of a visit", "Prepare this visit again"),
    VisitStage.CONFIRMED: pgettext_lazy("button of a visit", "Confirm this visit"),
    VisitStage.HELD: pgettext_lazy("button of a visit", "It has taken place"),
    VisitStage.REPORTED: pgettext_lazy("button of a visit", "The report is complete"),
    VisitStage.CLOSED: pgettext_lazy("button of a visit", "Close the dossier"),
}


@dataclass(frozen=True, slots=True)
class Move:
    """A stage that a visit may be moved to from here, and what its button says."""

    to: str
    name: str
    is_back: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """The list of visits, narrowed by stage."""

    slice: Slice
    stage: str
    may_open: bool

    @property
    def stages(self) -> list[tuple[str, str]]:
        return [(stage.value, str(stage.label)) for stage in VisitStage]


def listing(asked: Mapping[str, str], user: Visitor) -> Listing:
    stage = asked.get("stage", "")
    rows = Visit.objects.visible_to(user)
    rows = rows.filter(stage=stage) if stage in VisitStage.values else rows
    who = standing(user)
    may_open = bool(who.coordinates or (who.speaks_for and who.brings))
    return Listing(sliced(rows.with_hosts(), LATEST, asked, rows.count()), stage, may_open)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who takes part, and whether whoever looks may say anew who they are: then their private data are shown, too."""

    person: Participant
    is_own: bool
    is_private: bool


def sides_named(user: Visitor, visit: Visit) -> list[str]:
    """Return the sides whose people somebody may write down."""
    acts = acts_of(user, visit)
    return list(Side.values) if Act.EDIT in acts else [Side.VISITOR.value] if Act.NAME in acts else []


def named_by(user: Visitor, visit: Visit) -> ParticipantQuerySet:
    return Participant.objects.filter(visit=visit, side__in=sides_named(user, visit))


@dataclass(frozen=True, slots=True)
class Dossier:
    """A visit as somebody sees it: its line, and more for those who may read."""

    visit: Visit
    acts: frozenset[Act]
    steps: list[VisitStep] = field(default_factory=list)
    days: list[Day] = field(default_factory=list)
    people: list[Named] = field(default_factory=list)
    after: After = field(default_factory=After)
    calendar: str = ""  # the token of its calendar's address
    given: list[Given] = field(default_factory=list)
    brought: Brought = field(default_factory=Brought)
    guarded: list[Guarded] = field(default_factory=list)  # for a host's own officers alone

    @property
    def contacts(self) -> list[Participant]:
        """Whom the delegation may turn to."""
        return [each.person for each in self.people if each.person.side == Side.HOST and each.person.is_contact and each.person.name]

    @property
    def reads(self) -> bool:
        return Act.READ in self.acts

    @property
    def edits(self) -> bool:
        return Act.EDIT in self.acts and self.visit.stage != VisitStage.CLOSED

    @property
    def asked(self) -> Request | None:
        """The request it answers, for who keeps the dossier."""
        return self.visit.request if Act.EDIT in self.acts and self.visit.request_id and not self.visit.purged_at else None

    @property
    def asker_withdrew(self) -> bool:
        """Whether the visit stands though whoever asked for it comes no more: for who reads the dossier."""
        asked = self.visit.request if self.reads else None
        return asked is not None and asked.stage == Stage.WITHDRAWN and self.visit.stage in CANCELLABLE

    @property
    def names(self) -> bool:
        """Whether whoever looks may add somebody to those who take part."""
        return Act.NAME in self.acts and self.visit.stage != VisitStage.CLOSED and not self.visit.purged_at

    @property
    def shows_private(self) -> bool:
        return any(each.is_private for each in self.people)

    @property
    def to_name(self) -> int:
        """How many of those announced are not named yet."""
        named = sum(each.person.side == Side.VISITOR for each in self.people)
        return max(0, (self.visit.size or 0) - named)

    @property
    def sees_private(self) -> bool:
        return Act.PRIVATE in self.acts

    @property
    def attaches(self) -> bool:
        return Act.ATTACH in self.acts and self.visit.stage != VisitStage.CLOSED and not self.visit.purged_at

    @property
    def accounts(self) -> bool:
        return self.sees_private and self.visit.stage != VisitStage.CLOSED

    @property
    def may_report(self) -> bool:
        return self.edits and self.visit.stage in TOLD

    @property
    def moves(self) -> list[Move]:
        """Where it may go from here: onwards first, then back. Cancelling is apart, and what would be refused is not offered."""
        before = VisitStage(self.visit.stage)
        if Act.CONFIRM not in self.acts:
            return []
        found = [_move(before, to) for to in ORDER if to in VISIT_MOVES[before] and to != VisitStage.CANCELLED and self._is_time(to)]
        return sorted(found, key=lambda move: move.is_back)

    def _is_time(self, to: VisitStage) -> bool:
        if to == VisitStage.HELD:
            return self.visit.starts <= timezone.localdate()
        return to != VisitStage.REPORTED or self.visit.stage != VisitStage.HELD or bool(self.after.reports)

    @property
    def may_cancel(self) -> bool:
        return Act.CONFIRM in self.acts and VisitStage.CANCELLED in VISIT_MOVES[VisitStage(self.visit.stage)]

    @property
    def lacks_report(self) -> bool:
        return self.may_report and self.visit.stage == VisitStage.HELD and not self.after.reports

    @property
    def is_ahead(self) -> bool:
        return self.visit.stage in (VisitStage.PREPARED, VisitStage.CONFIRMED)

    @property
    def to_look_at(self) -> int:
        """How many warnings its programme has."""
        return sum(len(line.warnings) for day in self.days for line in day.lines)


def _people(visit: Visit, sides: list[str], sees_private: bool) -> list[Named]:
    people = Participant.objects.filter(visit=visit).in_order()
    is_open = visit.stage != VisitStage.CLOSED
    return [Named(each, is_open and each.side in sides, sees_private or each.side in sides) for each in people]


def _move(before: VisitStage, to: VisitStage) -> Move:
    is_back = ORDER.index(to) < ORDER.index(before)
    return Move(to.value, _("Back to “%(stage)s”") % {"stage": to.label} if is_back else str(FORWARD[to]), is_back)


def dossier(visit: Visit, user: Visitor) -> Dossier:
    acts = acts_of(user, visit)
    told = after(visit, user, acts)
    if Act.READ not in acts:
        return Dossier(visit, acts, after=told, brought=brought(visit, user, acts))
    calendar = token_of(visit, user) if user.is_authenticated else ""
    people = _people(visit, sides_named(user, visit), Act.PRIVATE in acts)
    had = given(visit, user) if visit.stage in PAST else []
    steps = list(visit.steps.select_related("by"))
    more = brought(visit, user, acts), guarded(visit, user, acts)
    days = programme(visit, [each.gift for each in told.gifts])
    return Dossier(visit, acts, steps, days, people, told, calendar, had, *more)
