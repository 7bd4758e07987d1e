"""Suggestions as pages show them: who may ask, what speaks for whom, and that nothing hidden does."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from passerelles.ledger.models import Sum as LedgerSum
from passerelles.library.models import Visibility
from passerelles.people.queries import NOBODY
from passerelles.register.actions import reject
from passerelles.requests.explaining import SENTENCES, WEIGHED
from passerelles.requests.queries.suggestions import partners_for, suggested_of, suggestions_for
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.suggesting import Weights
from passerelles.requests.suggesting.weights import OWN
from passerelles.requests.tests import making
from tests import make

pytestmark = pytest.mark.django_db
SECRET = "Feurs"


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def reasons_of(found, name):
    suggested = next((each for each in found if str(each.name).endswith(name)), None)
    return {reason.name: reason for reason in suggested.reasons} if suggested else {}


def test_who_works_with_the_asker_is_suggested_first_with_the_entry_that_says_so(coordinator):
    entry = make.public_partnership("Lyon", "Xuzhou", theme="urban")
    make.place("Lille")
    found = suggestions_for(making.request(), coordinator)
    assert found[0].organisation == make.authority("Lyon") and found[0].address
    tie = reasons_of(found, "Lyon")["tie"]
    assert tie.words == "It works with Xuzhou: twinning" and tie.entries == [entry]
    assert reasons_of(found, "Lyon")["themes"].words == "Its partnerships and projects are about: urban development"


def test_an_authority_that_the_network_has_not_met_has_a_name_and_no_page(coordinator):
    make.place("Lille")
    found = suggestions_for(making.request(), coordinator)
    assert [(str(each.name), each.address, each.organisation) for each in found if each.place.name == "Lille"] == [("Lille", "", None)]


def test_a_host_that_is_named_already_is_not_suggested_again(coordinator):
    make.public_partnership("Lyon", "Xuzhou")
    asked = making.request("Lyon")
    make.place("Lille")
    assert make.place("Lyon") not in [each.place for each in suggestions_for(asked, coordinator)]


def page_of(organisation):
    return reverse("find_partner", args=[organisation.pk])


@pytest.mark.parametrize("state", HostState)
def test_only_hosts_that_are_still_asked_or_said_yes_draw_others_near(coordinator, state):
    make.place("Lille"), make.place("Lyon")
    making.hosted(asked := making.request(), "Saint-Étienne", state=state)
    found = suggestions_for(asked, coordinator)
    assert make.place("Saint-Étienne") not in [each.place for each in found]
    draws = state in (HostState.WANTED, HostState.ASKED, HostState.ACCEPTED)
    assert ("near" in {reason.name for each in found for reason in each.reasons}) == draws


def secret_tie():
    """Feurs works with Xuzhou, says a paper that is not everybody's."""
    entry = make.partnership(SECRET, "Xuzhou", of=make.group("cachette"))
    document = make.document("Feurs et Xuzhou.", group=entry.group, visibility=Visibility.GROUP)
    return make.accepted(entry, "kind", "twinning", document, by=make.coordinator(entry.group))


def test_a_secret_tie_speaks_only_to_those_who_may_see_it(coordinator):
    claim, asked = secret_tie(), making.request()
    assert "tie" not in reasons_of(suggestions_for(asked, coordinator), SECRET)
    both = make.coordinator(make.group("cachette"), email=coordinator.email)
    assert reasons_of(suggestions_for(asked, both), SECRET)["tie"].entries == [claim.entry]


def test_a_secret_tie_is_neither_a_triangle_nor_a_way_in(coordinator):
    secret_tie()
    officer = make.officer("Lyon")
    found = partners_for(make.authority("Lyon"), officer)
    assert all(reason.name in ("level", "size", "services", "seat", "unequal") for each in found for reason in each.reasons)


def test_what_is_kept_ready_follows_the_register(coordinator):
    entry, asked = make.public_partnership("Lyon", "Xuzhou"), making.request()
    assert "tie" in reasons_of(suggestions_for(asked, coordinator), "Lyon")
    for claim in entry.claims.all():
        reject(claim, by=coordinator)
    assert "tie" not in reasons_of(suggestions_for(asked, coordinator), "Lyon")


def test_a_paper_that_is_closed_no_longer_speaks():
    claim, asked = secret_tie(), making.request()
    both = make.coordinator(make.group("cachette"), email=make.coordinator().email)
    assert "tie" in reasons_of(suggestions_for(asked, both), SECRET)
    type(claim).objects.filter(pk=claim.pk).update(visibility=Visibility.PRIVATE)
    assert "tie" not in reasons_of(suggestions_for(asked, make.again(both)), SECRET)


@pytest.mark.parametrize("who", ["stranger", "nobody"])
def test_whoever_may_not_see_a_request_gets_no_suggestions_for_it(who):
    make.public_partnership("Lyon", "Xuzhou")
    assert suggestions_for(making.request(), NOBODY if who == "nobody" else make.stranger()) == []


def test_a_draft_gets_none(coordinator):
    make.public_partnership("Lyon", "Xuzhou")
    assert suggestions_for(making.request(stage=Stage.DRAFT), coordinator) == []


