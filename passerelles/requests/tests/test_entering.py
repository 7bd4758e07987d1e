"""An officer's quick entry: a request that came by letter is received at once, and the letter fills the form in."""

from datetime import date, timedelta
from threading import BoundedSemaphore

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from passerelles.common import turns
from passerelles.common.limits import Limits
from passerelles.common.refusing import Refused
from passerelles.library.models import Document
from passerelles.requests.actions.asking import Said
from passerelles.requests.actions.entering import enter
from passerelles.requests.models import Request, Step
from passerelles.requests.prefilling.filling import filled_from
from passerelles.requests.prefilling.guessing import guessed
from passerelles.requests.tests.asking import HOSTILE, days_ahead
from tests import make

pytestmark = pytest.mark.django_db

LETTER = """徐州市人民政府外事办公室

2027年3月1日

尊敬的圣艾蒂安市市长:

徐州市与圣艾蒂安市于1984年结为友好城市。徐州市代表团一行6人拟于2027年5月10日至12日访问贵市,参观城市公园,了解环境保护与旅游。

联系人:王小明 wang@xuzhou.example.org
"""


def entry(**values):
    whole = {
        "group": make.group().pk,
        "kind": "delegation",
        "asker_name": "徐州市人民政府外事办公室",
        "asker_country": "CN",
        "place": "徐州",
        "dating": "flexible",
        "purpose": "Un appel : ils souhaitent venir en mai.",
    }
    return {**whole, **values}


def read(client, data=b"", name="lettre.txt"):
    return client.post(
        "/en/requests/new/", {"read": "1", "group": make.group().pk, "letter": SimpleUploadedFile(name, data or LETTER.encode())}
    )


def test_what_an_officer_enters_is_received_at_once(signed_in, officer):
    response = signed_in(officer).post("/en/requests/new/", entry(host=make.authority().pk))
    asked = Request.objects.get()
    assert response.status_code == 302 and response.url.endswith(f"/requests/{asked.pk}/")
    assert (asked.stage, asked.origin, asked.entered_by) == ("received", "officer", officer) and asked.received_at and not asked.token
    assert Step.objects.get().kind == "entered" and asked.likeness_keys.exists() and asked.hosts.get().organisation == make.authority()
    assert signed_in(officer).get(response.url).status_code == 200


def test_a_refused_entry_keeps_what_was_written(signed_in, officer):
    page = signed_in(officer).post("/en/requests/new/", entry(asker_name="", size="10000", starts=days_ahead(-2), composition=HOSTILE))
    words = page.content.decode()
    assert "between 1 and 999" in words and "This day is over" in words and "ils souhaitent venir" in words and not Request.objects.exists()
    assert "&lt;script&gt;alert(1)" in words and "<script>alert(1)" not in words


def test_a_letter_fills_the_form_in_and_becomes_a_file_of_the_request(signed_in, officer, coordinator):
    client = signed_in(officer)
    page = read(client)
    form = page.context["form"]
    letter = Document.objects.get()
    assert letter.visibility == "private" and form.initial["letter"] == letter.pk
    assert (form.initial["starts"], form.initial["ends"], form.initial["size"]) == (date(2027, 5, 10), date(2027, 5, 12), 6)
    assert form.initial["place_is"] == "CN/prefecture/320300" and form.initial["contact_email"] == "wang@xuzhou.example.org"
    assert {"environment", "tourism"} <= set(form.initial["themes"]) and form.initial["asker_name"].endswith("外事办公室")
    assert not Request.objects.exists()
    client.post("/en/requests/new/", entry(letter=letter.pk))
    asked = Request.objects.get()
    assert (asked.document, asked.origin, asked.attachments.get().name) == (letter, "letter", "lettre.txt")
    assert not Document.objects.visible_to(coordinator).exists()  # its file is read with the request, by who reads that


@pytest.mark.parametrize(("data", "name"), [(b"MZ\x90\x00\x03" + b"\0" * 99, "lettre.pdf"), (b"%PDF-1.7 broken", "lettre.pdf")])
def test_a_letter_that_cannot_be_read_leaves_the_form_to_be_filled_in(signed_in, officer, data, name):
    page = read(signed_in(officer), data, name)
    assert page.status_code == 200 and set(page.context["form"].initial) == {"letter", "group", "asker_country"}


