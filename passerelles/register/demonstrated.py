"""What people of the demonstration add to what its documents say: declared, read out of a document, estimated. Again changes nothing."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import override

from passerelles.library.models import Document
from passerelles.people.models import Group, Organisation, User
from passerelles.register import keys
from passerelles.register.actions import Identity, accept, declare, entry_of, estimate, read_out
from passerelles.register.models import Claim, Entry, EntryKind
from passerelles.register.naming import organisation_of
from passerelles.register.properties import BY_NAME, Value
from passerelles.register.sentences import sentence
from passerelles.register.steps import step

Json = dict[str, Any]


@step()
def add_said(said: Json) -> None:
    """Write what a file says beside the documents: projects, words read out of documents, declarations, estimates."""
    by = User.objects.get(email=said["by"])
    for project in said["projects"]:
        _project(project, by)
    for each in said["read_out"]:
        _read_out(each, by)
    _declare(said["declared"], by)
    for each in said["estimated"]:
        _estimate(each, by)


def _entry(parties: Iterable[str]) -> Entry | None:
    """The partnership of two territories, where the documents have told of it."""
    key = "|".join(["partnership", *parties])
    return Entry.objects.filter(key=key).select_related("group").first()


def _value(each: Json) -> tuple[str, Value]:
    name = each.get("name", "movement")
    return name, BY_NAME[name].parse(each["value"])


def _is_said(entry: Entry, name: str, value: Value, **source: Any) -> bool:
    said = {f"source__{key}": held for key, held in source.items()}
    return Claim.objects.filter(entry=entry, name=name, canonical=value.canonical(), **said).exists()


def _project(said: Json, by: User) -> None:
    """A project that its first party declares, all of it accepted."""
    parties = [organisation_of(key) for key in said["parties"]]
    identity = Identity(EntryKind.PROJECT, keys.project(said["title"], parties), parties, {said["lang"]: said["title"]})
    entry = entry_of(identity, Group.objects.get(slug=said["group"]))
    told = [{"name": "name", "value": {"text": said["title"], "lang": said["lang"]}}, *said["says"]]
    for each in told:
        _declared(entry, each, parties[0], User.objects.get(email=said["officer"]), by)


def _declare(said: Iterable[Json], by: User) -> None:
    for each in said:
        entry = _entry(each["parties"])
        if entry:
            _declared(entry, each, Organisation.objects.get(key=each["who"]), User.objects.get(email=each["officer"]), by)


def _declared(entry: Entry, each: Json, who: Organisation, officer: User, by: User) -> None:
    name, value = _value(each)
    if _is_said(entry, name, value, organisation=who):
        return
    with override(officer.language):
        words = sentence(who, entry, name, value)
    claim = declare(entry, name, value, words=words, by=officer, organisation=who, lang=officer.language.split("-")[0])
    if not each.get("waits") and claim.state != "accepted":
        accept(claim, by=by)


def _read_out(each: Json, by: User) -> None:
    entry = _entry(each["parties"])
    document = Document.objects.current().read().filter(name=each["document"]).first()
    if entry and document:
        name, value = _value(each)
        read_out(entry, name, value, document=document, words=each["words"], by=by)


def _estimate(each: Json, by: User) -> None:
    entry = _entry(each["parties"])
    name, value = _value(each)
    if entry and not _is_said(entry, name, value, key=f"estimate/{entry.group.slug}"):
        estimate(entry, name, value, words=each["words"], by=by, lang="fr")
