"""What every template may need: the same page in another language, words with their language, dates in words."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.html import conditional_escape, format_html
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext

from passerelles.common import listing
from passerelles.common.dates import said_date
from passerelles.common.numbers import signed
from passerelles.common.words import Wording, locale_of, page_lang, tongue, wording

register = template.Library()
register.filter("page_lang", page_lang)
register.filter("signed", signed)


@register.simple_tag(takes_context=True)
def language_links(context: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the page at hand in every language of the screens; without a request, their first pages."""
    request: HttpRequest | None = context.get("request")
    return [
        {"code": code, "name": name, "address": _in_language(request, code), "is_current": code == get_language()}
        for code, name in settings.LANGUAGES
    ]


def _in_language(request: HttpRequest | None, code: str) -> str:
    """The address with another language's prefix; one without any prefix (the admin's) leads to the first page."""
    parts = request.get_full_path().split("/", 2) if request and request.method == "GET" else []
    return f"/{code}/{parts[2]}" if len(parts) > 2 and parts[1] in dict(settings.LANGUAGES) else f"/{code}/"


@register.simple_tag
def colon() -> str:
    """What stands between a label and what it says: each language sets it its own way."""
    return pgettext("between a label and what it says", ": ")


@register.simple_tag
def comma() -> str:
    """What stands between two things that are told of one."""
    return listing.comma()


@register.simple_tag
def between(forloop: Mapping[str, int]) -> str:
    """What stands after a name of a list, at the end of its turn of the loop: a comma, "and", nothing after the last."""
    return listing.between(forloop["counter"], forloop["counter"] + forloop["revcounter"] - 1)


@register.filter
def listed(names: Iterable[object]) -> str:
    """Names in one line, as the visitor's language writes them."""
    return listing.listed(names)


@register.filter
def bracketed(more: object) -> str:
    """What is said besides, in the brackets of the visitor's language: " (Jiangsu)", "（江苏）"; nothing where nothing is."""
    return listing.beside("", str(more)) if more else ""


@register.simple_tag(takes_context=True)
def linked_data(context: Mapping[str, Any], thing: object) -> SafeString:
    """Say for search engines what a page is about: data that no browser runs. Who knows how is named in the settings."""
    request: HttpRequest | None = context.get("request")
    found = (import_string(name)(thing, request) for name in settings.DESCRIBERS) if request else ()
    told = "".join(f'<script type="application/ld+json">{_inert(said)}</script>' for said in found if said)
    return mark_safe(told)  # noqa: S308 - nothing in it opens or closes a tag


@register.simple_tag(takes_context=True)
def preview(context: Mapping[str, Any], about: object = None) -> SafeString:
    """Name the picture that a link to the page is shown with elsewhere."""
    request: HttpRequest | None = context.get("request")
    address = import_string(settings.PREVIEW)(about, request) if request else ""
    return format_html('<meta property="og:image" content="{}">', address) if address else mark_safe("")


def _inert(said: object) -> str:
    """JSON in which no text can end the script or begin another."""
    text = json.dumps(said, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@register.filter
def words(held: Mapping[str, str] | Wording | None) -> SafeString:
    """Show words in the visitor's language, else in another with its `lang`: fonts and screen readers need it."""
    said = held if isinstance(held, Wording) else wording(held or {})
    if said.lang == tongue():
        return conditional_escape(said.text)
    return format_html('<span lang="{}">{}</span>', page_lang(said.lang), said.text)


@register.filter
def spoken(text: Any, language: str) -> SafeString:
    """Show a text that is in a known language: a document's title, a quote."""
    return words(Wording(str(text), tongue(language) if language else tongue()))


@register.filter
def date_in_words(partial: Any) -> str:
    """Say a date as precise as it is known: a partial ISO text, or a date."""
    return said_date(partial.isoformat()[:10] if hasattr(partial, "isoformat") else str(partial or ""))


@register.filter
def language_name(code: str) -> str:
    """Name a language in the visitor's."""
    return str(locale_of().languages.get(tongue(code), code))


@register.simple_tag(takes_context=True)
def query(context: Mapping[str, Any], **changes: Any) -> str:
    """Return the page's query with some values changed (None takes one away): links that keep the filters."""
    request: HttpRequest | None = context.get("request")
    held = request.GET.copy() if request else QueryDict(mutable=True)
    for name, value in changes.items():
        held.pop(name, None)
        if value is not None:
            held[name] = str(value)
    return "?" + held.urlencode() if held else "?"
