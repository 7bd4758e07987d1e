"""Hiding, in what the register holds, the secrets that a newer reader finds in a document."""

import re
from collections.abc import Iterable, Set
from functools import partial
from typing import Any

from django.db.models import Model, Q

from passerelles.library.masking import coded, without
from passerelles.library.models import Document, Source, SourceKind
from passerelles.people.actions import folded
from passerelles.people.models import Organisation
from passerelles.reading.secrets.masking import BULLET
from passerelles.register.models import Claim, Doubt, Entry, Evidence, Merge
from passerelles.register.projecting import project_all
from passerelles.register.properties.values import reworded
from passerelles.register.steps import step
from passerelles.register.tallying import renamed


@step()
def hide(source: Source, secrets: Set[str]) -> None:
    """Put • over secrets in whatever is said of the entries that a source speaks of, in its own words and others'.

    A secret that may be an ordinary word is hidden only where its own sentence was read.
    """
    entries = _spoken_of(source)
    read = _read_in_masked_words(source)
    claims = Claim.objects.filter(entry__in=entries)
    for claim in claims.prefetch_related("verdicts"):
        _hide_in_claim(claim, secrets if claim.pk in read else coded(secrets))
    asked = Doubt.objects.filter(Q(document__source=source) | Q(entry__in=entries) | Q(claims__in=claims)).distinct()
    for doubt in asked.select_related("document"):
        _hide_in_doubt(doubt, secrets if BULLET in doubt.quote else coded(secrets))
    _hide_in_declarations(entries, coded(secrets))
    marked = set(Claim.objects.filter(pk__in=read).values_list("entry", flat=True))
    for entry in entries:
        _hide_in_entry(entry, secrets if entry.pk in marked else coded(secrets))
    project_all(entries)


def _spoken_of(source: Source) -> list[Entry]:
    """The entries that a source speaks of, and those read as one with them, of which others repeat its words."""
    said = Entry.objects.filter(claims__source=source)
    roots = {survivor or pk for pk, survivor in said.values_list("pk", "survivor")}
    return list(Entry.objects.filter(pk__in=Entry.objects.family(roots)))


def _read_in_masked_words(source: Source) -> set[int]:
    """The claims whose own sentences, as they are kept now, have something masked."""
    said = Evidence.objects.filter(passage__document__source=source).select_related("passage__document")
    return {each.claim_id for each in said if BULLET in each.passage.document.text[each.passage.start : each.passage.end]}


def _hide_in_claim(claim: Claim, secrets: Set[str]) -> None:
    canonical = reworded(claim.value, partial(without, secrets=secrets)).canonical()
    if canonical != claim.canonical:
        same = Claim.objects.filter(entry=claim.entry_id, name=claim.name, source=claim.source_id)
        _write(claim, canonical=_apart(canonical, same.values_list("canonical", flat=True)))
    for verdict in claim.verdicts.all():
        _write(verdict, reason=without(verdict.reason, secrets))


def _apart(masked: str, held: Iterable[str]) -> str:
    """Two texts that differ in their secrets alone stay two: each has its own verdict."""
    known = set(held)
    while masked in known:
        masked = masked.replace(BULLET, BULLET * 2, 1)
    return masked


def _hide_in_doubt(doubt: Doubt, secrets: Set[str]) -> None:
    kept = {name: without(getattr(doubt, name), secrets) for name in ("reason", "suggestions", "answer")}
    key = _folded_without(without(doubt.key, secrets), secrets)  # it may name an entry by its key
    if key != doubt.key:
        key = _apart(key, Doubt.objects.filter(document=doubt.document_id).values_list("key", flat=True))
    _write(doubt, key=key, **kept)


def _hide_in_declarations(entries: Iterable[Entry], secrets: Set[str]) -> None:
    """An officer's sentence repeats what an entry is called, or the fact it contests."""
    about = Q(passages__evidence__claim__entry__in=entries) | Q(doubts__entry__in=entries)
    for document in Document.objects.filter(about, source__kind=SourceKind.DECLARATION).distinct():
        _write(document, **{name: without(getattr(document, name), secrets) for name in ("text", "title", "name")})


def _hide_in_entry(entry: Entry, secrets: Set[str]) -> None:
    """An entry's key is what the masked words make: what a newer reader says of it goes on meeting it."""
    for party in Organisation.objects.filter(parties__entry=entry, place=None):
        _hide_in_body(party, secrets)
    named = {name: without(getattr(entry, name), secrets) for name in ("words", "title")}
    _write(entry, **named, key=_key_without(entry, entry.key, secrets), sort_key=_folded_without(entry.sort_key, secrets))
    for merge in Merge.objects.filter(Q(survivor=entry) | Q(absorbed=entry)):
        _write(merge, reason=without(merge.reason, secrets))


def _hide_in_body(body: Organisation, secrets: Set[str]) -> None:
    _write(body, name=without(body.name, secrets), key=_key_without(body, body.key, secrets))
    renamed(body)


def _key_without(of: Model, key: str, secrets: Set[str]) -> str:
    masked = _folded_without(key, secrets)
    known = type(of)._default_manager.filter(key=masked).exclude(pk=of.pk)  # another's name differs in its secret alone
    return f"{masked}-{of.pk}" if masked != key and known.exists() else masked


def _folded_without(key: str, secrets: Set[str]) -> str:
    """A key made of folded words, as the masked words make it: a mask folds to nothing."""
    for secret in filter(None, map(folded, secrets)):
        if secret in key:
            key = re.sub("-*([|/])-*", r"\1", re.sub("-+", "-", key.replace(secret, "-"))).strip("-")
    return key


def _write(row: Any, **values: Any) -> None:
    """Write what changed."""
    changed = {name: value for name, value in values.items() if value != getattr(row, name)}
    for name, value in changed.items():
        setattr(row, name, value)
    if changed:
        type(row)._default_manager.filter(pk=row.pk).update(**changed)
