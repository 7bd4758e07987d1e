"""What waits for whoever signs in, as counts and links for the first page: a coordinator's desk, an officer's organisations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.module_loading import import_string

from passerelles.library.models import SourceKind
from passerelles.people.models import Organisation
from passerelles.people.queries import Visitor, organisations_of, standing
from passerelles.register.models import Campaign, Claim, Doubt
from passerelles.register.queries.answers import progress_of
from passerelles.register.queries.desk import unpublished, waiting
from passerelles.register.queries.own import contested_of, entries_of, group_of, ties_below


@dataclass(frozen=True, slots=True)
class ToJudge:
    """What waits for a coordinator: as many as the desk lists."""

    documents: int
    declarations: int
    questions: int  # open doubts of both
    versions: int
    campaigns: Sequence[Campaign]

    @property
    def is_nothing(self) -> bool:
        """Questions need no asking: each is of a document or declaration that is counted."""
        return not (self.documents or self.declarations or self.versions or self.campaigns)


@dataclass(frozen=True, slots=True)
class Own:
    """What an officer finds on the page of an organisation."""

    organisation: Organisation
    entries: int
    contested: int
    waiting: int  # what it declared and nobody has judged yet, to whatever group: its own words, whoever may see them
    below: int  # partnerships of the territories within its own
    campaign: Campaign | None
    unanswered: int


@dataclass(frozen=True, slots=True)
class Awaited:
    """Something that waits for somebody in another part of the site, in the words of whoever reads, and by when it is wished for."""

    words: str
    address: str
    due: date | None = None

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.due < timezone.localdate()


@dataclass(frozen=True, slots=True)
class Work:
    to_judge: ToJudge | None
    own: Sequence[Own]
    awaited: Sequence[Awaited]


def work_of(user: Visitor) -> Work:
    """Return what waits for somebody; who has no role in the network is asked nothing, and asks the database nothing."""
    who = standing(user)
    return Work(
        _to_judge(user) if who.coordinates else None,
        [_own(organisation, user) for organisation in organisations_of(user)] if who.speaks_for else [],
        _awaited(user) if who.is_of_network else [],
    )


def _awaited(user: Visitor) -> list[Awaited]:
    """What other parts of the site wait for (settings.AWAITED): the register does not know them. Each asks itself whom it concerns."""
    return [each for path in settings.AWAITED for each in import_string(path)(user)]


def _to_judge(user: Visitor) -> ToJudge:
    declared, listed = Q(source__kind=SourceKind.DECLARATION), waiting(user).order_by()
    counted = listed.aggregate(documents=Count("pk", filter=~declared), declarations=Count("pk", filter=declared))
    return ToJudge(
        **counted,
        questions=Doubt.objects.open().filter(document__in=listed.values("pk")).count(),
        versions=unpublished(user).count(),
        campaigns=list(Campaign.objects.open().coordinated_by(user).select_related("group")),
    )


def _own(organisation: Organisation, user: Visitor) -> Own:
    """Several queries an organisation: somebody speaks for one, seldom for two."""
    held = entries_of(organisation, user)
    campaign = Campaign.objects.open().filter(group=group_of(organisation)).select_related("group").first()
    answered, asked = progress_of(campaign, organisation) if campaign else (0, 0)
    return Own(
        organisation=organisation,
        entries=held.count(),
        contested=contested_of(held.values("pk"), user).count(),
        waiting=Claim.objects.proposed().filter(source__kind=SourceKind.DECLARATION, source__organisation=organisation).count(),
        below=ties_below(organisation, user).count(),
        campaign=campaign,
        unanswered=asked - answered,
    )
