"""The ledger's pages: every number opens what it sums, every movement shows its sentence, and nothing shows to whom it may not."""

import csv
import html
import io
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from passerelles.ledger.actions import Entered, record
from passerelles.ledger.models import Movement
from passerelles.ledger.posting import post
from passerelles.ledger.queries.accounts import account, around
from passerelles.ledger.queries.movements import disputes
from passerelles.register.forms.judging import form_for
from passerelles.register.models import Claim
from tests import make

pytestmark = pytest.mark.django_db


def moved(entry, low=12, words="Ils étaient douze en mai.", **says):
    value = {"measure": "people", "low": low, "high": low, "soil": "FR", "date": "2024-05", **says}
    return make.accepted(entry, "movement", value, of=make.document(words))


def page(client, address="", lang="en"):
    answer = client.get(f"/{lang}/reciprocity/{address}")
    assert answer.status_code == 200, address
    return html.unescape(answer.content.decode())


def words_of(text):
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


@pytest.fixture
def entry():
    made = make.public_partnership()
    moved(made)
    moved(made, 30, "去了三十人。", soil="CN", date="2023")
    return made


def addresses(entry):
    parties = [party.organisation_id for party in entry.parties.all()]
    return ["", f"entries/{entry.pk}/", f"groups/{entry.group_id}/", *(f"authorities/{pk}/" for pk in parties)]


def test_each_number_opens_the_movements_it_sums_and_each_shows_its_sentence(client, entry):
    for address in addresses(entry):
        text = page(client, address)
        [link] = re.findall(r'href="([^"]+measure=people[^"]*soil=FR[^"]*)">12<', text)
        opened = client.get(link).content.decode()
        assert "Ils étaient douze en mai." in opened and "去了三十人" not in opened


def test_what_was_done_is_in_the_language_of_the_document_that_says_it(client):
    made = make.public_partnership()
    chinese = make.document("派出教师。", language="zh")
    chinese.passages.update(language="")  # of a passage alone it is not known
    make.accepted(made, "milestone", {"what": "派出教师", "date": "2023"}, chinese)
    make.accepted(made, "milestone", {"what": "Visite du maire", "date": "2022"}, make.document("Visite du maire."))
    text = page(client, f"entries/{made.pk}/movements/")
    assert '<span lang="zh-Hans">派出教师</span>' in text and '<span lang="fr">Visite du maire</span>' in text


def test_the_first_soil_is_that_of_whoever_is_looked_at(client, entry):
    home, partner = (party.organisation_id for party in entry.parties.order_by("position"))
    for pk, first in ((home, "France China"), (partner, "China France")):
        assert f"What {first} elsewhere or not said Balance" in words_of(page(client, f"authorities/{pk}/"))


def test_missions_are_in_or_out_seen_from_the_first_soil(client):
    made = make.public_partnership()
    moved(made, 2, measure="mission", soil="CN")
    home, partner = (party.organisation_id for party in made.parties.order_by("position"))
    assert "2 out" in words_of(page(client, f"authorities/{home}/")) and "2 in" in words_of(page(client, f"authorities/{partner}/"))


def test_what_is_not_known_leaves_the_balance_open(client, entry):
    assert "more in China" in words_of(page(client, f"entries/{entry.pk}/"))
    moved(entry, None, "On ne sait combien.", high=None, what="un groupe de plus", date="2022")
    text = words_of(page(client, f"entries/{entry.pk}/"))
    assert "cannot be told from what is known" in text and "1 without a figure" in text and "told without saying how much" in text


def test_what_two_sides_tell_differently_stands_side_by_side(client, entry):
    moved(entry, 15, "他们十五人。")
    for address in addresses(entry):
        text = page(client, address)
        assert "12–15" in text and "Told differently" in text
        assert text.index("Ils étaient douze en mai.") != text.index("他们十五人。")


