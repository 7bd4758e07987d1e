"""Importing spreadsheets: opening a batch, naming its columns and names, importing it whole, undoing it whole."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.common.limits import Breach
from passerelles.common.refusing import Refused
from passerelles.library.finding import index_source
from passerelles.library.holding import holdable, holdable_json
from passerelles.library.masking import masked_name
from passerelles.library.models import Document, Visibility
from passerelles.people.models import Group, User
from passerelles.people.queries import standing
from passerelles.reading import Unreadable
from passerelles.register.actions.choosing import ask_which_stand
from passerelles.register.actions.doubting import settle
from passerelles.register.actions.writing import Written, keep_document, write
from passerelles.register.importing.columns import guess, signature
from passerelles.register.importing.comparing import compare
from passerelles.register.importing.opening import opened
from passerelles.register.importing.planning import Plan
from passerelles.register.importing.tables import Table, tables_of
from passerelles.register.models import Batch, BatchState, Claim, ClaimState, Doubt, DoubtState, KnownColumns, VerdictKind
from passerelles.register.projecting import project_all
from passerelles.register.seeing import seen_within
from passerelles.register.steps import step
from passerelles.register.verdicts import IMPORTED, note_all


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """A spreadsheet as somebody brings it."""

    name: str
    data: bytes = field(repr=False)
    group: Group
    visibility: str = Visibility.GROUP
    published: str = ""


def open_batch(brought: Spreadsheet, *, by: User) -> Batch:
    """Open a spreadsheet to import: kept as it is, its columns guessed, or known from the last sheet with the same titles."""
    _check_coordinates(brought.group, by)
    digest = hashlib.sha256(brought.data).hexdigest()
    _check_new(brought, digest)
    try:
        sheet = opened(brought.data, masked_name(brought.name))
    except (Unreadable, Breach) as error:
        raise Refused(str(error)) from error
    batch = Batch(
        group=brought.group,
        by=by,
        name=sheet.name,
        sha256=digest,
        format=sheet.format,
        language=sheet.language,
        text=holdable(sheet.text),
        blocks=holdable_json(sheet.blocks),
        notes=holdable_json(sheet.notes),
        has_secret=sheet.has_secret,
        visibility=brought.visibility,
        published=brought.published or timezone.localdate().isoformat(),
    )
    batch.mapping = _guessed(batch)
    batch.original.save(batch.name, ContentFile(brought.data), save=False)
    batch.save()
    return batch


def _check_new(brought: Spreadsheet, digest: str) -> None:
    if len(brought.data) > settings.LARGEST_DOCUMENT:
        limit = settings.LARGEST_DOCUMENT // 2**20
        raise Refused(_("%(name)s is larger than %(limit)d MB.") % {"name": masked_name(brought.name), "limit": limit})
    known = Batch.objects.filter(group=brought.group, sha256=digest, state=BatchState.IMPORTED).first()
    if known:
        day = known.imported_at.date().isoformat() if known.imported_at else ""
        raise Refused(_("This very file was imported on %(day)s. Undo that import first.") % {"day": day})


def batch_tables(batch: Batch) -> list[Table]:
    """Return the tables of a batch's sheet, as it was kept when it was opened."""
    return tables_of(batch.text, batch.blocks)


def plan_of(batch: Batch) -> Plan:
    """Return what a batch would say in the register, as its columns and names are named now."""
    return Plan(batch_tables(batch), batch.mapping, batch.choices, group=batch.group, lang=batch.language)


def _guessed(batch: Batch) -> dict[str, Any]:
    tables = {table.number: table for table in batch_tables(batch)}
    signatures = {number: signature(table) for number, table in tables.items()}
    remembered = KnownColumns.objects.filter(group=batch.group, signature__in=signatures.values())
    known = {each.signature: each.mapping for each in remembered}
    return {
        str(number): known.get(signatures[number]) or guess(table, batch.group.home, batch.group.partner)
        for number, table in tables.items()
    }


@step()
def name_columns(batch: Batch, mapping: Mapping[str, Any], *, by: User) -> Batch:
    """Say what the columns of each table hold; the next sheet with the same titles is understood so."""
    _check_coordinates(batch.group, by)
    _change(batch, mapping=dict(mapping), state=BatchState.MAPPED)
    for table in batch_tables(batch):
        said = mapping.get(str(table.number))
        if said is not None:
            KnownColumns.objects.update_or_create(group=batch.group, signature=signature(table), defaults={"mapping": said})
    return batch


