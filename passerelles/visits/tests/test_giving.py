"""Gifts and staff time: for those who keep the dossier, with what is wise to know; the receiving side reads nothing of them."""

from decimal import Decimal

import pytest
from django.urls import reverse

from passerelles.common.models import Mail
from passerelles.common.refusing import Refused
from passerelles.visits.actions import remove_gift, remove_staff_time, write_gift, write_staff_time
from passerelles.visits.actions.giving import MOST
from passerelles.visits.giving import better_not, is_declared_above, rules
from passerelles.visits.models import Direction, Gift, Side, StaffTime
from passerelles.visits.printing import PRINTS, printed
from passerelles.visits.queries.giving import gifts_of
from passerelles.visits.rights import Act, acts_of
from passerelles.visits.stages import VisitStage
from passerelles.visits.tests import making
from passerelles.visits.tests.test_printing import pages_of
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
SENT = {"side": "host", "what_fr": "Rubans tissés", "what_zh": "织带", "giver": "le maire", "receiver": "le chef de délégation"}
SENT |= {"value": "45", "currency": "EUR", "slot": "", "is_declared": ""}
SAID = {"side": Side.HOST, "what": {"fr": "Rubans tissés", "zh": "织带"}, "giver": "le maire", "receiver": "M. Wang"}


def test_a_gift_is_written_changed_and_removed(signed_in, officer):
    visit, client = making.visit(), signed_in(officer)
    line = making.slot(visit)
    client.post(reverse("gift_new", args=[visit.pk]), {**SENT, "slot": line.pk})
    gift = Gift.objects.get()
    assert (gift.what, gift.value, gift.currency, gift.slot) == ({"fr": "Rubans tissés", "zh": "织带"}, Decimal(45), "EUR", line)
    page = client.get(visit.get_absolute_url()).content.decode()
    assert page.count("Rubans tissés") == 2 and "45.00" in page and "le maire → le chef de délégation" in page
    address = reverse("gift", args=[visit.pk, gift.pk])
    assert 'value="45.00"' in client.get(address).content.decode()
    client.post(address, {**SENT, "value": "", "currency": "EUR"})
    gift.refresh_from_db()
    assert (gift.value, gift.currency, gift.slot) == (None, "", None)
    client.post(reverse("gift_remove", args=[visit.pk, gift.pk]))
    assert not Gift.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"value": "-1"}, "greater than"),
        ({"value": "10", "currency": ""}, "which currency"),
        ({"value": "1e99"}, "digits"),
        ({"what_fr": "", "what_zh": "\u200b"}, "required"),
        ({"side": "mayor"}, "valid choice"),
        ({"slot": "999999"}, "valid choice"),
    ],
)
def test_a_gift_that_is_not_whole_is_said_and_not_kept(signed_in, officer, sent, said):
    page = signed_in(officer).post(reverse("gift_new", args=[making.visit().pk]), {**SENT, **sent}).content.decode()
    assert said in page and not Gift.objects.exists()


def test_a_line_of_anothers_programme_is_no_moment_of_a_gift(signed_in, officer):
    line = making.slot(making.visit("Lyon"))
    signed_in(officer).post(reverse("gift_new", args=[making.visit().pk]), {**SENT, "slot": line.pk})
    assert not Gift.objects.exists()


def test_gifts_and_hours_are_for_those_who_keep_the_dossier(signed_in, officer, coordinator, partner_officer):
    visit = making.visit()
    gift = write_gift(visit, {**SAID, "slot": making.slot(visit)}, by=officer)
    hours = write_staff_time(visit, {"role": "interprète", "organisation": make.authority(), "hours": Decimal(6)}, by=officer)
    for someone, sees in ((coordinator, True), (officer, True), (partner_officer, False), (make.officer("Lyon"), False)):
        page = signed_in(someone).get(visit.get_absolute_url()).content.decode()
        assert ("Rubans tissés" in page) == ("interprète" in page) == sees, someone
    theirs = [("gift_new",), ("gift", gift.pk), ("gift_remove", gift.pk), ("staff_time_new",), ("staff_time_remove", hours.pk)]
    for name, *more in theirs:
        for someone, status in ((partner_officer, 403), (make.officer("Lyon"), 403), (make.stranger(), 404)):
            assert signed_in(someone).post(reverse(name, args=[visit.pk, *more]), SENT).status_code == status, name
    own = making.visit()
    for name, *more in theirs:
        if more:
            assert signed_in(officer).post(reverse(name, args=[own.pk, *more]), SENT).status_code == 404, name
    assert Gift.objects.count() == StaffTime.objects.count() == 1


