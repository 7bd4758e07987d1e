"""The page that the link in a campaign's mail opens, without sign-in: all entries of one organisation, one button each."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from passerelles.common.htmx import fragment
from passerelles.common.refusing import Refused
from passerelles.common.words import tongue
from passerelles.register import actions
from passerelles.register.letters import Bearer, Expired, bearer_of
from passerelles.register.models import CampaignAnswer, Claim
from passerelles.register.queries.answers import answered_entries, entries_asked
from passerelles.register.queries.own import Held, held_by

Row = tuple[Held, CampaignAnswer | None]


@login_not_required
@never_cache
def still_true(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it writes nothing: a mail's links are opened by machines, too."""
    try:
        bearer = bearer_of(token)
    except Expired:
        return render(request, "register/campaign/no_link.html", {"is_expired": True}, status=410)
    except BadSignature:
        return render(request, "register/campaign/no_link.html", {"is_expired": False}, status=404)
    if request.method == "POST":
        return _answer(request, bearer, token)
    return render(request, "register/campaign/still_true.html", _shown(bearer, _asked(bearer), token))


def _asked(bearer: Bearer) -> list[Row]:
    """The entries a link's bearer is asked about, each with the answer given."""
    asked = entries_asked(bearer.campaign, bearer.organisation)
    answers = answered_entries(bearer.campaign, bearer.organisation)
    held = [each for each in held_by(bearer.organisation, bearer.user) if each.entry.pk in asked and each.facts]
    return [(each, answers.get(each.entry.pk)) for each in held]


def _shown(bearer: Bearer, rows: list[Row], token: str) -> dict[str, object]:
    return {"bearer": bearer, "rows": rows, "left": sum(answer is None for _each, answer in rows), "token": token}


def _answer(request: HttpRequest, bearer: Bearer, token: str) -> HttpResponse:
    each = next((held for held, _known in _asked(bearer) if str(held.entry.pk) == request.POST.get("entry")), None)
    if each is None:
        raise Http404
    try:
        _note_answer(request, bearer, each)
    except Refused as refused:
        messages.error(request, str(refused))
    rows = _asked(bearer)
    now, answer = next((row for row in rows if row[0].entry.pk == each.entry.pk), (each, None))
    context = _shown(bearer, rows, token) | {"each": now, "answer": answer}
    return fragment(request, "register/campaign/_answered.html", context, back=request.path)


def _note_answer(request: HttpRequest, bearer: Bearer, each: Held) -> None:
    words = request.POST.get("words", "").strip()[:1000]
    by, organisation, lang = bearer.user, bearer.organisation, tongue()
    if words:
        claim = _contested(each, request.POST.get("fact"))
        actions.object_in_campaign(bearer.campaign, claim, words, by=by, organisation=organisation, lang=lang)
    else:
        actions.answer_campaign(each.entry, by=by, organisation=organisation, lang=lang)


def _contested(each: Held, asked: str | None) -> Claim:
    """The fact that was named among those shown; one that is shown no more is not replaced by another."""
    claim = next((fact.claim for fact in each.facts if asked in (None, str(fact.claim.pk))), None)
    if claim is None:
        raise Http404
    return claim
