"""What was joined has one answer: its asker reads it, and nobody decides it apart. And days beside "flexible" are never lost."""

from datetime import date
from html import unescape

import pytest

from passerelles.common.refusing import Refused
from passerelles.people.queries import digest_of
from passerelles.requests.actions import ask_hosts, ask_more, part
from passerelles.requests.describing import NEXT, dates_of
from passerelles.requests.models import Request
from passerelles.requests.queries.answering import choices_of
from passerelles.requests.queries.calendar import month_of
from passerelles.requests.queries.months import year_of
from passerelles.requests.stages import Stage
from passerelles.requests.terms import Dating, StepKind
from passerelles.requests.tests import making
from passerelles.requests.tests.asking import days_ahead, said
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def joined_to(stage):
    """A request that was joined to one at a stage, before which it was received."""
    lead = making.request(stage=stage)
    joined = making.request(stage=Stage.JOINED, joined_to=lead, token=digest_of("secret"))
    told = {"before": Stage.RECEIVED, "after": Stage.JOINED, "by": make.coordinator(), "other": lead}
    joined.steps.create(kind=StepKind.JOINED, **told)
    return joined


@pytest.mark.parametrize("stage", [Stage.ACCEPTED, Stage.REDIRECTED, Stage.DECLINED])
def test_who_asked_in_a_joined_one_reads_what_the_joint_one_came_to(client, stage):
    joined_to(stage)
    text = unescape(client.get("/en/ask/secret/").content.decode())
    assert str(NEXT[stage]) in text and str(NEXT[Stage.JOINED]) not in text


@pytest.mark.parametrize("stage", [Stage.ACCEPTED, Stage.DECLINED, Stage.WITHDRAWN])
def test_a_joined_one_is_not_decided_apart_once_its_lead_is(signed_in, coordinator, stage):
    joined = joined_to(stage)
    assert choices_of(Request.objects.with_hosts().get(pk=joined.pk)) == []
    assert "/decide/" not in signed_in(coordinator).get(joined.get_absolute_url()).content.decode()
    for decide in (lambda: ask_hosts(joined, [make.authority()], by=coordinator), lambda: ask_more(joined, "Quand ?", by=coordinator)):
        with pytest.raises(Refused, match="The joint request that it is part of is"):
            decide()
    part(joined, by=coordinator)
    assert Request.objects.get(pk=joined.pk).stage == Stage.RECEIVED
    assert choices_of(Request.objects.with_hosts().get(pk=joined.pk))


def test_while_its_lead_waits_there_is_something_to_decide():
    assert choices_of(Request.objects.with_hosts().get(pk=joined_to(Stage.OFFERED).pk))


# Days beside "flexible"


@pytest.mark.parametrize("days", [{"starts": days_ahead(10)}, {"ends": days_ahead(12)}, {"starts": days_ahead(10), "ends": days_ahead(12)}])
def test_days_that_are_written_beside_flexible_are_asked_about_and_kept_in_the_form(client, days):
    page = unescape(client.post("/en/ask/", {**said(dating="flexible", starts="", ends=""), **days}).content.decode())
    assert "You wrote days below, and “flexible” here. Choose “these days”" in page and not Request.objects.exists()
    assert all(f'value="{day}"' in page for day in days.values())


def test_flexible_without_days_is_taken(client):
    make.group()
    assert client.post("/en/ask/", said(dating="flexible", starts="", ends="")).status_code == 302
    assert dates_of(Request.objects.get()) == "flexible dates"


def test_days_that_stand_beside_flexible_are_said_and_are_no_fixed_ones_in_the_calendar(coordinator):
    asked = making.request(dating=Dating.FLEXIBLE)
    assert dates_of(asked).startswith("flexible dates (") and "2027" in dates_of(asked)
    month = month_of(date(2027, 5, 1), coordinator)
    assert [stay.asked for stay in month.windows] == [asked] and not any(day.stays for week in month.weeks for day in week)
    assert [(each.first.month, each.open) for each in year_of(2027, coordinator) if each.total] == [(5, 1)]
    assert dates_of(making.request(dating=Dating.FLEXIBLE, starts=None, ends=None, days=4)) == "flexible dates, 4 days"
