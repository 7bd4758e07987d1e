"""A visit on the page of a partnership: told by its dossier and by its reports, it is one milestone; another act of its days is not."""

import html
from datetime import date

import pytest

from passerelles.register.actions import accept
from passerelles.register.models import Claim
from passerelles.visits.actions import move_visit, write_report
from passerelles.visits.stages import VisitStage
from passerelles.visits.tests import making
from passerelles.visits.tests.test_after import keep_reading
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
DAYS = {"starts": date(2026, 5, 10), "ends": date(2026, 5, 12)}
RECEIVED = "Une délégation de Xuzhou a été reçue à Saint-Étienne du 10 au 12 mai 2026."
SIGNED = "Saint-Étienne et Xuzhou ont signé le 10 mai 2026 un accord de coopération dans le domaine du design."


@pytest.fixture
def entry(coordinator):
    """A partnership whose milestones of a visit are all accepted: the dossier's, those of a French, a Chinese and an English report."""
    visit, made = making.visit(stage=VisitStage.CONFIRMED, **DAYS), make.public_partnership()
    visit.entries.add(made)
    move_visit(visit, VisitStage.HELD, by=coordinator)
    told = (("fr", f"{RECEIVED} {SIGNED}"), ("zh", "2026年5月10日至12日，徐州市代表团访问圣艾蒂安市。"))
    for language, text in (*told, ("en", "In May 2026 a delegation from Xuzhou visited Saint-Étienne.")):
        document = write_report(visit, language, text, by=coordinator).document
        keep_reading(document, make.sheet(text.encode(), document.name))
    for claim in Claim.objects.about(made).filter(name="milestone", state="proposed"):
        accept(claim, by=coordinator)
    return made


def lines(client, entry, lang):
    """The milestones that the page lists, each as the texts it holds."""
    text = html.unescape(client.get(f"/{lang}/entries/{entry.pk}/").text)
    timeline = text.partition('<ol class="timeline">')[2].partition("</ol>\n</section>")[0]
    return [line.count('<details class="fact"') for line in timeline.split('<li class="done">')[1:]], timeline


def test_a_visit_that_several_tell_is_one_milestone_and_a_signature_on_its_day_another(signed_in, coordinator, entry):
    numbers, timeline = lines(signed_in(coordinator), entry, "en")
    assert sorted(numbers) == [1, 4] and "Told also as:" in timeline
    assert timeline.index("visit of Xuzhou to Saint-Étienne, 6 people") < timeline.index("Told also as:")


def test_the_readers_language_comes_first(signed_in, coordinator, entry):
    _numbers, timeline = lines(signed_in(coordinator), entry, "zh-hans")
    assert timeline.index("徐州市代表团访问圣艾蒂安市") < timeline.index("a été reçue")


def test_visits_of_two_days_of_a_month_are_two(signed_in, coordinator, entry):
    other = making.visit(stage=VisitStage.CONFIRMED, starts=date(2026, 5, 20), ends=date(2026, 5, 21))
    other.entries.add(entry)
    move_visit(other, VisitStage.HELD, by=coordinator)
    accept(Claim.objects.about(entry).get(name="milestone", state="proposed"), by=coordinator)
    numbers, _timeline = lines(signed_in(coordinator), entry, "en")
    assert sorted(numbers) == [1, 1, 1, 3]  # of which of them the month alone tells is not known
