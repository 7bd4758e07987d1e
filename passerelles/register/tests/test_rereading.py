"""Reading again: a newer reader or a newer version of a document changes the queue by what it says more or less, and by nothing else."""

import pytest

from passerelles.library import sheet
from passerelles.library.actions import Brought, finish, queue, take, take_task
from passerelles.library.models import Document
from passerelles.register.actions import accept, reject
from passerelles.register.models import Claim, ClaimState, Doubt, Evidence
from tests import make

pytestmark = pytest.mark.django_db

TEXT = "Saint-Étienne est jumelée avec Xuzhou depuis 1984.\n\nDijon et Dalian signent un accord de coopération en 2010."


@pytest.fixture
def reader(monkeypatch):
    """Reads what waits, as a version of the reader that changes the findings of the real one."""

    def read_as(version, change=lambda found: None):
        monkeypatch.setattr(sheet, "READER_VERSION", version)
        while task := take_task("test"):
            with task.document.original.open("rb") as original:
                made = make.sheet(original.read(), task.document.name)
            made.found["reader"] = sheet.READER_VERSION
            change(made.found)
            assert finish(task, made, 0.1)

    return read_as


@pytest.fixture
def document(coordinator):
    return take(Brought("note.txt", TEXT.encode(), make.group(), visibility="public"), by=coordinator)[0]


def states():
    """The queue: how many claims are in which state, and how much evidence there is."""
    told = {state: Claim.objects.filter(state=state).count() for state in ClaimState.values if Claim.objects.filter(state=state).exists()}
    return told, Evidence.objects.count()


def since(year):
    return Claim.objects.get(name="since", canonical__contains=str(year))


def later(found):
    """The newer reader reads another year in the same words."""
    for tie in found["partnerships"]:
        for said in tie["says"]:
            if (said["name"], str(said["value"])) == ("since", "1984"):
                tie["since"] = said["value"] = "1985"


def without_dijon(found):
    found["partnerships"] = [tie for tie in found["partnerships"] if "Dijon" not in str(tie["parties"])]
    found["events"] = []


def test_what_is_said_again_adds_evidence_only(document, reader):
    reader("1.0")
    before, evidence = states()
    assert before["proposed"] >= 4
    queue(document)
    reader("1.1")
    assert states() == (before, 2 * evidence)
    assert list(document.readings.values_list("reader", flat=True)) == ["1.0", "1.1"]


def test_what_is_new_is_proposed_and_what_is_gone_is_withdrawn(document, reader):
    reader("1.0")
    before, _ = states()
    queue(document)
    reader("1.1", later)
    after, _ = states()
    assert after == {"proposed": before["proposed"], "withdrawn": 1}  # one year more, one less
    assert since(1984).state == "withdrawn" and since(1985).state == "proposed"
    queue(document)
    reader("1.2")  # and back: the same claim, not another
    assert since(1984).state == "proposed" and since(1985).state == "withdrawn" and Claim.objects.filter(name="since").count() == 3


@pytest.mark.parametrize(("judge", "state"), [(accept, "accepted"), (reject, "rejected")])
def test_a_persons_verdict_outlives_every_reader(document, reader, coordinator, judge, state):
    reader("1.0")
    judge(since(1984), by=coordinator)
    waiting = Claim.objects.proposed().count()
    for version in ("1.1", "1.2"):
        queue(document)
        reader(version, later)
    assert since(1984).state == state and since(1984).gone_since is None  # its words still stand in the document
    assert since(1985).is_beside_verdict and Claim.objects.proposed().count() == waiting  # listed on request, never queued


def test_a_reader_that_no_longer_sees_a_pair_withdraws_what_nobody_judged(document, reader, coordinator):
    reader("1.0")
    dijon = Claim.objects.filter(entry__key__contains="21231")
    kept = accept(dijon.get(name="kind"), by=coordinator)
    queue(document)
    reader("1.1", without_dijon)
    kept.refresh_from_db()
    assert kept.state == "accepted" and kept.gone_since is None
    assert set(dijon.exclude(pk=kept.pk).values_list("state", flat=True)) <= {"withdrawn"}
    assert kept.entry.is_public


def test_a_new_version_keeps_what_it_says_again_and_asks_about_what_it_no_longer_says(document, reader, coordinator):
    reader("1.0")
    year, dijon = since(1984), Claim.objects.get(entry__key__contains="21231", name="kind")
    for claim in (year, dijon):
        accept(claim, by=coordinator)
    evidence = year.evidence.count()
    text = "Mis à jour.\n\nSaint-Étienne est jumelée avec Xuzhou depuis 1984.\n\nLyon est jumelée avec Canton."
    newer, _ = take(Brought("note.txt", text.encode(), make.group(), visibility="public"), by=coordinator, version_of=document)
    reader("1.0")
    for claim in (year, dijon):
        claim.refresh_from_db()
    assert year.state == "accepted" and year.gone_since is None and year.evidence.count() > evidence
    assert dijon.state == "accepted" and dijon.gone_since and dijon.is_disputed
    doubt = Doubt.objects.get(document=newer, about="gone")
    assert list(doubt.claims.all()) == [dijon]
    assert Claim.objects.get(entry__key__contains="69123", name="kind").state == "proposed"
    assert Document.objects.get(pk=document.pk).text == TEXT.replace("\r", "")  # a version is never edited


def test_a_version_that_says_it_again_takes_the_mark_away(document, reader, coordinator):
    reader("1.0")
    dijon = accept(Claim.objects.get(entry__key__contains="21231", name="kind"), by=coordinator)
    for text in ("Rien de tel.", TEXT):
        document, _ = take(Brought("note.txt", text.encode(), make.group(), visibility="public"), by=coordinator, version_of=document)
        reader("1.0")
    dijon.refresh_from_db()
    assert dijon.state == "accepted" and dijon.gone_since is None


def test_proposals_of_an_older_version_leave_the_queue_with_it(document, reader, coordinator):
    reader("1.0")
    take(Brought("note.txt", b"Rien de tel.", make.group(), visibility="public"), by=coordinator, version_of=document)
    reader("1.0")
    assert Claim.objects.proposed().count() == 0 and set(Claim.objects.values_list("state", flat=True)) == {"withdrawn"}
