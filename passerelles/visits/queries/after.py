"""What came of a visit, for whoever looks: report, commitments, costs and who owes whom."""

from dataclasses import dataclass, field

from passerelles.people.models import Organisation
from passerelles.people.queries import Visitor, standing
from passerelles.visits.actions.committing import sides_of
from passerelles.visits.models import COMMITMENT_MOVES, Commitment, CommitmentState, Cost, Report, Side, StaffTime, Visit
from passerelles.visits.queries.giving import ShownGift, as_paid, gifts_of, staff_times_of
from passerelles.visits.rights import Act
from passerelles.visits.sharing import Debt, Paid, Share, debts, shares


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment, and what somebody may do with it."""

    commitment: Commitment
    may_agree: bool
    moves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Owed:
    who: Organisation
    share: Share


Owing = tuple[Organisation, Organisation, Debt]  # who owes, to whom, how much


@dataclass(frozen=True, slots=True)
class After:
    reports: list[Report] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    costs: list[Cost] = field(default_factory=list)
    owed: list[Owed] = field(default_factory=list)
    gifts: list[ShownGift] = field(default_factory=list)
    staff_times: list[StaffTime] = field(default_factory=list)
    hours_owed: list[Owed] = field(default_factory=list)
    may_promise: bool = False

    @property
    def debts(self) -> list[Owing]:
        return _owing(self.owed)

    @property
    def hours_to_give(self) -> list[Owing]:
        return _owing(self.hours_owed)


def _owing(owed: list[Owed]) -> list[Owing]:
    known = {each.who.pk: each.who for each in owed}
    return [(known[debt.debtor], known[debt.creditor], debt) for debt in debts(each.share for each in owed)]


def after(visit: Visit, user: Visitor, acts: frozenset[Act]) -> After:
    """Return what somebody may see of what came of a visit."""
    sides = sides_of(user, visit) if user.is_authenticated and standing(user).is_of_network else set()
    held = Commitment.objects.visible_to(user).filter(visit=visit).with_owner()
    promises = [_promise(commitment, sides) for commitment in held]
    reports = list(Report.objects.filter(visit=visit).select_related("written_by")) if Act.READ in acts else []
    costs = list(Cost.objects.filter(visit=visit).select_related("paid_by")) if Act.PRIVATE in acts else []
    paid = [Paid(cost.amount, cost.currency, cost.paid_by_id, cost.sharing) for cost in costs]
    staff_times = staff_times_of(visit, acts)
    known = {each.pk: each for each in [*(cost.paid_by for cost in costs), *(each.organisation for each in staff_times)]}
    return After(
        reports,
        promises,
        costs,
        _owed(visit, paid, known),
        gifts_of(visit, acts),
        staff_times,
        _owed(visit, as_paid(staff_times), known),
        bool(sides),
    )


def _promise(commitment: Commitment, sides: set[Side]) -> Promise:
    agreed = {Side.HOST: commitment.host_agreed_at, Side.VISITOR: commitment.visitor_agreed_at}
    moves = tuple(to.value for to in CommitmentState if to in COMMITMENT_MOVES[CommitmentState(commitment.state)])
    return Promise(commitment, any(not agreed[side] for side in sides), moves if sides else ())


def _owed(visit: Visit, paid: list[Paid], known: dict[int, Organisation]) -> list[Owed]:
    hosts = [host.organisation for host in visit.hosts.all()]
    known = {**known, **{each.pk: each for each in [*hosts, *([visit.visitor] if visit.visitor else [])]}}
    return [Owed(known[share.who], share) for share in shares(paid, [host.pk for host in hosts], visit.visitor_id)]
