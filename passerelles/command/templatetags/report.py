"""Words on screen and values of facts, marked so that the report's language switch finds them."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from passerelles.command.facts import Cell, Fact
from passerelles.command.pages import clean, readable
from passerelles.command.words import WORDS, day, word

register = template.Library()


@register.simple_tag(takes_context=True)
def w(context: Context, key: str) -> SafeString:
    """A word on screen: ``{% w "places-found" %}``."""
    return _word(context, key)


@register.simple_tag(takes_context=True)
def cell(context: Context, value: Cell) -> SafeString:
    """A value of a fact; words of the document stand apart from ours, whichever way they are written."""
    if value.kind == "word":
        return _word(context, value.text)
    if value.kind == "date":
        return format_html('<time datetime="{}">{}</time>', value.text, day(value.text, context["lang"]))
    return format_html("<bdi>{}</bdi>", readable(value.text))


@register.simple_tag(takes_context=True)
def title(context: Context, fact: Fact) -> SafeString:
    """What a fact is called; a doubt in the page's language."""
    return told(context, fact.told) if fact.told else format_html("<bdi>{}</bdi>", readable(fact.title))


@register.simple_tag(takes_context=True)
def told(context: Context, by_language: Mapping[str, str]) -> SafeString:
    """Words of ours in each language, of which the page shows one."""
    said = ((language, "" if language == context["lang"] else " hidden", readable(words)) for language, words in by_language.items())
    return format_html_join("", '<span class="told" lang="{}"{}>{}</span>', said)


@register.simple_tag(takes_context=True)
def date(context: Context, written: str) -> SafeString:
    return cell(context, Cell("date", written))


@register.filter
def plainly(text: Any) -> str:
    """Words as a person would write them, that a page can hold."""
    return readable(str(text))


def _word(context: Context, key: str) -> SafeString:
    said = word(key, context["lang"])
    return format_html('<span data-w="{}">{}</span>', key, said) if key in WORDS else format_html("<bdi>{}</bdi>", clean(said))