@step()
def name_names(batch: Batch, choices: Mapping[str, str], *, by: User) -> Batch:
    """Say whom names of the sheet mean."""
    _check_coordinates(batch.group, by)
    kept = {name: key for name, key in {**batch.choices, **choices}.items() if key}
    _change(batch, choices=kept)
    return batch


def _change(batch: Batch, **values: Any) -> None:
    still = Batch.objects.filter(pk=batch.pk, state__in=(BatchState.OPENED, BatchState.MAPPED))
    if not still.update(**values):
        raise Refused(_("This file is imported already."))
    batch.refresh_from_db()


@step()
def import_batch(batch: Batch, *, by: User) -> Batch:
    """Take all rows in, in one transaction: the file becomes a document, each row a passage, each fact an accepted claim.

    What contradicts the register is proposed with a doubt, so that no import empties what stands there.
    """
    _check_coordinates(batch.group, by)
    still = Batch.objects.filter(pk=batch.pk, state=BatchState.MAPPED)
    if not still.update(state=BatchState.IMPORTED, imported_at=timezone.now()):
        raise Refused(_("This file is imported already, or its columns are not named yet."))
    diff = compare(plan_of(batch))
    if not any(line.facts for line in diff.lines):
        raise Refused(_("No row of it can be imported: see why below."))
    written = write(diff, keep_document(batch, by=by), by=by, batch=_mark(batch))
    _ask_of_contradictions(written)
    counts = {"entry": 0, "refused": 0, **diff.counts, "facts": len(written.claims), "contradictions": len(written.contradictions)}
    Batch.objects.filter(pk=batch.pk).update(document=written.document, counts=counts)
    project_all(written.entries)
    index_source(written.document.source)
    batch.refresh_from_db()
    return batch


def _mark(batch: Batch) -> str:
    """What the verdicts of one import share."""
    return f"{IMPORTED}{batch.pk}-{uuid4().hex[:8]}"


def _ask_of_contradictions(written: Written) -> None:
    """One question for each value that the sheet and the register disagree on, beside the sheet's own row."""
    for claim, instead in written.contradictions:
        evidence = claim.evidence.get()
        title = claim.definition.title
        doubt = written.ask(claim, evidence, title, {claim.label, instead})
        rivals = seen_within(claim.group).about(claim.entry.survivor or claim.entry).accepted().filter(name=claim.name)
        doubt.claims.add(claim, *rivals.exclude(canonical=claim.canonical))


@step()
def undo_batch(batch: Batch, *, by: User) -> Batch:
    """Withdraw everything an import said, whatever was judged since: what other sources say stays as it is now."""
    _check_coordinates(batch.group, by)
    done = {"state": BatchState.UNDONE, "undone_at": timezone.now(), "undone_by": by}
    if batch.document is None or not Batch.objects.filter(pk=batch.pk, state=BatchState.IMPORTED).update(**done):
        raise Refused(_("This import is undone already, or was never done."))
    standing_still = Claim.objects.filter(source=batch.document.source, state__in=(ClaimState.ACCEPTED, ClaimState.PROPOSED))
    claims = list(standing_still.select_related("entry"))
    after = {"state": ClaimState.WITHDRAWN, "stands": False, "is_disputed": False}
    note_all(claims, VerdictKind.WITHDRAW, after, by=by, batch=_mark(batch))
    closed = {"state": DoubtState.DISMISSED, "answered_by": by, "answered_at": timezone.now()}
    Doubt.objects.filter(document=batch.document, state=DoubtState.OPEN).update(**closed)
    settle(Claim.objects.filter(doubts__document=batch.document))
    Document.objects.filter(pk=batch.document.pk).exclude(visibility=Visibility.PRIVATE).update(visibility=Visibility.GROUP)
    entries = {claim.entry for claim in claims}
    ask_which_stand(entries)
    project_all(entries)
    index_source(batch.document.source)
    batch.refresh_from_db()
    return batch


@step()
def drop_batch(batch: Batch, *, by: User) -> None:
    """Forget a spreadsheet that was not imported."""
    _check_coordinates(batch.group, by)
    deleted, _rows = Batch.objects.filter(pk=batch.pk, state__in=(BatchState.OPENED, BatchState.MAPPED)).delete()
    if not deleted:
        raise Refused(_("This file is imported: it can be undone, not dropped."))


def _check_coordinates(group: Group, by: User) -> None:
    if group.pk not in standing(by).coordinates:
        raise Refused(_("Only a coordinator of this group can import its register."))