def test_an_empty_letter_is_refused(signed_in, officer):
    assert "empty" in read(signed_in(officer), b" \n").content.decode() and not Document.objects.exists()


def test_a_letter_that_says_little_is_guessed_little():
    found = guessed(make.sheet("Bonjour, à bientôt.".encode()), date(2027, 3, 1))
    assert not found or set(found) <= {"purpose", "themes"}


def test_nobody_enters_with_anothers_letter_for_anothers_group_or_organisation(signed_in, officer, stranger, coordinator):
    read(signed_in(coordinator))
    letter = Document.objects.get()
    signed_in(officer).post("/en/requests/new/", entry(letter=letter.pk))
    assert Request.objects.get().document is None  # as if there were none
    assert signed_in(stranger).get("/en/requests/new/").status_code == 403
    assert signed_in(stranger).post("/en/requests/new/", entry()).status_code == 403
    other = make.group("vietnam")
    page = signed_in(officer).post("/en/requests/new/", entry(group=other.pk)).content.decode()
    assert "not one of the available choices" in page
    for host, group in ((make.authority("Lyon"), make.group()), (None, other)):
        with pytest.raises(Refused):
            enter(Said({"group": group, "kind": "delegation"}), host=host, letter=None, by=make.again(officer))
    with pytest.raises(Refused):
        enter(Said({"group": make.group(), "kind": "delegation"}), host=None, letter=letter, by=make.again(officer))
    assert Request.objects.count() == 1


def test_a_letter_that_takes_too_long_is_stopped(signed_in, officer, monkeypatch):
    read(signed_in(officer))
    monkeypatch.setattr("passerelles.requests.prefilling.opening.LIMITS", Limits(seconds=0.01))
    filled = filled_from(Document.objects.get())
    assert filled.initial == {} and [name for name, _why in filled.unread] == ["lettre.txt"]


@pytest.fixture
def busy(monkeypatch):
    """All turns are taken, and nobody waits for long."""
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    monkeypatch.setattr(turns, "AT_ONCE", BoundedSemaphore(1))
    with turns.turn():
        yield


@pytest.mark.usefixtures("busy")
def test_letters_are_read_a_few_at_once_and_who_waits_too_long_is_told(signed_in, officer):
    client = signed_in(officer)
    page = read(client)
    assert "Too many letters are being read just now" in page.content.decode() and page.context["form"].initial.get("letter") is None
    assert 'name="read"' in page.content.decode()  # to bring it again


@pytest.mark.usefixtures("busy")
def test_a_request_is_entered_though_the_files_of_its_mail_must_wait(signed_in, officer):
    client = signed_in(officer)
    read(client)
    page = client.post("/en/requests/new/", entry(letter=Document.objects.get().pk), follow=True).content.decode()
    assert "files that came in “lettre.txt” were not taken out of it" in page and Request.objects.get().attachments.count() == 1


@pytest.mark.parametrize(("days", "said"), [(-6, None), (0, None), (1, "This day is yet to come"), (-3000, "more than five years ago")])
def test_delays_count_from_the_day_the_letter_arrived(signed_in, officer, days, said):
    page = signed_in(officer).post("/en/requests/new/", entry(received=days_ahead(days)), follow=True).content.decode()
    if said:
        assert said in page and not Request.objects.exists()
    else:
        asked = Request.objects.get()
        assert timezone.localdate(asked.received_at).isoformat() == days_ahead(days) and "The request is entered" in page
        assert timezone.localdate(asked.steps.get().at) == timezone.localdate()  # entered today, by whom the history says


def test_a_day_to_come_is_refused_whoever_says_it(officer):
    with pytest.raises(Refused):
        tomorrow = timezone.localdate() + timedelta(days=1)
        enter(Said({"group": make.group(), "kind": "delegation"}), host=None, letter=None, by=officer, received=tomorrow)


def test_the_form_speaks_of_the_asker(signed_in, officer):
    page = signed_in(officer).get("/en/requests/new/").content.decode()
    assert f'value="{days_ahead(0)}"' in page and "Name of the organisation that asks" in page and "How they can be answered" in page
    for words in (
        "Your name",
        "Name of your organisation",
        "Whom else you",
        "We send you a link",
        "Which network do you ask",
        "on your side",
    ):
        assert words not in page
