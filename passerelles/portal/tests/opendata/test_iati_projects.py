"""Projects reported to IATI: soils, budgets, roles, results; of what is hidden nothing."""

import pytest
from lxml import etree

from passerelles.portal.tests.opendata.reported import all_rules_of, codes, complete, project, rules_of, written
from tests import make

pytestmark = pytest.mark.django_db


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
