"""After a visit: the ledger is fed, a report proposes facts, costs are shared, personal data are erased."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core import serializers
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from passerelles.common.refusing import Refused
from passerelles.ledger.models import Movement
from passerelles.library.actions import keep_reading
from passerelles.register.models import Claim
from passerelles.visits.actions import (
    Travelling,
    move_visit,
    open_visit,
    purge,
    write_cost,
    write_gift,
    write_participant,
    write_report,
    write_slot,
)
from passerelles.visits.models import ERASED, Commitment, Cost, Gift, Participant, Purge, Report, Slot, StaffTime
from passerelles.visits.queries.after import after
from passerelles.visits.rights import acts_of
from passerelles.visits.sharing import Debt, Paid, Share, debts, shares
from passerelles.visits.stages import VisitStage
from passerelles.visits.tests import making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
PAST = {"starts": date(2026, 5, 10), "ends": date(2026, 5, 12)}
TOLD = "Saint-Étienne et Xuzhou sont jumelées depuis 1984."


def test_a_visit_that_has_taken_place_feeds_the_ledger_on_the_hosts_soil(coordinator):
    visit, entry = making.visit(stage=VisitStage.CONFIRMED, **PAST), make.public_partnership()
    visit.entries.add(entry)
    move_visit(visit, VisitStage.HELD, by=coordinator)
    told = {row.measure: row for row in Movement.objects.filter(origin=f"visit/{visit.pk}")}
    assert {measure: row.low for measure, row in told.items()} == {"mission": 1, "people": 6, "days": 18}
    assert {(row.soil, row.date, row.visibility) for row in told.values()} == {("FR", "2026-05-10", "group")}


def test_a_cancelled_visit_says_nothing_to_the_ledger(coordinator):
    visit = making.visit(**PAST)
    visit.entries.add(make.public_partnership())
    move_visit(visit, VisitStage.CANCELLED, by=coordinator)
    assert not Movement.objects.filter(origin__startswith="visit/").exists()


def test_a_report_is_a_document_from_which_facts_are_proposed(signed_in, officer):
    visit = making.visit(stage=VisitStage.HELD, **PAST)
    signed_in(officer).post(reverse("visit_report", args=[visit.pk]), {"language": "fr", "text": TOLD})
    report = Report.objects.get()
    document = report.document
    assert (document.group, document.visibility, document.genre, document.brought_by) == (visit.group, "group", "report", officer)
    keep_reading(document, make.sheet(TOLD.encode(), document.name))  # as a worker does
    assert Claim.objects.proposed().filter(source=document.source, name="since").exists()


def test_a_report_said_again_is_the_next_version_of_its_document(coordinator):
    visit = making.visit(stage=VisitStage.HELD, **PAST)
    first = write_report(visit, "fr", TOLD, by=coordinator).document
    again = write_report(visit, "fr", f"{TOLD} Ils reviendront.", by=coordinator).document
    assert again.source == first.source and (first.version, again.version) == (1, 2)
    other = write_report(visit, "zh", "圣艾蒂安与徐州自1984年结为友好城市。", by=coordinator)
    assert other.document.source != first.source and Report.objects.count() == 2


@pytest.mark.parametrize("stage", [stage for stage in VisitStage if stage not in (VisitStage.HELD, VisitStage.REPORTED)])
def test_nothing_is_reported_of_a_visit_that_was_not_held_or_is_closed(stage, coordinator):
    with pytest.raises(Refused, match="has taken place"):
        write_report(making.visit(stage=stage, **PAST), "fr", TOLD, by=coordinator)


def test_a_password_in_a_report_is_hidden(coordinator):
    report = write_report(making.visit(stage=VisitStage.HELD, **PAST), "fr", "Wifi, mot de passe : Azerty123!", by=coordinator)
    with report.document.original.open() as file:
        assert "Azerty123" not in report.text and b"Azerty123" not in file.read()


# Costs


@pytest.mark.parametrize(
    ("costs", "found"),
    [
        ([("100", "EUR", 1, "payer")], [Share(1, "EUR", Decimal(100), Decimal(100))]),
        ([("100", "EUR", 1, "hosts")], [Share(1, "EUR", Decimal(100), Decimal(50)), Share(2, "EUR", Decimal(0), Decimal(50))]),
        (
            [("100", "EUR", 9, "all")],
            [
                Share(1, "EUR", Decimal(0), Decimal("33.34")),
                Share(2, "EUR", Decimal(0), Decimal("33.33")),
                Share(9, "EUR", Decimal(100), Decimal("33.33")),
            ],
        ),
        (
            [("10", "EUR", 1, "payer"), ("7", "CNY", 9, "payer")],
            [Share(9, "CNY", Decimal(7), Decimal(7)), Share(1, "EUR", Decimal(10), Decimal(10))],
        ),
    ],
)
def test_costs_are_shared_by_their_rule_to_the_cent(costs, found):
    assert shares([Paid(Decimal(amount), *rest) for amount, *rest in costs], [1, 2], 9) == found
    assert sum(share.balance for share in found) == 0


def test_costs_are_for_coordinators_and_hosts(signed_in, officer, partner_officer):
    visit = making.visit()
    sent = {"label": "Déjeuner", "amount": "120.50", "currency": "EUR", "paid_by": make.authority().pk, "sharing": "all"}
    assert signed_in(partner_officer).post(reverse("cost_new", args=[visit.pk]), sent).status_code == 403
    client = signed_in(officer)
    assert client.post(reverse("cost_new", args=[visit.pk]), {**sent, "amount": "-1"}).status_code == 200
    client.post(reverse("cost_new", args=[visit.pk]), sent)
    page = client.get(visit.get_absolute_url()).content.decode()
    assert "bears €60.25" in page and "Xuzhou owes €60.25 to Saint-Étienne." in page
    assert "Déjeuner" not in signed_in(partner_officer).get(visit.get_absolute_url()).content.decode()
    client.post(reverse("cost_remove", args=[visit.pk, Cost.objects.get().pk]))
    assert not Cost.objects.exists()


def test_a_delegation_that_was_only_a_name_bears_its_share(coordinator):
    visit = open_visit(
        None,
        [make.authority("Pau"), make.authority("Lyon")],
        *PAST.values(),
        by=coordinator,
        travelling=Travelling(make.group(), name="Huế"),
    )
    for label, amount, sharing in (("Minibus", "640.50", "hosts"), ("Dîner", "900", "all")):
        paid = {"amount": Decimal(amount), "currency": "EUR", "paid_by": make.authority("Pau"), "sharing": sharing}
        write_cost(visit, {"label": label, **paid}, by=coordinator)
    found = after(visit, coordinator, acts_of(coordinator, visit))
    assert {str(each.who): each.share.bears for each in found.owed} == {"Pau": Decimal("620.25"), "Lyon": Decimal("620.25"), "Huế": 300}
    assert {(str(who), str(whom)): debt.amount for who, whom, debt in found.debts} == {
        ("Lyon", "Pau"): Decimal("620.25"),
        ("Huế", "Pau"): 300,
    }


@pytest.mark.parametrize(
    ("balances", "found"),
    [
        ([("1", "EUR", 0)], []),
        ([("1", "EUR", 10), ("2", "EUR", -10)], [Debt(2, 1, Decimal(10), "EUR")]),
        ([("1", "EUR", 10), ("2", "EUR", -4), ("3", "EUR", -6)], [Debt(2, 1, Decimal(4), "EUR"), Debt(3, 1, Decimal(6), "EUR")]),
        ([("1", "EUR", -10), ("2", "EUR", 4), ("3", "EUR", 6)], [Debt(1, 2, Decimal(4), "EUR"), Debt(1, 3, Decimal(6), "EUR")]),
        (
            [("1", "EUR", 5), ("2", "EUR", -5), ("1", "CNY", -7), ("2", "CNY", 7)],
            [Debt(2, 1, Decimal(5), "EUR"), Debt(1, 2, Decimal(7), "CNY")],
        ),
    ],
)
def test_who_owes_whom_settles_every_balance(balances, found):
    assert debts([Share(int(who), currency, Decimal(balance), Decimal(0)) for who, currency, balance in balances]) == found


# Erasing


def test_personal_data_are_erased_after_a_while_with_a_log(coordinator, settings, capsys):
    settings.PURGED_AFTER_DAYS = 90
    long_ago = timezone.localdate() - timedelta(days=91)
    old = making.visit(stage=VisitStage.HELD, starts=long_ago, ends=long_ago)
    recent = making.visit(starts=long_ago, ends=long_ago + timedelta(days=1))
    for visit in (old, recent):
        making.participant(visit, passport="E12345678", email="wang@example.org", diet="halal")
        making.participant(visit, "Li Demo")
    for _again in range(2):
        call_command("purge_visits")
    people = list(old.participants.all())
    assert len(people) == 2 and not any(getattr(person, name) for person in people for name in ERASED)
    assert people[0].role["fr"] == "maire adjoint"
    assert recent.participants.get(name="Wang Demo").passport == "E12345678"
    log = Purge.objects.get()
    counted = {"name": 2, "other_name": 2, "diet": 1, "email": 1, "phone": 0, "passport": 1, "interpreters": 0}
    counted |= {"gifts": 0, "words": 0, "papers": 0, "photographs": 0, "mails": 0, "notes": 0}
    assert (log.visit, log.people, log.columns) == (old, 2, counted)
    assert "E12345678" not in capsys.readouterr().out
    old.refresh_from_db()
    with pytest.raises(Refused, match="erased"):
        write_participant(old, {"name": "Wang", "passport": "E1"}, by=coordinator)


def named(visit):
    """Wang leads, and is named wherever a dossier may name somebody."""
    making.participant(visit, "Wang Xiaoming", other_name="王小明", organisation="徐州外办")
    making.participant(visit, "Claire Exemple", other_name="", side="host", organisation="", role={"fr": "adjointe"})
    notes = {"fr": "Avec Claire Exemple, 06 12 34 56 78", "zh": "王小明致辞"}
    making.slot(visit, interpreter="Mme Dupont", host="Hôtel de Ville, Claire Exemple", notes=notes)
    value = {"value": "40", "currency": "EUR"}
    Gift.objects.create(visit=visit, side="host", what={"fr": "Un livre pour Wang"}, giver="Claire Exemple", receiver="王小明主任", **value)
    Gift.objects.create(visit=visit, side="visitor", what={"fr": "Un vase"}, giver="Mme Li", receiver="Maire de Saint-Étienne, M. Dupont")
    Cost.objects.create(visit=visit, label="Taxi Wang Xiaoming", amount=20, currency="EUR", paid_by=make.authority())
    making.slot(visit, where={"fr": "Chez Claire Exemple"}, address="12 rue des Lilas, chez Claire Exemple")
    StaffTime.objects.create(visit=visit, organisation=make.authority(), role="Claire Exemple, interprète", hours=2)
    promised = {"what": {"fr": "Écrire à Wang Xiaoming"}, "proof": "Claire Exemple l’a fait", "side": "host", "owner": make.authority()}
    Commitment.objects.create(visit=visit, written_by=make.coordinator(), **promised)


def test_nobody_is_named_after_the_purge_and_gifts_keep_organisations_and_values(signed_in, coordinator):
    visit = making.visit(**PAST)
    named(visit)
    purge(visit)
    first, second = Gift.objects.order_by("pk")
    assert (first.giver, first.receiver, first.value) == ("Saint-Étienne", "徐州外办", 40)
    assert (second.giver, second.receiver) == (str(visit.visitor), "Saint-Étienne")
    page = signed_in(coordinator).get(visit.get_absolute_url()).text
    for name in ("Wang", "Xiaoming", "王小明", "Claire", "Exemple", "Dupont", "Mme Li", "06 12 34 56 78"):
        assert name not in page, name
    assert "name erased" in page and "adjointe" in page and "Hôtel de Ville" in page and "徐州外办" in page
    held = serializers.serialize(
        "json", [row for table in (Slot, Gift, Cost, StaffTime, Commitment, Participant) for row in table.objects.all()]
    )
    assert not any(name in held for name in ("Wang", "Xiaoming", "Claire", "Dupont", "Mme Li"))
    log = visit.purges.get().columns
    assert (log["gifts"], log["interpreters"], log["words"]) == (2, 1, 6) and "Wang" not in str(log)


def test_no_name_is_taken_after_the_purge(coordinator):
    visit = making.visit(**PAST)
    named(visit)
    purge(visit)
    gift = Gift.objects.first()
    write_gift(visit, {"giver": gift.giver, "is_declared": True}, by=coordinator, gift=gift)
    for said in ({"giver": "Wang"}, {"receiver": "Wang"}):
        with pytest.raises(Refused, match="erased"):
            write_gift(visit, said, by=coordinator, gift=Gift.objects.get(pk=gift.pk))
    with pytest.raises(Refused, match="erased"):
        write_slot(visit, {"interpreter": "Mme Dupont"}, by=coordinator, slot=Slot.objects.first())


def test_a_visit_purged_when_names_were_kept_is_purged_again():
    visit = making.visit(starts="2020-01-01", ends="2020-01-02", purged_at=timezone.now())
    making.participant(visit)
    Purge.objects.create(visit=visit, people=1, columns={"passport": 1})
    for _again in range(2):
        call_command("purge_visits")
    assert not visit.participants.get().name and visit.purges.count() == 2


def test_what_is_purged_is_purged_once():
    visit = making.visit(**PAST)
    assert purge(visit) and purge(visit) is None
