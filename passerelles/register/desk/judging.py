"""What a coordinator does on a document's page. Each answers an htmx request with what changed, any other with the page again."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from passerelles.common.htmx import fragment, is_htmx
from passerelles.common.refusing import Refused
from passerelles.library.models import Document
from passerelles.people.models import User
from passerelles.register import actions
from passerelles.register.desk.document import page_of, place, to_judge
from passerelles.register.desk.gathering import gather, seen
from passerelles.register.forms.judging import AnswerForm, PairForm, form_for
from passerelles.register.models import Claim, Doubt, Entry
from passerelles.register.queries.desk import left_of

VERDICTS: dict[str, Callable[..., Claim]] = {
    "accept": lambda claim, by: actions.accept(claim, by=by),
    "stand": lambda claim, by: actions.stand(claim, by=by),
    "reject": lambda claim, by: actions.reject(claim, by=by),
    "open": lambda claim, by: actions.publish_fact(claim, by=by),
}


@require_POST
def judge_claim(request: HttpRequest, pk: int, claim: int, verdict: str) -> HttpResponse:
    """Accept, reject, let stand, or publish without its source."""
    if verdict not in VERDICTS:
        raise Http404
    document, user = to_judge(request, pk)
    judged = _claim(document, user, claim)
    with _told(request):
        _check_seen(judged, request)
        VERDICTS[verdict](judged, by=user)
    return _changed(request, document, user, [judged.entry], f"claim-{claim}")


def _claim(document: Document, user: User, pk: int) -> Claim:
    """A claim of this page: said in the document, or what one of its doubts hangs on."""
    shown = Claim.objects.visible_to(user).select_related("entry__survivor")
    said = shown.filter(evidence__passage__document=document) | shown.filter(doubts__document=document)
    return get_object_or_404(said.distinct(), pk=pk)


def _check_seen(claim: Claim, request: HttpRequest) -> None:
    """Refuse a verdict on what somebody else has judged since the page was shown."""
    if request.POST.get("seen") != seen(claim):
        raise Refused(_("Somebody has judged this meanwhile: this is how it stands now."))


@contextmanager
def _told(request: HttpRequest) -> Iterator[None]:
    """Say on the page why something was refused."""
    try:
        yield
    except Refused as refused:
        messages.error(request, str(refused))


def _changed(request: HttpRequest, document: Document, user: User, entries: Iterable[Entry], anchor: str) -> HttpResponse:
    """Answer with the bundles of some entries (and of those read as the same), as a reload would show them."""
    back = place(document, request.POST, anchor)
    if not is_htmx(request):
        return redirect(back)
    roots = {entry.survivor_id or entry.pk for entry in entries}
    sheaf = gather(document, user, entries=set(Entry.objects.family(roots)))
    context = {"document": document, "left": left_of(document), "sheaf": sheaf, "number": request.POST.get("part", "1")}
    return fragment(request, "register/desk/_changed.html", context, back=back)


def _all_changed(request: HttpRequest, document: Document, user: User, anchor: str = "", at: str = "") -> HttpResponse:
    """Answer with all that is right of the text: bundles came, or went. `at`: the item to go on at, where it is not the next."""
    back = place(document, request.POST, anchor)
    if not is_htmx(request):
        return redirect(back)
    return fragment(request, "register/desk/_all_changed.html", page_of(document, user, request.POST) | {"at": at}, back=back)


@require_POST
def accept_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept what nothing speaks against: of one entry, or of the document."""
    document, user = to_judge(request, pk)
    asked = request.POST.get("entry", "")
    entry = get_object_or_404(Entry, pk=asked) if asked.isascii() and asked.isdecimal() and len(asked) < 15 else None
    with _told(request):
        accepted = len(actions.accept_undisputed(document, by=user, entry=entry))
        said = ngettext("%(count)d fact accepted.", "%(count)d facts accepted.", accepted)
        messages.info(request, said % {"count": accepted})
    if entry:
        return _changed(request, document, user, [entry], f"entry-{entry.pk}")
    return _all_changed(request, document, user)


@require_POST
def undo_last(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo one's last step on this page."""
    document, user = to_judge(request, pk)
    anchor, asked = "", _asked_still(document)
    with _told(request):
        claims = actions.undo(by=user, document=document)
        messages.info(request, _("Undone: your last step."))
        anchor = _undone(claims, _asked_still(document) - asked)
    return _all_changed(request, document, user, anchor, at=anchor)


def _asked_still(document: Document) -> set[int]:
    return set(Doubt.objects.open().filter(document=document).values_list("pk", flat=True))


def _undone(claims: list[Claim], asked_again: set[int]) -> str:
    """Where to go on after an undoing: the question that is asked again, else the first claim that waits again."""
    if asked_again:
        return f"doubt-{min(asked_again)}"
    return f"claim-{min(claim.pk for claim in claims)}" if claims else ""


def correct_claim(request: HttpRequest, pk: int, claim: int) -> HttpResponse:
    """Say what the words really mean: a form made for the property's type."""
    document, user = to_judge(request, pk)
    wrong = _claim(document, user, claim)
    form = form_for(wrong, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with _told(request):
            _check_seen(wrong, request)
            actions.correct(wrong, form.value, by=user)
        return _changed(request, document, user, [wrong.entry], f"claim-{claim}")
    return _asked(request, "register/desk/correct.html", document, {"claim": wrong, "form": form, "seen": seen(wrong)})


def correct_pair(request: HttpRequest, pk: int, entry: int) -> HttpResponse:
    """Say which pair the document really means: all it says of this one moves there."""
    document, user = to_judge(request, pk)
    wrong = get_object_or_404(Entry.objects.filter(kind="partnership", claims__evidence__passage__document=document).distinct(), pk=entry)
    form = PairForm(request.POST or None, entry=wrong)
    if request.method == "POST" and form.is_valid():
        with _told(request):
            actions.correct_parties(wrong, actions.pair_of(*form.pair, group=wrong.group), document, by=user)
        return _all_changed(request, document, user)
    return _asked(request, "register/desk/parties.html", document, {"entry": wrong, "form": form})


def _asked(request: HttpRequest, template: str, document: Document, context: dict[str, Any]) -> HttpResponse:
    """Show a form, again where something in it is wrong: htmx swaps the form alone."""
    held = request.POST if request.method == "POST" else request.GET
    context |= {"document": document, "number": held.get("part", "1"), "back": place(document, held)}
    return render(request, template, context)


@require_POST
def answer_doubt(request: HttpRequest, pk: int, doubt: int) -> HttpResponse:
    """Answer a doubt by one of its suggestions or in own words, or set it aside."""
    document, user = to_judge(request, pk)
    asked = get_object_or_404(Doubt.objects.filter(document=document).select_related("document"), pk=doubt)
    form = AnswerForm(request.POST)
    with _told(request):
        _answer(asked, form, user)
    return _all_changed(request, document, user, f"doubt-{doubt}")


def _answer(doubt: Doubt, form: AnswerForm, by: User) -> None:
    if not form.is_valid():
        raise Refused(_("This answer is too long."))
    if form.cleaned_data["aside"]:
        actions.dismiss(doubt, by=by)
    else:
        actions.respond(doubt, form.cleaned_data["answer"], by=by)
