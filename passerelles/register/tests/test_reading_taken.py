"""From words to proposals: what each kind of finding becomes, on the demonstration's documents and on the seeds where they are present."""

import os
from pathlib import Path

import pytest

from passerelles.library.actions import keep_reading
from passerelles.library.models import Document
from passerelles.register.models import Claim, Doubt, Entry, EntryKind
from tests import make

DEMO = Path(__file__).parents[3] / "demo" / "documents"
SHARED = Path(os.environ.get("PASSERELLES_SHARED") or DEMO.parents[2] / "shared")
SEEDS = sorted((SHARED / "seeds").glob("*.txt")) if SHARED.is_dir() else []
pytestmark = pytest.mark.django_db


def read(path: Path) -> Document:
    """A document as the reader reads it, and what the register takes out of it."""
    return make.read_by_reader(path.read_bytes(), name=path.name)


def proposed(document: Document, kind: str) -> dict[str, set[tuple[str, str]]]:
    """What a document proposes, by the key of the entry: (property, canonical value)."""
    found: dict[str, set[tuple[str, str]]] = {}
    for claim in Claim.objects.from_document(document).filter(entry__kind=kind).select_related("entry"):
        found.setdefault(claim.entry.key, set()).add((claim.name, claim.canonical))
    return found


# document, kind of entry, key, some of what is said of it
TAKEN = [
    (
        "fiche-saint-etienne-xuzhou.txt",
        "partnership",
        "partnership|FR/commune/42218|CN/prefecture/320300",
        {("kind", '"twinning"'), ("since", "1984")},
    ),
    (
        "minutes-2024-03-groupe-chine.pdf",
        "partnership",
        "partnership|FR/commune/76351|CN/prefecture/210200",
        {("kind", '"twinning"'), ("theme", '"culture"')},
    ),
    (
        "registre-2026.xlsx",
        "office",
        "office|FR/region/28|CN/prefecture/350200",
        {("state", '"active"'), ("place", '"CN/prefecture/350200"')},
    ),
    (
        "communique-label-bourgs-de-pierre.txt",
        "practice",
        "practice|body/bourgs-de-pierre-et-d-eau|savoir-faire-des-petits-territoires",
        {("name", '{"lang": "fr", "text": "Savoir-faire des Petits Territoires"}')},
    ),
    (
        "bilan-2021-reseau.txt",
        "network",
        "network|chine",
        {("count", '{"as_of": "2021-12-01", "number": 74, "side": "FR", "what": "authorities"}')},
    ),
    ("sous-groupe-sichuan-2022-10.odt", "network", "network|FR/commune/46042", set()),
]


@pytest.mark.parametrize(("name", "kind", "key", "says"), TAKEN)
def test_a_finding_becomes_an_entry_and_its_claims(name, kind, key, says):
    found = proposed(read(DEMO / name), kind)
    assert key in found
    assert says <= found[key]


def test_an_event_becomes_an_occasion_with_its_date():
    document = read(DEMO / "compte-rendu-seminaire-eau-2022.md")
    starts = [("starts", '"2022-09-27"') in said for said in proposed(document, "occasion").values()]
    assert any(starts)


def test_a_wish_is_kept_with_who_wishes():
    [said] = [said for key, said in proposed(read(DEMO / "sous-groupe-sichuan-2022-10.odt"), "network").items() if "46042" in key]
    assert [name for name, _ in said] == ["wish"]


def test_what_one_side_does_alone_is_an_activity_and_a_question():
    document = read(DEMO / "minutes-2024-03-groupe-chine.pdf")
    activities = Claim.objects.from_document(document).filter(name="activity")
    assert activities.count() >= 3
    assert document.doubts.filter(about="partner").exists()


