"""The yearly question "still true?": opening it, sending its mails, taking the answers."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.common.mailing import send_each, wait_again
from passerelles.common.refusing import Refused
from passerelles.people.models import Group, Membership, Organisation, Role, User
from passerelles.people.queries import standing
from passerelles.register.actions.declaring import check_may_declare, confirm, contest
from passerelles.register.letters import letter
from passerelles.register.models import (
    Campaign,
    CampaignAnswer,
    CampaignMail,
    Claim,
    ClaimState,
    Doubt,
    Entry,
    MailState,
    VerdictKind,
)
from passerelles.register.projecting import project_all
from passerelles.register.queries.answers import unanswered
from passerelles.register.steps import step
from passerelles.register.verdicts import note

LONGEST = timedelta(days=180)  # that the links of a campaign open
BETWEEN_REMINDERS = timedelta(days=3)


@step()
def open_campaign(group: Group, *, until: date, address: str, by: User) -> Campaign:
    """Ask every member of a group whether its entries still hold: a mail to each officer of those that have some waits to be sent."""
    _check_may_ask(group, by)
    today = timezone.localdate()
    if not today < until <= today + LONGEST:
        raise Refused(_("Choose a last day between tomorrow and %(days)d days from now.") % {"days": LONGEST.days})
    Campaign.objects.filter(group=group, closed_at=None, until__lt=today).update(closed_at=timezone.now())
    try:
        with transaction.atomic():
            campaign = Campaign.objects.create(group=group, until=until, address=address, opened_by=by)
    except IntegrityError:
        raise Refused(_("A campaign of this group is open already.")) from None
    _address_mails(campaign, unanswered(campaign), 0)
    return campaign


@step()
def remind(campaign: Campaign, *, by: User) -> int:
    """Write a reminder to the officers of each organisation that has not answered for all its entries. Return how many."""
    _check_may_ask(campaign.group, by)
    _check_open(campaign)
    last = campaign.mails.order_by("-round").first()
    young = Q(sent_at__gt=timezone.now() - BETWEEN_REMINDERS) | Q(state=MailState.WAITING)  # a reminder asked for twice is one
    if last and campaign.mails.filter(young).exists():
        raise Refused(_("The last mails are not three days old: give the members a little time."))
    return _address_mails(campaign, unanswered(campaign), last.round + 1 if last else 0)


@step()
def close_campaign(campaign: Campaign, *, by: User) -> Campaign:
    """End a campaign: its links open no more."""
    _check_may_ask(campaign.group, by)
    if not Campaign.objects.filter(pk=campaign.pk, closed_at=None).update(closed_at=timezone.now()):
        raise Refused(_("This campaign is closed already."))
    campaign.refresh_from_db()
    return campaign


def send_waiting(campaign: Campaign) -> dict[str, int]:
    """Send what waits, one after the other; stopped at any moment, the next call goes on where this one was and sends none twice."""
    _check_open(campaign)
    _drop_needless(campaign)
    waiting = CampaignMail.objects.filter(campaign=campaign, state=MailState.WAITING)
    return send_each(list(waiting.select_related("campaign__group", "organisation", "user")), _message)


def _drop_needless(campaign: Campaign) -> None:
    """Who has answered since the mails were written, or has nothing left to answer for, is not asked."""
    campaign.mails.filter(state=MailState.WAITING).exclude(organisation__in=unanswered(campaign)).delete()


def _message(mail: CampaignMail) -> EmailMessage:
    subject, body = letter(mail)
    return EmailMessage(subject, body, to=[mail.user.email], headers={"Message-ID": _id_of(mail)})


def _id_of(mail: CampaignMail) -> str:
    """The same for the same mail sent again, so that a mail server can tell."""
    host = mail.campaign.address.split("//")[-1].split("/")[0].split(":")[0] or "localhost"
    return f"<passerelles.{mail.campaign_id}.{mail.organisation_id}.{mail.user_id}.{mail.round}@{host}>"


def send_again(campaign: Campaign, *, by: User) -> int:
    """Let mails that were refused, or of which nobody knows, wait to be sent again: not those being sent right now. Return how many."""
    _check_may_ask(campaign.group, by)
    return wait_again(campaign.mails.all())


def _address_mails(campaign: Campaign, organisations: Any, round: int) -> int:
    officers = Membership.objects.filter(organisation__in=organisations, role=Role.OFFICER, user__is_active=True).in_force()
    mails = [
        CampaignMail(campaign=campaign, organisation_id=organisation, user_id=user, round=round)
        for organisation, user in officers.order_by("organisation", "pk").values_list("organisation", "user")
    ]
    return len(CampaignMail.objects.bulk_create(mails))


@step()
def answer_campaign(entry: Entry, *, by: User, organisation: Organisation, lang: str = "fr") -> Claim:
    """Say that an entry is still true, in answer to its group's campaign where one is open: twice in a campaign is once."""
    check_may_declare(entry, by, organisation)
    campaign = Campaign.objects.open().filter(group=entry.group).first()
    if campaign is None:
        return confirm(entry, by=by, organisation=organisation, lang=lang)
    answer, is_new = CampaignAnswer.objects.get_or_create(campaign=campaign, organisation=organisation, entry=entry, defaults={"by": by})
    if not is_new and answer.claim and answer.claim.state in (ClaimState.PROPOSED, ClaimState.ACCEPTED):
        return answer.claim
    claim = confirm(entry, by=by, organisation=organisation, lang=lang)
    CampaignAnswer.objects.filter(pk=answer.pk).update(claim=claim, by=by, at=timezone.now())
    return claim


@step()
def object_in_campaign(campaign: Campaign, claim: Claim, words: str, *, by: User, organisation: Organisation, lang: str = "fr") -> Doubt:
    """Say that something of an entry is not true any more: contested, and answered as far as the campaign goes."""
    _check_open(campaign)
    doubt = contest(claim, words=words, by=by, organisation=organisation, lang=lang)
    entry = claim.entry.survivor or claim.entry
    CampaignAnswer.objects.update_or_create(
        campaign=campaign, organisation=organisation, entry=entry, defaults={"by": by, "doubt": doubt, "at": timezone.now()}
    )
    return doubt


@step()
def accept_confirmations(campaign: Campaign, *, by: User) -> int:
    """Accept all confirmations of a campaign that wait, as one step: they contradict nothing. Return how many."""
    _check_may_ask(campaign.group, by)
    waiting = Claim.objects.filter(pk__in=campaign.answers.values("claim"), state=ClaimState.PROPOSED, is_disputed=False)
    claims = list(waiting.select_related("entry__survivor"))
    step = f"campaign-{campaign.pk}-{uuid4().hex[:8]}"  # of its own, so that undoing one acceptance leaves those of another day
    for claim in claims:
        note(claim, VerdictKind.ACCEPT, {"state": ClaimState.ACCEPTED}, by=by, batch=step)
    project_all(claim.entry for claim in claims)
    return len(claims)


def _check_may_ask(group: Group, by: User) -> None:
    if group.pk not in standing(by).coordinates:
        raise Refused(_("Only a coordinator of this group can ask its members."))


def _check_open(campaign: Campaign) -> None:
    if not campaign.is_open:
        raise Refused(_("This campaign is closed."))
