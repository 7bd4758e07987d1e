"""What people type of themselves. Forms only read; what is then done stands in actions."""

from typing import cast

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """An e-mail address, in any case, and a password."""

    error_messages = {
        "invalid_login": _("This address and this password do not go together. Capitals matter in the password."),
        "inactive": _("This account is closed."),
    }

    def clean_username(self) -> str:
        return cast("str", self.cleaned_data["username"]).strip().lower()


class ForgottenForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))


class AccountForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=150, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("In which pages open after signing in, and mails are written.")
    )
