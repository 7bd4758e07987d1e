"""A visit's programme and participants: in two languages, with warnings, private data for few, changes told."""

import pytest
from django.urls import reverse
from lxml import html

from passerelles.common.models import Mail
from passerelles.common.refusing import Refused
from passerelles.visits.actions import move_visit, remove_participant, remove_slot, write_participant, write_slot
from passerelles.visits.models import Participant, Slot
from passerelles.visits.stages import VisitStage
from passerelles.visits.tests import making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
LINE = {"day": "2027-05-10", "starts": "09:30", "ends": "11:00", "soil": "FR", "kind": "meeting"}
LINE |= {"title_fr": "Réunion", "title_zh": "会谈", "where_fr": "Mairie", "where_zh": "", "notes_fr": "", "notes_zh": ""}
SECRETS = {"passport": "E12345678", "email": "wang@example.org", "phone": "+86 555 0100", "diet": "sans arachide"}


def test_a_line_is_written_in_two_languages_and_shown_in_both(signed_in, officer):
    visit, client = making.visit(), signed_in(officer)
    make.place("Saint-Étienne")
    response = client.post(reverse("slot_new", args=[visit.pk]), {**LINE, "place": "Saint-Étienne"})
    assert response.status_code == 302, response.content.decode()
    line = Slot.objects.get()
    assert line.title == {"fr": "Réunion", "zh": "会谈"} and line.where == {"fr": "Mairie"} and line.place.name == "Saint-Étienne"
    assert line.begins_at.isoformat() == "2027-05-10T09:30:00+02:00"
    page = client.get(visit.get_absolute_url()).content.decode()
    assert "Réunion" in page and '<span lang="zh-Hans">会谈</span>' in page.replace("<strong>", "")
    address = reverse("slot", args=[visit.pk, line.pk])
    assert 'value="会谈"' in client.get(address).content.decode()
    client.post(address, {**LINE, "title_zh": "座谈"})
    assert Slot.objects.get().title["zh"] == "座谈"
    client.post(reverse("slot_remove", args=[visit.pk, line.pk]))
    assert not Slot.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"ends": "09:00"}, "ends before"),
        ({"title_fr": "", "title_zh": " \u202e "}, "required"),
        ({"place": "Nowhere"}, "no territory"),
        ({"soil": "XX"}, "valid choice"),
        ({"day": "31/02/2027"}, "valid date"),
    ],
)
def test_what_is_not_whole_is_said_and_nothing_is_kept(signed_in, coordinator, sent, said):
    visit = making.visit()
    page = signed_in(coordinator).post(reverse("slot_new", args=[visit.pk]), {**LINE, **sent}).content.decode()
    assert said in page and not Slot.objects.exists()


def test_each_box_of_a_bilingual_field_has_its_language_as_its_label(signed_in, coordinator):
    visit = making.visit()
    making.slot(visit, title={"fr": "<b>Réunion</b>"})
    page = signed_in(coordinator).get(reverse("slot", args=[visit.pk, Slot.objects.get().pk])).content.decode()
    for number, language in ((0, "in French"), (1, "in Chinese")):
        assert f'<label for="id_title_{number}">{language}</label>' in page and f'id="id_title_{number}"' in page
    assert "&lt;b&gt;Réunion" in page and "<b>Réunion" not in page


def test_a_page_says_what_is_wrong_with_the_programme(signed_in, coordinator):
    visit = making.visit()
    making.slot(visit)
    making.slot(visit, "10:00", "12:00", title={"fr": "Parc"})
    page = signed_in(coordinator).get(visit.get_absolute_url()).content.decode()
    assert page.count("The same people are at “Réunion en mairie” at that time.") == 1


@pytest.mark.parametrize(("side", "delegation_sees"), [("visitor", True), ("host", False)])
def test_private_data_are_for_those_who_keep_the_dossier_and_each_sides_own(
    signed_in, coordinator, officer, partner_officer, side, delegation_sees
):
    visit = making.visit()
    making.participant(visit, side=side, **SECRETS)
    for someone, sees in ((coordinator, True), (officer, True), (partner_officer, delegation_sees), (make.officer("Lyon"), False)):
        page = signed_in(someone).get(visit.get_absolute_url()).content.decode()
        assert all((secret in page) == sees for secret in SECRETS.values()), someone
    assert "Wang Demo" in signed_in(partner_officer).get(visit.get_absolute_url()).content.decode()
    form = signed_in(officer).get(reverse("participant_new", args=[visit.pk])).content.decode()
    assert "only coordinators, hosts and the officers of this person’s own side see it" in form


def test_who_may_not_edit_writes_nothing(signed_in, partner_officer, officer):
    visit = making.visit()
    line, person = making.slot(visit), making.participant(visit, side="host")
    theirs = [("slot_new",), ("slot", line.pk), ("slot_remove", line.pk), ("participant", person.pk)]
    for name, *more in [*theirs, ("participant_remove", person.pk)]:
        assert signed_in(partner_officer).post(reverse(name, args=[visit.pk, *more]), LINE).status_code in (403, 404), name
        assert signed_in(make.stranger()).post(reverse(name, args=[visit.pk, *more]), LINE).status_code == 404, name
    for act in (lambda: write_slot(visit, {}, by=partner_officer), lambda: write_participant(visit, {"side": "host"}, by=partner_officer)):
        with pytest.raises(Refused):
            act()
    another = making.visit("Lyon")
    assert signed_in(officer).post(reverse("slot_remove", args=[visit.pk, making.slot(another).pk])).status_code == 404


