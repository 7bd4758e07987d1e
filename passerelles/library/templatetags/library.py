"""What the library's templates ask for."""

from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from passerelles.library.laying import Piece
from passerelles.library.models import Document
from passerelles.library.terms import GENRES, LANGUAGE_NAMES

register = template.Library()
BEGINS = SafeString(' id="found"')  # where a link of the search leads


@register.filter
def language_name(language: str) -> str:
    return str(LANGUAGE_NAMES.get(language, language))


@register.filter
def genre(term: str) -> str:
    return str(GENRES.get(term, term))


@register.filter
def local_day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


@register.filter
def below(level: int) -> int:
    """A heading of a document stands below the page's own title."""
    return min(level + 1, 6)


@register.simple_tag
def pieces(cut: Iterable[Piece]) -> SafeString:
    """Words with their marks; whatever HTML they hold is shown, never obeyed."""
    return format_html_join("", "{}", ((_piece(piece),) for piece in cut))


def _piece(piece: Piece) -> SafeString:
    mark = piece.mark
    if mark is None:
        return format_html("{}", piece.text)
    if mark.kind == "found":
        return format_html(
            '<mark class="found"{} title="{}">{}</mark>', BEGINS if piece.start == mark.start else "", mark.label, piece.text
        )
    words = format_html('<mark class="{}" title="{}">{}</mark>', mark.kind, mark.label, piece.text)
    return format_html('<a class="said" href="{}">{}</a>', mark.address, words) if mark.address else words


@register.simple_tag
def desk_of(document: Document) -> str:
    """Where its proposals are judged; the desk stands above the library."""
    try:
        return reverse("desk_document", args=[document.pk])
    except NoReverseMatch:
        return ""
