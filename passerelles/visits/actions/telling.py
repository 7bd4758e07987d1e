"""Telling those concerned what changed of a visit that was confirmed: a mail to each, written with the change."""

from collections.abc import Callable, Iterable

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from passerelles.common.mailing import write
from passerelles.people.models import Membership, Role, User
from passerelles.requests.letters import address_of
from passerelles.visits.delegation import written_to
from passerelles.visits.letters import changed
from passerelles.visits.models import Visit
from passerelles.visits.stages import VisitStage


def touch(visit: Visit, say: Callable[[], str], *, by: User) -> None:
    """Note that a visit's dossier changed; where it was confirmed, its calendar is a new one and those concerned are told.

    `say` gives a sentence in the language it is asked in.
    """
    Visit.objects.filter(pk=visit.pk).update(changed_at=timezone.now(), sequence=F("sequence") + 1)
    visit.refresh_from_db(fields=["changed_at", "sequence"])
    if visit.stage == VisitStage.CONFIRMED:
        tell(visit, say, by=by)


def tell(visit: Visit, say: Callable[[], str], *, by: User) -> None:
    """Write to all those concerned but whoever did it, and to who asked."""
    for someone in concerned(visit):
        if someone.pk != by.pk:
            mail(someone, f"visit/{visit.pk}/changed/{visit.sequence}", visit, say, by=by)
    tell_delegation(visit, f"visit/{visit.pk}/changed/{visit.sequence}", say, by=by)


def tell_delegation(visit: Visit, key: str, say: Callable[[], str], *, by: User) -> None:
    """Write to those who asked without an account, each in the language they asked in, with the address of the delegation's page."""
    for asked in written_to(visit):
        letter = changed(visit, asked, say, by=by)
        said = {"subject": letter.subject, "body": letter.body, "language": asked.language or letter.language}
        write(f"{key}/request/{asked.pk}", to=asked.contact_email, reply_to=by.email, **said)


def mail(someone: User, key: str, visit: Visit, say: Callable[[], str], *, by: User | None = None) -> None:
    """Write a sentence about a visit to somebody, in their language, with the address of its page."""
    with override(someone.language):
        page, reply = address_of("visit", visit.pk), by.email if by else ""
        told = _("%(what)s\n\nThe visit's page: %(page)s\n") if page else "%(what)s\n"  # no address is better than half of one
        body, subject = told % {"what": say(), "page": page}, visit.wording.text
        write(f"{key}/{someone.pk}", to=someone.email, subject=subject, body=body, language=someone.language, reply_to=reply)


def concerned(visit: Visit) -> list[User]:
    """Those who coordinate its group, and the officers of who receives and who travels."""
    organisations = [*visit.hosts.values_list("organisation", flat=True), *([visit.visitor_id] if visit.visitor_id else [])]
    officers = Q(role=Role.OFFICER, organisation__in=organisations)
    return users_of(officers | Q(role=Role.COORDINATOR, group=visit.group_id))


def users_of(roles: Q) -> list[User]:
    held: Iterable[int] = Membership.objects.in_force().filter(roles).values_list("user", flat=True)
    return list(User.objects.filter(pk__in=held, is_active=True).order_by("pk"))
