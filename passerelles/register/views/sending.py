"""What the officers' views share when something is sent: an agreement's files, an entry shown again."""

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict

from passerelles.common.htmx import fragment
from passerelles.common.words import tongue
from passerelles.library.actions import Brought, take
from passerelles.people.models import Group, Organisation, User
from passerelles.register.models import Entry
from passerelles.register.properties.values import Agreement, Value
from passerelles.register.queries.own import held_by


def member(request: HttpRequest) -> User:
    """Whoever is signed in: LoginRequiredMiddleware lets nobody else come here."""
    return cast(User, request.user)


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, be it nothing; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def languages() -> list[tuple[str, str]]:
    return [(code, str(name)) for code, name in settings.LANGUAGES]


def agreement_with_texts(request: HttpRequest, agreement: Value, group: Group) -> Value:
    """Take the signed text in each language in as a document of the group, and name it in the agreement."""
    brought: Any = [(tongue(code), request.FILES.get(tongue(code))) for code, _name in settings.LANGUAGES]
    texts = tuple(f"{lang}:{_taken(request, file, lang, group)}" for lang, file in brought if file)
    if not texts or not isinstance(agreement, Agreement):
        return agreement
    return Agreement(agreement.title, agreement.signed, agreement.until, agreement.resolution, agreement.signatories, texts)


def _taken(request: HttpRequest, file: Any, lang: str, group: Group) -> int:
    document, _is_new = take(Brought(file.name, file.read(), group, language=lang), by=member(request))
    return document.pk


def shown_again(request: HttpRequest, entry: Entry, organisation: Organisation, back: str) -> HttpResponse:
    """Answer with the entry as it is now: swapped in, or on the organisation's page."""
    held = next((each for each in held_by(organisation, request.user) if each.entry.pk == entry.pk), None)
    return fragment(request, "register/declaring/_held.html", {"each": held, "organisation": organisation}, back=back)
