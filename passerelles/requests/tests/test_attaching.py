"""Files that come with a request: what they are is told from their content; they are for who reads the whole file."""

import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from passerelles.common.refusing import Refused
from passerelles.people.actions import join
from passerelles.requests.actions.attaching import LARGEST, MOST, attach
from passerelles.requests.files import format_of
from passerelles.requests.models import Attachment, Request
from passerelles.requests.stages import HostState
from passerelles.requests.tests import making
from passerelles.requests.tests.asking import HOSTILE, confirmed
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def archive(**parts):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("TYPES", "[Content_Types].xml"), content)
    return held.getvalue()


PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
JPG = b"\xff\xd8\xff\xe0" + b"\0" * 40
DOCX = archive(TYPES="<x/>", word__document_xml="<x/>")
MACROS = archive(TYPES="<x/>", word__document_xml="<x/>", word__vbaProject="x")
ODT = archive(mimetype="application/vnd.oasis.opendocument.text", content_xml="<x/>")
ODS = archive(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_xml="<x/>")
EML = b"From: wang@example.org\r\nTo: a@example.org\r\nSubject: visite\r\nDate: Mon, 2 Nov 2026 10:00:00 +0800\r\n\r\nBonjour"
TXT = "尊敬的女士们、先生们:\n我们想访问贵市。".encode()
GBK = "尊敬的女士们、先生们:我们想访问贵市,谢谢。".encode("gb18030")
HTML = b"<!doctype html><html><body><script>alert(1)</script></body></html>"
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + b"\0" * 60


def fetched(client, address):
    response = client.get(address)
    if response.streaming:
        b"".join(response.streaming_content)  # read to its end, as a browser does: only then may the file be closed
    return response.status_code


