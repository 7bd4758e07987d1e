"""The signs by which two requests are likened, in words."""

from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from passerelles.register.terms import THEME_NAMES
from passerelles.requests.describing import days_between
from passerelles.requests.recognising import Reason, Sign
from passerelles.requests.terms import Rank

SIGNS = {
    Sign.SAME_PLACE: _("the same place"),
    Sign.MAYBE_PLACE: _("perhaps the same place: the spelling is that of several"),
    Sign.PART_OF_PLACE: _("a part of the other’s place"),
    Sign.OTHER_PLACE: _("another place"),
    Sign.SAME_BODY: _("the same sort of body"),
    Sign.BUREAU: _("a bureau, and the authority it belongs to"),
    Sign.INSTITUTION: _("an institution, and the authority of the place"),
    Sign.OTHER_BODY: _("another sort of body"),
    Sign.SAME_DOMAIN: _("addresses of the same mail domain"),
    Sign.OTHER_DOMAIN: _("addresses of other mail domains"),
    Sign.SAME_HEAD: _("the same head of delegation"),
    Sign.NEARLY_HEAD: _("a head of nearly the same name"),
    Sign.SAME_SURNAME: _("a head of the same surname"),
    Sign.OTHER_HEAD: _("another head of delegation"),
    Sign.SAME_RANK: _("a head of the same rank"),
    Sign.OTHER_RANK: _("a head of another rank"),
    Sign.SAME_DAYS: _("the same days"),
    Sign.OVERLAPPING: _("days that overlap"),
    Sign.ADJACENT: _("days that follow, as stages of one journey do"),
    Sign.IN_WINDOW: _("days within the other’s window"),
    Sign.APART: _("days that are weeks apart"),
    Sign.FAR_APART: _("days that are months apart"),
    Sign.SAME_LETTER: _("the same letter"),
    Sign.SHARED_PASSAGES: _("letters that share passages"),
    Sign.SHARED_FIGURES: _("letters in two languages that share figures"),
    Sign.SAME_SIZE: _("as many participants"),
    Sign.LIKE_SIZE: _("about as many participants"),
    Sign.OTHER_SIZE: _("far more or fewer participants"),
    Sign.SHARED_THEMES: _("shared themes"),
    Sign.OTHER_THEMES: _("no shared theme"),
    Sign.SHARED_SITES: _("the same sites wanted"),
    Sign.SAME_MEDIATOR: _("passed on by the same body"),
}
RANKS = (Sign.SAME_RANK, Sign.OTHER_RANK)
DAYS = (Sign.SAME_DAYS, Sign.OVERLAPPING, Sign.ADJACENT, Sign.IN_WINDOW, Sign.APART, Sign.FAR_APART)
LETTERS = (Sign.SAME_LETTER, Sign.SHARED_PASSAGES)  # they are on both requests' pages, too long to be quoted here
THEMES = (Sign.SHARED_THEMES,)
OPEN = pgettext_lazy("dates of a request", "flexible")


def words_of(reason: Reason) -> list[str]:
    """What a reason stands on, each once, as whoever reads says it: ranks, days and themes in words."""
    if reason.sign in LETTERS:
        return []
    return list(dict.fromkeys(_word(reason.sign, word) for word in reason.words))


def _word(sign: Sign, word: str) -> str:
    if sign in RANKS:
        return str(Rank(word).label)
    if sign in THEMES:
        return str(THEME_NAMES.get(word, word))
    return _days(word) if sign in DAYS else word


def _days(word: str) -> str:
    first, slash, last = word.partition("/")
    return days_between(date.fromisoformat(first), date.fromisoformat(last)) if slash else str(OPEN)
