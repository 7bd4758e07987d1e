"""What people say of a document when they bring it. Forms read strings; actions decide."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from passerelles.common.dates import is_date
from passerelles.library.models import DocumentState, Visibility
from passerelles.library.terms import GENRES, LANGUAGE_NAMES, LICENCES
from passerelles.people.models import Group, User
from passerelles.people.queries import standing

ANY = [("", _("any"))]
EXPLAINED = [
    (Visibility.GROUP, _("The group: whoever is of the group reads it; the public sees none of it.")),
    (Visibility.PUBLIC, _("Everybody: its text is public, and what is accepted from it shows its sentences.")),
    (Visibility.NETWORK, _("The network: members of every group read it.")),
    (Visibility.PRIVATE, _("You alone: nobody else learns that it is here, coordinators included.")),
]


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; which can be read is for the reader to say."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        if self.required and not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return list(files)


class DateSaid(forms.CharField):
    """A date as precise as it is known: a year, a month or a day."""

    def __init__(self, **kwargs: Any):
        super().__init__(max_length=10, widget=forms.TextInput(attrs={"placeholder": "2024-03-19", "inputmode": "numeric"}), **kwargs)

    def clean(self, value: Any) -> str:
        said = str(super().clean(value) or "").strip()
        if said and not is_date(said):
            raise forms.ValidationError(_("Write a year, a month or a day: 2024, 2024-03 or 2024-03-19."))
        return said


class BroughtForm(forms.Form):
    """What every way of bringing has in common."""

    visibility = forms.ChoiceField(label=_("Who sees it"), choices=EXPLAINED, widget=forms.RadioSelect, initial=Visibility.GROUP)
    genre = forms.ChoiceField(label=_("What it is"), choices=[("", _("not said")), *GENRES.items()], required=False)
    language = forms.ChoiceField(label=_("Language"), choices=[("", _("as the reader finds")), *LANGUAGE_NAMES.items()], required=False)
    published = DateSaid(
        label=_("Date"), required=False, help_text=_("When it was written or published. Left empty, the reader looks for it.")
    )
    licence = forms.CharField(
        label=_("Licence"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "licences"}),
        help_text=_("Under what terms it may be used again, if you know."),
    )
    group = forms.ModelChoiceField(label=_("Group"), queryset=Group.objects.none(), empty_label=None)
    licences = LICENCES

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        groups = Group.objects.filter(pk__in=standing(user).brings).order_by("slug")
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]  # a ModelChoiceField
        if not standing(user).coordinates:  # who speaks for a member proposes; a coordinator opens to everybody
            self.fields["visibility"].choices = [each for each in EXPLAINED if each[0] != Visibility.PUBLIC]  # type: ignore[attr-defined]  # a ChoiceField
        if len(groups) == 1:
            self.fields["group"].initial = groups[0]
            self.fields["group"].widget = forms.HiddenInput()


class UploadForm(BroughtForm):
    """Files, or a text pasted; the text of a page with its address."""

    uploads = FilesField(label=_("Files"), required=False)
    text = forms.CharField(
        label=_("Text"), required=False, max_length=2_000_000, strip=False, widget=forms.Textarea(attrs={"rows": 8, "class": "wide"})
    )
    title = forms.CharField(label=_("Title"), max_length=500, required=False)
    address = forms.URLField(
        label=_("Address of the page"),
        max_length=600,
        required=False,
        assume_scheme="https",
        help_text=_("Where the text stands on the web. Brought again, it becomes a new version."),
    )
    field_order = ["uploads", "text", "title", "address"]

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"])
        if address and not address.startswith(("http://", "https://")):
            raise forms.ValidationError(_("An address begins with http:// or https://."))
        return address

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("uploads") and not str(said.get("text") or "").strip() and not self.errors:
            raise forms.ValidationError(_("Choose files, or paste a text."))
        return said


class VersionForm(forms.Form):
    """A newer state of the same document."""

    file = forms.FileField(label=_("File"))
    published = DateSaid(label=_("Date"), required=False)


class VisibilityForm(forms.Form):
    visibility = forms.ChoiceField(label=_("Who sees it"), choices=EXPLAINED, widget=forms.RadioSelect)

    def __init__(self, *args: Any, offered: Collection[str] = Visibility.values, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["visibility"].choices = [each for each in EXPLAINED if each[0] in offered]  # type: ignore[attr-defined]  # a ChoiceField


class TitleForm(forms.Form):
    title = forms.CharField(
        label=_("Title"), max_length=500, required=False, help_text=_("Its file keeps its name. Without a title it is called as its file.")
    )


class FilterForm(forms.Form):
    """What the list of documents is narrowed to."""

    group = forms.ChoiceField(label=_("Group"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[*ANY, *DocumentState.choices])
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[*ANY, *LANGUAGE_NAMES.items()])
    genre = forms.ChoiceField(label=_("What it is"), required=False, choices=[*ANY, *GENRES.items()])
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, *args: Any, groups: list[Group], years: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [*ANY, *((group.slug, str(group)) for group in groups)]  # type: ignore[attr-defined]
        self.fields["year"].choices = [*ANY, *((year, year) for year in years)]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, str]:
        """Return the filters that hold; what no list offers is passed over."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
