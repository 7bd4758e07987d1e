"""What an officer does: see the organisation's entries, declare, contest, confirm, withdraw."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from passerelles.common.refusing import Refused
from passerelles.common.words import plain, tongue
from passerelles.people.models import Organisation
from passerelles.people.queries import Visitor, organisations_of
from passerelles.places.actions import gazetteer
from passerelles.register import actions
from passerelles.register.forms.declaring import ADDING, AmendForm, ContestForm, NamingForm, TextsForm
from passerelles.register.models import Campaign, Claim, Entry
from passerelles.register.naming import authority_named
from passerelles.register.properties import properties_of
from passerelles.register.queries.own import as_named, group_of, held_by, is_held, life_held, shown_below, told_now
from passerelles.register.sentences import quoted, sentence
from passerelles.register.views.sending import agreement_with_texts, languages, member, posted, shown_again


def my_organisation(request: HttpRequest) -> HttpResponse:
    organisation = speaking_for(request)
    context = _found(organisation, request.user) | {"organisations": organisations_of(request.user)}
    return render(request, "register/declaring/my_organisation.html", context)


def _found(organisation: Organisation, user: Visitor) -> dict[str, Any]:
    held, group = held_by(organisation, user), group_of(organisation)
    return {
        "organisation": organisation,
        "group": group,
        "held": held,
        "life": life_held(held),
        "below": shown_below(organisation, user),
        "kinds": list(adding_titles().items()),
        "campaign": Campaign.objects.open().filter(group=group).first(),
    }


def speaking_for(request: HttpRequest, entry: Entry | None = None) -> Organisation:
    """Return the organisation a visitor acts for: the one asked for, else the first (that is a party of the entry). 403 for others."""
    own = organisations_of(request.user)
    if entry:
        absorbed = entry.absorbed.values_list("parties__organisation", flat=True)
        own = [each for each in own if each.pk in {*entry.parties.values_list("organisation", flat=True), *absorbed}]
    asked = request.POST.get("organisation") or request.GET.get("organisation")
    own = [each for each in own if not asked or str(each.pk) == asked]
    if not own:
        raise PermissionDenied(_("You do not speak for this organisation."))
    return own[0]


def adding_titles() -> dict[str, str]:
    return {
        "partnership": _("a partnership"),
        "project": _("a project"),
        "office": _("an office"),
        "practice": _("a practice or expertise"),
        "wish": _("a wish"),
    }


def add(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in ADDING:
        raise Http404
    organisation = speaking_for(request)
    group = group_of(organisation)
    if group is None:
        raise PermissionDenied(_("Your organisation is not a member of a group yet: ask its coordinator."))
    form = ADDING[kind](posted(request), organisation=organisation, group=group)
    context = {"organisation": organisation, "title": _("Declare %(what)s") % {"what": adding_titles()[kind]}}
    act = partial(declare_new, request, form, organisation)
    return shown_before_sent(request, form, context, lambda: [each.words for each in told_by(form)], act)


def declare_new(request: HttpRequest, form: NamingForm, organisation: Organisation) -> Entry:
    return actions.declare_all(form.identity(), told_by(form), group=form.group, **signed(request, organisation))


def shown_before_sent(
    request: HttpRequest, form: Form, context: dict[str, Any], say: Callable[[], list[str]], act: Callable[[], Any]
) -> HttpResponse:
    """The form until it is whole, then the sentences it makes, and only then, once sent, the deed."""
    if form.is_valid():
        context["sentences"] = say()
        if "send" in request.POST:
            return sent(request, act)
    return render(request, template_of(request, form), context | {"form": form})


def told_by(form: NamingForm) -> list[actions.Told]:
    """What a form says, each with its sentence."""
    named = form.entry_name()
    return [actions.Told(name, value, sentence(form.organisation, named, name, value)) for name, value in form.said()]


def signed(request: HttpRequest, organisation: Organisation) -> dict[str, Any]:
    return {"by": member(request), "organisation": organisation, "lang": tongue()}


def template_of(request: HttpRequest, form: Any) -> str:
    """The sentence to look at once a form is whole, unless its author wants to change it; else the form."""
    is_ready = form.is_bound and form.is_valid() and "change" not in request.POST
    return "register/declaring/preview.html" if is_ready else "register/declaring/form.html"


def sent(request: HttpRequest, act: Any) -> HttpResponse:
    """Do what was sent and go back to the organisation's page; what is refused is said there."""
    try:
        act()
        messages.success(request, _("Your declaration is kept, signed with your name."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(back(request))


def back(request: HttpRequest) -> str:
    asked = request.POST.get("organisation", "")
    return reverse("my_organisation") + (f"?organisation={asked}" if asked.isdecimal() else "")


def own_entry(request: HttpRequest, pk: int) -> tuple[Entry, Organisation]:
    """Return an entry and the visitor's organisation that is a party of it. 404 where it may not be seen, 403 where it is another's."""
    entry = get_object_or_404(Entry.objects.surviving().select_related("group").with_parties(), pk=pk)
    try:
        organisation = speaking_for(request, entry)
    except PermissionDenied:
        if not Entry.objects.visible_to(request.user).filter(pk=pk).exists():
            raise Http404 from None
        raise
    if not is_held(entry, organisation, request.user):
        raise Http404
    return as_named([entry], request.user)[0], organisation


def amend(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    entry, organisation = own_entry(request, pk)
    definition = next((each for each in properties_of(entry.kind) if each.name == name and name not in ("confirmed", "name")), None)
    if definition is None:
        raise Http404
    form = AmendForm(definition, posted(request), initial={"value": request.GET.get("value", "")})
    context = {"organisation": organisation, "entry": entry, "title": f"{entry} · {definition.title}"}
    context["texts"] = TextsForm(languages()) if name == "agreement" else None
    context["now"] = told_now(entry, name, request.user)
    act = partial(declare_one, request, entry, organisation, form)
    return shown_before_sent(request, form, context, lambda: [sentence(organisation, entry, name, form.said())], act)


def declare_one(request: HttpRequest, entry: Entry, organisation: Organisation, form: AmendForm) -> Claim:
    name, value = form.definition.name, form.said()
    words = sentence(organisation, entry, name, value)
    if name == "agreement":
        value = agreement_with_texts(request, value, entry.group)
    return actions.declare(entry, name, value, words=words, **signed(request, organisation))


def contest(request: HttpRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim.objects.accepted().visible_to(request.user).with_evidence(), pk=pk)
    entry, organisation = own_entry(request, claim.entry.survivor_id or claim.entry_id)
    form = ContestForm(posted(request))
    context = {"organisation": organisation, "entry": entry, "claim": claim, "title": _("Contest a fact")}

    def words() -> str:
        return contested(claim, entry, organisation, form.cleaned_data["words"])

    def act() -> Any:
        return actions.contest(claim, words=words(), **signed(request, organisation))

    return shown_before_sent(request, form, context, lambda: [words()], act)


def contested(claim: Claim, entry: Entry, organisation: Organisation, words: str) -> str:
    fact = _("%(what)s: %(value)s") % {"what": claim.definition.title, "value": claim.label}
    return _("%(who)s contests “%(fact)s” of %(entry)s: %(words)s") % {
        "who": organisation,
        "fact": fact,
        "words": plain(words),
        "entry": quoted(entry),
    }


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    entry, organisation = own_entry(request, pk)
    try:
        actions.answer_campaign(entry, by=member(request), organisation=organisation, lang=tongue())
    except Refused as refused:
        messages.error(request, str(refused))
    return shown_again(request, entry, organisation, back(request))


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim.objects.visible_to(request.user).select_related("source", "entry__survivor"), pk=pk)
    own_entry(request, claim.entry.survivor_id or claim.entry_id)
    try:
        actions.withdraw(claim, by=member(request))
        messages.success(request, _("Your declaration is withdrawn."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(back(request))


def suggest_places(request: HttpRequest) -> HttpResponse:
    """Names that begin to be typed: what the gazetteer knows or finds close."""
    text = request.GET.get("q", "")[:80].strip()
    found = authority_named(text, country=request.GET.get("country", "")[:2]).suggestions if len(text) > 1 else ()
    options = [(gazetteer().place(each.key).zh if get_language() == "zh-hans" else "", each) for each in found]
    return render(request, "register/declaring/_suggestions.html", {"options": options})
