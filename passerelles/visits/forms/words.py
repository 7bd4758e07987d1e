"""Words in the languages of a programme, side by side in one field."""

from typing import Any

from django import forms
from django.forms.renderers import get_default_renderer
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from passerelles.common.words import page_lang, plain
from passerelles.visits.models import LANGUAGES

NAMES = {"fr": _("in French"), "zh": _("in Chinese")}


class WordsBox(forms.MultiWidget):
    def __init__(self, is_long: bool = False):
        kind = forms.Textarea if is_long else forms.TextInput
        more = {"rows": 2} if is_long else {}
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {}
        for lang in LANGUAGES:
            boxes[lang] = kind(attrs={"lang": page_lang(lang), **more})
        super().__init__(boxes)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Each box under the name of its language, which stays when one types."""
        boxes = self.get_context(name, value, attrs)["widget"]["subwidgets"]
        draw = (renderer or get_default_renderer()).render
        named = zip(boxes, NAMES.values(), strict=True)
        drawn = [(box["attrs"]["id"], said, mark_safe(draw(box["template_name"], {"widget": box}))) for box, said in named]  # noqa: S308 - a template's
        return format_html_join("\n", '<span class="in-language"><label for="{}">{}</label>{}</span>', drawn)

    def id_for_label(self, id_: str) -> str:
        """The field's own label is of no box: each has one."""
        return ""

    def decompress(self, value: Any) -> list[str]:
        return [(value or {}).get(lang, "") for lang in LANGUAGES]


class WordsField(forms.MultiValueField):
    """Gives language → text; where it is required, one language is enough."""

    def __init__(self, *, longest: int = 200, is_long: bool = False, **kwargs: Any):
        self.is_long = is_long
        fields = [forms.CharField(max_length=longest, required=False) for _lang in LANGUAGES]
        super().__init__(fields, require_all_fields=False, widget=WordsBox(is_long), **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        tidy = str.strip if self.is_long else plain
        words = {lang: tidy(text) for lang, text in zip(LANGUAGES, data_list, strict=False) if text and tidy(text)}
        if self.required and not words:  # nothing but characters that are not seen
            raise forms.ValidationError(self.error_messages["required"], "required")
        return words
