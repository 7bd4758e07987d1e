"""The demonstration's requests and visits, as a new user meets them."""

from pathlib import Path

import pytest

from passerelles.requests.actions.likening import note_all_keys
from passerelles.requests.demonstration import load as load_requests
from passerelles.requests.models import Request
from passerelles.requests.queries.alike import alike_to
from passerelles.visits.demonstration import load as load_visits
from passerelles.visits.models import Photograph, Precaution, Slot, Visit
from tests import make

DEMO = Path(__file__).parents[3] / "demo"
pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for place, email in (("Normandie", "normandie"), ("Pau", "pau"), ("Saint-Étienne", "saint-etienne")):
        make.officer(place, f"{email}@passerelles.example")
    make.partner_officer("Xuzhou", "xuzhou@passerelles.example")
    coordinator = make.coordinator()
    for _twice in range(2):
        load_requests(DEMO, coordinator)
        load_visits(DEMO, coordinator)
    return coordinator


def test_loading_again_changes_nothing_and_what_was_accepted_is_a_visit(loaded):
    assert Request.objects.count() == 4
    visit = Visit.objects.get()
    assert visit.request.stage == "accepted" and visit.hosts.count() == 1 and Slot.objects.count() == 4
    assert (visit.gifts.count(), visit.staff_times.count(), visit.papers.count(), visit.photographs.count()) == (3, 2, 2, 2)
    assert Precaution.objects.count() == 3 and Photograph.objects.filter(shown="public").count() == 1


def test_the_same_delegation_at_two_doors_is_seen(loaded):
    note_all_keys(Request.objects.all())
    one = Request.objects.get(asker_name="福州市人民政府外事办公室")
    assert [each.request.asker_name for each in alike_to(one, loaded)] == ["Bureau des affaires étrangères de Fuzhou"]


@pytest.mark.parametrize("lang", ["fr", "zh-hans", "en"])
def test_every_page_of_them_opens(loaded, signed_in, lang):
    client = signed_in(loaded)
    for each in (*Request.objects.all(), *Visit.objects.all()):
        address = each.get_absolute_url().split("/", 2)[2]
        assert client.get(f"/{lang}/{address}").status_code == 200
