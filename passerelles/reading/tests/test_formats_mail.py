"""Mails as they come: forwarded inside each other, with letters attached, named in Chinese by programs that follow no standard."""

import base64
from email.message import EmailMessage

import pytest

from passerelles.reading import Unreadable, open_document
from passerelles.reading.formats.enclosed import enclosed, parsed
from passerelles.reading.formats.headers import worded

PDF = b"%PDF-1.7 letter"
PNG = b"\x89PNG\r\n\x1a\n"


def mail(subject="Visite", text="Veuillez trouver ci-joint notre lettre.", sender="王晓明 <wang@example.org>"):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "b@example.org", subject
    message["Date"] = "Mon, 1 Mar 2027 10:00:00 +0800"
    if text:
        message.set_content(text)
    return message


def with_files(message, *files):
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def raw(header, body=b"JVBERi0=", more=b""):
    """A mail with one attachment whose headers are these bytes."""
    return (
        b'From: a@example.org\nTo: b\nSubject: s\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n--x\n'
        b"Content-Type: text/plain\n\nBonjour.\n--x\n" + header + b"\nContent-Transfer-Encoding: base64\n\n" + body + b"\n--x--\n"
    )


def names(data):
    return [file.name for file in enclosed(data)]


def test_files_are_given_in_their_order_with_their_bytes():
    files = enclosed(with_files(mail(), ("lettre.pdf", PDF), ("annexe.docx", b"PK\x03\x04")).as_bytes())
    assert [(file.name, file.data, file.cause) for file in files] == [("lettre.pdf", PDF, ""), ("annexe.docx", b"PK\x03\x04", "")]


def test_a_forwarded_mail_gives_its_words_and_its_files():
    inner = with_files(mail("关于访问贵市的函", "代表团一行8人。", "徐州外办 <office@example.org>"), ("函.pdf", PDF))
    outer = mail("TR: visite", "Pour information.", "agent@example.org")
    outer.add_attachment(inner)
    document = open_document(outer.as_bytes(), name="a.eml")
    assert "Pour information." in document.text and "代表团一行8人。" in document.text and "关于访问贵市的函" in document.text
    assert document.title == "TR: visite" and document.notes == ("attachment not read: 函.pdf",)
    assert names(outer.as_bytes()) == ["函.pdf"] and parsed(outer.as_bytes())[1].sender == ("徐州外办", "office@example.org")


def test_a_mail_that_only_forwards_is_not_empty():
    outer = mail("Fwd:", "")
    outer.add_attachment(mail("Visite", "Nous serons douze."))
    assert "Nous serons douze." in open_document(outer.as_bytes(), name="a.eml").text


def test_a_mail_kept_as_a_file_of_a_mail_is_opened_too():
    outer = with_files(mail(), ("demande.eml", with_files(mail("Deuxième", "Texte du second."), ("lettre.pdf", PDF)).as_bytes()))
    assert names(outer.as_bytes()) == ["lettre.pdf"] and "Texte du second." in open_document(outer.as_bytes(), name="a.eml").text


def test_a_forwarded_mail_packed_as_base64_is_opened_too():
    inner = base64.encodebytes(with_files(mail(text="Le second."), ("lettre.pdf", PDF)).as_bytes())
    assert names(raw(b"Content-Type: message/rfc822", inner)) == ["lettre.pdf"]


def test_mails_within_mails_have_an_end():
    message = mail(text="le fond")
    for _depth in range(9):
        outer = mail()
        outer.add_attachment(message)
        message = outer
    assert len(parsed(message.as_bytes())) == 6 and len(enclosed(message.as_bytes())) == 1  # the rest is one file that nobody opened


def test_too_many_parts_are_refused():
    data = b"From: a\nTo: b\nSubject: s\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\nContent-Type: text/plain\n\na\n" * 1200
    with pytest.raises(Unreadable, match="more than 1000 parts"):
        enclosed(data)


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("winmail.dat", "envelope"),
        ("winmail2.DAT", "envelope"),
        ("lettre.zip", "archive"),
        ("l.7z", "archive"),
        ("l.tar.gz", "archive"),
        ("l.pdf", ""),
    ],
)
def test_what_nobody_opens_says_what_it_is(name, cause):
    assert [file.cause for file in enclosed(with_files(mail(), (name, b"x")).as_bytes())] == [cause]


