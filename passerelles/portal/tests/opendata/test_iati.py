"""IATI activities: valid by the schema of IATI itself, codes of its own lists, its standard ruleset; and what is refused, with the rule."""

import io
import json
from pathlib import Path

import pytest
from lxml import etree

from passerelles.people.models import Organisation
from passerelles.portal.opendata.dumping import BY_NAME, records
from passerelles.portal.opendata.iati.activities import parts
from passerelles.portal.opendata.iati.planning import STATUS, themes
from passerelles.portal.opendata.iati.refusing import in_the_way
from passerelles.portal.opendata.iati.writing import LANG
from passerelles.portal.opendata.site import about
from passerelles.portal.opendata.writers import streamed
from passerelles.register.terms import LIFE, THEME_NAMES
from tests import make

pytestmark = pytest.mark.django_db
STANDARD = Path(__file__).parent / "iati-2.03"  # its ORIGIN.md says where it comes from
LATER = {"43071"}  # codes that the OECD added after these lists
METROPOLE = "FR/epci/244200770"  # Saint-Étienne Métropole


@pytest.fixture(scope="module")
def schema():
    return etree.XMLSchema(etree.parse(str(STANDARD / "iati-activities-schema.xsd")))


def codes(name):
    return set(json.loads((STANDARD / "codes.json").read_text())[name])


def written(site=""):
    data = b"".join(streamed(BY_NAME["iati-activities.xml"].writer(about(site)), records(site=site)))
    return etree.parse(io.BytesIO(data))


def complete(home=METROPOLE, partner="Xuzhou", **says):
    return make.public_partnership(home, partner, **{"since": 1984, "theme": "culture", **says})


def project(*facts, **says):
    """A project of both sides as the public sees it; facts are such as it may hold several of."""
    entry, of = make.project("Parc des bords de Loire", METROPOLE, "Xuzhou"), make.document("Le parc.", title="Bilan")
    says = {"name": {"text": "Parc", "lang": "fr"}, "since": 2019, "state": "active", "theme": "urban", **says}
    for name, value in [*says.items(), *facts]:
        if value is not None:
            make.accepted(entry, name, value, of)
    entry.refresh_from_db()
    return entry


def rules_of(entry):
    return {rule.number for rule in all_rules_of(entry) if rule.is_refusal}


def all_rules_of(entry):
    return in_the_way(next(each for each in records() if each["id"] == entry.pk))


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


# Projects: soils, budgets, roles, results


def budgets(document):
    """Of each soil: from, to, amount, currency, day of its value."""
    found = {}
    for activity in document.iterfind("iati-activity"):
        each = [
            (
                *(budget.find(f"period-{end}").get("iso-date") for end in ("start", "end")),
                budget.findtext("value"),
                *budget.find("value").attrib.values(),
            )
            for budget in activity.iterfind("budget")
        ]
        found[activity.find("recipient-country").get("code")] = each
    return found


def test_a_project_is_on_the_soils_that_sources_say(schema):
    project(("soil", "FR"), ("soil", "SN"))
    document = written()
    schema.assertValid(document)
    assert [each.get("code") for each in document.iterfind("iati-activity/recipient-country")] == ["FR", "SN"]


def test_a_budget_is_written_on_its_soil_with_its_year_and_currency(schema):
    entry = project(
        ("budget", {"low": 40000, "high": 40000, "soil": "FR", "date": "2020"}),
        ("budget", {"low": 300000, "high": 300000, "currency": "CNY", "soil": "CN", "date": "2021-03"}),
    )
    document = written()
    schema.assertValid(document)
    assert budgets(document) == {
        "FR": [("2020-01-01", "2020-12-31", "40000", "EUR", "2020-01-01")],
        "CN": [("2021-03-01", "2021-03-31", "300000", "CNY", "2021-03-01")],
    }
    assert not {rule.number for rule in all_rules_of(entry)} & {"budget", "7.5.3", "budget/value"}
    assert {each.get("currency") for each in document.iterfind("iati-activity/budget/value")} <= codes("Currency")


def test_a_budget_of_a_whole_project_is_written_where_it_has_one_soil_and_one_year():
    project(("soil", "FR"), ("budget", {"low": 5000, "high": 5000}), until="2019-10")
    assert budgets(written()) == {"FR": [("2019-01-01", "2019-10-31", "5000", "EUR", "2019-01-01")]}


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ([], "budget"),
        ([("budget", {"low": 5000, "high": 5000, "date": "2020"})], "budget"),  # on which of its two soils?
        ([("budget", {"low": 5000, "high": 5000, "soil": "SN", "date": "2020"})], "budget"),
        ([("budget", {"low": 5000, "high": 5000, "soil": "FR"})], "7.5.3"),
        ([("budget", {"low": 5000, "high": 5000, "soil": "FR", "date": "2020-02-03"})], "7.5.3"),  # the day it was voted
        ([("budget", {"low": 5000, "high": 7000, "soil": "FR", "date": "2020"})], "budget/value"),
        ([("budget", {"low": 5000, "soil": "FR", "date": "2020"})], "budget/value"),  # at least
        ([("budget", {"low": each, "high": each, "soil": "FR", "date": "2020"}) for each in (5000, 6000)], "budget/value"),
    ],
)
def test_a_budget_that_cannot_be_written_as_it_was_said_is_left_out_with_the_reason(facts, rule):
    entry = project(*facts)
    assert not any(budgets(written()).values()) and rules_of(entry) == set()
    assert [each.number for each in all_rules_of(entry) if each.number.startswith(("budget", "7."))] == [rule]


