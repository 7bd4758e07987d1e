"""What people type of themselves. Forms only read; what is then done stands in actions."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext_lazy as _

from passerelles.common.words import plain
from passerelles.people.models import Group
from passerelles.people.trying import may_try


class SignInForm(AuthenticationForm):
    """An e-mail address, in any case, and a password."""

    error_messages = {
        "invalid_login": _("This address and this password do not go together. Capitals matter in the password."),
        "inactive": _("This account is closed."),
        "too_many": _("Too many wrong passwords for this address. Wait ten minutes, then try again, or ask for a new password."),
    }

    def clean_username(self) -> str:
        email = cast("str", self.cleaned_data["username"]).strip().lower()
        if self.request and not may_try(self.request, email):
            raise forms.ValidationError(self.error_messages["too_many"], code="too_many")
        return email


class OwnPasswordForm(PasswordChangeForm):
    """A new password of one's own, for who knows the old one: an unattended screen changes none."""

    error_messages = {**PasswordChangeForm.error_messages, "password_incorrect": _("This is not your password.")}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = _("Your password until now")


class ForgottenForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))


class AccountForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=150, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("In which pages open after signing in, and mails are written.")
    )

    def clean_name(self) -> str:
        return plain(self.cleaned_data["name"])


class KeyForm(forms.Form):
    """What a new key is for."""

    name = forms.CharField(label=_("What the key is for"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class GroupForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's class takes its argument in stubs only
    """A group as the engine room changes it."""

    class Meta:
        model = Group
        fields = ("slug", "name", "parent", "home", "partner", "accepts_declarations")
        help_texts = {"parent": _("Who coordinates or observes the group above does the same in this one and in all below it.")}

    def clean_parent(self) -> Group | None:
        parent: Group | None = self.cleaned_data["parent"]
        if parent and self.instance.pk and parent.pk in Group.objects.family([self.instance.pk]):
            raise forms.ValidationError(_("A group is no sub-group of itself, nor of one below it."))
        return parent
