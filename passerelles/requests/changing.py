"""What is asked, column by column: which columns differ, and how a change is said to people."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from passerelles.common.dates import said_date
from passerelles.common.listing import listed
from passerelles.register.naming import label_of_key
from passerelles.register.properties.doing import country_name
from passerelles.register.terms import THEME_NAMES
from passerelles.requests.models import Change, Request
from passerelles.requests.terms import LANGUAGES, Dating, Payer, Rank, RequestKind

LONGEST = 200  # characters of one side of a change in a mail
LABELS: dict[str, str | Promise] = {
    "kind": gettext_lazy("For what"),
    "asker_name": gettext_lazy("Who asks"),
    "asker": gettext_lazy("The authority that asks"),
    "asker_place": gettext_lazy("Its place"),
    "asker_country": gettext_lazy("Country"),
    "contact_name": gettext_lazy("Contact"),
    "contact_email": gettext_lazy("E-mail address"),
    "contact_phone": gettext_lazy("Telephone"),
    "purpose": gettext_lazy("What for"),
    "themes": gettext_lazy("Themes"),
    "dating": gettext_lazy("Dates"),
    "starts": gettext_lazy("First day"),
    "ends": gettext_lazy("Last day"),
    "days": gettext_lazy("Number of days"),
    "size": gettext_lazy("Number of participants"),
    "head_name": gettext_lazy("Led by"),
    "head_rank": gettext_lazy("Rank of whoever leads"),
    "composition": gettext_lazy("Who else comes"),
    "sites": gettext_lazy("Sites wished for"),
    "languages": gettext_lazy("Languages"),
    "needs_interpreter": gettext_lazy("Interpreter needed"),
    "payer": gettext_lazy("Who pays"),
    "payment": gettext_lazy("Who pays, in words"),
    "through": gettext_lazy("Through whom it came"),
    "approved_by": gettext_lazy("Approved by"),
    "others_asked": gettext_lazy("Whom else they asked"),
}


class Changed(NamedTuple):
    """A change as people read it; empty where nothing was said before, or nothing is since."""

    label: str
    before: str
    after: str


def changes_between(asked: Request, columns: Mapping[str, Any]) -> list[Change]:
    """Return what new columns change of a request, not yet kept. The network it is asked of is none of them."""
    told = ((name, _plain(getattr(asked, name)), _plain(columns[name])) for name in LABELS if name in columns)
    return [Change(column=name, before=before, after=after) for name, before, after in told if before != after]


def _plain(value: Any) -> Any:
    """A column's value as JSON keeps it: an organisation or a place by its key, a day as ISO writes it."""
    if isinstance(value, date):
        return value.isoformat()
    return value.key if hasattr(value, "key") else value


def said_changes(changes: Iterable[Change]) -> list[Changed]:
    """Return changes in the language at hand."""
    return [Changed(str(LABELS[each.column]), _said(each.column, each.before), _said(each.column, each.after)) for each in changes]


def in_lines(changes: Iterable[Change]) -> str:
    """Return changes as the lines of a mail, in the language at hand."""
    colon = pgettext("between a label and what it says", ": ")
    return "\n".join(f"{each.label}{colon}{_short(each.before)} → {_short(each.after)}" for each in said_changes(changes))


def _short(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(LONGEST) or "—"


def _said(column: str, value: Any) -> str:
    if value in (None, "", [], False):
        return ""
    return SAID.get(column, str)(value)


SAID: dict[str, Callable[[Any], str]] = {
    "kind": lambda value: str(RequestKind(value).label),
    "dating": lambda value: str(Dating(value).label),
    "head_rank": lambda value: str(Rank(value).label),
    "payer": lambda value: str(Payer(value).label),
    "asker": label_of_key,
    "asker_place": label_of_key,
    "asker_country": country_name,
    "starts": said_date,
    "ends": said_date,
    "themes": lambda values: listed(THEME_NAMES.get(each, each) for each in values),
    "languages": lambda values: listed(LANGUAGES.get(each, each) for each in values),
    "needs_interpreter": lambda value: _("needs an interpreter") if value else "",
}
