"""The whole path of a request in a real browser, in French and in Chinese: from a partner without account to commitments and the ledger."""

import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone

from passerelles.common.mailing import send_mails
from passerelles.requests.actions import note_keys
from passerelles.requests.forms import proof
from passerelles.requests.models import Request
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.tests import making
from passerelles.visits.models import Commitment, Report, Visit
from passerelles.visits.stages import VisitStage
from tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("one_day")]
HOSTS = ("Saint-Étienne", "Lyon")
PARTNER_ADDRESS = "wang@xuzhou.example.org"
REASON = "两座城市同期接待，可合为一个行程。"
TOLD = "La délégation de Xuzhou a visité deux parcs de Saint-Étienne."


@pytest.fixture(autouse=True)
def tie(monkeypatch):
    """Saint-Étienne's partnership with whoever asks."""
    monkeypatch.setattr(proof, "QUICKEST", 0)  # a browser of tests writes faster than a person
    caches["limits"].clear()
    return make.public_partnership()


@pytest.mark.parametrize("lang", ["fr", "zh-hans"])
def test_from_a_partner_without_account_to_commitments_and_the_ledger(page_of, postbox, coordinator, tie, lang):
    officers = [make.officer(host) for host in HOSTS]
    asked = a_partner_asks(page_of, postbox)
    desk = page_of(f"/{lang}/requests/{asked.pk}/", someone=coordinator)
    same_delegation_is_joined(desk, asked)
    other_doors_are_named(desk, asked, postbox)
    hosts_are_asked(desk, asked, officers, postbox)
    for officer in officers:
        a_host_receives(page_of(f"/{lang}/requests/{asked.pk}/", someone=officer))
    one_programme_is_accepted(desk, asked, postbox)
    visit = the_visit_takes_place(desk, asked)
    what_came_of_it_is_written(desk, visit)
    the_ledger_shows_it(page_of(f"/{lang}/reciprocity/entries/{tie.pk}/", someone=coordinator), visit, tie)


def press(page, selector):
    """Press what leads to another page, and wait for it."""
    with page.expect_navigation():
        page.click(selector)


def mailed_to_the_partner(postbox):
    send_mails()
    return postbox.to(PARTNER_ADDRESS)[-1].get_content()


def a_partner_asks(page_of, postbox):
    """In Chinese, for today, so that the visit can be held."""
    page = page_of("/zh-hans/ask/")
    today = timezone.localdate()
    said = {"asker_name": "徐州市人民政府外事办公室", "place": "徐州", "contact_name": "王小明", "contact_email": PARTNER_ADDRESS}
    said |= {"purpose": "参观城市公园。", "head_name": "周明远", "size": "6"}
    said |= {"starts": today.isoformat(), "ends": (today + timedelta(days=1)).isoformat()}
    for name, value in said.items():
        page.fill(f"#id_{name}", value)
    page.check("#id_is_authority")
    page.select_option("#id_dating", "fixed")
    page.select_option("#id_head_rank", "deputy")
    press(page, "form.asking button.primary")
    page.goto(re.search(r"http\S+", mailed_to_the_partner(postbox))[0])
    press(page, "form[action$='confirm/'] button")
    asked = Request.objects.get()
    assert asked.stage == Stage.RECEIVED and asked.asker == make.authority(make.PARTNER)
    return asked


def same_delegation_is_joined(desk, asked):
    """It knocked at another door, by another name: the page says why it may be one, and a button makes it one."""
    days = {"starts": asked.starts, "ends": asked.ends}
    other = making.request(asker_name="Ville de Xuzhou", head_name="Zhou Mingyuan", head_rank="deputy", **days)
    note_keys(other)
    desk.reload()
    assert "周明远 · Zhou Mingyuan" in desk.inner_text("#alike .reasons")
    desk.check(f"#alike input[value='{other.pk}']")
    press(desk, "#alike button.primary")
    assert desk.is_visible("#joined") and list(asked.joined.all()) == [other]


