"""The library's copy of a letter goes with its request: nothing of a marked sentence is left anywhere, table by table, file by file."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from passerelles.common.models import Findable, Mail
from passerelles.library.actions import Brought, keep_reading, take
from passerelles.library.finding import index_source
from passerelles.library.models import Document, Reading, Source, Visibility
from passerelles.register.actions import accept
from passerelles.register.models import Claim, Evidence
from passerelles.requests.actions import decline
from passerelles.requests.actions.attaching import remove
from passerelles.requests.models import Incoming, Purge, Request
from passerelles.requests.tests import making
from passerelles.requests.tests.test_entering import entry
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
LONG_AGO = timezone.now() - timedelta(days=200)
NAME, WORD = "沈嘉禾", "Zibelinette"
MARKED = f"{NAME}副市长的电话是 13800001234，{WORD} est son interprète."
LETTER = f"""徐州市人民政府外事办公室

徐州市与圣艾蒂安市于1984年结为友好城市。
{MARKED}
徐州市代表团一行6人拟于2027年5月10日至12日访问贵市。
"""


@pytest.fixture(autouse=True)
def own_disk(settings, tmp_path):
    """These tests look at every file."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def letter(signed_in, officer):
    """A letter that an officer let be read, that the worker read after that, and that became a request."""
    client = signed_in(officer)
    client.post("/en/requests/new/", {"read": "1", "group": make.group().pk, "letter": SimpleUploadedFile("Shen.txt", LETTER.encode())})
    document = Document.objects.get()
    keep_reading(document, make.sheet(LETTER.encode(), document.name))
    client.post(
        "/en/requests/new/",
        entry(letter=document.pk, purpose=LETTER, contact_name=NAME, contact_email="shen@example.org", sites=f"chez {NAME}"),
    )
    return Document.objects.get()


def purged():
    asked = Request.objects.get()
    decline(asked, by=make.coordinator(asked.group), criterion="notice", reason=f"Trop tard pour {NAME}.")
    Request.objects.update(changed_at=LONG_AGO, starts=None, ends=None)
    call_command("purge_requests")
    return Request.objects.get()


def everywhere():
    """All that the database and the disk hold, as one text."""
    for model in apps.get_models():
        yield from (f"{model.__name__} {row}" for row in model._base_manager.values_list())
    yield from (
        f"{path} {path.read_bytes().decode(errors='replace')}" for path in Path(default_storage.location).rglob("*") if path.is_file()
    )


def held(*words):
    return [line[:300] for line in everywhere() if any(word.lower() in line.lower() for word in words)]


def test_nothing_of_a_marked_sentence_is_left_anywhere(letter):
    assert held(NAME) and held(WORD) and held("13800001234") and Findable.objects.filter(kind="document", text__contains=NAME).exists()
    left = purged()
    assert held(NAME, WORD, "13800001234", "shen@example.org", "Shen.txt") == []
    assert not Document.objects.exists() and not Source.objects.exists() and left.document is None and left.purpose == ""
    assert not Claim.objects.exists() and not Findable.objects.filter(kind="document").exists()
    assert Purge.objects.get().columns["letter"] == 1 and left.steps.get(kind="declined").reason.startswith("Trop tard pour •••")


def test_a_fact_that_was_accepted_keeps_its_sentence_and_nothing_else(letter):
    fact = Claim.objects.filter(name="kind").first()
    accept(fact, by=make.coordinator(letter.group, email=letter.brought_by.email))
    purged()
    document, fact = Document.objects.get(), Claim.objects.get()
    assert fact.state == "accepted" and "1984" in Evidence.objects.get().quote
    assert "1984年结为友好城市" in document.text and len(document.text) == len(LETTER)
    assert held(NAME, WORD, "13800001234", "Shen.txt") == [] and not document.original
    assert not Reading.objects.exclude(found__people=[]).exists()


def test_a_letter_that_was_shown_to_others_stays_without_its_people(letter, coordinator):
    Document.objects.update(visibility="group")
    index_source(Source.objects.get())
    purged()
    document = Document.objects.get()
    assert NAME not in document.text and "1984年结为友好城市" in document.text and document.has_secret
    assert not Findable.objects.filter(text__contains=NAME).exists() and NAME not in str(Reading.objects.get().found)


def test_a_letter_that_another_request_needs_waits_for_it(letter):
    other = making.request(document=letter)
    asked = Request.objects.exclude(pk=other.pk).get()
    decline(asked, by=make.coordinator(asked.group), criterion="notice", reason="Non.")
    Request.objects.filter(pk=asked.pk).update(changed_at=LONG_AGO)
    call_command("purge_requests")
    assert Document.objects.get() == letter and Request.objects.get(pk=other.pk).document == letter


def test_waiting_and_refused_mails_about_it_go_too(letter):
    asked = Request.objects.get()
    for state in ("waiting", "failed", "sent"):
        Mail.objects.create(key=f"request/{asked.pk}/x/{state}", to="shen@example.org", state=state, body=MARKED)
    Mail.objects.create(key=f"request/{asked.pk}9/x", to="other@example.org", body="another")
    purged()
    assert [mail.to for mail in Mail.objects.all()] == ["other@example.org"]


def test_a_letter_that_became_no_request_is_dropped_after_the_time_of_a_draft(signed_in, officer, capsys):
    file = SimpleUploadedFile("Shen.txt", LETTER.encode())
    signed_in(officer).post("/en/requests/new/", {"read": "1", "group": make.group().pk, "letter": file})
    call_command("tidy_requests")
    assert Document.objects.exists() and Incoming.objects.exists()
    Incoming.objects.update(read_at=LONG_AGO)
    call_command("tidy_requests")
    assert held(NAME, WORD, "Shen.txt") == [] and "letters 1" in capsys.readouterr().out


@pytest.mark.parametrize("is_removed", [True, False])
def test_a_letter_that_the_library_had_before_is_not_erased(signed_in, officer, is_removed):
    had, _is_new = take(Brought("Shen.txt", LETTER.encode(), make.group(), visibility=Visibility.PRIVATE), by=officer)
    keep_reading(had, make.sheet(LETTER.encode(), had.name))
    client = signed_in(officer)
    client.post("/en/requests/new/", {"read": "1", "group": make.group().pk, "letter": SimpleUploadedFile("Shen.txt", LETTER.encode())})
    client.post("/en/requests/new/", entry(letter=had.pk, contact_name=NAME, contact_email="shen@example.org"))
    asked = Request.objects.get()
    if is_removed:
        remove(asked, asked.attachments.get(), by=officer)
    Incoming.objects.update(read_at=LONG_AGO)
    call_command("tidy_requests")
    purged()
    left = Document.objects.get()
    assert left == had and "1984年结为友好城市" in left.text and (NAME in left.text) == is_removed
