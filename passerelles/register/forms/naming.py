"""A field that holds the name of a place: where the name is not certain, the form asks again with suggestions to choose from."""

from django import forms
from django.utils.translation import gettext as _

from passerelles.register.naming import authority_named


def settle_name(form: forms.Form | forms.ModelForm, name: str, *, country: str, unknown: str) -> None:  # type: ignore[type-arg]  # Django's class takes its argument in stubs only
    """Write the key of the place that field `name` names into the field beside it ("city_is"); what is chosen there counts.

    Where several places are meant, or the name only resembles some, the form asks which; where it resembles none, it says `unknown`.
    """
    found = authority_named(form.cleaned_data[name], country=country)
    offered = [suggestion.key for suggestion in found.suggestions]
    chosen = form.cleaned_data.get(f"{name}_is") or ""
    key = chosen if chosen in offered else found.key
    form.cleaned_data[f"{name}_is"] = key
    if key:
        return
    if offered:
        choices = [(suggestion.key, suggestion.label) for suggestion in found.suggestions]
        form.fields[f"{name}_is"].widget = forms.RadioSelect(choices=choices)
        several, close = _("Several places are called so."), _("No place is called so. These are close:")
        form.add_error(f"{name}_is", several if found.is_known else close)
    else:
        form.add_error(name, unknown)
