"""The reader's doubts: kept as questions, hung on the claims whose words they are about."""

from collections.abc import Iterable, Mapping

from passerelles.library.models import Reading
from passerelles.reading import reasons
from passerelles.register.actions.doubting import ask
from passerelles.register.models import Claim, Doubt, DoubtState, EntryKind, Evidence
from passerelles.register.reading.taking import Json, Taken

# Which claims a doubt about something makes disputed: all that is said of the pair, or only what is dated or counted.
HANGS_ON: Mapping[str, frozenset[str] | None] = {
    "place": None,
    "name": None,
    "partner": None,
    "date": frozenset({"since", "milestone", "starts", "ends"}),
    "figure": frozenset({"count"}),
}


def take_doubts(reading: Reading, taken: Iterable[Taken]) -> None:
    """Keep each doubt of a reading; it hangs on the claims whose words it meets, of a party on all that is said of the pair."""
    claims = [claim for each in taken for claim in each.claims]
    where = {claim.pk: list(claim.evidence.filter(reading=reading)) for claim in claims}
    for found in reading.found.get("doubts", ()):
        doubt = ask(
            reading.document,
            _key(found),
            found["about"],
            _reason(found),
            span=(found["start"], found["end"]),
            suggestions=found["suggestions"],
        )
        about = [claim for claim in claims if _is_about(found, claim) and any(_meet(found, each) for each in where[claim.pk])]
        _hang(doubt, about + _of_the_same_pairs(found, about, claims))


def _key(found: Json) -> str:
    return f"{found['about']}/{found.get('key') or ''}/{found['text']}"


def _reason(found: Json) -> dict[str, str]:
    if found.get("key"):
        return reasons.in_every_language(found["key"], found["values"])
    return {"fr": found["reason"]}


def _is_about(found: Json, claim: Claim) -> bool:
    names = HANGS_ON.get(found["about"], frozenset())
    return names is None or claim.name in names


def _meet(found: Json, evidence: Evidence) -> bool:
    return bool(evidence.start < found["end"] and found["start"] < evidence.end)


def _of_the_same_pairs(found: Json, about: list[Claim], claims: list[Claim]) -> list[Claim]:
    """Who doubts a party doubts all that is said of the pair, whatever sentence says it."""
    doubted = {claim.entry_id for claim in about if claim.entry.kind == EntryKind.PARTNERSHIP}
    is_whole = HANGS_ON.get(found["about"], frozenset()) is None
    return [claim for claim in claims if is_whole and claim.entry_id in doubted]


def _hang(doubt: Doubt, claims: list[Claim]) -> None:
    doubt.claims.add(*claims)
    if doubt.state == DoubtState.OPEN:
        Claim.objects.filter(pk__in=[claim.pk for claim in claims]).update(is_disputed=True)
