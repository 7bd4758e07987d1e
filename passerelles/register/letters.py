"""The mails of a campaign and the links in them: signed, expiring, for one organisation of one campaign in one officer's hand."""

from dataclasses import dataclass

from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from passerelles.people.models import Organisation, User
from passerelles.people.queries import standing
from passerelles.register.models import Campaign, CampaignMail
from passerelles.register.queries.answers import progress_of

SALT = "passerelles.register.still-true"
LONGEST = 200 * 24 * 3600  # seconds: longer than any campaign may last; the campaign's own last day closes its links


class Expired(Exception):  # noqa: N818 - named for what happened
    """A link of a campaign that is over."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who a link was sent to, to answer for whom, in which campaign."""

    campaign: Campaign
    organisation: Organisation
    user: User


def token_of(mail: CampaignMail) -> str:
    return signing.dumps([mail.campaign_id, mail.organisation_id, mail.user_id], salt=SALT)


def bearer_of(token: str) -> Bearer:
    """Return what a link stands for. Raises signing.BadSignature where it was not made here, Expired where its campaign is over,
    or whoever it was sent to speaks for that organisation no more."""
    try:
        campaign, organisation, user = signing.loads(token, salt=SALT, max_age=LONGEST)
    except signing.SignatureExpired as error:
        raise Expired from error
    asked = Campaign.objects.select_related("group").filter(pk=campaign).first()
    officer = User.objects.filter(pk=user).first()
    if asked is None or not asked.is_open or officer is None or organisation not in standing(officer).speaks_for:
        raise Expired
    return Bearer(asked, Organisation.objects.get(pk=organisation), officer)


def letter(mail: CampaignMail) -> tuple[str, str]:
    """Return the subject and text of a mail, in its officer's language."""
    with translation.override(mail.user.language):
        path = reverse("still_true", args=[token_of(mail)])
        answered, asked = progress_of(mail.campaign, mail.organisation)
        context = {"mail": mail, "campaign": mail.campaign, "link": mail.campaign.address.rstrip("/") + path, "left": asked - answered}
        first, again = _("Still true? %(group)s asks %(organisation)s"), _("Reminder: still true? %(organisation)s, %(group)s")
        subject = again if mail.round else first
        named = {"group": mail.campaign.group, "organisation": mail.organisation}
        return " ".join((subject % named).split()), render_to_string("register/campaign/mail.txt", context)
