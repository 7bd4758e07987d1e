"""Opinions asked inside the file, and the check-list of the Chinese side's rules."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.common.models import Mail
from passerelles.common.refusing import Refused
from passerelles.people.actions import give_role
from passerelles.people.models import Role
from passerelles.requests.actions.advising import ask_opinion, give_opinion, may_give
from passerelles.requests.criteria.approvals import RULES, SOURCE
from passerelles.requests.models import Opinion, OpinionState
from passerelles.requests.queries.approvals import checklist_of, checklist_part
from passerelles.requests.queries.opinions import advisable, opinions_part
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.terms import RequestKind
from passerelles.requests.tests import making
from passerelles.requests.tests.test_moving import people
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def embassy():
    """An embassy and somebody who speaks for it."""
    of = make.body("Ambassade", kind="ministry")
    someone = make.user("attache@example.org")
    give_role(someone, Role.OFFICER, of)
    return of, make.again(someone)


def test_only_the_coordinator_asks():
    request, (of, _attache) = making.request("Saint-Étienne"), embassy()
    for standpoint, person in people().items():
        if standpoint == "coordinator":
            ask_opinion(request, of, by=person, question="Connue ?", due=date(2099, 1, 2))
        else:
            with pytest.raises(Refused):
                ask_opinion(request, of, by=person)
    assert Opinion.objects.count() == 1 and "Connue ?" in Mail.objects.get().body


def test_each_is_asked_once_and_gives_one_opinion(coordinator, officer):
    request, (of, attache) = making.request(), embassy()
    opinion = ask_opinion(request, of, by=coordinator)
    with pytest.raises(Refused, match="asked already"):
        ask_opinion(request, of, by=coordinator)
    for someone in (officer, make.stranger()):
        assert not may_give(someone, opinion)
        with pytest.raises(Refused, match="for others"):
            give_opinion(opinion, OpinionState.FAVOURABLE, by=someone)
    with pytest.raises(Refused, match="favourable"):
        give_opinion(opinion, OpinionState.ASKED, by=attache)
    stale = Opinion.objects.get()
    give_opinion(opinion, OpinionState.UNFAVOURABLE, "Non.", by=attache)
    with pytest.raises(Refused, match="meanwhile"):
        give_opinion(stale, OpinionState.FAVOURABLE, by=coordinator)
    kept = Opinion.objects.get()
    assert (kept.state, kept.words, kept.given_by) == ("against", "Non.", attache)
    assert [step.kind for step in request.steps.all()] == ["consulted", "advised"]


def test_nobody_is_asked_who_may_not_see_nor_of_what_is_closed(coordinator):
    of, _attache = embassy()
    with pytest.raises(Refused, match="may not see"):
        ask_opinion(making.request(), make.stranger(), by=coordinator)
    with pytest.raises(Refused, match="no answer any more"):
        ask_opinion(making.request(stage=Stage.DECLINED), of, by=coordinator)
    with pytest.raises(Refused, match="past"):
        ask_opinion(making.request(), of, by=coordinator, due=date(2020, 1, 1))
    ask_opinion(making.request(), make.observer(), by=coordinator)
    assert Opinion.objects.count() == Mail.objects.count() == 1


def test_neither_who_asks_nor_a_host_is_asked_for_an_opinion(coordinator):
    request = making.request()
    making.hosted(request, "Lyon", HostState.ASKED)
    for name in ("Xuzhou", "Lyon", "Nantes"):
        make.officer(make.authority(name), email=f"{name}@example.org")
    assert not {"Xuzhou", "Lyon"} & set(map(str, advisable(request))) and "Nantes" in map(str, advisable(request))
    for name in ("Xuzhou", "Lyon"):
        with pytest.raises(Refused, match="asks or answers itself"):
            ask_opinion(request, make.authority(name), by=coordinator)


def test_who_asks_the_network_and_who_is_not_concerned_never_read_opinions():
    request, (of, _attache) = making.request("Saint-Étienne"), embassy()
    everybody = people()
    give_opinion(ask_opinion(request, of, by=everybody["coordinator"]), OpinionState.NONE, "MARKED", by=everybody["coordinator"])
    assert {standpoint for standpoint, person in everybody.items() if opinions_part(request, person)} == {"coordinator", "host"}
    for standpoint, person in everybody.items():
        client = Client()
        client.force_login(person)
        page = client.get(reverse("request", args=[request.pk])).content.decode()
        assert ("MARKED" in page) == (standpoint in ("coordinator", "host")), standpoint


def test_an_opinion_is_asked_and_given_on_pages(signed_in, coordinator):
    request, (of, attache) = making.request(), embassy()
    page = signed_in(coordinator).get(reverse("request_opinions", args=[request.pk])).content.decode()
    assert "Ambassade" in page
    signed_in(coordinator).post(reverse("request_opinions", args=[request.pk]), {"of": of.pk, "question": "<script>x"})
    address = reverse("request_opinion", args=[request.pk, Opinion.objects.get().pk])
    page = signed_in(attache).get(address).content.decode()
    assert "&lt;script&gt;x" in page and "<script>x" not in page
    assert signed_in(make.stranger()).get(address).status_code == 404
    assert signed_in(attache).get(reverse("request_opinions", args=[request.pk])).status_code == 404
    page = signed_in(attache).post(address, {"state": "for", "words": "Oui"}, follow=True)
    assert page.status_code == 200 and "Oui" in page.content.decode()
    assert Opinion.objects.get().state == "for"
    assert "favourable" in signed_in(attache).get(address).content.decode()


@pytest.mark.parametrize(("has_account", "words"), [(True, "A mail goes to: attache"), (False, "nobody was written to: ask Ambassade")])
def test_who_asks_an_opinion_is_told_who_was_written_to(has_account, words, signed_in, coordinator):
    of = embassy()[0] if has_account else make.body("Ambassade")
    asked = making.request()
    page = signed_in(coordinator).post(reverse("request_opinions", args=[asked.pk]), {"of": of.pk}, follow=True).content.decode()
    assert words in page and "those concerned are told" not in page and Mail.objects.exists() == has_account


# The Chinese side's rules


def partner_request(*hosts, **values):
    return making.request(*hosts, kind=RequestKind.PARTNER, **values)


def states(request, user):
    return {check.rule.key: check.state for check in checklist_of(request, user)}


def test_a_request_for_a_partner_is_told_what_is_missing(coordinator):
    request = partner_request("Saint-Étienne", approved_by="江苏省外办批准", through="已签结好意向书")
    assert states(request, coordinator) == {
        "equal_rank": "met",
        "one_to_one": "met",
        "letter_of_intent": "met",
        "decision": "missing",
        "provincial_office": "met",
        "friendship_association": "missing",
    }


def test_a_second_twinning_in_one_country_speaks_against_it_with_its_evidence(coordinator):
    entry = make.public_partnership("Lyon", "Xuzhou")
    found = {check.rule.key: check for check in checklist_of(partner_request("Saint-Étienne"), coordinator)}
    assert found["one_to_one"].state == "against" and found["one_to_one"].evidence.endswith(f"/{entry.pk}/")


def test_unequal_ranks_speak_against_it(coordinator):
    assert states(partner_request("Auvergne-Rhône-Alpes"), coordinator)["equal_rank"] == "against"
    assert states(partner_request(), coordinator)["equal_rank"] == "missing"


def test_other_requests_have_no_check_list_and_others_do_not_read_it():
    assert checklist_of(making.request(), make.coordinator()) == []
    request = partner_request("Saint-Étienne")
    assert {standpoint for standpoint, person in people().items() if checklist_part(request, person)} == {"coordinator", "host", "asker"}


def test_each_rule_is_said_in_every_language_and_the_source_is_named():
    assert len(RULES) == 6 and set(SOURCE) == {"fr", "zh", "en"}
    assert all(set(rule.name) == set(rule.words) == {"fr", "zh", "en"} for rule in RULES)


def test_the_check_list_is_on_the_page(signed_in, coordinator):
    page = signed_in(coordinator).get(reverse("request", args=[partner_request("Saint-Étienne").pk])).content.decode()
    assert "What the Chinese side asks of a twinning" in page and "to be verified" in page
