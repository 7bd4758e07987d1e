"""The delegation that asked without an account: mails, a page of its own, the booklet, and a word on what is promised."""

import re
from datetime import date

import pytest
from django.urls import reverse
from icalendar import Calendar

from passerelles.common.models import Mail
from passerelles.people.queries import digest_of
from passerelles.requests.models import Request
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.tests import making as asking
from passerelles.visits.actions import commit, move_visit, open_visit, write_slot
from passerelles.visits.delegation import address_for, opened, token_for
from passerelles.visits.models import Commitment, Side
from passerelles.visits.stages import VisitStage
from passerelles.visits.tests import making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
ZH = {"language": "zh-hans", "contact_email": "lin@fuzhou.example.org"}


def asked_by_fuzhou(**values):
    values = {"asker": None, "asker_name": "福州市人民政府外事办公室", "asker_place": make.place("Fuzhou"), **ZH, **values}
    return asking.request(stage=Stage.ACCEPTED, **values)


def visit_of(request, coordinator, stage=VisitStage.CONFIRMED):
    asking.hosted(request, "Pau", HostState.ACCEPTED)
    visit = open_visit(request, [make.authority("Pau")], request.starts, request.ends, by=coordinator)
    making.slot(visit)
    if stage == VisitStage.CONFIRMED:
        move_visit(visit, stage, by=coordinator)
    return visit


@pytest.mark.parametrize("language", ["zh-hans", "zh"])  # as a form has it, and as a letter has it
def test_confirming_and_each_change_are_mailed_in_the_askers_language_with_a_link_that_opens(client, coordinator, settings, language):
    settings.SITE_ADDRESS = "https://network.example.org"
    request = asked_by_fuzhou(language=language)
    visit = visit_of(request, coordinator)
    [mail] = Mail.objects.filter(to=ZH["contact_email"])
    [address] = re.findall(r"https://network.example.org/zh-hans/visits/with/\S+", mail.body)
    assert "访问" in mail.body and mail.language == language
    write_slot(visit, {"title": {"zh": "午餐"}}, slot=visit.slots.get(), by=coordinator)
    assert Mail.objects.filter(to=ZH["contact_email"]).count() == 2
    page = client.get(address.removeprefix("https://network.example.org")).content.decode()
    assert "午餐" in page and "市政厅" in page and 'content="noindex"' in page


def test_those_whose_request_was_joined_are_written_to_as_well_and_who_withdrew_is_not(coordinator):
    request = asked_by_fuzhou()
    asking.request(stage=Stage.JOINED, joined_to=request, contact_email="other@fuzhou.example.org")
    asking.request(stage=Stage.WITHDRAWN, joined_to=request, contact_email="gone@fuzhou.example.org")
    visit_of(request, coordinator)
    assert set(Mail.objects.values_list("to", flat=True)) >= {ZH["contact_email"], "other@fuzhou.example.org"}
    assert not Mail.objects.filter(to="gone@fuzhou.example.org").exists()


def test_a_programme_is_shown_once_the_visit_is_confirmed(client, coordinator):
    request = asked_by_fuzhou()
    visit = visit_of(request, coordinator, VisitStage.PREPARED)
    token = token_for(visit, request)
    page = client.get(reverse("delegation", args=[token])).content.decode()
    assert "Réunion en mairie" not in page and "The hosts prepare the programme" in page
    for name in ("delegation_booklet", "delegation_calendar"):
        assert client.get(reverse(name, args=[token])).status_code == 404
    move_visit(visit, VisitStage.CONFIRMED, by=coordinator)
    assert "Réunion en mairie" in client.get(reverse("delegation", args=[token])).content.decode()
    assert client.get(reverse("delegation_booklet", args=[token]))["Content-Type"] == "application/pdf"
    assert b"BEGIN:VEVENT" in client.get(reverse("delegation_calendar", args=[token])).content


def test_it_shows_nothing_private_and_none_of_the_hosts_own_affairs(client, coordinator):
    request = asked_by_fuzhou()
    visit = visit_of(request, coordinator)
    making.participant(visit, passport="E12345678", diet="halal")
    making.slot(visit, "10:00", "10:30")  # at the same time as the other: for the hosts to see
    own = {"what": {"fr": "Affaire interne"}, "owner": make.authority("Pau"), "due": None, "is_offered": False}
    commit(visit, own, by=coordinator)
    page = client.get(reverse("delegation", args=[token_for(visit, request)])).content.decode()
    assert not [each for each in ("E12345678", "halal", "Affaire interne", "same people", "/move/") if each in page]


