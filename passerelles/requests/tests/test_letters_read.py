"""Whole letters, of three languages and as people send them, read into the form: `data/letters.toml` holds them with what a person would say."""

import io
import tomllib
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest

from passerelles.places.actions import gazetteer
from passerelles.reading import open_document, read
from passerelles.requests.prefilling.answering import phone_of, signed_by
from passerelles.requests.prefilling.elsewhere import others_of
from passerelles.requests.prefilling.filling import filled
from passerelles.requests.prefilling.inside import read_whole
from passerelles.requests.prefilling.paying import paid_by
from passerelles.requests.prefilling.phrases import hidden
from passerelles.requests.prefilling.speaking import spoken_of
from passerelles.requests.prefilling.wanting import sites_of

LETTERS = tomllib.loads((Path(__file__).parent / "data" / "letters.toml").read_text(encoding="utf-8"))["letter"]
READ = ("payer", "payment", "sites", "others_asked", "languages", "needs_interpreter", "contact_name", "contact_phone", "received")
QUOTED = ("payment", "sites", "others_asked")  # of which a part is expected
TODAY = date(2026, 11, 29)


def as_file(letter, folder):
    made = {"txt": as_text, "docx": as_word, "eml": as_mail}[letter["form"]](letter)
    path = folder / f"{letter['name']}.{letter['form']}"
    path.write_bytes(made)
    return path


def as_text(letter):
    return letter["text"].strip().encode()


def as_word(letter):
    made, held = docx.Document(), io.BytesIO()
    for line in letter["text"].strip().splitlines():
        made.add_paragraph(line)
    made.save(held)
    return held.getvalue()


def as_mail(letter):
    """With its headers as encoded words, and its text in base64 beside an HTML one, as programs write them."""
    message = EmailMessage()
    for name, value in letter["head"].items():
        message[name] = value
    message["To"] = "cooperation@ville.example"
    message.set_content(letter["text"].strip() + "\n", cte="base64")
    message.add_alternative("<p>" + letter["text"].strip().replace("\n", "<br>") + "</p>", subtype="html")
    return message.as_bytes()


def answers(letter, folder):
    return filled(read_whole(as_file(letter, folder))).initial


def is_right(name, said, expected):
    if name in QUOTED:
        return said is not None and all(each in said for each in expected)
    return said == (date.fromisoformat(expected) if name == "received" else expected)


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr("passerelles.requests.prefilling.filling.timezone.localdate", lambda: TODAY)


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize("letter", LETTERS, ids=[letter["name"] for letter in LETTERS])
def test_a_letter_says_who_pays_what_is_wanted_whom_else_they_asked_and_whom_to_answer(letter, tmp_path):
    found, expected = answers(letter, tmp_path), letter["expected"]
    missed = [name for name in READ if name in expected and not is_right(name, found.get(name), expected[name])]
    assert missed == letter.get("missed", [])
    is_mail = letter["form"] == "eml"  # whose sender is to be answered where nobody signed
    invented = [name for name in READ if name in found and name not in expected and not (is_mail and name == "contact_name")]
    assert invented == letter.get("invented", [])
    for number in ("E12345678", "350502198803121234", "19AB45678", "Fleuve2026"):
        assert number not in str(found)


def reading(text):
    return read(open_document(text.encode(), name="letter.txt"), gazetteer())


