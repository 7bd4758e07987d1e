"""IATI activities: valid by the schema of IATI itself, codes of its own lists, its standard ruleset; and what is refused, with the rule."""

import json

import pytest

from passerelles.people.models import Organisation
from passerelles.portal.opendata.iati.activities import parts
from passerelles.portal.opendata.iati.planning import STATUS, themes
from passerelles.portal.opendata.iati.writing import LANG
from passerelles.portal.tests.opendata.reported import METROPOLE, STANDARD, codes, complete, project, rules_of, written
from passerelles.register.terms import LIFE, THEME_NAMES
from tests import make

pytestmark = pytest.mark.django_db
LATER = {"43071"}  # codes that the OECD added after these lists


def test_what_is_written_is_valid_by_the_schema_of_iati(schema):
    complete(description={"text": "Échanges d’artistes & d’écoles <d’art>", "lang": "fr"})
    make.accepted(complete(partner="Nanjing", since=1999, until="2014-05"), "theme", "water")
    complete(partner="Hefei", since=2050, state="wished")
    document = written()
    schema.assertValid(document)
    assert len(document.findall("iati-activity")) == 6


def test_an_empty_file_is_as_the_schema_leaves_it():
    assert written().getroot().get("version") == "2.03" and not len(written().getroot())


def test_each_soil_has_its_activity_and_knows_its_sibling():
    entry = complete()
    one, other = written().findall("iati-activity")
    names = [each.findtext("iati-identifier") for each in (one, other)]
    assert names == [f"FR-INSEE-244200770-{entry.pk}-{country}" for country in ("FR", "CN")]
    assert [each.find("related-activity").attrib for each in (one, other)] == [{"type": "3", "ref": name} for name in reversed(names)]
    assert [each.find("recipient-country").get("code") for each in (one, other)] == ["FR", "CN"]


def test_territories_have_their_official_codes():
    complete()
    one, other = written().findall("iati-activity")
    assert one.find("location").get("ref") == "SIREN-244200770" and other.find("location").get("ref") == "GBT-2260-320300"
    assert [each.tag.partition("}")[2] for each in one if each.tag.startswith("{")] == ["territory"]


def test_every_code_is_of_its_list():
    for theme in THEME_NAMES:
        make.accepted(complete(), "theme", theme)
    document = written()
    for path, attribute, name in (
        ("sector", "code", "Sector"),
        ("activity-date", "type", "ActivityDateType"),
        ("activity-status", "code", "ActivityStatus"),
        ("recipient-country", "code", "Country"),
        ("related-activity", "type", "RelatedActivityType"),
        ("reporting-org", "type", "OrganisationType"),
        ("participating-org", "role", "OrganisationRole"),
        ("location/exactness", "code", "GeographicExactness"),
        ("location/location-reach", "code", "GeographicLocationReach"),
    ):
        used = {each.get(attribute) for each in document.iterfind(f"iati-activity/{path}")}
        assert used and used <= codes(name) | LATER, path
    assert document.find("iati-activity/reporting-org").get("type") == "11"


def test_goals_and_targets_are_tags():
    complete()
    tags = {(each.get("vocabulary"), each.get("code")) for each in written().iterfind("iati-activity/tag")}
    assert tags == {("2", "11"), ("3", "11.4")}


def test_what_ends_in_a_month_ends_with_its_last_day():
    complete(until="2031-05")
    assert written().xpath("string(iati-activity[1]/activity-date[@type='3']/@iso-date)") == "2031-05-31"


def test_no_word_of_a_statement_breaks_the_file():
    complete(description={"text": "Bon\x0bjour \x00\x1f\ufffe\uffff et \u202eau revoir", "lang": "fr"})
    assert "Bon jour et au revoir" in written().xpath("string(//description/narrative)")


def test_every_theme_has_its_codes():
    assert set(themes()) == set(THEME_NAMES)
    for theme in themes().values():
        assert theme.crs.isdigit() and len(theme.crs) == 5 and all(target.split(".")[0].isdigit() for target in theme.targets)


