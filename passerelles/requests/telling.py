"""The mails between asker and network that need no decision: the link, a draft's link, what came in.

A mail to an address that nobody confirmed holds no word of whoever filled in the form: it would carry anybody's words to anybody.
"""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from passerelles.common.mailing import write
from passerelles.requests.describing import title_of
from passerelles.requests.models import Request, Step
from passerelles.requests.queries.asking import coordinators_of
from passerelles.requests.stages import Stage


def mail_link(asked: Request, token: str, address: str) -> None:
    """Send its asker the link that opens a request: to confirm it, or to go on with a draft."""
    with override(asked.language):
        is_draft = asked.stage == Stage.DRAFT
        context = {"group": asked.group, "link": address.rstrip("/") + reverse("asked", args=[token]), "is_draft": is_draft}
        subject = _("Go on with your request") if is_draft else _("Confirm your request")
        body = render_to_string("requests/asking/link.txt", context)
        write(f"request/{asked.pk}/link/{asked.token[:16]}", to=asked.contact_email, subject=subject, body=body, language=asked.language)


def mail_coordinators(asked: Request, step: Step, address: str) -> None:
    """Tell who coordinates the group what an asker did, each in their language."""
    for someone in coordinators_of(asked.group):
        with override(someone.language):
            link = address.rstrip("/") + asked.get_absolute_url()
            named = {"what": step.get_kind_display(), "request": title_of(asked)}
            body = render_to_string("requests/asking/came.txt", {**named, "asked": asked, "link": link, "user": someone})
            subject = _("Request %(what)s – %(request)s") % named
            write(
                f"request/{asked.pk}/step/{step.pk}/{someone.pk}", to=someone.email, subject=subject, body=body, language=someone.language
            )
