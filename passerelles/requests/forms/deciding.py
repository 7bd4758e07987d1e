"""What is filled in to decide of a request, for each choice; `answer` is what its asker would read."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from passerelles.common.listing import beside
from passerelles.common.words import page_lang, wording
from passerelles.people.models import Organisation
from passerelles.people.queries import NOBODY, Visitor
from passerelles.requests.criteria import CRITERIA
from passerelles.requests.letters import Answer, languages_of
from passerelles.requests.models import Host, Request
from passerelles.requests.queries.doors import Lists, doors_among, wished_for
from passerelles.requests.queries.handing import redirected
from passerelles.requests.queries.suggestions import other_side
from passerelles.requests.stages import HostState
from passerelles.requests.suggesting.routing import department_for
from passerelles.requests.terms import StepKind

REASON = 2000  # characters
WORDS = ("reason", "question")  # fields that a letter says in each of its languages
NAMES = {"fr": _("in French"), "zh": _("in Chinese"), "en": _("in English")}


def criteria_choices() -> list[tuple[str, str]]:
    return [("", "—"), *((key, str(wording(each.name))) for key, each in CRITERIA.items())]


class DecideForm(forms.Form):
    """A choice; `asked` is the request it is made of, `by` who looks."""

    has_letter = True  # to whoever asked

    def __init__(self, asked: Request, *args: Any, by: Visitor = NOBODY, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.asked, self.by = asked, by
        for field in self.fields.values():
            if field.required:
                field.label = f"{field.label} *"
        self.boxes = self._spoken()
        for name, queryset in self.offered().items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]  # it is a ModelMultipleChoiceField

    def offered(self) -> "dict[str, QuerySet[Any]]":
        """What this request leaves to choose, by field."""
        return {}

    def answer(self) -> Answer | None:
        """The letter's content; none where nobody outside is written to."""
        return None

    def _spoken(self) -> dict[str, dict[str, str]]:
        """Let the words of a letter be said once in each of its languages, the asker's first; return the boxes by word and language."""
        boxes: dict[str, dict[str, str]] = {}
        for name, field in list(self.fields.items()):
            del self.fields[name]
            said = _boxes(name, field, languages_of(self.asked)) if self.has_letter and name in WORDS else {name: field}
            self.fields.update(said)
            if name in WORDS:
                boxes[name] = dict(zip(languages_of(self.asked), said, strict=False))
        return boxes if self.has_letter else {}

    def clean(self) -> dict[str, Any]:
        """Words by language; where they are asked for, those of one language will do."""
        said = super().clean() or self.cleaned_data
        for name, boxes in self.boxes.items():
            found = {language: said.pop(box, "") for language, box in boxes.items()}
            said[name] = {language: words for language, words in found.items() if words}
            if self.base_fields[name].required and not said[name] and name not in self.errors:
                self.add_error(name, self.base_fields[name].error_messages["required"])
        return said

    def unsaid(self) -> str:
        """The asker's language, where the letter's words are said in the other one alone."""
        asked = languages_of(self.asked)[0]
        said = [self.cleaned_data.get(name) for name in self.boxes] if self.is_valid() else []
        return str(NAMES[asked]) if any(words and asked not in words for words in said) else ""

    def said(self) -> dict[str, Any]:
        """What was filled in, for the verb."""
        return dict(self.cleaned_data)


class DoorsInput(forms.CheckboxSelectMultiple):
    template_name = "requests/deciding/doors_input.html"


class DoorsField(forms.MultipleChoiceField):
    """Doors to tick: organisations by id, or by key where the network has not met them (`Lists`)."""

    widget = DoorsInput
    asked: Request

    def validate(self, value: list[str]) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def clean(self, value: Any) -> list[Organisation]:
        found = doors_among(self.asked, super().clean(value))
        if found is None:
            raise ValidationError(_("One of these cannot be asked. Nothing was done."))
        return found


class DoorsForm(DecideForm):
    """A choice among doors (its first field); others are looked for by name."""

    doors = ""  # the field's name

    def __init__(self, asked: Request, *args: Any, **kwargs: Any):
        super().__init__(asked, *args, **kwargs)
        field: Any = self.fields[self.doors]
        field.asked = asked
        field.choices = lambda: list(Lists(asked, self.by, self._now(self.doors) or (), self._now("sought") or ""))

    def _now(self, name: str) -> Any:
        return self[name].value()

    def said(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "sought"}


