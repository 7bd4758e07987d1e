"""Who is asked "still true?" sees what else is said of a fact before the button, and nothing that they may not see."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from passerelles.register.actions import choose, declare, open_campaign
from passerelles.register.letters import token_of
from passerelles.register.properties import BY_NAME
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(officer, partner_officer):
    return make.public_partnership(since=1984)


@pytest.fixture(params=["campaign", "own page"])
def card(request, entry, officer, coordinator, signed_in):
    """What an officer sees of the entry, up to the button and in all, on the campaign's page and on the organisation's own."""

    def of_campaign():
        campaign = open_campaign(
            make.group(), until=timezone.localdate() + timedelta(days=30), address="https://x.example/", by=coordinator
        )
        return reverse("still_true", args=[token_of(campaign.mails.get(user=officer))])

    def seen():
        address = of_campaign() if request.param == "campaign" else reverse("my_organisation")
        page = signed_in(officer).get(f"/en/{address.split('/', 2)[2]}").text
        article = page.split(f'id="entry-{entry.pk}"')[1].split("</article>")[0]
        return SimpleNamespace(whole=article, before=article.split(">Still true</button>")[0])

    return seen


def told_by_xuzhou(entry, partner_officer, year):
    value = BY_NAME["since"].parse(year)
    return declare(entry, "since", value, words=f"自{year}年。", by=partner_officer, organisation=make.authority("Xuzhou"), lang="zh")


def test_an_accepted_rival_is_seen_before_the_button_and_which_one_stands(card, entry, coordinator):
    other = make.accepted(entry, "since", 1994)
    choose(other, by=coordinator)
    seen = card()
    assert seen.before != seen.whole and seen.before.count("1984") == seen.before.count("1994") == 2
    assert "another source" in seen.before and "retained" in seen.before


def test_what_the_other_side_declares_otherwise_is_seen_before_the_button(card, entry, partner_officer):
    told_by_xuzhou(entry, partner_officer, 1994)
    seen = card()
    assert seen.before != seen.whole and "1994" in seen.before.split("</table>")[0] and "waits for the coordinator" in seen.before


@pytest.mark.parametrize("visibility", ["group", "private"])
def test_a_rival_of_a_hidden_document_is_not_seen(card, entry, visibility):
    elsewhere = make.group("autre")
    judge = make.coordinator(elsewhere)
    make.accepted(entry, "since", 1994, make.document("x", visibility=visibility, group=elsewhere, brought_by=judge), by=judge)
    seen = card()
    assert "1994" not in seen.whole and "another source" not in seen.whole


def test_what_is_proposed_of_a_document_is_not_seen(card, entry):
    make.claim(entry, "since", 1994)
    assert "1994" not in card().whole


def test_several_themes_are_no_rivals(card, entry):
    make.accepted(entry, "theme", "culture")
    make.accepted(entry, "theme", "sport")
    assert "another source" not in card().whole