def test_nobody_else_writes_and_a_closed_account_stands(officer, partner_officer):
    visit, closed = making.visit(), making.visit(stage=VisitStage.CLOSED)
    gift = Gift.objects.create(visit=closed, **SAID)
    hours = StaffTime.objects.create(visit=closed, role="guide", organisation=make.authority(), hours=2)
    for act in (lambda: write_gift(visit, SAID, by=partner_officer), lambda: write_staff_time(visit, {}, by=partner_officer)):
        with pytest.raises(Refused, match="for others"):
            act()
    closing = [lambda: write_gift(closed, SAID, by=officer, gift=gift), lambda: remove_gift(gift, by=officer)]
    closing += [lambda: write_staff_time(closed, {}, by=officer), lambda: remove_staff_time(hours, by=officer)]
    for act in closing:
        with pytest.raises(Refused, match="closed"):
            act()


def test_endless_lists_are_refused(officer):
    visit = making.visit()
    Gift.objects.bulk_create(Gift(visit=visit, **SAID) for _number in range(MOST))
    StaffTime.objects.bulk_create(StaffTime(visit=visit, role="guide", organisation=make.authority(), hours=1) for _number in range(MOST))
    for act in (lambda: write_gift(visit, SAID, by=officer), lambda: write_staff_time(visit, {"role": "x"}, by=officer)):
        with pytest.raises(Refused, match=f"no more than {MOST}"):
            act()


def test_a_gift_is_told_to_nobody(officer):
    visit = making.visit(stage=VisitStage.CONFIRMED)
    write_gift(visit, SAID, by=officer)
    visit.refresh_from_db()
    assert not Mail.objects.exists() and visit.sequence == 0


# What is wise to know


@pytest.mark.parametrize(
    ("what", "country", "said"),
    [
        ("Une horloge comtoise", "CN", "deathbed"),
        ("Horlogerie : un livre sur son histoire", "CN", ""),  # a word that only begins so
        ("A book on the pear trees", "CN", "separating"),
        ("It appears: a silk scarf", "CN", ""),
        ("一把折叠刀", "CN", "cutting"),
        ("Couteau de Thiers", "FR", ""),
        ("Chrysanthèmes", "FR", "graves"),
        ("象牙雕刻", "FR", "customs"),
        ("Couteau", "VN", ""),  # a country of which nothing is known
    ],
)
def test_what_is_better_not_given_is_said_with_its_reason(what, country, said):
    found = [words["en"] for words in better_not([what], country)]
    assert bool(found) == bool(said) and all(said in words for words in found)


@pytest.mark.parametrize(
    ("country", "value", "currency", "is_said"),
    [
        ("FR", "150", "EUR", False),
        ("FR", "150.01", "EUR", True),
        ("CN", "200", "CNY", False),
        ("CN", "201", "CNY", True),
        ("CN", "25", "EUR", False),
        ("CN", "26", "EUR", True),  # in the other currency, on the safe side
        ("CN", "9999", "XXX", False),
        ("FR", None, "", False),
        ("VN", "9999", "EUR", False),
    ],
)
def test_a_gift_above_a_threshold_is_to_be_declared(country, value, currency, is_said):
    assert bool(is_declared_above(country, Decimal(value) if value else None, currency)) == is_said