def test_outlooks_envelope_is_told_by_its_type_too():
    assert [file.cause for file in enclosed(raw(b"Content-Type: application/ms-tnef"))] == ["envelope"]


def test_a_logo_in_the_text_is_no_file_but_an_attached_photograph_is():
    message = mail()
    message.add_related(PNG, maintype="image", subtype="png", cid="<logo>", disposition="inline", filename="logo.png")
    message.make_mixed()
    message.add_attachment(PNG, maintype="image", subtype="png", filename="photo.png")
    assert names(message.as_bytes()) == ["photo.png"]


# Names as Chinese mail programs write them

GBK = base64.b64encode("关于朱镕基纪念馆的函.pdf".encode("gbk"))  # 镕 is no character of GB2312


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (b'Content-Type: application/pdf; name="=?GB2312?B?' + GBK + b'?="', "关于朱镕基纪念馆的函.pdf"),
        (b'Content-Type: application/pdf;\n name="=?gb18030?B?' + GBK + b'?="', "关于朱镕基纪念馆的函.pdf"),
        (b'Content-Type: application/pdf\nContent-Disposition: attachment; filename="' + "函.pdf".encode() + b'"', "函.pdf"),
        (
            b'Content-Type: application/pdf\nContent-Disposition: attachment; filename="' + "邀请函附件.pdf".encode("gbk") + b'"',
            "邀请函附件.pdf",
        ),
        (b"Content-Type: application/pdf\nContent-Disposition: attachment; filename*=UTF-8''%E5%87%BD.pdf", "函.pdf"),
        (b"Content-Type: application/pdf\nContent-Disposition: attachment; filename*=gb2312''%BA%AF.pdf", "函.pdf"),
        (
            b"Content-Type: application/pdf\nContent-Disposition: attachment; filename*0*=UTF-8''%E9%82%80%E8%AF%B7;\n filename*1*=%E5%87%BD.pdf",
            "邀请函.pdf",
        ),
        (b"Content-Type: application/pdf; name*=utf-8''%E5%87", "\ufffd"),
        (b"Content-Type: application/pdf", "1.pdf"),
    ],
)
def test_a_name_is_read_whoever_wrote_it(header, name):
    found = names(raw(header))
    assert found == [name] or name == "\ufffd"
    assert not any("\ud800" <= char <= "\udfff" for char in found[0])


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("=?utf-8?B?5a6J5b69?= =?utf-8?B?55yB?=", "安徽省"),
        ("=?utf-8?B?5a6J5b==?= =?utf-8?B?vQ==?=", None),  # nonsense ends, too
        ("=?gb2312?B?sLI=?= =?gb2312?B?u9U=?=", "安徽"),
        ("=?gb2312?B?sA==?= =?gb2312?B?srvV?=", "安徽"),  # cut inside a character
        ("=?iso-8859-1?Q?D=E9l=E9gation_d=27Anhui?=", "Délégation d'Anhui"),
        ("Fwd: =?utf-8?Q?Visite_=C3=A0_Lyon?= (2)", "Fwd: Visite à Lyon (2)"),
        ("plain words", "plain words"),
    ],
)
def test_encoded_words(said, words):
    assert words is None or worded(said) == words
    assert isinstance(worded(said), str)


def test_a_subject_called_gb2312_that_is_gbk():
    subject = b"Subject: =?gb2312?B?" + base64.b64encode("朱镕基纪念馆".encode("gbk")) + b"?=\n"
    body = "朱镕基纪念馆邀请贵市。".encode("gbk")
    data = (
        b"From: a@example.org\nTo: b\n" + subject + b"Content-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: 8bit\n\n" + body
    )
    document = open_document(data, name="a.eml")
    assert document.title == "朱镕基纪念馆" and document.text.endswith("朱镕基纪念馆邀请贵市。") and document.notes == ()
