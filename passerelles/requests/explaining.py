"""The reasons of a suggestion in words, in the language of whoever reads. `SENTENCES` has one for each name of a line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from passerelles.common.words import Wording
from passerelles.register.properties.doing import country_name
from passerelles.register.terms import THEME_NAMES, TIES
from passerelles.requests.suggesting import Line
from passerelles.requests.terms import LANGUAGES

CLASSES = {  # levels of territories, as levels.toml splits them
    "region": pgettext_lazy("level of a territory", "région"),
    "departement": pgettext_lazy("level of a territory", "département"),
    "epci": pgettext_lazy("level of a territory", "métropole or community of communes"),
    "large_commune": pgettext_lazy("level of a territory", "large commune"),
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
        return ", ".join(str(self.places[each] if each in self.places else THEME_NAMES.get(each, each)) for each in line.about)


Sentence = Callable[[Line, Told], str]


def sentence(line: Line, told: Told) -> str:
    return SENTENCES[line.name](line, told)


def _tie(line: Line, told: Told) -> str:
    return _("It works with %(asker)s: %(kind)s") % {"asker": told.asker, "kind": KINDS_OF_TIE[line.about[0]]}


def _level(line: Line, told: Told) -> str:
    mine, its = (CLASSES.get(each, each) for each in line.about)
    return _("Its level answers the asker's: %(its)s – %(mine)s") % {"its": its, "mine": mine}


def _language(line: Line, told: Told) -> str:
    spoken = ", ".join(str(LANGUAGES.get(each, each)) for each in line.about)
    return _("Somebody there works in: %(languages)s") % {"languages": spoken}


def _share(line: Line) -> int:
    return round(100 * (line.figure or 0))


SENTENCES: dict[str, Sentence] = {
    "tie": _tie,
    "province": lambda line, told: _("It works with %(place)s, or with another authority there") % {"place": told.names(line)},
    "above": lambda line, told: _("%(place)s, which it is part of, works with that territory") % {"place": told.names(line)},
    "sister": lambda line, told: _("It shares a partner with %(place)s, which works with the asker") % {"place": told.names(line)},
    "experience": lambda line, told: _("It has partners in this country: %(country)s") % {"country": country_name(told.country)},
    "themes": lambda line, told: _("Its partnerships and projects are about: %(themes)s") % {"themes": told.names(line)},
    "practice": lambda line, told: _("It has published a practice on: %(themes)s") % {"themes": told.names(line)},
    "label": lambda line, told: _("That practice has a label"),
    "wish": lambda line, told: _("It looks for: %(what)s") % {"what": told.names(line)},
    "wished": lambda line, told: _("The asker looks for a partner there: %(place)s") % {"place": told.names(line)},
    "level": _level,
    "size": lambda line, told: _("Both are of like weight in their countries"),
    "services": lambda line, told: _("It is large enough to have services for this"),
    "near": lambda line, told: _("About %(km)d km from a host that is wanted already") % {"km": line.figure or 0},
    "load": lambda line, told: _("It has promised %(share)d %% of what it can receive") % {"share": _share(line)},
    "balance": lambda line, told: _("It has been received more often than it has received"),
    "language": _language,
}