@pytest.mark.parametrize(
    ("name", "about", "words"),
    [
        ("minutes-2024-03-groupe-chine.pdf", "place", "Jinzhou (Hubei)"),
        ("minutes-2024-03-groupe-chine.pdf", "name", "Shangdong"),
        ("report-2019-forum-sister-cities.md", "place", "Yichang (Jiangxi)"),
        ("annonce-journees-du-fleuve-2013.md", "secret", "•"),
        ("minutes-2024-03-groupe-chine.pdf", "date", "assises 2022"),
    ],
)
def test_a_doubt_quotes_its_words_and_asks_in_every_language(name, about, words):
    doubt = next(each for each in read(DEMO / name).doubts.filter(about=about) if words in each.quote)
    assert set(doubt.reason) == {"fr", "zh", "en"} and all(doubt.reason.values())


def test_what_a_doubt_is_about_is_disputed_and_nothing_else():
    document = read(DEMO / "minutes-2024-03-groupe-chine.pdf")
    disputed = {claim.entry.key for claim in Claim.objects.from_document(document).filter(is_disputed=True, entry__kind="partnership")}
    assert disputed == {"partnership|FR/commune/11069|CN/prefecture/210700", "partnership|FR/commune/35238|CN/prefecture/370100"}


def test_who_doubts_a_party_doubts_all_that_is_said_of_the_pair():
    document = read(DEMO / "minutes-2024-03-groupe-chine.pdf")
    said = Claim.objects.from_document(document).filter(entry__key="partnership|FR/commune/11069|CN/prefecture/210700")
    assert said.count() > 3 and not said.filter(is_disputed=False).exists()


def test_a_later_visits_year_is_no_rival_beginning():
    found = proposed(read(DEMO / "xuzhou-sheng-aidian.html"), "partnership")
    [said] = found.values()
    assert {value for name, value in said if name == "since"} == {"1986"}  # a delegation came in 2019


def test_a_secret_is_nowhere_but_in_the_original():
    path = DEMO / "annonce-journees-du-fleuve-2013.md"
    document = read(path)
    password = next(line for line in path.read_text().splitlines() if "passe" in line.lower()).split()[-1].strip(".;")
    whole = str(
        [
            document.text,
            document.readings.get().found,
            *Doubt.objects.values_list("reason", "suggestions"),
            *Claim.objects.values_list("canonical"),
        ]
    )
    assert document.has_secret and "•" in document.text
    assert len(password) > 4 and password not in whole


@pytest.mark.parametrize("path", sorted(DEMO.iterdir()), ids=lambda path: path.name)
def test_every_claim_of_a_demonstration_document_quotes_it(path):
    check_quotes(read(path))


def check_quotes(document: Document) -> None:
    for claim in Claim.objects.from_document(document).with_evidence():
        for evidence in claim.evidence.all():
            assert evidence.quote.strip() and evidence.end <= len(document.text)
            assert evidence.passage.start <= evidence.start < max(evidence.passage.end, evidence.start + 1)
    assert not Entry.objects.public().exists()  # nothing read is public before a person says so


def test_reading_the_same_again_proposes_nothing_new():
    path = DEMO / "fiche-saint-etienne-xuzhou.txt"
    document = read(path)
    before = list(Claim.objects.order_by("pk").values_list("pk", "state", "canonical"))
    keep_reading(document, make.sheet(path.read_bytes(), path.name))
    assert list(Claim.objects.order_by("pk").values_list("pk", "state", "canonical")) == before
    assert document.readings.count() == 2


# The network's own documents, where they are present


@pytest.mark.shared
@pytest.mark.skipif(not SEEDS, reason="../shared/seeds is not here: nothing of them is taken out")
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_every_claim_of_a_seed_quotes_it(path):
    check_quotes(read(path))


@pytest.mark.shared
@pytest.mark.skipif(not SEEDS, reason="../shared/seeds is not here: nothing of them is taken out")
def test_the_seeds_minutes_propose_their_table():
    documents = [read(path) for path in SEEDS]
    partnerships = Entry.objects.filter(kind=EntryKind.PARTNERSHIP, claims__evidence__passage__document__in=documents).distinct()
    assert partnerships.count() >= 10
    assert Claim.objects.filter(entry__kind=EntryKind.NETWORK, name="count").count() >= 3  # rival figures, side by side
    assert Doubt.objects.open().count() >= 3
