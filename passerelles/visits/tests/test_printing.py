"""A visit's prints, as a reader of PDF finds them: both languages, one page where one is promised, nothing private."""

import pypdfium2
import pytest
from django.urls import reverse

from passerelles.visits.printing import PRINTS, printed
from passerelles.visits.tests import making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
MARKUP = "#panic() $x$ *gras* <script> \\ @a"


def pages_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return texts


def full_visit(lines=12):
    visit = making.visit()
    person = making.participant(visit, passport="E12345678", phone="+86 555 0100", email="wang@example.org", diet="halal")
    for number in range(lines):
        clock = f"{8 + number % 12:02}"
        making.slot(visit, f"{clock}:00", f"{clock}:45", address="1 place de l’Hôtel-de-Ville", transport="autocar", participants=[person])
    making.slot(visit, "21:00", "22:00", kind="free", title={"fr": MARKUP, "zh": "自由活动"})
    return visit


@pytest.mark.parametrize("kind", PRINTS)
def test_a_print_says_it_in_both_languages_and_holds_nothing_private(kind):
    text = "".join(pages_of(printed(full_visit(), kind)))
    for words in ("Xuzhou à Saint-Étienne", "徐州访问圣艾蒂安", "Réunion en mairie", "市政厅会谈"):
        assert words in text.replace("\r\n", " ").replace("\n", " "), words
    assert not [secret for secret in ("E12345678", "555 0100", "wang@example.org", "halal") if secret in text]
    assert (MARKUP.split()[0] in text) == (kind != "driver")  # nobody drives in free time; markup is printed as it is


@pytest.mark.parametrize("kind", ["driver", "mayor"])
def test_one_page_is_one_page(kind):
    assert len(pages_of(printed(full_visit(24), kind))) == 1


def test_the_same_visit_gives_the_same_bytes():
    visit = full_visit()
    assert printed(visit, "booklet") == printed(visit, "booklet")


def test_who_may_read_may_print(signed_in, partner_officer):
    visit = making.visit()
    address = reverse("visit_print", args=[visit.pk, "booklet"])
    assert signed_in(partner_officer).get(address)["Content-Type"] == "application/pdf"
    assert signed_in(make.officer("Lyon")).get(address).status_code == 403
    assert signed_in(make.stranger()).get(address).status_code == 404
    assert signed_in(partner_officer).get(reverse("visit_print", args=[visit.pk, "passports"])).status_code == 404