def test_every_rule_is_said_in_three_languages():
    said = [*rules()["declared"].values(), *(each for country in rules()["avoided"].values() for each in country)]
    assert len(said) > 8 and all(each[lang] for each in said for lang in ("fr", "zh", "en"))


@pytest.mark.parametrize(
    ("direction", "side", "warned"), [("in", "host", True), ("in", "visitor", False), ("out", "host", False), ("out", "visitor", True)]
)
def test_the_rules_are_those_of_who_receives(coordinator, direction, side, warned):
    visit = making.visit(direction=Direction(direction))
    write_gift(visit, {**SAID, "side": side, "what": {"fr": "Un parapluie"}}, by=coordinator)
    assert bool(gifts_of(visit, acts_of(coordinator, visit))[0].warnings) == warned


def test_what_was_declared_is_no_longer_asked_for(coordinator):
    visit = making.visit()
    gift = write_gift(visit, {**SAID, "value": Decimal(900), "currency": "CNY"}, by=coordinator)
    assert gifts_of(visit, frozenset(Act))[0].warnings
    write_gift(visit, {"is_declared": True}, by=coordinator, gift=gift)
    assert not gifts_of(visit, frozenset(Act))[0].warnings and not gifts_of(visit, frozenset({Act.READ}))


# On paper


@pytest.mark.parametrize("kind", PRINTS)
def test_gifts_stand_on_the_mayors_page_of_those_who_keep_the_dossier(kind, officer):
    visit = making.visit()
    write_gift(visit, {**SAID, "slot": making.slot(visit), "value": Decimal("77.77"), "currency": "EUR"}, by=officer)
    kept = "".join(pages_of(printed(visit, kind, frozenset(Act))))
    assert ("Rubans tissés" in kept) == ("织带" in kept) == ("le maire → M. Wang" in kept) == (kind == "mayor")
    others = "".join(pages_of(printed(visit, kind, frozenset({Act.SEE, Act.READ}))))
    assert "Rubans" not in others and "77.77" not in others + kept


def test_whoever_is_received_prints_no_gift(signed_in, officer, partner_officer):
    visit = making.visit()
    write_gift(visit, SAID, by=officer)
    address = reverse("visit_print", args=[visit.pk, "mayor"])
    assert "Rubans" not in "".join(pages_of(signed_in(partner_officer).get(address).content))
    assert "Rubans" in "".join(pages_of(signed_in(officer).get(address).content))


# Hours


def test_hours_are_shared_by_their_rule_beside_the_costs(signed_in, officer):
    visit, client = making.visit("Saint-Étienne", "Lyon"), signed_in(officer)
    sent = {"role": "interprète", "organisation": make.authority().pk, "hours": "7.5", "sharing": "hosts"}
    assert client.post(reverse("staff_time_new", args=[visit.pk]), {**sent, "hours": "0"}).status_code == 200
    assert client.post(reverse("staff_time_new", args=[visit.pk]), {**sent, "hours": "99999"}).status_code == 200
    assert not StaffTime.objects.exists()
    client.post(reverse("staff_time_new", args=[visit.pk]), sent)
    page = client.get(visit.get_absolute_url()).content.decode()
    assert "Saint-Étienne: gave 7.5 h, bears 3.75 h." in page and "Lyon: gave 0 h, bears 3.75 h." in page
    assert "Lyon owes 3.75 h to Saint-Étienne." in page
    client.post(reverse("staff_time_remove", args=[visit.pk, StaffTime.objects.get().pk]))
    assert not StaffTime.objects.exists()


def test_nobody_paid_for_hours(signed_in, officer):
    visit, client = making.visit("Saint-Étienne", "Lyon"), signed_in(officer)
    address = reverse("staff_time_new", args=[visit.pk])
    assert "stays with whose staff it is" in (page := client.get(address).text) and "who paid" not in page
    client.post(address, {"role": "interprète", "organisation": make.authority().pk, "hours": "7.5", "sharing": "payer"})
    assert "<td>stays with whose staff it is</td>" in client.get(visit.get_absolute_url()).text
