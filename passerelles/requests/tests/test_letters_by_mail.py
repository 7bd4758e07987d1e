"""A letter that came as a mail: the real letter inside fills the form in too, and all that came in it becomes files of the request."""

import io
from datetime import timedelta
from email.message import EmailMessage

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from passerelles.library.models import Document
from passerelles.requests.actions.attaching import MOST_OF_LETTERS
from passerelles.requests.actions.entering import MOST_TOLD
from passerelles.requests.models import Request
from passerelles.requests.tests.test_attaching import EXE, PDF
from passerelles.requests.tests.test_entering import entry
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
YEAR = timezone.localdate().year + 1
LETTER = (
    "徐州市人民政府外事办公室",
    f"徐州市代表团一行十二人拟于{YEAR}年五月中旬访问贵市，为期5天，由张伟副市长率团，参观城市公园，了解环境保护。",
)


def word(*paragraphs):
    made, held = docx.Document(), io.BytesIO()
    for words in paragraphs:
        made.add_paragraph(words)
    made.save(held)
    return held.getvalue()


def sheet():
    made, held = openpyxl.Workbook(), io.BytesIO()
    made.active.append(["Nom", "Fonction"])
    made.active.append(["张伟", "副市长"])
    made.save(held)
    return held.getvalue()


def mail(*files, text="Bonjour,\nveuillez trouver ci-joint notre lettre.\n", subject="Visite"):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Wang Demo <wang@xuzhou.example.org>", "a@example.org", subject
    message["Date"] = (timezone.now() - timedelta(days=1)).strftime("%a, %d %b %Y %H:%M:%S +0000")
    message.set_content(text)
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def brought(client, data, name="demande.eml"):
    file = SimpleUploadedFile(name, data)
    return client.post("/en/requests/new/", {"read": "1", "group": make.group().pk, "letter": file})


def entered(client, **values):
    page = client.post("/en/requests/new/", entry(letter=Document.objects.get().pk, **values), follow=True)
    return Request.objects.get(), page.content.decode()


def test_the_letter_in_the_mail_fills_the_form_in_and_becomes_a_file(signed_in, officer):
    client = signed_in(officer)
    message = mail(("函.docx", word(*LETTER)), ("liste.xlsx", sheet()), ("winmail.dat", b"\x78\x9f\x3e\x22"), ("tout.zip", b"PK\x03\x04"))
    page = brought(client, message.as_bytes())
    found = page.context["form"].initial
    assert (found["size"], found["days"], found["head_name"], found["head_rank"]) == (12, 5, "张伟", "deputy")
    assert (found["dating"], found["starts"].day, found["ends"].day) == ("window", 11, 20)
    assert found["asker_name"].endswith("外事办公室") and found["contact_email"] == "wang@xuzhou.example.org"
    assert found["contact_name"] == "Wang Demo" and "一行十二人" in found["purpose"]
    words = page.content.decode()
    assert "函.docx and liste.xlsx" in words and "Outlook’s own envelope" in words and "An archive, which is not unpacked here" in words
    asked, words = entered(client)
    assert [each.name for each in asked.attachments.all()] == ["demande.eml", "函.docx", "liste.xlsx"]
    assert "“winmail.dat”: Outlook’s own envelope" in words and "“tout.zip”: An archive" in words


def test_who_pays_whom_else_they_asked_and_the_telephone_stand_in_the_form(signed_in, officer):
    text = "代表团希望参观污水处理厂。往返国际旅费由我方承担，食宿请贵方负责。我市已同时致函里昂市。请提供翻译。\n\n此致\n敬礼\n赵敏\n电话：0516-8370 4711\n"
    page = brought(signed_in(officer), mail(text=text).as_bytes())
    form, words = page.context["form"], page.content.decode()
    assert form["received"].value() == (timezone.now() - timedelta(days=1)).date() and form["payer"].value() == "stay"
    assert form["contact_name"].value() == "赵敏" and 'value="0516-8370 4711"' in words
    for said in ("污水处理厂", "往返国际旅费由我方承担", "我市已同时致函里昂市", "They need an interpreter"):
        assert said in words
    assert form["needs_interpreter"].value() is True


def test_a_forwarded_mail_is_read_to_its_bottom(signed_in, officer):
    outer = mail(text="Pour votre information.", subject="TR: visite")
    inner = mail(("lettre.docx", word(*LETTER)))
    inner.replace_header("From", "李明 <li@chengdu.example.org>")
    outer.add_attachment(inner)
    found = brought(signed_in(officer), outer.as_bytes()).context["form"].initial
    assert (found["size"], found["contact_email"], found["contact_name"]) == (12, "li@chengdu.example.org", "李明")


