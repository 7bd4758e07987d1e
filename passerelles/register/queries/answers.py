"""How far a campaign has come: which organisations are asked about which entries, and what they have answered."""

from collections import defaultdict
from dataclasses import dataclass

from passerelles.common.sorting import sort_key
from passerelles.people.models import GroupMember, Membership, Organisation, Role
from passerelles.register.models import Campaign, CampaignAnswer, CampaignMail, Party
from passerelles.register.queries.own import ASKED
from passerelles.register.seeing import seen_within


@dataclass(frozen=True, slots=True)
class Progress:
    """One organisation in a campaign: how many of its entries it has answered for, and the mails it was sent."""

    organisation: Organisation
    asked: int
    answered: int
    contested: int
    has_officers: bool
    mails: tuple[CampaignMail, ...]

    @property
    def is_done(self) -> bool:
        return self.answered >= self.asked


def progress(campaign: Campaign) -> list[Progress]:
    """Return how each member of the campaign's group stands, those who have not answered first."""
    members = _members(campaign)
    asked = _asked(campaign, [each.pk for each in members])
    answers: dict[int, dict[int, CampaignAnswer]] = defaultdict(dict)
    for answer in CampaignAnswer.objects.filter(campaign=campaign):
        answers[answer.organisation_id][answer.entry_id] = answer
    mails: dict[int, list[CampaignMail]] = defaultdict(list)
    for mail in campaign.mails.select_related("user").order_by("pk"):
        mails[mail.organisation_id].append(mail)
    staffed = set(Membership.objects.filter(role=Role.OFFICER, organisation__in=members).in_force().values_list("organisation", flat=True))
    rows = [_row(each, asked[each.pk], answers[each.pk], each.pk in staffed, mails[each.pk]) for each in members]
    return sorted(rows, key=lambda row: (row.is_done, sort_key(str(row.organisation))))


def _row(
    organisation: Organisation, asked: set[int], answers: dict[int, CampaignAnswer], staffed: bool, mails: list[CampaignMail]
) -> Progress:
    told = [answer for entry, answer in answers.items() if entry in asked]
    return Progress(organisation, len(asked), len(told), sum(answer.doubt_id is not None for answer in told), staffed, tuple(mails))


def _members(campaign: Campaign) -> list[Organisation]:
    rows = GroupMember.objects.filter(group=campaign.group).in_force().select_related("organisation").order_by("organisation__key")
    return [row.organisation for row in rows]


def _asked(campaign: Campaign, organisations: list[int]) -> dict[int, set[int]]:
    """The entries of each organisation of which everybody it asks may see something accepted: no page could ask about others."""
    told = seen_within(campaign.group).accepted().exclude(name="confirmed").filter(entry__kind__in=ASKED, entry__group=campaign.group)
    roots = {survivor or entry for entry, survivor in told.values_list("entry", "entry__survivor")}
    asked: dict[int, set[int]] = defaultdict(set)
    parties = Party.objects.filter(organisation__in=organisations).values_list("organisation", "entry", "entry__survivor")
    for organisation, entry, survivor in parties:
        if (survivor or entry) in roots:
            asked[organisation].add(survivor or entry)
    return asked


def progress_of(campaign: Campaign, organisation: Organisation) -> tuple[int, int]:
    """Return how many entries an organisation has answered for, and of how many it is asked."""
    asked = _asked(campaign, [organisation.pk])[organisation.pk]
    return CampaignAnswer.objects.filter(campaign=campaign, organisation=organisation, entry__in=asked).count(), len(asked)


def unanswered(campaign: Campaign) -> list[int]:
    """Return the organisations that have not answered for all their entries."""
    return [row.organisation.pk for row in progress(campaign) if not row.is_done]


def answered_entries(campaign: Campaign, organisation: Organisation) -> dict[int, CampaignAnswer]:
    """Return what an organisation has answered, by entry."""
    given = CampaignAnswer.objects.filter(campaign=campaign, organisation=organisation).select_related("claim", "doubt")
    return {answer.entry_id: answer for answer in given}


def entries_asked(campaign: Campaign, organisation: Organisation) -> set[int]:
    """Return the entries a campaign asks an organisation about."""
    return _asked(campaign, [organisation.pk])[organisation.pk]
