"""What whoever asks does, by form and by link: send, keep a draft, confirm, withdraw."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.people.models import Organisation, OrganisationKind, User
from passerelles.people.queries import digest_of
from passerelles.places.actions import gazetteer, row_of
from passerelles.requests.actions.answering import tell_hosts
from passerelles.requests.actions.likening import note_keys
from passerelles.requests.actions.moving import check_may, move
from passerelles.requests.models import Request, Step
from passerelles.requests.rights import Act
from passerelles.requests.stages import UNSENT, Stage
from passerelles.requests.telling import mail_link, tell_coordinators
from passerelles.requests.terms import StepKind


@dataclass(frozen=True, slots=True)
class Said:
    """What a form says of a request: columns, the place that asks by its key, and whether its authority does."""

    columns: Mapping[str, Any]
    place: str = ""
    is_authority: bool = False


def columns_of(said: Said) -> dict[str, Any]:
    """Return what a form says as columns. Only an authority that is known already is one that asks: a form writes none."""
    place = row_of(gazetteer().place(said.place)) if said.place else None
    of_place = Organisation.objects.filter(place=place, kind=OrganisationKind.AUTHORITY) if place and said.is_authority else None
    asker = of_place.first() if of_place else None
    return {
        **said.columns,
        "asker_place": place,
        "asker": asker,
        "asker_country": place.country if place else said.columns.get("asker_country", ""),
    }


@transaction.atomic
def submit(said: Said, *, address: str, draft: Request | None = None) -> Request:
    """Keep a request that its asker sent, a draft perhaps, and mail the link that confirms it. The network knows nothing of it yet."""
    columns = columns_of(said)
    asked = draft or Request.objects.create(language=get_language() or "fr", **columns)
    token, digest = _token()
    move(asked, Stage.UNCONFIRMED, StepKind.SENT, by=None, changes={**columns, "token": digest})
    mail_link(asked, token, address)
    return asked


@transaction.atomic
def save_draft(said: Said, *, address: str, draft: Request | None = None) -> Request:
    """Keep what was written so far. Its link is mailed for a new draft, and again where another address is given."""
    columns = {**columns_of(said), "changed_at": timezone.now()}
    if draft and columns["contact_email"] == draft.contact_email:
        return _written(draft, columns)
    token, digest = _token()
    columns["token"] = digest
    asked = _written(draft, columns) if draft else Request.objects.create(language=get_language() or "fr", **columns)
    mail_link(asked, token, address)
    return asked


def _written(draft: Request, columns: dict[str, Any]) -> Request:
    if not Request.objects.filter(pk=draft.pk, stage=Stage.DRAFT).update(**columns):
        raise Refused(_("This draft was sent meanwhile. Nothing was changed."))
    draft.refresh_from_db()
    return draft


def _token() -> tuple[str, str]:
    """A link's secret, and the digest that is kept of it."""
    token = secrets.token_urlsafe(32)
    return token, digest_of(token)


@transaction.atomic
def confirm(asked: Request) -> Step:
    """Receive a request whose asker pressed the button, and tell the group's coordinators. Refuses what is confirmed already."""
    if asked.stage != Stage.UNCONFIRMED:  # others move to "received", too: the link opens none again
        raise Refused(_("Your request is confirmed already: there is nothing more to do."))
    step = move(asked, Stage.RECEIVED, StepKind.CONFIRMED, by=None, changes={"received_at": timezone.now()})
    note_keys(asked)
    tell_coordinators(asked, step, lambda: _("New request"))
    return step


@transaction.atomic
def correct(asked: Request, said: Said) -> None:
    """Change a request that nobody confirmed yet, for who opened its link: the network knows nothing of it."""
    columns = {**columns_of(said), "changed_at": timezone.now()}
    if not Request.objects.filter(pk=asked.pk, stage=Stage.UNCONFIRMED).update(**columns):
        raise Refused(_("Your request is confirmed already: there is nothing more to do."))


@transaction.atomic
def withdraw(asked: Request, *, by: User | None = None) -> Step:
    """End a request for its asker, who gets no answer to a joint one any more; who knew of it is told. Those it led wait on their own."""
    if by:
        check_may(by, Act.AMEND, asked)
    is_known = asked.stage not in UNSENT
    step = move(asked, Stage.WITHDRAWN, StepKind.WITHDRAWN, by=by, changes={"joined_to": None})
    for follower in Request.objects.filter(joined_to=asked, stage=Stage.JOINED).order_by("pk"):
        move(follower, Stage.RECEIVED, StepKind.PARTED, by=by, other=asked, changes={"joined_to": None})
    if is_known:
        tell_coordinators(asked, step, lambda: _("Its asker has withdrawn the request"), by=by)
        tell_hosts(step)
    return step