def test_what_is_listed_as_told_differently_is_what_the_number_counts(entry):
    """Estimates do not count beside what somebody tells, not even beside what is told without a figure: they are no dispute."""
    moved(entry, 15, "他们十五人。")
    moved(entry, None, "Des jours, sans les compter.", measure="days", date="2022", what="des jours")
    estimates = [moved(entry, days, f"{days} jours ?", measure="days", date="2022") for days in (3, 5)]
    Movement.objects.filter(claim__in=estimates).update(basis="estimated")
    post([entry])
    held = account("entries", entry.pk, AnonymousUser())
    rows = held.sums(AnonymousUser())
    found = disputes(held, AnonymousUser(), rows)
    assert [[each.movement.measure for each in dispute.tellings] for dispute in found] == [["people", "people"]] and sum(
        row.disputed for row in rows
    ) == 1


def test_other_currencies_are_listed_and_not_added(client, entry):
    moved(entry, 500, measure="money")
    moved(entry, 9000, measure="money", unit="CNY")
    text = words_of(page(client, f"entries/{entry.pk}/"))
    assert "In other currencies" in text and "€500" in text and "CN¥9,000" in text and "9,500" not in text
    assert "支出（CNY）" in page(client, f"entries/{entry.pk}/", "zh-hans")


def test_a_partnerships_page_holds_its_projects(client, entry):
    project = make.project()
    make.accepted(project, "name", {"text": "Parc"})
    make.accepted(project, "soil", "CN")
    moved(project, 4, "Quatre jardiniers.")
    assert ">16<" in page(client, f"entries/{entry.pk}/")
    assert "Quatre jardiniers." in page(client, f"entries/{entry.pk}/movements/")


def test_years_are_drawn_and_stand_in_a_table(client, entry):
    text = page(client, f"entries/{entry.pk}/")
    assert 'class="home"/>' in text and 'class="partner"/>' in text and 'class="bases"' in text
    assert "2023 30" in words_of(text) and "2024 12" in words_of(text)


def test_the_entrys_and_the_authoritys_own_pages_have_it_in_short(client, entry):
    for address in (reverse("entry", args=[entry.pk]), reverse("authority", args=[entry.parties.first().organisation_id])):
        text = client.get(address).content.decode()
        assert 'id="ledger"' in text and ">12<" in text
    bare = make.public_partnership("Lyon", "Guangzhou")
    assert 'id="ledger"' not in client.get(reverse("entry", args=[bare.pk])).content.decode()


def test_an_account_without_movements_says_so_and_one_that_is_hidden_is_not_there(client):
    bare, hidden = make.public_partnership(), make.partnership("Lyon", "Guangzhou")
    assert "Nothing is known yet" in page(client, f"entries/{bare.pk}/")
    other = make.group("vietnam")
    gone = [f"entries/{hidden.pk}/", f"groups/{other.pk}/", "groups/999/", "nonsense/1/", f"authorities/{make.authority('Lyon').pk}/"]
    for address in gone:
        assert client.get(f"/en/reciprocity/{address}").status_code == 404, address
        assert client.get(f"/en/reciprocity/{address}movements/movements.csv").status_code == 404, address


def test_hostile_questions_are_answered_with_a_page(client, entry):
    for asked in (
        "measure=<script>",
        "year=%E0%A5%A6%E0%A5%A6%E0%A5%A6%E0%A5%A6",
        "after=zzz",
        "page=-1",
        "basis=' OR 1",
        "unit=%F0%9F%98%80",
    ):
        page(client, f"movements/?{asked}")
    assert client.get("/en/reciprocity/entries/99999999999999999999/").status_code == 404


