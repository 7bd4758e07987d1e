"""A visit's prints, as a reader of PDF finds them: both languages, one page where one is promised, nothing private."""

import pypdfium2
import pytest
from django.urls import reverse

from passerelles.common import turns
from passerelles.visits.printing import PRINTS, for_driver, for_mayor, printed
from passerelles.visits.rights import Act
from passerelles.visits.saying import name_in
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


def test_who_has_as_much_printed_as_one_may_waits_and_others_do_not(signed_in, officer, coordinator, monkeypatch):
    address = reverse("visit_print", args=[making.visit().pk, "driver"])
    monkeypatch.setitem(turns.QUEUES, f"user:{officer.pk}", turns.Queue(number=turns.MOST_EACH))
    assert "Too much is being printed" in signed_in(officer).get(address, follow=True).content.decode()
    assert signed_in(coordinator).get(address)["Content-Type"] == "application/pdf"


def flat(pdf):
    return " ".join("".join(pages_of(pdf)).split())


def test_names_stand_in_the_column_of_their_script_whichever_field_they_were_written_in():
    visit = making.visit()
    people = [
        making.participant(visit, "林晓舟", other_name="Lin Xiaozhou"),
        making.participant(visit, "Sun Mei", other_name="孙梅"),
        making.participant(visit, "何平", other_name=""),
    ]
    assert [name_in(person, "fr") for person in people] == ["Lin Xiaozhou", "Sun Mei", "何平"]
    assert [name_in(person, "zh") for person in people] == ["林晓舟", "孙梅", "何平"]
    [section] = for_mayor(visit).sections
    assert [cell[0] for cell in section.rows[0].cells] == ["Lin Xiaozhou", "林晓舟"]


@pytest.mark.parametrize("kind", PRINTS)
def test_a_line_says_its_town_and_its_day_of_the_week(kind):
    visit = making.visit()
    making.slot(
        visit, place=make.place("Le Havre"), where={"fr": "Restaurant"}, host="M. Leroy", interpreter="Mme Wang", transport="Minibus"
    )
    text = flat(printed(visit, kind))
    assert "lundi 10 mai 2027" in text and "星期一" in text and "Restaurant, Le Havre" in text
    assert ("Received by" in text or "Accueil" in text or "M. Leroy" in text) == (kind != "driver")


def test_the_driver_reads_how_many_come_and_whom_to_call():
    visit = making.visit(size=8)
    three = [making.participant(visit, f"Li {number}") for number in range(3)]
    making.participant(visit, "Anne Demo", other_name="", side="host", phone="+33 5 55 01 00")
    making.slot(visit)
    making.slot(visit, "14:00", "15:00", participants=three)
    keeper, other = printed(visit, "driver", frozenset(Act)), printed(visit, "driver")
    assert "8 personnes" in flat(keeper) and "5 55 01 00" in flat(keeper)
    assert flat(keeper).count("8 personnes") == 2  # those of the second line are all that are named so far
    making.participant(visit, "Li 4")
    assert "3 personnes sur 8" in " ".join(row.notes[0] for section in for_driver(visit).sections for row in section.rows)
    assert "55 01 00" not in flat(other)


def test_who_cooks_reads_what_is_not_eaten_without_names():
    visit = making.visit()
    for name in ("Li", "Wang"):
        making.participant(visit, name, diet="sans porc")
    keeper = flat(printed(visit, "booklet", frozenset(Act)))
    assert "2 × sans porc" in keeper and "sans porc" not in flat(printed(visit, "booklet"))


def test_who_cooks_is_told_in_which_language_it_is_not_said():
    visit = making.visit()
    making.participant(visit, "Li", diet="sans porc")
    making.participant(visit, "Wang", diet="素食")
    keeper = flat(printed(visit, "booklet", frozenset(Act)))
    assert "sans porc（法语）" in keeper and "素食 (chinois)" in keeper and "sans porc (français)" not in keeper


def test_an_organisation_stands_in_each_column_as_its_language_calls_it_or_is_marked():
    visit = making.visit(visitor_name="徐州市人民政府")
    making.participant(visit, "Li", organisation="徐州市人民政府")
    making.participant(visit, "Wang", organisation="徐州大学", role={"zh": "校长"})
    making.participant(visit, "Anne", organisation="Saint-Étienne", side="host")
    rows = [row for section in for_mayor(visit).sections[:2] for row in section.rows]
    french, chinese = ([row.cells[column][1:] for row in rows] for column in (0, 1))
    assert french == [["maire adjoint", "Xuzhou"], ["校长 (chinois)", "徐州大学 (chinois)"], ["maire adjoint", "Saint-Étienne"]]
    assert chinese == [["副市长", "徐州市人民政府"], ["校长", "徐州大学"], ["副市长", "圣艾蒂安"]]


def test_both_sides_have_their_heading():
    visit = making.visit()
    making.participant(visit, "Li")
    making.participant(visit, "Anne", side="host")
    assert [section.title[0] for section in for_mayor(visit).sections] == ["La délégation", "Les hôtes"]


def test_who_may_read_may_print(signed_in, partner_officer):
    visit = making.visit()
    address = reverse("visit_print", args=[visit.pk, "booklet"])
    assert signed_in(partner_officer).get(address)["Content-Type"] == "application/pdf"
    assert signed_in(make.officer("Lyon")).get(address).status_code == 403
    assert signed_in(make.stranger()).get(address).status_code == 404
    assert signed_in(partner_officer).get(reverse("visit_print", args=[visit.pk, "passports"])).status_code == 404
