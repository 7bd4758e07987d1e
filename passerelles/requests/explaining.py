"""The reasons of a suggestion in words, in the language of whoever reads. `SENTENCES` has one for each name of a line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from passerelles.common.listing import listed
from passerelles.common.words import Wording
from passerelles.register.properties.doing import country_name
from passerelles.register.terms import THEME_NAMES, TIES
from passerelles.requests.criteria.approvals import AS_OF
from passerelles.requests.suggesting import Line
from passerelles.requests.terms import LANGUAGES

CLASSES = {  # levels of territories, as levels.toml splits them
    "region": pgettext_lazy("level of a territory", "région"),
    "departement": pgettext_lazy("level of a territory", "département"),
    "metropole": pgettext_lazy("level of a territory", "métropole"),
    "epci": pgettext_lazy("level of a territory", "community of communes"),
    "large_commune": pgettext_lazy("level of a territory", "large commune"),
    "medium_commune": pgettext_lazy("level of a territory", "medium-sized town"),
    "commune": pgettext_lazy("level of a territory", "commune"),
    "province": pgettext_lazy("level of a territory", "province"),
    "direct": pgettext_lazy("level of a territory", "municipality of province rank"),
    "subprovincial": pgettext_lazy("level of a territory", "city of sub-provincial rank"),
    "prefecture": pgettext_lazy("level of a territory", "city of prefecture level"),
    "county": pgettext_lazy("level of a territory", "county or district"),
}
KINDS_OF_TIE = {**TIES, "office": gettext_lazy("representation office"), "other": gettext_lazy("joint action")}


@dataclass(frozen=True, slots=True)
class Told:
    """What sentences name: the asker, the country it is of, and places by key."""

    asker: str
    country: str
    places: Mapping[str, Wording]

    def names(self, line: Line) -> str:
        """What a line is about: places by name, themes by theirs."""
        return listed(self.places[each] if each in self.places else THEME_NAMES.get(each, each) for each in line.about)


Sentence = Callable[[Line, Told], str]


def sentence(line: Line, told: Told) -> str:
    return SENTENCES[line.name](line, told)


def _tie(line: Line, told: Told) -> str:
    return _("It works with %(asker)s: %(kind)s") % {"asker": told.asker, "kind": KINDS_OF_TIE[line.about[0]]}


def _level(line: Line, told: Told) -> str:
    mine, its = (CLASSES.get(each, each) for each in line.about)
    return _("Levels that answer each other: %(its)s – %(mine)s") % {"its": its, "mine": mine}


def _unequal(line: Line, told: Told) -> str:
    mine, its = (CLASSES.get(each, each) for each in line.about)
    words = _("Not of equal rank (%(its)s – %(mine)s): rule of the Chinese side as known in %(year)s, to be verified")
    return words % {"its": its, "mine": mine, "year": AS_OF}


def _twinned(line: Line, told: Told) -> str:
    words = _("It has a twinning in this country (%(country)s): the Chinese side has one as a rule (%(year)s, to be verified)")
    return words % {"country": country_name(told.country), "year": AS_OF}


def _seat(line: Line, told: Told) -> str:
    return _("It is the largest city of its territory (%(level)s)") % {"level": CLASSES.get(line.about[0], line.about[0])}


def _experience(line: Line, told: Told) -> str:
    number = round(line.figure or 1)
    words = ngettext(
        "It has %(number)d tie with this country: %(country)s", "It has %(number)d ties with this country: %(country)s", number
    )
    return words % {"number": number, "country": country_name(told.country)}


def _language(line: Line, told: Told) -> str:
    spoken = listed(LANGUAGES.get(each, each) for each in line.about)
    return _("Somebody there works in: %(languages)s") % {"languages": spoken}


def _sister(line: Line, told: Told) -> str:
    words = _("It shares a partner with %(place)s, which works with %(asker)s")
    return words % {"place": told.names(line), "asker": told.asker}


def _share(line: Line) -> int:
    return round(100 * (line.figure or 0))


SENTENCES: dict[str, Sentence] = {
    "tie": _tie,
    "province": lambda line, told: _("It works with %(place)s, or with another authority there") % {"place": told.names(line)},
    "above": lambda line, told: _("%(place)s, which it is part of, works with that territory") % {"place": told.names(line)},
    "within": lambda line, told: _("Part of it works with that territory: %(places)s") % {"places": told.names(line)},
    "beside": lambda line, told: _("In %(place)s, where it lies, somebody works with that territory") % {"place": told.names(line)},
    "sister": _sister,
    "experience": _experience,
    "themes": lambda line, told: _("Its partnerships and projects are about: %(themes)s") % {"themes": told.names(line)},
    "practice": lambda line, told: _("It has published a practice on: %(themes)s") % {"themes": told.names(line)},
    "label": lambda line, told: _("That practice has a label"),
    "wish": lambda line, told: _("It looks for: %(what)s") % {"what": told.names(line)},
    "wished": lambda line, told: _("A partner is looked for there: %(place)s") % {"place": told.names(line)},
    "named": lambda line, told: _("Named among the sites wanted"),
    "level": _level,
    "size": lambda line, told: _("Both are of like weight in their countries"),
    "services": lambda line, told: _("It is large enough to have services for this"),
    "seat": _seat,
    "near": lambda line, told: _("About %(km)d km from a host that is wanted already") % {"km": line.figure or 0},
    "load": lambda line, told: _("It has promised %(share)d %% of what it can receive") % {"share": _share(line)},
    "balance": lambda line, told: _("It has been received more often than it has received"),
    "language": _language,
    "twinned": _twinned,
    "unequal": _unequal,
}

WEIGHED: Mapping[tuple[str, str], Promise | str] = {  # what each weight is for, by its table and name
    ("reasons", "province"): gettext_lazy("A tie in the asker’s province"),
    ("reasons", "above"): gettext_lazy("The territory it is part of works there"),
    ("reasons", "within"): gettext_lazy("Part of it works there"),
    ("reasons", "beside"): gettext_lazy("A neighbour works there"),
    ("reasons", "sister"): gettext_lazy("A partner in common"),
    ("reasons", "experience"): gettext_lazy("Experience of the country"),
    ("reasons", "themes"): gettext_lazy("Themes of its partnerships"),
    ("reasons", "practice"): gettext_lazy("A published practice"),
    ("reasons", "label"): gettext_lazy("A label on that practice"),
    ("reasons", "wish"): gettext_lazy("It looks for this"),
    ("reasons", "wished"): gettext_lazy("The asker looks there"),
    ("reasons", "named"): gettext_lazy("Named among the sites wanted"),
    ("reasons", "level"): gettext_lazy("Levels that answer each other"),
    ("reasons", "size"): gettext_lazy("Like weight in both countries"),
    ("reasons", "services"): gettext_lazy("Large enough services"),
    ("reasons", "seat"): gettext_lazy("Largest city of its territory"),
    ("reasons", "near"): gettext_lazy("Near the other hosts"),
    ("reasons", "balance"): gettext_lazy("It owes a reception"),
    ("reasons", "language"): gettext_lazy("A language in common"),
    **{("ties", kind): name for kind, name in KINDS_OF_TIE.items()},
    ("against", "load"): gettext_lazy("It is full already"),
    ("against", "twinned"): gettext_lazy("Already twinned in the country"),
    ("against", "unequal"): gettext_lazy("Unequal rank"),
}