def test_what_is_promised_is_mailed_to_it_and_agreed_by_its_button(client, coordinator):
    request = asked_by_fuzhou()
    visit = visit_of(request, coordinator)
    Mail.objects.all().delete()
    said = {"what": {"fr": "Envoyer les plans", "zh": "寄送图纸"}, "owner": visit.visitor, "due": date(2027, 9, 1), "is_offered": True}
    held = commit(visit, said, by=coordinator)
    assert "寄送图纸" in Mail.objects.get(to=ZH["contact_email"]).body
    token = token_for(visit, request)
    assert "Envoyer les plans" in client.get(reverse("delegation", args=[token])).content.decode()
    client.post(reverse("delegation_agree", args=[token, held.pk]))
    first = Commitment.objects.get().visitor_agreed_at
    client.post(reverse("delegation_agree", args=[token, held.pk]))
    held.refresh_from_db()
    assert held.is_agreed and held.visitor_agreed_at == first


def test_a_link_opens_its_own_visit_alone_and_ends_with_its_address(client, coordinator, officer):
    request = asked_by_fuzhou()
    visit, other = visit_of(request, coordinator), making.visit()
    hidden = commit(visit, {"what": {"fr": "x"}, "owner": visit.visitor, "due": None, "is_offered": False}, by=coordinator)
    foreign = commit(other, {"what": {"fr": "x"}, "owner": other.visitor, "due": None, "is_offered": True}, by=officer)
    token = token_for(visit, request)
    for number in (hidden.pk, foreign.pk):
        assert client.post(reverse("delegation_agree", args=[token, number])).status_code == 404
    for forged in ("x", token[:-1] + ("a" if token[-1] != "a" else "b"), token_for(other, request)):
        assert client.get(reverse("delegation", args=[forged])).status_code == 404
    Request.objects.filter(pk=request.pk).update(contact_email="new@fuzhou.example.org")
    assert opened(token) is None


def test_the_askers_own_page_leads_to_it(client, coordinator):
    request = asked_by_fuzhou()
    Request.objects.filter(pk=request.pk).update(token=digest_of("secret"))
    page = client.get(reverse("asked", args=["secret"])).content.decode()
    assert "Your visit" not in page
    visit = visit_of(request, coordinator)
    page = client.get(reverse("asked", args=["secret"])).content.decode()
    assert "Your visit" in page and address_for(visit, request) in page


def test_it_sees_its_own_people_and_those_of_the_hosts_that_are_its_contacts(client, coordinator):
    request = asked_by_fuzhou()
    visit = visit_of(request, coordinator)
    own = {"role": {"fr": "maire adjoint", "zh": "副市长"}, "organisation": "福州市人民政府", "is_head": True}
    making.participant(visit, "Lin Demo", other_name="林示范", phone="+86 591 000", email="lin@private.example.org", **own)
    hosts = {"side": Side.HOST, "other_name": "", "passport": "P9876543", "diet": "végétarien"}
    making.participant(visit, "Anne Contact", is_contact=True, phone="+33 (0)5 59 00 00 00", email="anne@pau.example.org", **hosts)
    making.participant(visit, "Paul Secret", phone="+33 5 11", email="paul@pau.example.org", **hosts)
    address = address_for(visit, request).removeprefix("/en")
    page = client.get(f"/fr{address}").content.decode()
    shown = ["Lin Demo 林示范", "maire adjoint", "chef de délégation", "Anne Contact", "tel:+33559000000", "anne@pau.example.org"]
    assert [each for each in shown if each not in page] == [] and '<span lang="zh-Hans">福州市人民政府</span>' in page
    assert not [each for each in ("+86 591", "lin@private", "P9876543", "végétarien", "Paul Secret", "paul@pau") if each in page]
    page = client.get(f"/zh-hans{address}").content.decode()
    assert "林示范 Lin Demo" in page and page.index("市政厅会谈") < page.index("Réunion en mairie")  # its language first
    visit.participants.update(name="", other_name="", phone="", email="")  # as the purge leaves them
    assert "tel:" not in client.get(f"/fr{address}").content.decode()


def test_only_somebody_of_the_hosts_is_a_contact(signed_in, coordinator, partner_officer):
    visit = making.visit()
    sent = {"side": "visitor", "name": "Wang", "precedence": "1", "is_contact": "on"}
    address = reverse("participant_new", args=[visit.pk])
    page = signed_in(coordinator).post(address, sent).content.decode()
    assert "Only somebody of the hosts" in page and not visit.participants.exists()
    signed_in(coordinator).post(address, {**sent, "side": "host", "phone": "+33 1 23"})
    assert visit.participants.contacts().get().name == "Wang"
    client = signed_in(partner_officer)  # of the delegation: it reads how to reach the contact, and cannot make one
    assert "tel:+33123" in client.get(visit.get_absolute_url()).content.decode()
    assert "is_contact" not in client.get(address).content.decode()


def test_the_delegations_calendar_leads_to_its_own_page(client, coordinator, settings):
    settings.SITE_ADDRESS = "https://network.example.org"
    request = asked_by_fuzhou()
    page = reverse("delegation", args=[token_for(visit_of(request, coordinator), request)])
    held = Calendar.from_ical(client.get(f"{page}programme.ics").content)
    assert {str(event["url"]) for event in held.walk("VEVENT")} == {f"https://network.example.org{page}"}
    assert client.get(page).status_code == 200