def file(data, name):
    return ContentFile(data, name=name)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", PDF),
        ("a.png", PNG),
        ("a.JPG", JPG),
        ("a.jpeg", JPG),
        ("a.docx", DOCX),
        ("a.odt", ODT),
        ("a.eml", EML),
        ("信.txt", TXT),
        ("g.txt", GBK),
    ],
)
def test_a_file_that_is_what_it_says_is_kept(name, data):
    kept = attach(making.request(), file(data, name), by=None)
    with Attachment.objects.get().file.open() as stored:
        assert (kept.name, kept.size) == (name, len(data)) and stored.read() == data
    assert kept.name not in kept.file.name  # nothing of its name reaches the disk


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.pdf", PNG, "not what its name says"),
        ("a.pdf", EXE, "not what its name says"),
        ("a.png", HTML, "not what its name says"),
        ("a.txt", HTML, "not what its name says"),
        ("a.txt", EXE, "not what its name says"),
        ("a.txt", bytes(range(256)) * 20, "not what its name says"),
        ("a.jpg", PDF, "not what its name says"),
        ("a.docx", MACROS, "not what its name says"),
        ("a.docx", ODT, "not what its name says"),
        ("a.odt", ODS, "not what its name says"),
        ("a.docx", b"PK\x03\x04broken", "not what its name says"),
        ("a.html", HTML, "of a kind we do not take"),
        ("a.svg", b"<svg onload=alert(1)>", "of a kind we do not take"),
        ("a.exe", EXE, "of a kind we do not take"),
        ("a.pdf.exe", PDF, "of a kind we do not take"),
        ("a", PDF, "of a kind we do not take"),
        ("a.pdf", b"", "empty or larger than 10 MB"),
        ("a.pdf", PDF + b" " * LARGEST, "empty or larger than 10 MB"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_and_nothing_kept(name, data, words):
    with pytest.raises(Refused, match=words):
        attach(making.request(), file(data, name), by=None)
    assert not Attachment.objects.exists()


def test_a_web_page_that_hides_in_a_pdf_is_a_pdf_that_no_browser_opens(signed_in, coordinator):
    asked = making.request()
    kept = attach(asked, file(HTML[:100] + PDF, "both.pdf"), by=None)
    response = signed_in(coordinator).get(reverse("request_attachment", args=[asked.pk, kept.pk]))
    response.close()
    assert response["Content-Type"] == "application/octet-stream" and response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == 'attachment; filename="both.pdf"' and "sandbox" in response["Content-Security-Policy"]


def test_the_same_file_twice_is_one_and_a_sixth_is_refused():
    asked = making.request()
    for number in range(MOST):
        attach(asked, file(PDF + b"%d" % number, f"{number}.pdf"), by=None)
    assert attach(asked, file(PDF + b"0", "again.pdf"), by=None).name == "0.pdf"
    with pytest.raises(Refused, match="5 files at most"):
        attach(asked, file(PDF + b"x", "x.pdf"), by=None)
    assert asked.attachments.count() == MOST


@pytest.mark.parametrize("stage", ["withdrawn", "declined", "accepted"])
def test_nothing_is_added_to_what_is_over(stage):
    with pytest.raises(Refused):
        attach(making.request(stage=stage), file(PDF, "a.pdf"), by=None)


def test_the_format_is_told_whatever_the_name_is():
    assert format_of(PDF, "a.txt") == "pdf" and format_of(b"\x00asm\x01\x00\x00\x00", "a.txt") == ""


# Who adds, who reads


def test_an_asker_adds_files_by_the_link_and_sees_their_names_as_text(client, coordinator):
    link = confirmed(client)
    files = [
        SimpleUploadedFile("lettre.pdf", PDF),
        SimpleUploadedFile("<img src=x onerror=alert(2)>.txt", TXT),
        SimpleUploadedFile("x.pdf", EXE),
    ]
    page = client.post(link + "files/", {"files": files}, follow=True).content.decode()
    assert "lettre.pdf" in page and "&lt;img src=x" in page and "<img src=x" not in page and "not what its name says" in page
    assert Attachment.objects.count() == 2


def test_without_a_link_nothing_is_stored(client):
    assert client.post("/en/ask/forged/files/", {"files": [SimpleUploadedFile("a.pdf", PDF)]}).status_code == 404
    assert not Attachment.objects.exists()
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(confirmed() + "files/", {"files": [SimpleUploadedFile("a.pdf", PDF)]}).status_code == 403
    assert not Attachment.objects.exists()


def test_only_who_reads_the_whole_file_downloads(client, signed_in, coordinator, stranger):
    join(make.authority("Lyon"), make.group())
    asked = making.request("Saint-Étienne")
    making.hosted(asked, "Grenoble", state=HostState.DECLINED)
    kept = attach(asked, file(PDF, "lettre.pdf"), by=None)
    address = reverse("request_attachment", args=[asked.pk, kept.pk])
    assert client.get(address).status_code == 302  # to sign in
    readers = [coordinator, make.officer("Saint-Étienne"), make.partner_officer("Xuzhou")]
    assert [fetched(signed_in(someone), address) for someone in readers] == [200, 200, 200]
    others = [make.officer("Lyon"), make.observer(), make.officer("Grenoble"), stranger, make.coordinator(make.group("vietnam"))]
    assert [fetched(signed_in(someone), address) for someone in others] == [404] * 5


def test_a_file_is_reached_through_its_own_request_only(signed_in):
    own, other = making.request("Saint-Étienne"), making.request("Lyon")
    kept = attach(other, file(PDF, "lettre.pdf"), by=None)
    officer = signed_in(make.officer("Saint-Étienne"))
    assert officer.get(reverse("request_attachment", args=[own.pk, kept.pk])).status_code == 404
    assert officer.get(reverse("request_attachment", args=[other.pk, kept.pk])).status_code == 404


def test_what_is_not_confirmed_is_read_by_nobody(client, signed_in, coordinator):
    asked = making.request(stage="unconfirmed")
    kept = attach(asked, file(PDF, "lettre.pdf"), by=None)
    assert signed_in(coordinator).get(reverse("request_attachment", args=[asked.pk, kept.pk])).status_code == 404


def test_hostile_words_are_text_on_the_page_of_the_network(client, signed_in, coordinator):
    fields = (
        "asker_name",
        "contact_name",
        "purpose",
        "head_name",
        "composition",
        "sites",
        "payment",
        "through",
        "approved_by",
        "others_asked",
    )
    link = confirmed(client, **dict.fromkeys(fields, HOSTILE), contact_phone=HOSTILE[:40])
    client.post(link + "files/", {"files": [SimpleUploadedFile("<img src=x onerror=alert(2)>.txt", TXT)]})
    page = signed_in(make.again(coordinator)).get(Request.objects.get().get_absolute_url()).content.decode()
    assert "<script>alert(1)" not in page and "<img src=x" not in page and page.count("&lt;script&gt;alert(1)") >= 9