def test_what_cannot_be_read_is_kept_as_a_file_and_said(signed_in, officer):
    client = signed_in(officer)
    page = brought(client, mail(("scan.pdf", PDF), ("ancien.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600)).as_bytes())
    assert [name for name, _why in page.context["filled"].unread] == ["scan.pdf", "ancien.doc"]
    assert "scan.pdf" in page.content.decode() and page.context["form"].initial["contact_email"]
    asked, _words = entered(client)
    assert [each.name for each in asked.attachments.all()] == ["demande.eml", "scan.pdf", "ancien.doc"]


def test_a_letter_of_a_kind_that_nobody_reads_is_kept_and_the_request_entered_once(signed_in, officer):
    client = signed_in(officer)
    page = brought(client, b"{\\rtf1 Bonjour}", "lettre.rtf").content.decode()
    assert "nothing could be read in it" in page and "Its format cannot be read" in page
    asked, _words = entered(client)
    assert asked.attachments.get().name == "lettre.rtf" and asked.origin == "letter"


def test_a_program_in_a_mail_stays_in_the_mail(signed_in, officer):
    client = signed_in(officer)
    brought(client, mail(("photo.jpg", EXE), ("virus.exe", EXE), ("note.rtf", EXE)).as_bytes())
    asked, words = entered(client)
    assert [each.name for each in asked.attachments.all()] == ["demande.eml"]
    assert "“photo.jpg” is not what its name says" in words and "“virus.exe” is of a kind we do not take" in words and "note.rtf" in words


def test_very_many_files_are_counted(signed_in, officer):
    client = signed_in(officer)
    brought(client, mail(*((f"{number}.txt", f"Page {number} de la lettre.".encode()) for number in range(15))).as_bytes())
    asked, words = entered(client)
    assert asked.attachments.count() == 12 and "12 files at most" in words


def test_a_file_too_large_stays_in_the_mail(signed_in, officer, monkeypatch):
    monkeypatch.setattr("passerelles.requests.actions.attaching.LARGEST", 4000)
    client = signed_in(officer)
    brought(client, mail(("long.txt", b"Une ligne.\n" * 500)).as_bytes())
    _asked, words = entered(client)
    assert "“long.txt” is empty or larger than" in words


def test_a_letter_the_library_has_already_becomes_a_file_of_the_request(signed_in, officer, coordinator):
    text = "\n".join(LETTER)
    known = make.brought(text, name="lettre.txt", by=coordinator, visibility="group")
    Document.objects.update(state="read")
    page = brought(signed_in(officer), text.encode(), "autre-nom.txt")
    assert page.context["form"].initial["letter"] == known.pk
    asked, _words = entered(signed_in(officer))
    assert asked.document == known and asked.attachments.get().name == "lettre.txt"


def test_a_letter_of_the_library_whose_file_is_closed_is_nobodys_to_pass_on(signed_in, officer, coordinator):
    known = make.brought("Mot de passe : abc.", name="lettre.txt", by=coordinator, visibility="group")
    Document.objects.update(state="read", has_secret=True)
    signed_in(officer).post("/en/requests/new/", entry(letter=known.pk))
    assert Request.objects.get().document is None and not Request.objects.get().attachments.exists()


def within(depth):
    """Multiparts in each other, as no program writes them."""
    body = b"Content-Type: text/plain\r\n\r\nBonjour\r\n"
    for number in range(depth):
        name = b"B%d" % number
        body = b"Content-Type: multipart/mixed; boundary=%s\r\n\r\n--%s\r\n%s\r\n--%s--\r\n" % (name, name, body, name)
    return b"From: a@example.org\r\nSubject: Visite\r\nMIME-Version: 1.0\r\n" + body


def named_in(encoding):
    """A file whose name is said to be in something that is no encoding of texts."""
    head = b"From: a@example.org\r\nSubject: Visite\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\n"
    return head + b"Content-Type: application/pdf; name*=%s''%%E4%%B8\r\n\r\n%%PDF\r\n--B--\r\n" % encoding


@pytest.mark.parametrize("data", [within(1500), named_in(b"idna"), named_in(b"undefined"), named_in(b"utf-8\0")], ids=range(4))
def test_a_hostile_mail_is_a_letter_that_cannot_be_read(signed_in, officer, data):
    client = signed_in(officer)
    assert brought(client, data).status_code == 200
    asked, _page = entered(client)
    assert [each.name for each in asked.attachments.all()] == ["demande.eml"]


def test_of_a_mail_with_very_many_files_as_many_are_kept_as_a_request_has(signed_in, officer):
    client = signed_in(officer)
    files = [(f"page-{number}.txt", b"Page %d" % number) for number in range(40)]
    brought(client, mail(*files, *((f"{number}.zip", b"PK") for number in range(40))).as_bytes())
    asked, page = entered(client)
    assert asked.attachments.count() == MOST_OF_LETTERS and page.count("A request has 12 files at most.") == 1
    assert page.count("An archive, which is not unpacked here") == MOST_TOLD - 1
