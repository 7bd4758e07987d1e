"""What a writer of pages types."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.common.words import plain
from passerelles.pages.actions import Draft, Place
from passerelles.pages.models import Menu, Page, PageKind
from passerelles.pages.writing import LONGEST
from passerelles.people.models import Group

BODY_HELP = _(
    "Markdown: a blank line between paragraphs, # before a heading, - before an item, [words](address) for a link. History, press and "
    "publications: one line an item, “- 2005-11: what happened”."
)


class TextForm(forms.Form):
    """A page's text in one language, and the version it was written from."""

    title = forms.CharField(label=_("Title"), max_length=200)
    body = forms.CharField(
        label=_("Text"), max_length=LONGEST, required=False, strip=False, help_text=BODY_HELP, widget=forms.Textarea(attrs={"rows": 22})
    )
    note = forms.CharField(label=_("What you changed"), max_length=200, required=False, help_text=_("For the history; may stay empty."))
    seen = forms.IntegerField(min_value=0, max_value=2**31 - 2, widget=forms.HiddenInput)

    def clean_title(self) -> str:
        """It stands in menus and lists: it hides and turns nothing beside it."""
        title = plain(self.cleaned_data["title"])
        if not title:
            raise forms.ValidationError(self.fields["title"].error_messages["required"], "required")
        return title

    def clean_body(self) -> str:
        return str(self.cleaned_data["body"]).replace("\r\n", "\n").rstrip()

    @property
    def draft(self) -> Draft:
        said = self.cleaned_data
        return Draft(said["title"], said["body"], said["seen"], said["note"])


class PageForm(forms.Form):
    """Where a page is found and of what kind it is."""

    slug = forms.SlugField(label=_("Address"), max_length=40, help_text=_("Small letters, digits and hyphens: “history”, “about-us”."))
    kind = forms.ChoiceField(label=_("Kind"), choices=PageKind.choices)
    group = forms.ModelChoiceField(
        label=_("Group"),
        queryset=Group.objects.none(),
        required=False,
        help_text=_("Of a group’s own page; its coordinators alone write it."),
    )
    menu = forms.ChoiceField(label=_("Menu"), choices=Menu.choices, required=False)
    position = forms.IntegerField(label=_("Order"), min_value=0, max_value=999, initial=100, help_text=_("In menus, the smallest first."))

    def __init__(self, groups: frozenset[int], *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["group"]
        chosen.queryset = Group.objects.filter(pk__in=groups).order_by("slug")

    def clean_slug(self) -> str:
        return str(self.cleaned_data["slug"]).lower()

    @property
    def place(self) -> Place:
        said = self.cleaned_data
        return Place(said["slug"], PageKind(said["kind"]), said["group"], said["menu"], said["position"])

    @staticmethod
    def said_of(page: Page) -> dict[str, Any]:
        return {"slug": page.slug, "kind": page.kind, "group": page.group_id, "menu": page.menu, "position": page.position}
