"""Text that people write, in several languages: one JSON column, read in the visitor's language, then in the others in order."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from babel import Locale
from django.conf import settings
from django.db import models
from django.utils.translation import get_language, override


@dataclass(frozen=True, slots=True)
class Wording:
    """A text and the language it is in, for the page's `lang`."""

    text: str
    lang: str

    def __str__(self) -> str:
        return self.text


def plain(text: str) -> str:
    """Return a line without characters that hide or turn what stands beside them: a name shows what it is."""
    return " ".join(unmarked(" ".join(text.split())).split())


def unmarked(text: str) -> str:
    """Return a text without control and format characters, halves of surrogate pairs and the two that no XML may hold."""
    return "".join(char for char in text if unicodedata.category(char) not in ("Cc", "Cf", "Cs") and char not in "\ufffe\uffff")


def tongue(language: str | None = None) -> str:
    """Return a language as words are kept under it: "zh" for "zh-hans"."""
    return (language or get_language() or settings.LANGUAGE_CODE).split("-")[0]


def page_lang(language: str) -> str:
    """Return a language as a page's `lang` has it: its fonts hang on it, and how it is read aloud."""
    return "zh-Hans" if language in ("zh", "zh-hans") else language


def locale_of(language: str | None = None) -> Locale:
    """Return babel's locale for a language of the screens (the visitor's by default)."""
    return _locale(tongue(language))


@lru_cache(maxsize=16)
def _locale(tongue: str) -> Locale:
    return Locale.parse({"zh": "zh_Hans_CN"}.get(tongue, tongue))


def wording(words: Mapping[str, str], language: str | None = None) -> Wording:
    """Return the text in a language (the visitor's by default), else in the first language of the settings that has one."""
    wanted = tongue(language)
    for lang in [wanted, *(tongue(code) for code, _ in settings.LANGUAGES), *words]:
        if words.get(lang):
            return Wording(words[lang], lang)
    return Wording("", wanted)


def in_every_language(say: Callable[[], str]) -> dict[str, str]:
    """Return a sentence of the catalogues in every language of the screens."""
    words = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            words[tongue(code)] = str(say())
    return words


class WordsField(models.JSONField):
    """A column of words: language → text."""

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)
