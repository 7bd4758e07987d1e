"""Loads a network that a file describes: groups, members, people, documents, and what was judged of them. Again changes nothing."""

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.library.actions import Brought, take
from passerelles.library.models import Document, Visibility
from passerelles.library.working import work
from passerelles.people.actions import authority_of, give_role, join
from passerelles.people.models import Group, Organisation, Role, User
from passerelles.places.models import Place
from passerelles.register.actions import accept, accept_undisputed
from passerelles.register.demonstrated import add_said
from passerelles.register.models import Claim, Verdict
from passerelles.register.properties import BY_NAME

Json = dict[str, Any]


@dataclass
class Network:
    """What the file says, and the folder of documents beside it."""

    folder: Path

    @cached_property
    def said(self) -> Json:
        return tomllib.loads((self.folder / "network.toml").read_text(encoding="utf-8"))

    def load(self) -> None:
        """Make everything that is not there yet."""
        self._check()
        for group in self.said["groups"]:
            load_group(group)
        for person in self.said["people"]:
            load_person(person, self.said["password"])
        self._take()
        work(until_empty=True)
        self._judge()
        for path in settings.DEMONSTRATIONS:
            import_string(path)(self.folder, person_at(self.said["documents"]["by"]))
        beside = self.folder / "reciprocity.toml"
        if beside.exists():
            add_said(tomllib.loads(beside.read_text(encoding="utf-8")))

    def _check(self) -> None:
        """A password that a file tells everybody has no place on a real site."""
        known = [person["email"] for person in self.said["people"]]
        if User.objects.exclude(email__in=known).exists():
            raise Refused(_("This site has accounts of its own: the demonstration is not loaded into it."))

    def _take(self) -> None:
        said = self.said["documents"]
        by = person_at(said["by"])
        for path in sorted((self.folder / "documents").iterdir()):
            if path.name not in said["without"]:
                take(self._brought(path), by=by)

    def _brought(self, path: Path) -> Brought:
        said = self.said["documents"]
        return Brought(
            path.name,
            path.read_bytes(),
            Group.objects.get(slug=said["group_of"].get(path.name, "chine")),
            visibility=said["visibility"].get(path.name, Visibility.PUBLIC),
            address=said["address"].get(path.name, ""),
        )

    def _judge(self) -> None:
        said = self.said["judged"]
        by = person_at(said["by"])
        fresh = [document for name in said["undisputed"] if (document := unjudged(name))]
        for document in fresh:
            accept_undisputed(document, by=by)
        for rival in said["rivals"]:
            for document in fresh:
                if document.name == rival["document"]:
                    accept_said(document, rival["name"], rival["value"], by)

    @property
    def accounts(self) -> list[tuple[str, str]]:
        """Who can sign in: addresses, and what each is."""
        return [(person["email"], f"{person['name']}, {person['role']} {_name_of(person.get('of', ''))}") for person in self.said["people"]]


def _name_of(of: str) -> str:
    if not of:
        return ""
    where: Organisation | Group = Organisation.objects.get(key=of) if "/" in of else Group.objects.get(slug=of)
    return f"({where.wording.text})"


def person_at(email: str) -> User:
    return User.objects.get(email=email)


def load_group(said: Json) -> Group:
    parent = Group.objects.get(slug=said["parent"]) if "parent" in said else None
    group, _new = Group.objects.get_or_create(slug=said["slug"], defaults={"name": said["name"], "parent": parent})
    for place in Place.objects.filter(key__in=said["members"]):
        join(authority_of(place), group)
    return group


def load_person(said: Json, password: str) -> User:
    """Write somebody's account, with the password of all, and role."""
    is_administrator = said["role"] == "administrator"
    values = {"name": said["name"], "language": said.get("language", "fr"), "is_staff": is_administrator, "is_superuser": is_administrator}
    user = User.objects.filter(email=said["email"]).first() or User.objects.create_user(said["email"], password, **values)
    if not is_administrator:
        role = Role(said["role"])
        give_role(user, role, Organisation.objects.get(key=said["of"]) if role == Role.OFFICER else Group.objects.get(slug=said["of"]))
    return user


def unjudged(name: str) -> Document | None:
    """Return a document that was read and that nobody has judged anything of."""
    document = Document.objects.current().read().filter(name=name).first()
    if document is None or Verdict.objects.filter(claim__evidence__passage__document=document, by__isnull=False).exists():
        return None
    return document


def accept_said(document: Document, name: str, value: Any, by: User) -> None:
    """Accept one thing a document says, whatever says otherwise."""
    canonical = BY_NAME[name].parse(value).canonical()
    for claim in Claim.objects.from_document(document).proposed().filter(name=name, canonical=canonical):
        accept(claim, by=by)