def test_partners_take_part_in_the_roles_that_sources_give_them(schema):
    project(
        ("part", {"name": "Saint-Etienne Metropole", "role": "lead"}),  # a party, as somebody wrote it
        ("part", {"name": "Agence d’urbanisme", "role": "operator"}),
        ("part", {"name": "Les riverains", "role": "beneficiary"}),  # IATI has no such role
        ("funding", {"by": "Agence de l’eau", "low": 1000}),
    )
    document = written()
    schema.assertValid(document)
    roles = {(each.get("role"), each.findtext("narrative")) for each in document.find("iati-activity").iterfind("participating-org")}
    assert roles == {("2", "Saint-Étienne Métropole"), ("4", "Xuzhou"), ("4", "Agence d’urbanisme"), ("1", "Agence de l’eau")}
    assert {role for role, _name in roles} <= codes("OrganisationRole")


def test_a_result_is_written_on_its_soil_with_the_documents_that_say_so(schema):
    entry = project(("result", {"what": "Un parc ouvert", "soil": "FR", "date": "2021-06", "lang": "fr"}))
    document = written("https://register.example.org")
    schema.assertValid(document)
    one, other = document.findall("iati-activity")
    [result] = one.findall("result")
    assert not other.findall("result") and result.findtext("title/narrative") == "Un parc ouvert"
    assert result.xpath("string(indicator/period/period-end/@iso-date)") == "2021-06-30"
    assert result.find("document-link").get("url").startswith("https://register.example.org/documents/")
    assert {result.get("type")} <= codes("ResultType") and {result.find("indicator").get("measure")} <= codes("IndicatorMeasure")
    assert result.find("document-link/category").get("code") in codes("DocumentCategory")
    assert "result" not in {rule.number for rule in all_rules_of(entry)}


def test_a_result_of_no_soil_in_particular_is_left_out_with_the_reason():
    entry = project(("result", {"what": "Un guide"}))
    assert written().find("iati-activity/result") is None and "result" in {rule.number for rule in all_rules_of(entry)}


def test_own_codes_are_named_by_the_sites_address():
    complete()
    spaces = {each.tag.partition("}")[0] for each in written("https://register.example.org").find("iati-activity") if "}" in each.tag}
    assert spaces == {"{https://register.example.org/data/iati/"}
    assert b"passerelles.example" not in etree.tostring(written())


def test_a_year_alone_says_that_it_is_one():
    complete()
    date = written().find("iati-activity/activity-date")
    assert date.get("iso-date") == "1984-01-01" and "année" in date.findtext("narrative")


def test_nothing_hidden_of_a_project_is_reported():
    entry, hidden = (
        project(("budget", {"low": 5000, "high": 5000, "soil": "FR", "date": "2020"})),
        make.document("MARKED", visibility="group"),
    )
    before = etree.tostring(written())
    for name, value in (
        ("soil", "SN"),
        ("budget", {"low": 777, "high": 777, "soil": "FR", "date": "2020"}),
        ("part", {"name": "MARKED", "role": "lead"}),
        ("funding", {"by": "MARKED", "low": 777}),
    ):
        make.accepted(entry, name, value, hidden)
    assert etree.tostring(written()) == before and b">5000<" in before


def test_nothing_hidden_is_reported(register, settings):
    settings.IATI_REFERENCE = "FR-INSEE-784000001"
    hidden = make.document("MARKED", title="MARKED", visibility="group")
    make.accepted(register, "result", {"what": "MARKED result", "soil": "FR"}, hidden)
    document = written("https://register.example.org")
    assert document.findall("iati-activity") and b"MARKED" not in etree.tostring(document)


# Pages


@pytest.mark.parametrize("lang", ["fr", "zh-hans", "en"])
def test_a_page_says_of_an_organisation_what_is_refused_and_by_which_rule(client, lang):
    complete(), make.public_partnership(METROPOLE, "Nanjing")
    pk = make.authority(METROPOLE).pk
    text = client.get(f"/{lang}/data/iati/{pk}/").content.decode()
    assert "6.2.2" in text and "FR-INSEE-244200770" in text and f"/data/iati/{pk}.xml" in text


def test_numbers_are_told_by_their_column_where_its_title_is_not_seen(client):
    complete(), make.public_partnership(METROPOLE, "Nanjing")
    pages = ("/fr/data/iati/", f"/fr/data/iati/{make.authority(METROPOLE).pk}/")
    first, second = (client.get(page).content.decode() for page in pages)
    assert 'data-title="Identifiant"' in first and 'data-title="Partenariats"' in first and 'data-title="Fiches"' in second


def test_an_organisations_file_holds_its_own_activities(client, schema):
    entry = complete()
    complete("FR/epci/200046977", "Guangzhou")
    answer = client.get(f"/data/iati/{make.authority(METROPOLE).pk}.xml")
    document = etree.fromstring(b"".join(answer.streaming_content))
    schema.assertValid(document)
    assert {each.findtext("iati-identifier").split("-")[3] for each in document} == {str(entry.pk)}


def test_an_organisation_that_nobody_may_know_has_no_page(client, register):
    hidden = make.authority("Baotou").pk
    assert client.get(f"/fr/data/iati/{hidden}/").status_code == client.get(f"/data/iati/{hidden}.xml").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_queries_with_one_row_and_with_three(client, django_assert_num_queries, count):
    for partner in ("Xuzhou", "Nanjing", "Hefei")[:count]:
        complete(partner=partner)
    with django_assert_num_queries(1):
        client.get("/en/data/iati/")
    pk = make.authority(METROPOLE).pk
    with django_assert_num_queries(14):
        client.get(f"/en/data/iati/{pk}/")
