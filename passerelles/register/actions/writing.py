"""Writes what an import says, in bulk: the same documents, passages, entries, claims, evidence and verdicts as one by one."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from passerelles.common.words import in_every_language
from passerelles.library.models import Document, DocumentState, Passage, Reading, Source, SourceKind
from passerelles.people.models import Organisation, User
from passerelles.register.actions.doubting import ask
from passerelles.register.importing.comparing import CONTRADICTION, Compared, Diff
from passerelles.register.importing.planning import Pair
from passerelles.register.models import Batch, Claim, ClaimState, Doubt, Entry, Evidence, Party, VerdictKind
from passerelles.register.naming import organisation_of
from passerelles.register.verdicts import note_all

READER = "import"
STEP = 500
Said = tuple[str, str, str]  # an entry's key, a property, a canonical value: what makes a claim of one source


@dataclass(slots=True)
class Written:
    """What an import wrote; `contradictions` with what the register says instead."""

    document: Document
    reading: Reading
    entries: list[Entry] = field(default_factory=list)
    claims: dict[Said, Claim] = field(default_factory=dict)
    contradictions: list[tuple[Claim, str]] = field(default_factory=list)

    def ask(self, claim: Claim, evidence: Evidence, title: object, said: set[str]) -> Doubt:
        """Ask which stands, as a declaration that contradicts asks it."""
        return ask(
            self.document,
            f"rival/{claim.entry.key}/{claim.name}",
            "rival",
            in_every_language(lambda: _("%(what)s: sources disagree. Which stands?") % {"what": title}),
            span=(evidence.start, evidence.end),
            entry=claim.entry,
            suggestions=sorted(said),
        )


def keep_document(batch: Batch, *, by: User) -> Reading:
    """Keep a spreadsheet as a document, each row of it a passage, and an empty reading to hang evidence on."""
    source = Source.objects.create(kind=SourceKind.FILE, key=f"import/{batch.group.slug}/{batch.pk}/{batch.sha256}")
    document = Document.objects.create(
        source=source,
        original=batch.original.name,
        state=DocumentState.READ,
        brought_by=by,
        genre="register",
        title=batch.name[:500],
        **{name: getattr(batch, name) for name in _SHARED},
    )
    Passage.objects.bulk_create(_passages(batch, document), batch_size=STEP)
    return Reading.objects.create(document=document, reader=READER, found={})


_SHARED = ("name", "sha256", "format", "language", "text", "blocks", "notes", "has_secret", "visibility", "published", "group")


def _passages(batch: Batch, document: Document) -> Iterator[Passage]:
    for position, block in enumerate(batch.blocks):
        yield Passage(
            document=document,
            position=position,
            start=block["start"],
            end=block["end"],
            kind=block["kind"],
            language=block.get("language") or "",
        )


def write(diff: Diff, reading: Reading, *, by: User, batch: str) -> Written:
    """Write every fact of a diff; a fact said in several rows is one claim with several pieces of evidence."""
    written = Written(reading.document, reading)
    entries = _entries(diff, reading.document)
    written.entries = list(entries.values())
    _write_claims(diff, entries, written)
    _write_evidence(diff, written)
    _judge(diff, written, by, batch)
    return written


def _entries(diff: Diff, document: Document) -> dict[str, Entry]:
    """The entries of a diff by key, those that are new written with their parties."""
    pairs = {each.pair.key: each.pair for line in diff.lines for each in line.facts}
    known = _known(list(pairs))
    new = [pair for key, pair in pairs.items() if key not in known]
    rows = [Entry(key=pair.key, kind=pair.kind, group=document.group, words=dict(pair.words)) for pair in new]
    Entry.objects.bulk_create(rows, batch_size=STEP, ignore_conflicts=True)  # somebody may propose the same pair right now
    made = _known([pair.key for pair in new])
    _write_parties(new, made, document)
    return known | made


def _known(keys: list[str]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for at in range(0, len(keys), STEP):
        entries = Entry.objects.filter(key__in=keys[at : at + STEP]).select_related("survivor", "group")
        found |= {entry.key: entry for entry in entries}
    return found


def _write_parties(new: list[Pair], made: dict[str, Entry], document: Document) -> None:
    organisations: dict[str, Organisation] = {}
    for key in dict.fromkeys(key for pair in new for key in pair.parties):
        organisations[key] = organisation_of(key, lang=document.language or "fr")
    parties = [
        Party(entry=made[pair.key], organisation=organisations[key], position=position)
        for pair in new
        for position, key in enumerate(dict.fromkeys(pair.parties))
    ]
    Party.objects.bulk_create(parties, batch_size=STEP, ignore_conflicts=True)


def _said(each: Compared) -> Said:
    return each.pair.key, each.fact.name, each.fact.value.canonical()


def _write_claims(diff: Diff, entries: dict[str, Entry], written: Written) -> None:
    document = written.document
    for line in diff.lines:
        for each in line.facts:
            if _said(each) not in written.claims:
                key, name, canonical = _said(each)
                written.claims[key, name, canonical] = Claim(
                    entry=entries[key],
                    name=name,
                    canonical=canonical,
                    source=document.source,
                    group=document.group,
                    visibility=document.visibility,
                    owner=document.brought_by,
                )
    Claim.objects.bulk_create(written.claims.values(), batch_size=STEP)


def _write_evidence(diff: Diff, written: Written) -> None:
    passages = {passage.start: passage for passage in written.document.passages.all()}
    rows: dict[tuple[int, int, int], Evidence] = {}
    for line in diff.lines:
        passage = passages[line.planned.row.start]
        for each in line.facts:
            claim, start, end = written.claims[_said(each)], each.fact.start, each.fact.end
            rows[claim.pk, start, end] = Evidence(
                claim=claim, passage=passage, reading=written.reading, start=start, end=end, origin=READER
            )
    Evidence.objects.bulk_create(rows.values(), batch_size=STEP)


def _judge(diff: Diff, written: Written, by: User, batch: str) -> None:
    """Accept what nothing speaks against; the rest waits as a disputed proposal."""
    against = {_said(each): each.instead for line in diff.lines for each in line.facts if each.outcome == CONTRADICTION}
    accepted = [claim for said, claim in written.claims.items() if said not in against]
    note_all(accepted, VerdictKind.ACCEPT, {"state": ClaimState.ACCEPTED}, by=by, batch=batch)
    disputed = {claim.pk: against[said] for said, claim in written.claims.items() if said in against}
    Claim.objects.filter(pk__in=disputed).update(is_disputed=True)
    held = Claim.objects.filter(pk__in=disputed).select_related("entry__survivor").order_by("pk")
    written.contradictions = [(claim, disputed[claim.pk]) for claim in held]
