"""What an officer says is wrong, and what an organisation takes back."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from passerelles.common.refusing import Refused
from passerelles.library.models import Document
from passerelles.register.actions import answer, contest, declare, reject, withdraw
from passerelles.register.models import Claim, Doubt
from passerelles.register.properties.values import Year
from passerelles.register.queries.own import held_by
from tests import make

pytestmark = pytest.mark.django_db


def test_contesting_a_fact_asks_the_coordinator_and_shows_both_sides(officer, signed_in):
    entry = make.public_partnership()
    claim = entry.claims.get(name="since")
    browser, address = signed_in(officer), reverse("contest", args=[claim.pk])
    assert browser.post(address, {"words": "C'était en 1985"}).status_code == 200
    browser.post(address, {"words": "C'était en 1985", "send": "1"})
    claim.refresh_from_db()
    assert claim.is_disputed and claim.state == "accepted"
    assert held_by(make.authority("Xuzhou"), make.partner_officer())[0].doubts[0].about == "contest"


def test_what_is_contested_is_told_to_the_network_not_to_the_public(officer, partner_officer):
    claim = make.public_partnership().claims.get(name="since")
    doubt = contest(claim, words="C'est faux.", by=officer, organisation=make.authority())
    assert not Document.objects.visible_to(AnonymousUser()).filter(pk=doubt.document_id).exists()
    assert Doubt.objects.visible_to(partner_officer).filter(pk=doubt.pk).exists()


def test_a_declaration_is_withdrawn_by_its_own_organisation_only(officer, partner_officer):
    entry = make.public_partnership(since=None)
    claim = declare(entry, "since", Year(1984), words="Depuis 1984.", by=officer, organisation=make.authority())
    with pytest.raises(Refused):
        withdraw(claim, by=partner_officer)
    withdraw(claim, by=officer)
    assert claim.state == "withdrawn"
    with pytest.raises(Refused):
        withdraw(claim, by=officer)


def test_withdrawing_a_rival_closes_its_question_and_leaves_the_fact(officer):
    entry = make.public_partnership(since=1984)
    claim = declare(entry, "since", Year(1985), words="Depuis 1985.", by=officer, organisation=make.authority())
    withdraw(claim, by=officer)
    entry.refresh_from_db()
    assert not Doubt.objects.open().exists() and entry.since == 1984 and not entry.is_disputed


def test_what_was_withdrawn_can_be_declared_again(officer):
    entry = make.public_partnership(since=None)
    for _ in range(2):
        claim = declare(entry, "since", Year(1984), words="Depuis 1984.", by=officer, organisation=make.authority())
        assert claim.state == "proposed"
        withdraw(claim, by=officer)
    assert Claim.objects.filter(source__kind="declaration").count() == 1


def test_what_a_coordinator_rejected_stays_rejected(officer, coordinator):
    entry = make.public_partnership(since=None)
    claim = declare(entry, "since", Year(1984), words="Depuis 1984.", by=officer, organisation=make.authority())
    reject(claim, by=coordinator)
    again = declare(entry, "since", Year(1984), words="Depuis 1984.", by=officer, organisation=make.authority())
    assert again.state == "rejected"


def test_contesting_a_fact_doubts_all_that_say_it_and_may_be_seen_with_it(officer, coordinator):
    entry = make.public_partnership()
    first = entry.claims.get(name="since")
    second = make.accepted(entry, "since", 1984, make.document("Depuis 1984, dit-on aussi.", title="Autre"))
    hidden = make.accepted(entry, "since", 1984, make.document("1984, entre nous.", title="Tu", visibility="group"))
    doubt = contest(first, words="C’est faux.", by=officer, organisation=make.authority())
    assert set(doubt.claims.all()) == {first, second} and doubt in Doubt.objects.visible_to(officer)
    answer(doubt, "Vérifié.", by=coordinator)
    assert not Claim.objects.filter(is_disputed=True).exists() and hidden.state == "accepted"


def test_contesting_twice_asks_once_and_keeps_what_is_new(officer, partner_officer):
    claim = make.public_partnership().claims.get(name="since")
    for words in ("C'est faux.", "C'est faux.", "C'était en 1985."):
        contest(claim, words=words, by=officer, organisation=make.authority())
    doubt = Doubt.objects.get()
    assert doubt.reason == {"fr": "C'est faux. C'était en 1985."}
    contest(claim, words="不对。", by=partner_officer, organisation=make.authority("Xuzhou"), lang="zh")
    assert Doubt.objects.count() == 2
