"""Telling those concerned what changed of a visit that was confirmed: a mail to each, written with the change, or written on."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from functools import partial

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from passerelles.common.mailing import Said, Written, write, write_on
from passerelles.common.words import tongue
from passerelles.people.models import Membership, Role, User
from passerelles.requests.letters import CODES, address_of
from passerelles.requests.models import Request
from passerelles.visits.delegation import written_to
from passerelles.visits.letters import changed, languages_of
from passerelles.visits.models import Visit
from passerelles.visits.stages import VisitStage

WAIT = timedelta(hours=1)  # in which what changes is told together
SHORT = timedelta(minutes=10)  # the same, from the day before the visit on


def touch(visit: Visit, say: Callable[[], str], *, by: User) -> None:
    """Note that a visit's dossier changed; where it was confirmed, its calendar is a new one and those concerned are told, together with
    what else changes within the hour.

    `say` gives a sentence in the language it is asked in.
    """
    Visit.objects.filter(pk=visit.pk).update(changed_at=timezone.now(), sequence=F("sequence") + 1)
    visit.refresh_from_db(fields=["changed_at", "sequence"])
    if visit.stage == VisitStage.CONFIRMED:
        is_near = visit.starts <= timezone.localdate() + timedelta(days=1)
        tell(visit, say, by=by, wait=SHORT if is_near else WAIT)


def tell(
    visit: Visit, say: Callable[[], str], *, by: User, wait: timedelta = timedelta(), to_delegation: Callable[[], str] | None = None
) -> None:
    """Write to all those concerned but whoever did it, and to who asked: after a while, or at once with what waited. A delegation's
    letter may say it otherwise.
    """
    key, about = f"visit/{visit.pk}/changed/{visit.sequence}", f"visit/{visit.pk}/changed"
    for someone in concerned(visit):
        if someone.pk != by.pk:
            said, worded = _in_languages([someone.language], say), partial(_mail, someone, visit, by)
            write_on(f"{key}/{someone.pk}", said, about=f"{about}/{someone.pk}", to=someone.email, worded=worded, wait=wait)
    for asked in written_to(visit):
        said = _in_languages(map(CODES.__getitem__, languages_of(asked)), to_delegation or say)
        worded = partial(_letter, asked, visit, by)
        suffix = f"request/{asked.pk}"
        write_on(f"{key}/{suffix}", said, about=f"{about}/{suffix}", to=asked.contact_email, worded=worded, wait=wait)


def tell_delegation(visit: Visit, key: str, say: Callable[[], str], *, by: User) -> None:
    """Write to those who asked without an account, each in the language they asked in, with the address of the delegation's page."""
    for asked in written_to(visit):
        words = _letter(asked, visit, by, [_in_languages(map(CODES.__getitem__, languages_of(asked)), say)])
        write(f"{key}/request/{asked.pk}", to=asked.contact_email, **words.columns)


def mail(someone: User, key: str, visit: Visit, say: Callable[[], str], *, by: User | None = None) -> None:
    """Write a sentence about a visit to somebody, in their language, with the address of its page."""
    words = _mail(someone, visit, by, [_in_languages([someone.language], say)])
    write(f"{key}/{someone.pk}", to=someone.email, **words.columns)


def _in_languages(languages: Iterable[str], say: Callable[[], str]) -> Said:
    said = {}
    for language in languages:
        with override(language):
            said[tongue()] = say()
    return said


def _all_of(told: Sequence[Said]) -> str:
    """Return what was said, in the language at hand, or in the one it was said in: one sentence, or a list."""
    lines = [each.get(tongue(), next(iter(each.values()))) for each in told]
    return lines[0] if len(lines) == 1 else "\n".join(f"- {line}" for line in lines)


def _letter(asked: Request, visit: Visit, by: User, told: Sequence[Said]) -> Written:
    kept = told[-1:] if visit.stage == VisitStage.CANCELLED else told  # what changed before matters no more
    letter = changed(visit, asked, lambda: _all_of(kept), by=by)
    return Written(letter.subject, letter.body, asked.language or letter.language, by.email)


def _mail(someone: User, visit: Visit, by: User | None, told: Sequence[Said]) -> Written:
    with override(someone.language):
        page = address_of("visit", visit.pk)
        words = _("%(what)s\n\nThe visit's page: %(page)s\n") if page else "%(what)s\n"  # no address is better than half of one
        body = words % {"what": _all_of(told), "page": page}
        return Written(visit.wording.text, body, someone.language, by.email if by else "")


def concerned(visit: Visit) -> list[User]:
    """Those who coordinate its group, and the officers of who receives and who travels."""
    organisations = [*visit.hosts.values_list("organisation", flat=True), *([visit.visitor_id] if visit.visitor_id else [])]
    officers = Q(role=Role.OFFICER, organisation__in=organisations)
    return users_of(officers | Q(role=Role.COORDINATOR, group=visit.group_id))


def users_of(roles: Q) -> list[User]:
    held: Iterable[int] = Membership.objects.in_force().filter(roles).values_list("user", flat=True)
    return list(User.objects.filter(pk__in=held, is_active=True).order_by("pk"))
