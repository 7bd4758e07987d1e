"""What is filled in to decide of a request, for each choice; `answer` is what its asker would read."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from passerelles.common.listing import beside
from passerelles.common.words import page_lang, wording
from passerelles.people.models import Organisation
from passerelles.requests.criteria import CRITERIA
from passerelles.requests.letters import Answer, languages_of
from passerelles.requests.models import Host, Request
from passerelles.requests.stages import HostState
from passerelles.requests.suggesting.routing import department_for
from passerelles.requests.terms import StepKind

REASON = 2000  # characters
WORDS = ("reason", "question")  # fields that a letter says in each of its languages
NAMES = {"fr": _("in French"), "zh": _("in Chinese"), "en": _("in English")}


def possible_hosts(asked: Request) -> "QuerySet[Organisation]":
    """Return who a request may be asked of: the group's members that are not of the asker's country, and those it names."""
    members = Q(memberships__group=asked.group_id) & ~Q(country=asked.asker_country)
    return Organisation.objects.filter(members | Q(asked__request=asked)).distinct().order_by("key")


def criteria_choices() -> list[tuple[str, str]]:
    return [("", "—"), *((key, str(wording(each.name))) for key, each in CRITERIA.items())]


class DecideForm(forms.Form):
    """A choice; `asked` is the request it is made of."""

    has_letter = True  # to whoever asked

    def __init__(self, asked: Request, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.asked = asked
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


def _boxes(name: str, field: forms.Field, languages: Sequence[str]) -> dict[str, forms.Field]:
    """A field for each language: the first has the name itself."""
    if len(languages) == 1:
        field.required = False  # asked for below
        return {name: field}
    return {name if language == languages[0] else f"{name}_{language}": _box(field, language) for language in languages}


def _box(field: forms.Field, language: str) -> forms.Field:
    box = deepcopy(field)
    box.required, box.label = False, beside(str(field.label), str(NAMES[language]))
    box.widget.attrs["lang"] = page_lang(language)
    return box


def _reason(label: Any, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, max_length=REASON, required=required, widget=forms.Textarea({"rows": 4}))


def _criterion() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("The criterion that decides"), choices=criteria_choices)


class AcceptForm(DecideForm):
    hosts = forms.ModelMultipleChoiceField(Host.objects.none(), label=_("Who receives"), widget=forms.CheckboxSelectMultiple)
    reason = _reason(_("What else the letter says"))

    def offered(self) -> "dict[str, QuerySet[Any]]":
        return {"hosts": self.asked.hosts.filter(state=HostState.ACCEPTED).select_related("organisation")}

    def answer(self) -> Answer:
        hosts = [host.organisation for host in self.cleaned_data["hosts"]]
        return Answer(StepKind.ACCEPTED, reason=self.cleaned_data["reason"], hosts=hosts)


class RedirectForm(DecideForm):
    to = forms.ModelMultipleChoiceField(Organisation.objects.none(), label=_("Other doors"), widget=forms.SelectMultiple({"size": 8}))
    criterion = _criterion()
    reason = _reason(_("The reason, as the letter says it"), required=True)

    def offered(self) -> "dict[str, QuerySet[Any]]":
        return {"to": possible_hosts(self.asked)}

    def answer(self) -> Answer:
        said = self.cleaned_data
        return Answer(StepKind.REDIRECTED, said["criterion"], said["reason"], list(said["to"]))


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


class AskHostsForm(DecideForm):
    has_letter = False
    hosts = forms.ModelMultipleChoiceField(Organisation.objects.none(), label=_("Whom to ask"), widget=forms.SelectMultiple({"size": 8}))
    department = forms.CharField(label=_("Department within the host"), max_length=120, required=False)
    due = forms.DateField(label=_("Answer wished for by"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, asked: Request, *args: Any, **kwargs: Any):
        super().__init__(asked, *args, **kwargs)
        self.fields["department"].initial = str(wording(department_for(asked.kind, asked.themes).name))

    def offered(self) -> "dict[str, QuerySet[Any]]":
        return {"hosts": possible_hosts(self.asked)}


class ReopenForm(DecideForm):
    has_letter = False
    reason = _reason(_("Why it is opened again"))


class AnswerForm(forms.Form):
    """A host's answer, or a question; which of the buttons was pressed says it."""

    host = forms.ModelChoiceField(Host.objects.none(), widget=forms.HiddenInput)
    accepts = forms.ChoiceField(choices=[("yes", ""), ("no", ""), ("ask", "")], widget=forms.HiddenInput)
    words = forms.CharField(label=_("What you would like to say"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3}))

    def __init__(self, hosts: "QuerySet[Host]", *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["host"].queryset = hosts  # type: ignore[attr-defined]  # it is a ModelChoiceField