def test_the_file_holds_all_movements_with_their_words(client, entry, coordinator):
    moved(entry, 3, "=HYPERLINK et trois élus.", what="=cmd|x", date="2021")
    record("visit/1", [Entered("people", entry, "people", 2, 2, soil="FR", visibility="public", what="une visite")], by=coordinator)
    answer = client.get(f"/en/reciprocity/entries/{entry.pk}/movements/movements.csv")
    assert answer.streaming and "attachment" in answer["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert [row["low"] for row in rows] == ["12", "30", "3", "2"]
    assert rows[0]["words"] == "Ils étaient douze en mai." and rows[0]["soil_name"] == "France"
    assert rows[2]["words"].startswith("'=") and rows[2]["what"].startswith("'=")
    wanted = client.get(f"/en/reciprocity/entries/{entry.pk}/movements/movements.csv?soil=CN")
    assert b"".join(wanted).decode("utf-8-sig").count("\n") == 2


def test_a_file_of_many_movements_is_written_a_batch_at_a_time(client, monkeypatch, entry):
    monkeypatch.setattr("passerelles.ledger.queries.movements.AT_ONCE", 2)
    for month in range(1, 6):
        moved(entry, month, date=f"2020-0{month}")
    text = b"".join(client.get("/en/reciprocity/movements/movements.csv")).decode("utf-8-sig")
    assert text.count("\n") == 8


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_the_same_number_of_queries_with_one_movement_and_with_three(client, count):
    entry = make.public_partnership()
    for month in range(1, count + 1):
        moved(entry, month, date=f"2024-0{month}")
    party = entry.parties.first().organisation_id
    expected = {"": 6, f"entries/{entry.pk}/": 6, f"authorities/{party}/": 4, f"groups/{entry.group_id}/": 7, "movements/": 5}
    asked = {}
    for address in expected:
        with CaptureQueriesContext(connection) as seen:
            page(client, address)
        asked[address] = len(seen)
    assert asked == expected


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_told_differently_asks_the_same_number_of_queries(client, django_assert_num_queries, count):
    entry = make.public_partnership()
    for month in range(1, count + 1):
        moved(entry, month, date=f"2024-0{month}")
        moved(entry, month + 5, date=f"2024-0{month}")
    with django_assert_num_queries(10):
        page(client, f"entries/{entry.pk}/")


def test_the_ledger_of_a_group_all_of_whose_entries_are_below_it_is_led_to():
    nobody, root = AnonymousUser(), make.group()
    below = make.group("sichuan", parent=root)
    make.accepted(make.partnership(of=below), of=make.document(group=below))
    make.group("vietnam")
    for kind, pk, groups in (("network", 0, [root, below]), ("groups", root.pk, [below])):
        assert [name for _address, name in around(account(kind, pk, nobody), nobody)] == [group.wording for group in groups]


# What people add


def test_an_officer_declares_a_movement_and_sees_its_sentence_first(officer, coordinator, signed_in):
    entry = make.public_partnership()
    browser, address = signed_in(officer), reverse("declare", args=[entry.pk, "movement"])
    filled = {"measure": "people", "soil": "FR", "low": "12", "unit": "EUR", "date": "2024-05", "what": "élèves"}
    shown = browser.post(address, filled)
    assert "12" in shown.content.decode() and not Claim.objects.filter(name="movement").exists()
    browser.post(address, {**filled, "send": "1"})
    claim = Claim.objects.get(name="movement")
    assert (claim.state, claim.value.low, claim.value.high) == ("proposed", 12, 12) and not Movement.objects.exists()
    assert claim.evidence.get().quote in html.unescape(shown.content.decode())


@pytest.mark.parametrize(
    ("filled", "bounds"),
    [
        ({"low": "12"}, (12, 12)),
        ({"low": "12", "high": "20"}, (12, 20)),
        ({"low": "12", "open": "on"}, (12, None)),
        ({"what": "des élèves"}, (None, None)),
    ],
)
def test_one_figure_is_exact_two_an_interval_and_at_least_has_no_end(officer, signed_in, filled, bounds):
    entry = make.public_partnership()
    given = {"measure": "people", "soil": "", **filled, "send": "1"}
    signed_in(officer).post(reverse("declare", args=[entry.pk, "movement"]), given)
    value = Claim.objects.get(name="movement").value
    assert (value.low, value.high) == bounds


@pytest.mark.parametrize("filled", [{}, {"low": "9", "high": "3"}, {"low": "-1"}, {"low": "5", "date": "mai"}, {"low": "5", "soil": "XX"}])
def test_what_is_no_movement_is_asked_again(officer, signed_in, filled):
    entry = make.public_partnership()
    answer = signed_in(officer).post(reverse("declare", args=[entry.pk, "movement"]), {"measure": "people", **filled, "send": "1"})
    assert answer.status_code == 200 and "errors" in answer.content.decode()
    assert not Claim.objects.filter(name="movement").exists()


@pytest.mark.parametrize(
    ("name", "filled"),
    [
        ("budget", {"low": "60000", "high": "75000", "currency": "EUR", "soil": "FR"}),
        ("funding", {"by": "Ville", "low": "45000", "currency": "EUR"}),
        ("part", {"name": "Musée", "role": "operator"}),
        ("result", {"what": "Un pavillon", "soil": "FR", "date": "2022"}),
        ("soil", {"value": "FR"}),
    ],
)
def test_each_part_of_a_project_can_be_declared(officer, signed_in, name, filled):
    project = make.project()
    make.accepted(project, "name", {"text": "Parc"})
    signed_in(officer).post(reverse("declare", args=[project.pk, name]), {**filled, "send": "1"})
    assert Claim.objects.get(name=name).state == "proposed"


def test_a_coordinator_adds_an_estimate_and_takes_it_out_again(coordinator, signed_in, client):
    entry = make.public_partnership()
    browser = signed_in(coordinator)
    filled = {
        "measure": "money",
        "soil": "FR",
        "low": "8000",
        "high": "15000",
        "unit": "EUR",
        "date": "2023",
        "words": "D’après trois jardins.",
    }
    browser.post(reverse("reciprocity_add", args=[entry.pk, "estimate"]), filled)
    text = page(client, f"entries/{entry.pk}/movements/")
    assert "8,000–15,000" in text and "estimated" in text and "D’après trois jardins." in text and "Estimated by the coordination" in text
    browser.post(reverse("reciprocity_withdraw", args=[Movement.objects.get().pk]))
    assert "There is no such movement" in page(client, f"entries/{entry.pk}/movements/")


def test_a_coordinator_adds_a_figure_with_the_words_of_a_document(coordinator, signed_in, client):
    entry, of = make.public_partnership(), make.document("Ils étaient dix-huit à Xuzhou.", title="Compte rendu")
    make.empty_reading(of)
    address, browser = reverse("reciprocity_add", args=[entry.pk, "document"]), signed_in(coordinator)
    filled = {"measure": "people", "soil": "CN", "low": "18", "document": of.pk, "words": "Ils étaient vingt"}
    assert (
        "does not hold these words" in html.unescape(browser.post(address, filled, headers={"accept-language": "en"}).content.decode())
        or not Movement.objects.exists()
    )
    browser.post(address, {**filled, "words": "Ils étaient dix-huit"})
    assert '<mark class="fact">Ils étaient dix-huit</mark>' in page(client, f"entries/{entry.pk}/movements/")


@pytest.mark.parametrize("how", ["estimate", "document"])
def test_only_a_coordinator_of_its_group_adds_and_takes_out(how, officer, stranger, signed_in):
    entry = make.public_partnership()
    claim = moved(entry)
    outsider = make.coordinator(make.group("vietnam"))
    for person in (officer, stranger, outsider):
        assert signed_in(person).get(reverse("reciprocity_add", args=[entry.pk, how])).status_code == 403
        signed_in(person).post(reverse("reciprocity_withdraw", args=[Movement.objects.get().pk]))
    claim.refresh_from_db()
    assert claim.state == "accepted" and Movement.objects.count() == 1


def test_a_movement_is_corrected_at_the_desk_as_it_was_told(coordinator):
    claim = make.claim(make.partnership(), "movement", {"measure": "people", "low": 24, "soil": "CN", "what": "élèves", "lang": "fr"})
    form = form_for(claim, None)
    given = {name: form.initial.get(name) if form.initial.get(name) is not None else "" for name in form.fields}
    given = {name: value for name, value in given.items() if value is not False}
    again = form_for(claim, given)
    assert again.is_valid(), again.errors
    assert again.value == claim.value
