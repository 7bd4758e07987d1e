"""Who takes part in an activity: the parties of its entry, and the partners that sources name, in the roles these give them."""

from collections.abc import Iterator

from passerelles.people.actions import folded
from passerelles.portal.opendata.iati.planning import said
from passerelles.portal.opendata.iati.writing import Element, add, narrate
from passerelles.portal.opendata.records import FullEntryRecord, PartyRecord, StatementRecord, Words

FUNDING, ACCOUNTABLE, IMPLEMENTING = "1", "2", "4"
ROLES = {"lead": ACCOUNTABLE, "partner": IMPLEMENTING, "operator": IMPLEMENTING, "funder": FUNDING}  # who benefits has none in IATI
TYPES = {  # of the OrganisationType list
    "authority": "11",
    "ministry": "10",
    "agency": "15",
    "association": "22",
    "university": "80",
    "school": "80",
    "hospital": "15",
    "museum": "15",
    "firm": "70",
    "network": "22",
}
OTHER = "90"


def type_of(kind: str) -> str:
    return TYPES.get(kind, OTHER)


def add_participants(activity: Element, record: FullEntryRecord) -> None:
    named = _named(record)
    for party in record["parties"]:
        roles = [role for name in party["name"].values() for role in named.pop(folded(name), {})]
        for role in dict.fromkeys(roles or [IMPLEMENTING]):
            narrate(add(activity, "participating-org", role=role, type=type_of(party["kind"]), **_reference(party)), party["name"])
    for roles_of in named.values():
        for role, words in roles_of.items():
            narrate(add(activity, "participating-org", role=role), words)


def _reference(party: PartyRecord) -> dict[str, str]:
    return {"ref": party["identifier"]} if party["identifier"] else {}


def _named(record: FullEntryRecord) -> dict[str, dict[str, Words]]:
    """The partners that sources name, as search folds names: their roles, each with the name as it is first written."""
    found: dict[str, dict[str, Words]] = {}
    for name, role, words in _told(record):
        found.setdefault(folded(name), {}).setdefault(role, words)
    return found


def _told(record: FullEntryRecord) -> Iterator[tuple[str, str, Words]]:
    for each in said(record, "part"):
        name, role = each["value"]["name"], ROLES.get(each["value"]["role"])
        if role:
            yield name, role, {tongue_of(each): name}
    for each in said(record, "funding"):
        yield each["value"]["by"], FUNDING, {tongue_of(each): each["value"]["by"]}


def tongue_of(statement: StatementRecord) -> str:
    """The language of the words that state something, where they may be read."""
    return next((each["language"] for each in statement["evidence"] if each["language"]), "")
