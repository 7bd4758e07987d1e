"""The table of places: what the gazetteer knows, written again without changing anything."""

import pytest
from django.core.management import call_command

from passerelles.places.actions import fill_places, gazetteer, place_named, row_of
from passerelles.places.models import Place, PlaceName

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """Filled once for this file (4 seconds); what was written is taken away at its end."""
    with django_db_blocker.unblock():
        fill_places()
        yield
        PlaceName.objects.all().delete()
        Place.objects.update(parent=None, region=None, successor=None)
        Place.objects.all().delete()


def test_every_unit_has_its_row(filled):
    assert Place.objects.count() == sum(1 for _ in gazetteer().all()) > 39_000


def test_filling_again_changes_nothing(filled):
    before = list(Place.objects.order_by("pk").values_list()), list(PlaceName.objects.order_by("pk").values_list())
    call_command("fill_places", verbosity=0)
    assert (list(Place.objects.order_by("pk").values_list()), list(PlaceName.objects.order_by("pk").values_list())) == before


@pytest.mark.parametrize(
    ("key", "parent", "region"),
    [
        ("FR/commune/42218", None, "FR/region/84"),
        ("FR/region/84", None, "FR/region/84"),
        ("CN/prefecture/320300", "CN/province/320000", "CN/province/320000"),
    ],
)
def test_a_place_knows_what_it_is_part_of(filled, key, parent, region):
    place = Place.objects.select_related("parent", "region").get(key=key)
    assert parent is None or place.parent.key == parent
    assert region in {place.key, place.region.key if place.region else None}


def test_an_old_region_is_continued_by_the_new_one_and_is_no_more(filled):
    alsace = Place.objects.get(key="FR/region/42")
    assert (alsace.successor.name, alsace in Place.objects.in_force()) == ("Grand Est", False)
    assert alsace in Place.objects.of("FR")


def test_other_ways_of_writing_lead_to_their_place(filled):
    assert PlaceName.objects.filter(text="nankin", place__key="CN/prefecture/320100").exists()


@pytest.mark.parametrize(
    ("place", "key"),
    [
        (("FR", "commune", "42218", "Saint-Étienne"), "FR/commune/42218"),
        (("CN", "other", None, "Zone nouvelle"), "CN/other/Zone nouvelle"),  # too small for a code
        (("FR", "commune", "99999", "Nulle-Part"), "FR/commune/99999"),  # a code nobody knows is kept as written
    ],
)
def test_the_place_of_a_finding_is_written_where_it_was_not(place, key):
    assert place_named(*place).key == key
    assert place_named(*place) == Place.objects.get(key=key)


def test_a_row_is_written_once():
    unit = gazetteer().place("FR/commune/42218")
    assert row_of(unit) == row_of(unit)


def test_a_place_without_a_chinese_name_has_none():
    assert "zh" not in Place(name="Cluny").words
    assert Place(name="Xuzhou", zh="徐州市").words["zh"] == "徐州市"
