"""How often the public may have mails written, to who asks and to those who work on what is asked: an hour's bound, and a day's (0082)."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from passerelles.common.counting import DAY, HOUR, Allowance, spend
from passerelles.people.queries import digest_of
from passerelles.people.trying import visitor
from passerelles.requests.models import Request

SENT_AN_HOUR, SENT_A_DAY = 20, 60  # from one address: an office behind it writes less
MAILED_AN_HOUR, MAILED_A_DAY = 4, 10  # to one address, whoever asks for it
TOLD_A_DAY = 60  # times that one visitor has those told who work on requests: confirmed, completed, corrected
TOLD_OF_ONE_A_DAY = 10  # times that they are told of one request, whoever has its link


def why_not_sent(request: HttpRequest, email: str) -> str:
    """Count what is sent, by where it comes from and whom a mail would reach; say why it is too much, or nothing."""
    source, to = f"ask:{visitor(request)}", f"ask-to:{digest_of(email.lower())}"
    if _is_used_up(spend(source, SENT_AN_HOUR, HOUR), spend(to, MAILED_AN_HOUR, HOUR)):
        return _("Too many requests came from you in an hour. What you wrote is still here: please send it later.")
    if _is_used_up(spend(source, SENT_A_DAY, DAY), spend(to, MAILED_A_DAY, DAY)):
        return _("Too many requests came from you in a day. What you wrote is still here: please send it tomorrow.")
    return ""


def why_not_told(request: HttpRequest, asked: Request) -> str:
    """The same of what those are told of who work on a request."""
    if _is_used_up(spend(f"tell:{visitor(request)}", TOLD_A_DAY, DAY), spend(f"tell-of:{asked.pk}", TOLD_OF_ONE_A_DAY, DAY)):
        return _("Too much came from you in a day: each time, those who work on it get a mail. Please do this tomorrow.")
    return ""


def _is_used_up(*spent: Allowance) -> bool:
    return any(allowance.is_used_up for allowance in spent)