def decide(desk, asked, choice):
    press(desk, f"#decide a[href$='/requests/{asked.pk}/decide/{choice}/']")


def letter_is_looked_at_and_sent(desk):
    press(desk, "[name=draft]")
    assert desk.is_visible("#draft")
    press(desk, "[name=decide]")
    assert desk.is_visible("#letters")


def tick(desk, field):
    for host in HOSTS:
        desk.check(f".doors [name={field}][value='{make.authority(host).pk}']")


def other_doors_are_named(desk, asked, postbox):
    """The partner reads in Chinese and in French what counted, why, and who else may receive."""
    decide(desk, asked, "redirect")
    tick(desk, "to")
    desk.select_option("[name=criterion]", "dates")
    desk.fill("[name=reason]", REASON)
    desk.fill("[name=reason_fr]", "Deux villes voisines reçoivent ces jours-là.")
    letter_is_looked_at_and_sent(desk)
    letter = mailed_to_the_partner(postbox)
    assert "特建议其他途径" in letter and "vous proposons une autre voie" in letter
    assert (
        letter.count(REASON) == letter.count("Deux villes voisines") == 1
        and "Saint-Étienne" in letter
        and "主要依据" in letter
        and "Ce qui a compté" in letter
    )


def hosts_are_asked(desk, asked, officers, postbox):
    decide(desk, asked, "ask_hosts")
    tick(desk, "hosts")
    press(desk, "[name=decide]")
    send_mails()
    assert desk.locator("#hosts .host-asked").count() == 2 and all(postbox.to(officer.email) for officer in officers)


def a_host_receives(page):
    press(page, "#decide a.primary")
    press(page, "button[name=accepts][value=yes]")
    assert page.is_visible("#hosts .host-accepted")


def one_programme_is_accepted(desk, asked, postbox):
    """One letter names both hosts."""
    desk.reload()
    decide(desk, asked, "accept")
    for box in desk.locator("[name=hosts]").all():
        box.check()
    letter_is_looked_at_and_sent(desk)
    letter = mailed_to_the_partner(postbox)
    assert "已获接受" in letter and all(host in letter for host in HOSTS)
    asked.refresh_from_db()
    assert asked.stage == Stage.ACCEPTED and asked.hosts.filter(state=HostState.ACCEPTED).count() == 2


def the_visit_takes_place(desk, asked):
    press(desk, f"a[href$='/visits/of-request/{asked.pk}/']")
    press(desk, "main form button.primary")
    moved(desk, VisitStage.CONFIRMED)
    moved(desk, VisitStage.HELD)
    visit = Visit.objects.get(request=asked)
    assert {host.organisation for host in visit.hosts.all()} == {make.authority(host) for host in HOSTS}
    return visit


def moved(desk, stage):
    press(desk, f"form[action$='/move/{stage}/'] button")
    assert Visit.objects.get().stage == stage


def what_came_of_it_is_written(desk, visit):
    press(desk, "#report a.button")
    desk.fill("[name=text]", TOLD)
    press(desk, "main form button.primary")
    moved(desk, VisitStage.REPORTED)
    press(desk, "#commitments a.button")
    desk.fill("[name=what_fr]", "Envoyer les plans des parcs")
    desk.fill("[name=what_zh]", "寄送公园图纸")
    desk.select_option("[name=owner]", str(make.authority(HOSTS[0]).pk))
    press(desk, "main form button.primary")
    assert TOLD in desk.inner_text("#report") and desk.is_visible("#commitments .card")
    assert Report.objects.get().visit == visit == Commitment.objects.get().visit


def the_ledger_shows_it(page, visit, tie):
    """The mission, on the hosts' soil, and the six who came."""
    for measure, number in (("mission", "1"), ("people", "6")):
        link = f".balance td.home a[href*='/entries/{tie.pk}/movements/'][href*='measure={measure}']"
        assert page.inner_text(link) == number
    press(page, link)
    assert any(title in page.inner_text(".movements") for title in visit.title.values())