@pytest.mark.parametrize(
    ("text", "payer"),
    [
        ("往返旅费由我方承担，在法期间费用由贵方承担。", "stay"),
        ("国际旅费及在法期间食宿费用均由我方自理。", "asker"),
        ("我方承担往返国际旅费，贵方承担当地食宿和交通。", "stay"),
        ("此行费用由代表团自行承担。", "asker"),
        ("往返机票和在贵市的食宿请贵方承担。", "host"),
        ("费用由双方分担。", "shared"),
        ("Les frais de séjour sont à votre charge.", "stay"),
        ("Les frais de voyage et de séjour sont à notre charge.", "asker"),
        ("Le voyage est à notre charge, le séjour à la vôtre.", "stay"),
        ("Nous prenons en charge le voyage, l'hébergement étant à votre charge.", "stay"),
        ("Nous prenons en charge le billet d'avion et vous serions reconnaissants de prendre en charge le séjour.", "stay"),
        ("L'ensemble des frais sera pris en charge par la délégation.", "asker"),
        ("Les coûts seront partagés entre nos deux villes.", "shared"),
        ("We will bear the cost of international travel, and hope that you could cover accommodation.", "stay"),
        ("We will bear the cost of our flights, accommodation and meals.", "asker"),
        ("International travel will be at our own expense; local expenses to be covered by the host.", "stay"),
        ("Could you cover the airfare and the hotel?", "host"),
        # the journey alone: of the stay nothing is guessed
        ("往返旅费由我方承担。", None),
        ("The delegation will travel at its own expense.", None),
        # somebody else, or nobody, or no money at all
        ("La restauration des remparts est à la charge de l'État.", None),
        ("Nous ne pouvons pas prendre en charge le voyage.", None),
        ("Nous assurons la traduction.", None),
        ("我市负责接待工作。", None),
        ("艺术团机票由民航公司承担，演出由贵市安排。", None),
    ],
)
def test_who_pays(text, payer):
    assert paid_by(reading(text)).get("payer") == payer


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        ("Nous souhaitons visiter le port et les chais de Cognac afin de comprendre la filière.", "le port et les chais de Cognac"),
        ("Lieux souhaités : la station d'épuration ; le parc", "la station d'épuration ; le parc"),
        ("代表团拟考察里昂的医院、圣艾蒂安的博物馆，并与贵方座谈。", "里昂的医院、圣艾蒂安的博物馆"),
        ("We hope to visit your city.", ""),
        ("我市访问团拟于五月访问贵市。", ""),
        ("En 2019 nous avions visité votre musée.", ""),
        ("Nous ne souhaitons pas visiter d'usine.", ""),
    ],
)
def test_what_they_would_like_to_visit(text, sites):
    assert sites_of(reading(text)) == sites


@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        ("Nous avons également écrit à la ville de Tours.", True),
        ("We have also approached Rennes.", True),
        ("我市已同时致函里昂市。", True),
        ("Nous vous avons également écrit en juin à Tours.", False),
        ("特此致函贵市。", False),
        ("我们也希望与里昂市保持联系。", False),
        ("We also asked the interpreter to come.", False),
    ],
)
def test_whom_else_they_asked(text, is_said):
    assert bool(others_of(reading(text))) == is_said


@pytest.mark.parametrize(
    ("text", "languages", "is_needed", "comes"),
    [
        ("代表团自带翻译。", None, None, True),
        ("请贵方提供法语翻译。", None, True, False),
        ("Nous serons accompagnés d'un interprète de français.", ["fr"], None, True),
        ("Un interprète nous serait nécessaire.", None, True, False),
        ("Nous n'avons pas besoin d'interprète : tous parlent français et anglais.", ["fr", "en"], None, False),
        ("We need an interpreter, as none of us speaks French.", None, True, False),
        ("Le lycée enseigne le chinois et l'anglais.", None, None, False),
    ],
)
def test_which_languages_and_who_interprets(text, languages, is_needed, comes):
    found = spoken_of(reading(text))
    assert (found.get("languages"), found.get("needs_interpreter"), "composition" in found) == (languages, is_needed, comes)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("此致\n敬礼\n徐州市外办\n赵敏", "赵敏"),
        ("祝好！\n林　婉 敬上", "林婉"),
        ("Bien cordialement,\nMme Anne-Lise Fabre\nDirectrice", "Anne-Lise Fabre"),
        ("此致\n敬礼\n成都", ""),
        ("Bien cordialement,\nDirection des relations internationales\nVille de Lyon", ""),
    ],
)
def test_who_signed(text, name):
    assert signed_by(reading(text)) == name


def test_a_number_that_is_no_telephone_is_none():
    assert phone_of(reading("Passeport n° 123456789\nFax : +33 1 23 45 67 89\n邮编 221000")) == ""
    assert phone_of(reading("Fax : +33 1 23 45 67 89 – Tél. : +33 1 23 45 67 80")) == "+33 1 23 45 67 80"


@pytest.mark.parametrize("words", ["护照号码：E12345678", "passport no. G1234567", "passeport n° 12AB34567", "身份证 350502198803121234"])
def test_numbers_of_passports_and_identity_cards_reach_no_field(words):
    assert "•••" in hidden(words) and not any(char.isdecimal() for char in hidden(words))
