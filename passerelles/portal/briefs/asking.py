"""What an address or a command asks of a brief: which languages, for whom."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language

from passerelles.common.words import tongue
from passerelles.people.models import Group
from passerelles.people.queries import NOBODY, Visitor, standing
from passerelles.portal.briefs.subjects import Subject, find_subject
from passerelles.register.queries.groups import groups_open_to


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to have the same brief otherwise."""

    name: str
    query: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """`beside` is the code of the language beside the page's own, where one was asked for."""

    user: Visitor
    beside: str
    for_public: bool

    @classmethod
    def of(cls, query: Mapping[str, str], user: Visitor) -> "Asked":
        return cls(user, code_of(query.get("with", "")), query.get("for") == "public")

    @property
    def reader(self) -> Visitor:
        """For whom it is made: somebody may take along what everybody may see."""
        return NOBODY if self.for_public else self.user

    @property
    def languages(self) -> list[str]:
        here = get_language() or settings.LANGUAGE_CODE
        return [here, *([self.beside] if self.beside and self.beside != here else [])]

    def subject(self, kind: str, pk: int) -> Subject | None:
        return find_subject(kind, pk, self.reader)

    @property
    def query(self) -> str:
        return self._query(self.beside, self.for_public)

    def _query(self, beside: str, for_public: bool) -> str:
        said = [f"with={tongue(beside)}"] if beside else []
        return "?" + "&".join([*said, *(["for=public"] if for_public else [])])

    @property
    def besides(self) -> list[Choice]:
        """The page's language alone, or beside each other one."""
        codes = ["", *(code for code, _name in settings.LANGUAGES if code != get_language())]
        names = dict(settings.LANGUAGES)
        return [Choice(names.get(code, ""), self._query(code, self.for_public), code == (self.languages[1:] or [""])[0]) for code in codes]

    @property
    def audiences(self) -> list[Choice]:
        """For who sees more than the public: with or without that."""
        if not standing(self.user).is_of_network:
            return []
        ways = (("own", False), ("public", True))
        return [Choice(name, self._query(self.beside, public), public == self.for_public) for name, public in ways]


def code_of(lang: str) -> str:
    """The code of a language as people write it: "zh" for "zh-hans"; none for one that the site does not speak."""
    return next((code for code, _name in settings.LANGUAGES if lang and lang.lower() in (code, tongue(code))), "")


def groups_for(user: Visitor) -> list[Group]:
    """Return the groups whose portfolio somebody may see."""
    return list(groups_open_to(user))
