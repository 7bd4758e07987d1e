"""Quick entry for members: "we got this letter". The letter is read first, the form filled in, a person corrects and enters."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from passerelles.common.refusing import Refused
from passerelles.library.models import Document
from passerelles.people.models import Organisation, User
from passerelles.people.queries import standing
from passerelles.register.terms import THEME_NAMES
from passerelles.register.views.sending import member
from passerelles.requests.actions.entering import enter, keep_letter, may_bring_along, take_letter
from passerelles.requests.forms.entering import EntryForm, LetterForm
from passerelles.requests.prefilling.filling import Filled, filled_from
from passerelles.requests.queries.partnering import begun_for, name_of
from passerelles.requests.views.keeping import is_from_here, kept, stale


@login_not_required  # asked below, so that a session that ended loses nothing
@csrf_exempt  # the same
def new(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return signed_out(request)
    user = member(request)
    if not standing(user).brings:
        raise PermissionDenied(_("Requests are entered by members of a group and by its coordinators."))
    if request.method != "POST":
        return page(request, EntryForm(user=user, initial=begun(request, user)), LetterForm(user=user))
    if not is_from_here(request):
        return stale_page(request, user)
    return read_letter(request, user) if "read" in request.POST else entered(request, user)


def begun(request: HttpRequest, user: User) -> dict[str, Any]:
    """What the form begins with where "find a partner" leads to it: who looks for one, whom, and on which themes."""
    key = request.GET.get("for", "")
    organisation = Organisation.objects.select_related("place").filter(pk=key).first() if key.isdecimal() and len(key) < 16 else None
    themes = [theme for theme in request.GET.getlist("theme") if theme in THEME_NAMES]
    return begun_for(organisation, name_of(request.GET.get("partner", "")), themes, user)


def stale_page(request: HttpRequest, user: User) -> HttpResponse:
    """Nothing is done for a page that holds no more; what was typed is shown again."""
    is_letter = "read" in request.POST
    form = EntryForm(user=user) if is_letter else EntryForm(request.POST, user=user)
    letter_form = LetterForm(request.POST, request.FILES, user=user) if is_letter else LetterForm(user=user)
    stale(letter_form if is_letter else form)
    letter = None if is_letter else letter_of(user, form.cleaned_data.get("letter"))
    return page(request, form, letter_form, letter, status=403)


def signed_out(request: HttpRequest) -> HttpResponse:
    """To sign in; where something was typed already, it waits for that in a page of its own."""
    if request.method != "POST" or not is_from_here(request):
        return redirect_to_login(request.get_full_path(), reverse("sign_in"), "next")
    return kept(request, "requests/asking/signed_out.html", status=401)


def page(
    request: HttpRequest, form: EntryForm, letter_form: LetterForm, letter: Document | None = None, *, status: int = 200, **told: Any
) -> HttpResponse:
    context = {"form": form, "letter_form": letter_form, "letter": letter, **told}
    return render(request, "requests/asking/new.html", context, status=status)


def read_letter(request: HttpRequest, user: User) -> HttpResponse:
    """Keep a letter and fill the form in from it; what the reader does not find stays open."""
    letter_form = LetterForm(request.POST, request.FILES, user=user)
    letter, filled, initial = None, Filled(), {}
    if letter_form.is_valid():
        try:
            letter = take_letter(letter_form.cleaned_data["letter"], letter_form.cleaned_data["group"], by=user)
            filled = filled_from(letter)
            initial = {**filled.initial, "letter": letter.pk, "group": letter.group_id}
        except Refused as refused:
            letter_form.add_error("letter", str(refused))
            letter = None  # to be brought again
    return page(request, EntryForm(user=user, initial=initial), letter_form, letter, filled=filled)


def entered(request: HttpRequest, user: User) -> HttpResponse:
    form = EntryForm(request.POST, user=user)
    is_whole = form.is_valid()
    letter = letter_of(user, form.cleaned_data.get("letter"))
    if not is_whole:
        return page(request, form, LetterForm(user=user), letter)
    try:
        said = {name: form.cleaned_data[name] for name in ("host", "received")}
        asked = enter(form.said(), letter=letter, wished=form.cleaned_data.get("wished", ()), by=user, **said)
    except Refused as refused:
        form.add_error(None, str(refused))
        return page(request, form, LetterForm(user=user), letter)
    messages.success(request, _("The request is entered."))
    for words in keep_letter(asked, by=user):
        messages.warning(request, words)
    return redirect(asked)


def letter_of(user: User, pk: int | None) -> Document | None:
    """The letter that was read before the form; the library may have had it already."""
    letter = Document.objects.visible_to(user).brought().filter(pk=pk).first() if pk else None
    return letter if letter and may_bring_along(letter, user) else None
