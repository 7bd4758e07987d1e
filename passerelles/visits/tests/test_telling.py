"""Mails of visits: whole links or none, and answers that reach whoever changed something."""

import re

import pytest

from passerelles.common.mailing import send_mails
from passerelles.common.models import Mail
from passerelles.visits.actions import move_visit, write_slot
from passerelles.visits.stages import VisitStage
from passerelles.visits.tests import making
from passerelles.visits.tests.test_delegation import ZH, asked_by_fuzhou, visit_of
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.mark.parametrize("site", ["https://network.example.org", ""])
def test_a_mail_of_a_visit_has_a_whole_link_or_none(site, coordinator, settings):
    settings.SITE_ADDRESS = site
    make.officer("Pau")
    visit_of(asked_by_fuzhou(), coordinator)
    mails = list(Mail.objects.all())
    assert {ZH["contact_email"]} < {mail.to for mail in mails}
    for mail in mails:
        assert re.findall(r"(\S*?)/(?:fr|zh-hans)/\S+", mail.body.replace("：", " ")) == ([site] if site else [])
        assert mail.body.strip().count("\n") == (2 if site else 0)


def test_an_answer_reaches_who_changed_the_programme(officer, coordinator, postbox):
    visit = making.visit(officer.memberships.get().organisation, stage=VisitStage.PREPARED)
    move_visit(visit, VisitStage.CONFIRMED, by=coordinator)
    write_slot(visit, {"title": {"fr": "Déjeuner"}}, slot=making.slot(visit), by=officer)
    send_mails()
    assert {(mail["To"], mail["Reply-To"]) for mail in postbox.mails} == {
        (officer.email, coordinator.email),
        (coordinator.email, officer.email),
    }
