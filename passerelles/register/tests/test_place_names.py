"""Places are called in French as French calls them, everywhere a name is shown."""

import pytest
from django.utils.translation import override

from passerelles.places.actions import gazetteer
from passerelles.reading.gazetteer.naming import french_names
from passerelles.register.naming import label_of_key
from tests import make


def test_every_french_name_is_a_known_places_own_and_another_way_to_write_it():
    for key, name in french_names().items():
        place = gazetteer().place(key)
        assert name != place.name
        assert key in {candidate.place.key for candidate in gazetteer().lookup(name)}, name


@pytest.mark.django_db
def test_a_province_is_called_in_the_visitors_language():
    place = make.place("Inner Mongolia")
    assert place.words == {"fr": "Mongolie-Intérieure", "zh": "内蒙古自治区", "en": "Inner Mongolia"}
    assert make.partnership("Lyon", "Guangzhou").parties.last().organisation.name["fr"] == "Canton"


@pytest.mark.parametrize(
    ("language", "label"),
    [("fr", "Pékin 北京市 (province)"), ("en", "Beijing 北京市 (province)"), ("zh-hans", "北京市 (省)")],
)
def test_a_suggestion_names_places_in_the_visitors_language(language, label):
    with override(language):
        assert label_of_key("CN/province/110000").replace("（", " (").replace("）", ")") == label