def test_the_programme_of_a_closed_visit_stands(officer):
    visit = making.visit(stage=VisitStage.CLOSED)
    line, person = making.slot(visit), making.participant(visit)
    acts = [
        lambda: write_slot(visit, {"title": {"fr": "Autre"}}, by=officer, slot=line),
        lambda: remove_slot(line, by=officer),
        lambda: write_participant(visit, {"name": "Li"}, by=officer, participant=person),
        lambda: remove_participant(person, by=officer),
    ]
    for act in acts:
        with pytest.raises(Refused, match="closed"):
            act()
    line.refresh_from_db()
    person.refresh_from_db()


def test_one_leads_each_side_and_precedence_orders(signed_in, coordinator):
    visit, client = making.visit(), signed_in(coordinator)
    sent = {"side": "visitor", "precedence": 2, "is_head": "on", "role_fr": "maire", "role_zh": "市长"}
    client.post(reverse("participant_new", args=[visit.pk]), {**sent, "name": "Wang"})
    client.post(reverse("participant_new", args=[visit.pk]), {**sent, "name": "Li", "precedence": 1})
    assert [(each.name, each.is_head) for each in visit.participants.in_order()] == [("Li", True), ("Wang", False)]
    person = visit.participants.get(name="Wang")
    client.post(reverse("participant", args=[visit.pk, person.pk]), {**sent, "name": "Wang Wei", "is_head": ""})
    client.post(reverse("participant_remove", args=[visit.pk, person.pk]))
    assert Participant.objects.get().name == "Li"


def test_changes_are_told_once_a_visit_is_confirmed(coordinator, officer, partner_officer, settings):
    settings.SITE_ADDRESS = "https://passerelles.example"
    visit = making.visit()
    line = making.slot(visit)
    write_participant(visit, {"name": "Wang"}, by=officer)
    assert not Mail.objects.exists()
    move_visit(visit, VisitStage.CONFIRMED, by=officer)
    assert {mail.to for mail in Mail.objects.all()} == {coordinator.email, partner_officer.email}
    Mail.objects.all().delete()
    before = visit.sequence
    write_slot(visit, {"title": {"fr": "Visite du parc", "zh": "参观公园"}}, slot=line, by=coordinator)
    assert visit.sequence == before + 1
    told = {mail.to: mail for mail in Mail.objects.all()}
    assert set(told) == {officer.email, partner_officer.email}
    assert "Visite du parc" in told[officer.email].body and f"/visits/{visit.pk}/" in told[officer.email].body
    remove_slot(line, by=coordinator)
    mail = Mail.objects.get(to=officer.email)  # the same, written on
    assert Mail.objects.count() == 2 and "- Le programme a changé" in mail.body and "- Retiré du programme" in mail.body


def test_each_is_told_in_their_language(coordinator, partner_officer, settings):
    settings.SITE_ADDRESS = "https://passerelles.example"
    partner_officer.language = "zh-hans"
    partner_officer.save()
    visit = making.visit(stage=VisitStage.CONFIRMED)
    write_slot(visit, {**making_line(), "title": {"fr": "Parc", "zh": "公园"}}, by=coordinator)
    mail = Mail.objects.get(to=partner_officer.email)
    assert mail.language == "zh-hans" and mail.subject == "徐州访问圣艾蒂安" and "公园" in mail.body and "/zh-hans/visits/" in mail.body


def making_line():
    line = making.slot(making.visit())
    return {name: getattr(line, name) for name in ("day", "starts", "ends", "soil", "where", "notes")}


@pytest.mark.parametrize("number", [1, 3])
def test_a_visits_page_asks_the_same_however_long_its_programme(signed_in, coordinator, django_assert_num_queries, number):
    visit, client = making.visit(), signed_in(coordinator)
    for position in range(number):
        person = making.participant(visit)
        making.slot(visit, f"{9 + position}:00".zfill(5), f"{10 + position}:00", participants=[person])
    with django_assert_num_queries(21):
        client.get(visit.get_absolute_url())


@pytest.mark.parametrize("stage", [VisitStage.PREPARED, VisitStage.HELD])
def test_a_dossier_begins_with_a_list_of_its_parts(signed_in, coordinator, officer, partner_officer, stage):
    visit = making.visit(officer.memberships.get().organisation, stage=stage)
    making.participant(visit, side="host", is_contact=True)
    for someone in (coordinator, officer, partner_officer):
        tree = html.fromstring(signed_in(someone).get(visit.get_absolute_url()).content.decode())
        named = [link.get("href").removeprefix("#") for link in tree.xpath("//nav[@class='contents']/a")]
        parts = tree.xpath("//main//section/@id | //main//h2/@id")
        assert named == parts and len(parts) > 4
    stranger = signed_in(make.officer("Lyon")).get(visit.get_absolute_url()).content.decode()
    assert 'class="contents"' not in stranger  # a line is no dossier