def test_the_standard_ruleset_finds_nothing():
    """The cases of IATI's own machine-readable rules that concern what we write."""
    make.accepted(complete(until="2014"), "theme", "water")
    rules = json.loads((STANDARD / "standard_ruleset.json").read_text())["//iati-activity"]
    for activity in written().iterfind("iati-activity"):
        assert all(any(activity.xpath(path) for path in case["paths"]) for case in rules["atleast_one"]["cases"])
        for case in rules["date_order"]["cases"]:
            less, more = (activity.xpath(case[side]) if case[side] != "NOW" else ["9999"] for side in ("less", "more"))
            assert not less or not more or less[0] <= more[0]
        percents = [float(each) for path in rules["sum"]["cases"][0]["paths"] for each in activity.xpath(path)]
        assert sum(percents) == rules["sum"]["cases"][0]["sum"]
        assert sum(float(each) for each in activity.xpath("sector/@percentage")) == 100


@pytest.mark.parametrize("number", range(1, 23))
def test_parts_of_a_hundred_make_a_hundred(number):
    assert round(sum(map(float, parts(number))), 2) == 100 and len(parts(number)) == number


@pytest.mark.parametrize(
    ("home", "says", "rule"),
    [
        ("Saint-Étienne", {}, "XSD"),  # a commune: its COG code is no identifier of an organisation
        (METROPOLE, {"since": None}, "atleast_one: activity-date"),
        (METROPOLE, {"until": "1970"}, "11.1.3"),
    ],
)
def test_what_stands_in_the_way_is_said_by_its_rule_and_not_written(home, says, rule):
    entry = complete(home, **says)
    assert rules_of(entry) == {rule} and not written().findall("iati-activity")


def test_an_entry_without_a_theme_has_no_sector():
    assert rules_of(make.public_partnership(METROPOLE, "Xuzhou")) == {"6.2.2"}


@pytest.mark.parametrize(
    ("says", "status"),
    [
        ({"state": "wished"}, "1"),
        ({"state": "ended"}, "4"),
        ({"until": "2020"}, "4"),
        ({"until": "2099"}, "2"),
        ({"since": 2099}, "1"),
        ({}, "2"),
    ],
)
def test_how_it_stands_is_what_its_state_says_else_what_its_dates_do(says, status):
    project(**{"state": None, **says})
    assert {each.get("code") for each in written().iterfind("iati-activity/activity-status")} == {status}


def test_every_state_has_a_status_of_its_own():
    assert set(STATUS) == set(LIFE)  # one that is missing would stop the file of the night


def test_an_identifier_that_an_administrator_wrote_reports(schema):
    complete("Saint-Étienne")
    Organisation.objects.filter(key="FR/commune/42218").update(identifier="FR-INSEE-214202186")
    document = written()
    schema.assertValid(document)
    assert document.find("iati-activity/reporting-org").get("ref") == "FR-INSEE-214202186"
    Organisation.objects.filter(key="FR/commune/42218").update(identifier="FR/INSEE 1")
    assert not written().findall("iati-activity")


def test_a_character_that_no_xml_holds_stops_no_file():
    complete("Saint-Étienne", description={"text": "Bonjour", "lang": "fr\x1f"})
    Organisation.objects.filter(key="FR/commune/42218").update(identifier="FR-SIREN-214202186\x01")
    document = written()
    assert document.find("iati-activity/reporting-org").get("ref") == "FR-SIREN-214202186"
    assert "Bonjour" in document.xpath("string(//description/narrative[@xml:lang='fr'])")


def test_words_are_in_the_language_of_their_document_and_of_none_where_that_is_unknown(schema):
    entry = complete("Saint-Étienne")
    Organisation.objects.filter(key="FR/commune/42218").update(identifier="FR-SIREN-214202186")
    for text, language in (("两市互派教师。", "zh"), ("Ignotum.", "")):
        of = make.document(text, language=language)
        of.passages.update(language="")
        make.accepted(entry, "description", {"text": text}, of)
    document = written()
    schema.assertValid(document)
    told = {each.text: each.get(LANG) for each in document.iterfind("iati-activity/description/narrative")}
    assert told == {"两市互派教师。": "zh", "Ignotum.": None}
    assert not document.xpath("iati-activity/@xml:lang")  # a default would be theirs


def test_the_network_reports_for_those_who_have_no_identifier(schema, settings):
    settings.IATI_REFERENCE = "FR-INSEE-784000001"
    complete("Saint-Étienne")
    document = written()
    schema.assertValid(document)
    assert document.find("iati-activity/reporting-org").get("secondary-reporter") == "1"