def _sought() -> forms.CharField:
    return forms.CharField(label=_("Another one, by its name"), max_length=120, required=False)


def _boxes(name: str, field: forms.Field, languages: Sequence[str]) -> dict[str, forms.Field]:
    """A field for each language: the first has the name itself."""
    if len(languages) == 1:
        field.required = False  # asked for below
        return {name: field}
    return {name if language == languages[0] else f"{name}_{language}": _box(field, language) for language in languages}


def _box(field: forms.Field, language: str) -> forms.Field:
    box = deepcopy(field)
    label, star, _rest = str(field.label).partition(" *")
    box.required, box.label = False, f"{beside(label, str(NAMES[language]))}{star}"
    box.widget.attrs["lang"] = page_lang(language)
    return box


def _reason(label: Any, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, max_length=REASON, required=required, widget=forms.Textarea({"rows": 4}))


def _criterion() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("The criterion that decides"), choices=criteria_choices)


class AcceptForm(DecideForm):
    hosts = forms.ModelMultipleChoiceField(Host.objects.none(), label=_("Who receives"), widget=forms.CheckboxSelectMultiple)
    reason = _reason(_("What else the letter says"))

    def __init__(self, asked: Request, *args: Any, **kwargs: Any):
        super().__init__(asked, *args, **kwargs)
        self.fields["hosts"].initial = [host.pk for host in asked.hosts.all() if host.state == HostState.ACCEPTED]

    def offered(self) -> "dict[str, QuerySet[Any]]":
        return {"hosts": self.asked.hosts.filter(state=HostState.ACCEPTED).select_related("organisation")}

    def answer(self) -> Answer:
        hosts = [host.organisation for host in self.cleaned_data["hosts"]]
        return Answer(StepKind.ACCEPTED, reason=self.cleaned_data["reason"], hosts=hosts)


class RedirectForm(DoorsForm):
    doors = "to"
    to = DoorsField(label=_("Other doors"))
    sought = _sought()
    criterion = _criterion()
    reason = _reason(_("The reason, as the letter says it"), required=True)

    def answer(self) -> Answer:
        said = self.cleaned_data
        return redirected(self.asked, said["criterion"], said["reason"], said["to"])


class DeclineForm(DecideForm):
    criterion = _criterion()
    reason = _reason(_("The reason, as the letter says it"))
    other_door = forms.CharField(label=_("Another door, in words"), max_length=500, required=False)

    def answer(self) -> Answer:
        said = self.cleaned_data
        return Answer(StepKind.DECLINED, said["criterion"], said["reason"], door=said["other_door"])


class AskMoreForm(DecideForm):
    question = _reason(_("What you need to know"), required=True)

    def answer(self) -> Answer:
        return Answer(StepKind.ASKED_MORE, reason=self.cleaned_data["question"])


class AskHostsForm(DoorsForm):
    has_letter = False
    doors = "hosts"
    hosts = DoorsField(
        label=_("Whom to ask"),
        help_text=_("Where nobody has an account here, no mail goes out: write to them yourself, then note their answer on the page."),
    )
    sought = _sought()
    department = forms.CharField(label=_("Department within the host"), max_length=120, required=False)
    due = forms.DateField(label=_("Answer wished for by"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, asked: Request, *args: Any, **kwargs: Any):
        super().__init__(asked, *args, **kwargs)
        self.fields["hosts"].initial = wished_for(asked)
        self.fields["department"].initial = str(wording(department_for(asked.kind, asked.themes, other_side(asked)).name))


class ReopenForm(DecideForm):
    reason = _reason(_("The reason, as the letter says it"))

    def answer(self) -> Answer:
        return Answer(StepKind.REOPENED, reason=self.cleaned_data["reason"])


class AnswerForm(forms.Form):
    """A host's answer, or a question; which of the buttons was pressed says it."""

    host = forms.ModelChoiceField(Host.objects.none(), widget=forms.HiddenInput)
    accepts = forms.ChoiceField(choices=[("yes", ""), ("no", ""), ("ask", "")], widget=forms.HiddenInput)
    words = forms.CharField(label=_("What you would like to say"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3}))

    def __init__(self, hosts: "QuerySet[Host]", *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["host"].queryset = hosts  # type: ignore[attr-defined]  # it is a ModelChoiceField
