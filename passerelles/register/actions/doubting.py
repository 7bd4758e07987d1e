"""Asking, answering and setting aside doubts. A claim is disputed exactly while an open doubt hangs on it."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.common.words import in_every_language
from passerelles.library.models import Document
from passerelles.people.models import User
from passerelles.people.queries import standing
from passerelles.register.models import Claim, Doubt, DoubtState, Entry
from passerelles.register.projecting import project_all
from passerelles.register.steps import step


def ask(
    document: Document,
    key: str,
    about: str,
    reason: Callable[[], str] | Mapping[str, str],
    *,
    span: tuple[int, int] = (0, 0),
    entry: Entry | None = None,
    suggestions: Sequence[str] = (),
) -> Doubt:
    """Ask a person about words of a document; the same question is asked once, and stays answered."""
    doubt, _new = Doubt.objects.get_or_create(
        document=document,
        key=key[:300],
        defaults={
            "about": about,
            "reason": in_every_language(reason) if callable(reason) else dict(reason),
            "start": span[0],
            "end": span[1],
            "entry": entry,
            "suggestions": list(suggestions),
        },
    )
    return doubt


@step()
def answer(doubt: Doubt, words: str, *, by: User) -> Doubt:
    """Answer a doubt: what hung on it alone is no longer disputed."""
    words = " ".join(words.split())
    if not words:
        raise Refused(_("An answer needs some words; to leave it without, set it aside."))
    return _close(doubt, DoubtState.ANSWERED, words, by)


@step()
def dismiss(doubt: Doubt, *, by: User) -> Doubt:
    """Set a doubt aside."""
    return _close(doubt, DoubtState.DISMISSED, "", by)


def check_may_answer(doubt: Doubt, by: User) -> None:
    """Refuse whoever does not coordinate the group of the document that is asked about."""
    if doubt.document.group_id not in standing(by).coordinates:
        raise Refused(_("Only a coordinator of its group can judge this."))


def _close(doubt: Doubt, state: DoubtState, words: str, by: User) -> Doubt:
    check_may_answer(doubt, by)
    still = Doubt.objects.filter(pk=doubt.pk, state=DoubtState.OPEN)
    if not still.update(state=state, answer=words[:500], answered_by=by, answered_at=timezone.now()):
        raise Refused(_("This doubt is already answered."))
    return _settled(doubt)


@step()
def reopen(doubt: Doubt, *, by: User) -> Doubt:
    """Ask an answered doubt again."""
    check_may_answer(doubt, by)
    closed = Doubt.objects.filter(pk=doubt.pk).exclude(state=DoubtState.OPEN)
    if not closed.update(state=DoubtState.OPEN, answer="", answered_by=None, answered_at=None):
        raise Refused(_("This doubt is open already."))
    return _settled(doubt)


def _settled(doubt: Doubt) -> Doubt:
    doubt.refresh_from_db()
    claims = list(doubt.claims.select_related("entry__survivor"))
    settle(claims)
    project_all(claim.entry for claim in claims)
    return doubt


def settle(claims: Iterable[Claim]) -> None:
    """Write of each claim whether an open doubt hangs on it."""
    hanging = Doubt.objects.open().filter(claims=OuterRef("pk"))
    Claim.objects.filter(pk__in=[claim.pk for claim in claims]).update(is_disputed=Exists(hanging))
