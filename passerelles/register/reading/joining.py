"""Several authorities a side in one agreement or project: a partnership for each pair, all part of one entry that shows them together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from passerelles.library.models import Reading
from passerelles.people.models import Organisation
from passerelles.register import keys
from passerelles.register.actions.proposing import Identity, entry_of, propose
from passerelles.register.models import Claim, Entry, EntryKind, Evidence
from passerelles.register.properties import BY_NAME
from passerelles.register.reading.taking import Passages, Said, Taken

JOINT = ("agreement", "project")  # a twinning ties two; several pairs in one sentence are then a list


def take_joint(reading: Reading, taken: Iterable[Taken]) -> list[Taken]:
    """Propose an entry for each sentence that says one agreement or project of several pairs."""
    return [_join(reading, evidence, claims) for evidence, claims in _shared(reading, taken) if len(claims) > 1]


def _shared(reading: Reading, taken: Iterable[Taken]) -> Iterator[tuple[Evidence, list[Claim]]]:
    """Each stretch of the text that says such a kind, with the claims of kind it makes; a table row or list is none."""
    said: dict[tuple[int, int], list[tuple[Evidence, Claim]]] = defaultdict(list)
    for claim in (claim for each in taken if each.entry.kind == EntryKind.PARTNERSHIP for claim in each.claims):
        if claim.name == "kind" and claim.value.canonical().strip('"') in JOINT:
            for evidence in claim.evidence.select_related("passage").filter(reading=reading, passage__kind="paragraph"):
                said[evidence.start, evidence.end].append((evidence, claim))
    for pairs in said.values():
        yield pairs[0][0], [claim for _, claim in pairs]


def _join(reading: Reading, evidence: Evidence, claims: list[Claim]) -> Taken:
    parties = _parties([claim.entry for claim in claims])
    entry = entry_of(Identity(EntryKind.PROJECT, keys.project("", parties), parties), reading.document.group)
    for claim in claims:
        claim.entry.part_of.add(entry)
    said = Said("state", "active", evidence.start, evidence.end, (), evidence.origin)
    span = Passages(reading.document).span(said)
    return Taken(entry, (propose(entry, "state", BY_NAME["state"].parse("active"), span=span, reading=reading),))


def _parties(entries: Iterable[Entry]) -> list[Organisation]:
    """The parties of all pairs, one side after the other."""
    parties = [party for entry in entries for party in entry.parties.select_related("organisation")]
    return list(dict.fromkeys(party.organisation for party in sorted(parties, key=lambda party: party.position)))
