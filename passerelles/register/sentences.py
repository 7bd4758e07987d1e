"""The sentence a declaration is made of, in the language of whoever declares: shown before it is sent, then kept as its document."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from passerelles.people.models import Organisation
from passerelles.register.models import Entry
from passerelles.register.properties import BY_NAME, Value
from passerelles.register.properties.values import Choice

PATTERNS = {
    "kind": gettext_lazy("%(who)s declares: the tie %(entry)s is: %(value)s."),
    "since": gettext_lazy("%(who)s declares: %(entry)s has existed since %(value)s."),
    "until": gettext_lazy("%(who)s declares: %(entry)s holds until %(value)s."),
    "milestone": gettext_lazy("%(who)s declares a milestone of %(entry)s: %(value)s."),
    "agreement": gettext_lazy("%(who)s declares an agreement of %(entry)s: %(value)s."),
    "wish": gettext_lazy("%(who)s looks for: %(value)s."),
    "budget": gettext_lazy("%(who)s declares the budget of %(entry)s: %(value)s."),
    "funding": gettext_lazy("%(who)s declares who pays for %(entry)s: %(value)s."),
    "part": gettext_lazy("%(who)s declares a partner of %(entry)s: %(value)s."),
    "result": gettext_lazy("%(who)s declares a result of %(entry)s: %(value)s."),
    "movement": gettext_lazy("%(who)s declares of %(entry)s, given and received: %(value)s."),
    "confirmed": gettext_lazy("%(who)s confirms on %(value)s: %(entry)s is still true as the register says."),
}
STATES = {
    "wished": gettext_lazy("%(who)s declares: %(entry)s is wished for."),
    "active": gettext_lazy("%(who)s declares: %(entry)s is active."),
    "ended": gettext_lazy("%(who)s declares: %(entry)s has ended."),
}


def sentence(who: Organisation, entry: Entry | str, name: str, value: Value) -> str:
    """Return what an organisation declares of an entry (or of the name of one to come), in the language of the screen."""
    values = {"who": who, "entry": quoted(entry), "value": value.label().rstrip("."), "what": BY_NAME[name].title}
    if name == "state" and isinstance(value, Choice):
        return str(STATES[value.term]) % values
    pattern = PATTERNS.get(name)
    return str(pattern) % values if pattern else _("%(who)s declares of %(entry)s: %(what)s: %(value)s.") % values


def quoted(entry: Entry | str) -> str:
    """An entry's title between the quotation marks of the language at hand."""
    return _("“%(title)s”") % {"title": entry}
