"""Mails of visits: whole links or none, and answers that reach whoever changed something."""

import re
from datetime import date

import pytest

from passerelles.common.mailing import send_mails
from passerelles.common.models import Mail
from passerelles.common.words import tongue
from passerelles.requests.letters import RULE
from passerelles.visits.actions import move_visit, write_slot
from passerelles.visits.actions.telling import tell
from passerelles.visits.letters import languages_of
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
        pages = len(mail.body.split(RULE))  # a link in each language of a letter
        assert re.findall(r"(\S*?)/(?:fr|zh-hans)/\S+", mail.body.replace("：", " ")) == ([site] * pages if site else [])


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        (
            "fr",
            [
                "Dates : du 10 au 12 mai 2027\nVous êtes reçus par : Pau\n",
                "Bonne nouvelle.",
                "Madame, Monsieur,",
                "Tancrède Marsac\nGroupe",
            ],
        ),
        ("en", ["Dates: May 10", "\nYou are received by: Pau\n", "Good news.", "Dear 林示范,", "Yours sincerely,\n\nTancrède Marsac\n"]),
        ("zh", ["日期：2027年5月10日至12日\n接待方：波城\n", "尊敬的林示范：", "Dates : du 10 au 12 mai 2027", "À l’attention de 林示范"]),
        ("", ["Dates : du 10 au 12 mai 2027", "日期：2027年5月10日至12日"]),  # nobody knows: both
    ],
)
def test_a_delegation_gets_a_whole_letter(coordinator, settings, language, shown):
    settings.SITE_ADDRESS = "https://network.example.org"
    type(coordinator).objects.filter(pk=coordinator.pk).update(name="Tancrède Marsac")
    coordinator.refresh_from_db()
    request = asked_by_fuzhou(language=language, contact_name="林示范", starts=date(2027, 5, 10), ends=date(2027, 5, 12))
    visit = visit_of(request, coordinator)
    Mail.objects.all().delete()
    tell(visit, lambda: "Bonne nouvelle." if tongue() == "fr" else "Good news.", by=coordinator)
    mail = Mail.objects.get(to=ZH["contact_email"])
    assert [each for each in shown if each not in mail.body] == [] and mail.reply_to == coordinator.email
    assert mail.body.count("https://network.example.org/") == len(languages_of(request)) == mail.subject.count(" / ") + 1


def test_an_answer_reaches_who_changed_the_programme(officer, coordinator, postbox):
    visit = making.visit(officer.memberships.get().organisation, stage=VisitStage.PREPARED)
    move_visit(visit, VisitStage.CONFIRMED, by=coordinator)
    write_slot(visit, {"title": {"fr": "Déjeuner"}}, slot=making.slot(visit), by=officer)
    send_mails()
    assert {(mail["To"], mail["Reply-To"]) for mail in postbox.mails} == {
        (officer.email, coordinator.email),
        (coordinator.email, officer.email),
    }