@pytest.mark.parametrize(
    ("who", "sees"),
    [("coordinator", True), ("observer", True), ("host", True), ("member", False), ("asker", False)],
)
def test_suggestions_stand_on_the_page_for_those_who_may_give_an_opinion(who, sees):
    making.hosted(asked := making.request(), "Lyon", state=HostState.ASKED)
    people = {
        "coordinator": make.coordinator,
        "observer": make.observer,
        "host": lambda: make.officer("Lyon"),
        "member": lambda: make.officer("Lille"),
        "asker": make.partner_officer,
    }
    assert (suggested_of(asked, people[who]()) is not None) == sees


def test_what_is_decided_asks_for_nobody_else(coordinator):
    assert suggested_of(making.request(stage=Stage.DECLINED), coordinator) is None


def test_a_requests_page_shows_them(signed_in, coordinator):
    make.public_partnership("Lyon", "Xuzhou")
    asked = making.request()
    text = signed_in(coordinator).get(reverse("request", args=[asked.pk])).content.decode()
    assert "Who could answer" in text and "It works with Xuzhou: twinning" in text


def test_departments_are_named_in_the_language_of_the_page(coordinator):
    with override("zh-hans"):
        part = suggested_of(making.request(themes=["water"]), coordinator)
    assert [str(name) for name in part["departments"]] == ["供水与污水处理处", "国际交流处"]


def test_load_is_said(coordinator):
    make.public_partnership("Lyon", "Xuzhou")
    found = suggestions_for(making.request(), coordinator, load={make.place("Lyon").key: 0.8})
    assert reasons_of(found, "Lyon")["load"].words == "It has promised 80 % of what it can receive"


def test_an_officer_who_works_in_the_askers_language_counts(coordinator):
    officer = make.officer("Lyon")
    type(officer).objects.filter(pk=officer.pk).update(language="zh-hans")
    found = suggestions_for(making.request(), coordinator)
    assert reasons_of(found, "Lyon")["language"].words == "Somebody there works in: Chinese"


@pytest.mark.parametrize(("away", "here", "owes"), [(3, 1, True), (1, 3, False), (2, 2, False)])
def test_who_has_been_received_more_often_owes_a_reception(coordinator, away, here, owes):
    account = f"authority/{make.authority('Lyon').pk}"
    for soil, number in (("CN", away), ("FR", here)):
        LedgerSum.objects.create(account=account, measure="mission", soil=soil, basis="documented", number=number)
    assert ("balance" in reasons_of(suggestions_for(making.request(), coordinator), "Lyon")) == owes


def test_every_reason_has_a_sentence():
    standard = Weights.standard()
    assert set(SENTENCES) == set(standard.reasons) | set(standard.against) | {"tie"}
    assert set(WEIGHED) == {(table, name) for table in OWN for name in getattr(standard, table)}


# Find a partner


def test_partners_of_today_are_not_suggested_again(officer):
    make.public_partnership("Saint-Étienne", "Xuzhou")
    make.place("Wuhan")
    found = partners_for(make.authority(), officer)
    assert [str(each.name) for each in found][:1] == ["Wuhan"] and make.place("Xuzhou") not in [each.place for each in found]


def test_a_chinese_officer_finds_french_authorities():
    make.place("Lyon")
    found = partners_for(make.authority("Xuzhou"), make.partner_officer())
    assert found and {each.place.country for each in found} == {"FR"}


def test_an_officer_of_another_authority_may_not_look_for_this_one():
    make.place("Wuhan")
    assert partners_for(make.authority("Lyon"), make.officer("Lille")) == []


def test_the_page_shows_reasons_and_is_found_from_the_authoritys_page(signed_in, officer):
    make.public_partnership("Saint-Étienne", "Xuzhou")
    make.public_partnership("Lyon", "Suzhou", theme="water")
    home, browser = make.authority(), signed_in(officer)
    address = page_of(home)
    page = browser.get(address)
    assert page.status_code == 200
    text = page.content.decode()
    assert "A partner for" in text and "Suzhou" in text and "Levels that answer each other" in text
    assert "/partners/" in browser.get(reverse("authority", args=[home.pk])).content.decode()


def test_the_public_neither_finds_the_link_nor_the_page(client, signed_in):
    make.public_partnership("Saint-Étienne", "Xuzhou")
    home = make.authority()
    assert "/partners/" not in client.get(reverse("authority", args=[home.pk])).content.decode()
    assert client.get(page_of(home)).status_code == 302
    assert signed_in(make.stranger()).get(page_of(home)).status_code == 404


def test_a_body_without_a_territory_looks_for_nobody(signed_in):
    body = make.body("Office du tourisme")
    assert signed_in(make.coordinator()).get(page_of(body)).status_code == 404


def test_a_theme_that_does_not_exist_is_not_asked_for(signed_in, officer):
    make.public_partnership("Saint-Étienne", "Xuzhou")
    answer = signed_in(officer).get(page_of(make.authority()) + "?theme=alchemy&theme=water")
    assert answer.status_code == 200 and "alchemy" not in answer.content.decode().replace("theme=alchemy", "")


def test_an_empty_register_says_so(signed_in, officer):
    answer = signed_in(officer).get(page_of(make.authority()))
    assert answer.context["suggestions"] == [] and 'class="empty"' in answer.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_do_not_grow_with_the_suggestions(signed_in, officer, number, django_assert_num_queries):
    for home, partner in (("Lyon", "Suzhou"), ("Lille", "Wuhan"), ("Nantes", "Qingdao"))[:number]:
        make.public_partnership(home, partner, theme="water")
    browser, address = signed_in(officer), page_of(make.authority()) + "?theme=water"
    browser.get(address)
    with django_assert_num_queries(30):
        browser.get(address)
