"""What the pages of visits show, for whoever looks."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import pgettext_lazy

from passerelles.people.queries import Visitor, standing
from passerelles.register.queries.paging import Order, Slice, sliced
from passerelles.visits.actions.after import TOLD
from passerelles.visits.calendar import token_of
from passerelles.visits.models import Participant, Visit, VisitStep
from passerelles.visits.queries.after import After, after
from passerelles.visits.queries.brought import Brought, brought
from passerelles.visits.queries.precautions import Guarded, guarded
from passerelles.visits.queries.programme import Day, programme
from passerelles.visits.rights import Act, acts_of
from passerelles.visits.stages import VISIT_MOVES, VisitStage

LATEST = Order("starts", is_descending=True, ids_descend=True)
BUTTONS = {
    VisitStage.PREPARED: pgettext_lazy("button of a visit", "Prepare it again"),
    VisitStage.CONFIRMED: pgettext_lazy("button of a visit", "Confirm it"),
    VisitStage.HELD: pgettext_lazy("button of a visit", "It has taken place"),
    VisitStage.REPORTED: pgettext_lazy("button of a visit", "The report is whole"),
    VisitStage.CLOSED: pgettext_lazy("button of a visit", "Close it"),
    VisitStage.CANCELLED: pgettext_lazy("button of a visit", "Cancel it"),
}


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
class Dossier:
    """A visit as somebody sees it: its line, and more for those who may read."""

    visit: Visit
    acts: frozenset[Act]
    steps: list[VisitStep] = field(default_factory=list)
    days: list[Day] = field(default_factory=list)
    people: list[Participant] = field(default_factory=list)
    after: After = field(default_factory=After)
    calendar: str = ""  # the token of its calendar's address
    brought: Brought = field(default_factory=Brought)
    guarded: list[Guarded] = field(default_factory=list)  # for a host's own officers alone

    @property
    def reads(self) -> bool:
        return Act.READ in self.acts

    @property
    def edits(self) -> bool:
        return Act.EDIT in self.acts and self.visit.stage != VisitStage.CLOSED

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
    def moves(self) -> list[tuple[str, str]]:
        """The stages it may be moved to from here, each with what its button says."""
        if Act.CONFIRM not in self.acts:
            return []
        return [(to.value, str(BUTTONS[to])) for to in VisitStage if to in VISIT_MOVES[VisitStage(self.visit.stage)]]


def dossier(visit: Visit, user: Visitor) -> Dossier:
    acts = acts_of(user, visit)
    told = after(visit, user, acts)
    if Act.READ not in acts:
        return Dossier(visit, acts, after=told, brought=brought(visit, user, acts))
    calendar = token_of(visit, user) if user.is_authenticated else ""
    people = list(Participant.objects.filter(visit=visit).in_order())
    steps = list(visit.steps.select_related("by"))
    more = brought(visit, user, acts), guarded(visit, user, acts)
    days = programme(visit, [given.gift for given in told.gifts])
    return Dossier(visit, acts, steps, days, people, told, calendar, *more)
