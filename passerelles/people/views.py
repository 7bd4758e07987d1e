"""Signing in and out, a new password by e-mail, one's own account."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from passerelles.common.counting import DAY, spend
from passerelles.people.actions import change_password, describe
from passerelles.people.forms import AccountForm, ForgottenForm, OwnPasswordForm, SignInForm
from passerelles.people.models import User
from passerelles.people.queries import digest_of, roles_of
from passerelles.people.resetting import mail_reset_link, owner_of
from passerelles.people.trying import forget_failures, may_try, note_failure, visitor

LINKS_A_DAY = 20  # to one address, whoever asks for them
LINKS_OF_ONE_A_DAY = 60  # from one: an office behind it forgets less


@login_not_required
@sensitive_post_parameters()
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.get_user()
        login(request, user)
        forget_failures(request, user.email)
        return redirect(_wanted(request) or translate_url(reverse("home"), user.language))
    if form.has_error("__all__", "invalid_login"):
        note_failure(request, form.cleaned_data["username"])
    return render(request, "people/sign_in.html", {"form": form, "next": _wanted(request)})


@login_not_required
@require_safe
def engine_room_sign_in(request: HttpRequest) -> HttpResponse:
    """The engine room has no door of its own: there, wrong passwords would not be counted."""
    return redirect_to_login(_wanted(request) or reverse("admin:index"))


def _wanted(request: HttpRequest) -> str:
    """The page somebody was at before signing in; none of another site."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if is_ours else ""


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("home")


@login_not_required
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link by e-mail. The answer is the same whether the address is known or not."""
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and not _too_often(request, form):
        _mail_link(request, form.cleaned_data["email"])
        return render(request, "people/forgotten_sent.html", {"email": form.cleaned_data["email"]})
    return render(request, "people/forgotten.html", {"form": form})


def _too_often(request: HttpRequest, form: ForgottenForm) -> bool:
    """The bound of a day, counted whether the address is known or not."""
    to = digest_of(form.cleaned_data["email"].lower())
    spent = (spend(f"forgot:{visitor(request)}", LINKS_OF_ONE_A_DAY, DAY), spend(f"forgot-to:{to}", LINKS_A_DAY, DAY))
    if is_too_much := any(allowance.is_used_up for allowance in spent):
        form.add_error("email", _("Too many links were asked for in a day. Use the one that was sent last, or come again tomorrow."))
    return is_too_much


def _mail_link(request: HttpRequest, email: str) -> None:
    """As many mails as wrong passwords, then a pause: nobody fills another's letter box."""
    asked = f"link {email}"
    if may_try(request, asked):
        note_failure(request, asked)
        mail_reset_link(email, request.build_absolute_uri)


@login_not_required
@sensitive_post_parameters()
@never_cache
def new_password(request: HttpRequest, user: str, token: str) -> HttpResponse:
    """Where the mail's link leads: opening it changes nothing, sending the form does, once."""
    owner = owner_of(user, token)
    if owner is None:
        return render(request, "people/link_over.html", status=410)
    form = SetPasswordForm(owner, request.POST or None)
    if request.method == "POST" and form.is_valid():
        change_password(owner, form.cleaned_data["new_password1"])
        messages.success(request, _("Your password is changed. You can sign in with it now."))
        return redirect("sign_in")
    return render(request, "people/new_password.html", {"form": form})


def account(request: HttpRequest) -> HttpResponse:
    user = cast("User", request.user)
    form = AccountForm(request.POST or None, initial={"name": user.name, "language": user.language})
    if request.method == "POST" and form.is_valid():
        describe(user, name=form.cleaned_data["name"], language=form.cleaned_data["language"])
        messages.success(request, _("Your account is changed."))
        return redirect(translate_url(reverse("account"), user.language))
    return render(request, "people/account.html", {"form": form, "roles": roles_of(user)})


@sensitive_post_parameters()
def change_own_password(request: HttpRequest) -> HttpResponse:
    user = cast("User", request.user)
    form = OwnPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        change_password(user, form.cleaned_data["new_password1"])
        update_session_auth_hash(request, user)
        messages.success(request, _("Your password is changed."))
        return redirect("account")
    return render(request, "people/new_password.html", {"form": form})
