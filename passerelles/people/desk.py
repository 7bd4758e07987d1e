"""One's own keys: what lets programs ask in one's name."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from passerelles.common.refusing import Refused
from passerelles.people.actions import issue_key, revoke_key
from passerelles.people.forms import KeyForm
from passerelles.people.models import ApiKey, User
from passerelles.people.queries import keys_of


@never_cache
@sensitive_variables("token")
def keys(request: HttpRequest) -> HttpResponse:
    """A new key is shown in the answer to its POST, and never again: no address and no message keeps it."""
    user, token, form = cast("User", request.user), "", KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            token, form = issue_key(form.cleaned_data["name"], by=user)[1], KeyForm()
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "people/keys.html", {"form": form, "token": token, "keys": keys_of(user)})


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    user = cast("User", request.user)
    revoke_key(get_object_or_404(ApiKey.objects.filter(user=user), pk=pk), by=user)
    messages.success(request, _("The key opens nothing any more."))
    return redirect("keys")
