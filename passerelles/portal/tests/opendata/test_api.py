"""The read API: what it answers has the shape it describes, shows what its caller may see, and says no in one way."""

import json
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils.timezone import localdate
from django.utils.translation import override
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from passerelles.people.actions import end_role
from passerelles.portal.opendata.api.reference import openapi, operations, shapes
from passerelles.portal.tests.opendata.asked import API, get, problem_of
from passerelles.register.actions import merge
from passerelles.register.models import Entry
from passerelles.register.queries import paging
from tests import make

pytestmark = pytest.mark.django_db
PAIRS = [("Saint-Étienne", "Xuzhou"), ("Lyon", "Guangzhou"), ("Nantes", "Qingdao")]


# The description


def test_the_description_is_valid_openapi_3_1(client):
    told = get(client, "/openapi.json").json()
    validate(told, cls=OpenAPIV31SpecValidator)
    assert told["openapi"].startswith("3.1")


def addresses(told, register):
    """Each operation with an address that it answers."""
    document = register.claims.first().evidence.first().passage.document_id
    named = {"entries": register.pk, "authorities": make.authority("Saint-Étienne").pk, "documents": document, "briefs": register.pk}
    for path, methods in told["paths"].items():
        address = path.replace("{kind}", "partnership").replace("{key}", "FR/commune/42218")
        yield address.replace("{pk}", str(named.get(path.split("/")[3]))), methods["get"]["responses"]["200"]["content"]


def test_every_answer_has_the_shape_that_is_described(client, register):
    told = openapi("")
    for address, content in addresses(told, register):
        answer = client.get(address)
        assert answer.status_code == 200 and answer["Content-Type"] in content, address
        if shape := content.get("application/json"):
            OAS31Validator({**shape["schema"], "components": told["components"]}).validate(answer.json())
    assert len(told["paths"]) == 10


def test_every_error_has_the_shape_that_is_described(client, register):
    told = openapi("")
    shape = told["paths"][f"{API}/entries"]["get"]["responses"]["422"]["content"]["application/problem+json"]["schema"]
    OAS31Validator({**shape, "components": told["components"]}).validate(get(client, "/entries?kind=x&since=a").json())


def test_every_word_of_the_description_is_said_in_chinese(client):
    with override("zh-hans"):
        told = [operation.summary for operation in operations()]
        told += [field.holds for operation in operations() for field in operation.parameters]
        told += [field.holds for shape in shapes() for field in shape.fields if field.holds]
    assert [text for text in told if not re.search("[\u4e00-\u9fff]", text)] == []


def test_figures_of_the_description_are_those_of_the_code(client):
    fields = {field.name: field.holds for shape in shapes() for field in shape.fields}
    assert str(paging.SIZE) in fields["items"] and "100" in fields["is_at_least"]


@pytest.mark.parametrize("lang", ["fr", "zh-hans", "en"])
def test_a_page_of_the_site_says_what_can_be_asked(client, lang):
    text = client.get(f"/{lang}/data/api/").content.decode()
    assert all(f"GET {path}" in text for path in openapi("")["paths"])
    assert "StatementRecord" in text and "no_longer_said_since" in text


# What is seen


def test_an_entry_comes_with_its_statements_and_their_sentences(client, register):
    told = get(client, f"/entries/{register.pk}").json()
    said = {each["property"]: each for each in told["statements"]}
    assert set(said) == {"kind", "since", "theme", "milestone", "until"}
    assert said["since"]["evidence"][0]["sentence"] == "Saint-Étienne est jumelée avec Xuzhou depuis 1984."
    assert "MARKED" not in json.dumps(told)


def test_a_list_is_filtered_as_the_page_is(client, register):
    make.public_partnership("Nantes", "Qingdao", since=2005)
    for asked, expected in {
        "": ["Nantes – Qingdao", "Saint-Étienne – Xuzhou"],
        "?since=2000": ["Nantes – Qingdao"],
        "?theme=culture&country=CN": ["Saint-Étienne – Xuzhou"],
        "?kind=office": ["Lyon → Canton"],
        "?body=徐州": ["Saint-Étienne – Xuzhou"],
        "?sort=newest": ["Nantes – Qingdao", "Saint-Étienne – Xuzhou"],
        "?state=ended": [],
    }.items():
        assert [each["title"]["fr"] for each in get(client, f"/entries{asked}").json()["items"]] == expected, asked


def test_a_members_key_shows_what_that_member_may_see(client, register, token):
    hidden = Entry.objects.get(parties__organisation=make.authority("Baotou"))
    assert get(client, f"/entries/{hidden.pk}").status_code == 404
    told = get(client, f"/entries/{hidden.pk}", token).json()
    assert told["tie"] == "contact" and told["title"]["fr"] == "Lyon – Baotou" and told["statements"][0]["evidence"][0]["quote"]
    assert "Lyon – Baotou" in [each["title"]["fr"] for each in get(client, "/entries", token).json()["items"]]
    assert get(client, f"/entries/{register.pk}", token)["Cache-Control"] == "private, no-store"


def test_who_has_left_the_network_sees_with_their_key_what_is_public(client, register, token, coordinator):
    end_role(coordinator.memberships.get(), on=localdate() - timedelta(days=1))
    assert get(client, "/entries", token).json()["total"] == 1


def test_a_cookie_does_not_count(register, signed_in, coordinator):
    """A page of another site may ask in a visitor's browser: it gets what is public."""
    assert get(signed_in(coordinator), "/entries").json()["total"] == 1


@pytest.mark.parametrize("said", ["Bearer nonsense", "Bearer ", "Basic YTpi", "nonsense"])
def test_a_key_that_opens_nothing_is_told(client, said):
    answer = get(client, "/entries", Authorization=said)
    assert problem_of(answer)["status"] == 401 and answer["WWW-Authenticate"] == "Bearer"


def test_what_was_merged_leads_to_the_survivor(client, coordinator):
    one, other = make.public_partnership("Lyon", "Guangzhou"), make.public_partnership("Nantes", "Qingdao")
    merge(one, other, by=coordinator)
    answer = get(client, f"/entries/{one.pk}")
    assert (answer.status_code, answer["Location"]) == (301, f"{API}/entries/{other.pk}")


def test_a_territory_is_found_by_its_official_code(client):
    make.place("Xuzhou"), make.place("FR/epci/244200770")
    for code, scheme in (("320300", "GB/T 2260"), ("244200770", "SIREN")):
        assert get(client, f"/places?code={code}").json()["items"] == []  # nothing is said of it
        [found] = get(client, f"/places?all=true&code={code}").json()["items"]
        assert (found["code"], found["scheme"]) == (code, scheme)
        assert get(client, f"/places/{found['key']}").json() == found


def keys(client, path="/places", token=""):
    return [each["key"] for each in get(client, path, token).json()["items"]]


def test_territories_are_those_that_take_part_as_far_as_one_may_see(client, register, token):
    """Of a party, or where something is; the others are asked for by all=true."""
    make.place("Dijon")
    make.accepted(make.office("Nantes", "Qingdao"), "place", make.place("Yantai").key)
    public = keys(client)
    assert make.place("Xuzhou").key in public and make.place("Yantai").key in public
    hidden, aside = make.place("Baotou").key, make.place("Dijon").key
    assert not {hidden, aside} & set(public)
    assert hidden in keys(client, token=token) and aside not in keys(client, token=token)
    assert {hidden, aside} < set(keys(client, "/places?all=true")) and keys(client, "/places?all=false") == public
    assert keys(client, "/places?country=CN") == [key for key in public if key.startswith("CN")]


def test_an_authority_is_found_by_the_code_of_its_territory(client, register):
    [found] = get(client, "/authorities?code=42218").json()["items"]
    assert found["name"]["zh"] == "圣艾蒂安" and found["partnerships"] == 1
    assert client.get(found["entries"]).json()["items"][0]["id"] == register.pk


# Pages


@pytest.mark.parametrize("path", ["/entries", "/entries?sort=newest", "/authorities", "/documents", "/places", "/places?all=true"])
def test_pages_follow_each_other_once(client, monkeypatch, path):
    monkeypatch.setattr("passerelles.register.queries.paging.SIZE", 2)
    for number, (home, partner) in enumerate(PAIRS):
        make.public_partnership(home, partner, since=1990 + number if number else None)
    seen, address = [], f"{API}{path}"
    while address:
        answer = client.get(address)
        told = answer.json()
        seen += [each.get("id") or each["key"] for each in told["items"]]
        assert len(told["items"]) <= 2 and ("Link" in answer) == bool(told["next"])
        parts = urlsplit(told["next"] or "")
        address = f"{parts.path}?{parts.query}" if told["next"] else ""
    assert len(seen) == len(set(seen)) >= 3


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"), [("/entries", 8), ("/authorities", 1), ("/documents", 1), ("/places", 1), ("/places?all=1", 1)]
)
def test_a_list_costs_the_same_queries_with_one_row_and_with_three(client, django_assert_num_queries, count, path, queries):
    for home, partner in PAIRS[:count]:
        make.public_partnership(home, partner, theme="culture")
    with django_assert_num_queries(queries):
        assert get(client, path).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_a_member_the_same_queries_too(client, django_assert_num_queries, count, token):
    of = make.document(visibility="group")
    for home, partner in PAIRS[:count]:
        make.accepted(make.partnership(home, partner), "kind", "twinning", of=of)
    with django_assert_num_queries(15):
        assert get(client, "/entries", token).json()["total"] == count


@pytest.mark.parametrize("count", [1, 3])
def test_an_entry_costs_the_same_queries_however_much_is_said_of_it(client, django_assert_num_queries, count):
    entry = make.public_partnership()
    for number in range(count):
        make.accepted(entry, "milestone", {"what": f"visite {number}", "date": f"201{number}"})
    with django_assert_num_queries(13):
        get(client, f"/entries/{entry.pk}")


# How it says no


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/entries/99999", 404),
        ("/entries/abc", 404),
        ("/nothing/at/all", 404),
        ("/authorities/99999", 404),
        ("/documents/99999", 404),
        ("/places/FR/nothing", 404),
        ("/entries?kind=nonsense", 422),
        ("/entries?since=99999", 422),
        ("/entries?party=-1", 422),
        ("/entries?country=France", 422),
        ("/entries?after=nonsense", 422),
        ("/authorities?after=WyJ4Il0", 422),
        ("/documents?after=WyIwMDAxLTAxLTAxVDAwOjAwOjAwIiwxXQ", 422),  # the first midnight of the year 1, in a zone east of UTC
        ("/documents?year=x", 422),
        ("/places?all=perhaps", 422),
        ("/entries?body=%00", 400),
        ("/places/%00", 400),
    ],
)
def test_every_error_is_a_problem(client, path, status):
    answer = client.get(f"{API}{path}")
    told = problem_of(answer)
    assert told["status"] == answer.status_code == status
    assert status != 422 or told["errors"][0]["where"] in path


@pytest.mark.parametrize("path", ["/entries?limit=2", "/entries?Kind=office&limit=2", "/places?sort=name", "/places/FR/commune/42218?x="])
def test_a_parameter_that_is_not_known_is_refused_by_its_name(client, path):
    make.place("Saint-Étienne")
    told = problem_of(get(client, path))
    assert told["status"] == 400 and [each["where"] for each in told["errors"]] == re.findall(r"(\w+)=", path)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_is_read_only(client, method, register):
    for path in ("/entries", f"/entries/{register.pk}", "/openapi.json", "/nothing"):
        answer = getattr(client, method)(f"{API}{path}")
        assert problem_of(answer)["status"] == 405 and answer["Allow"] == "GET, HEAD, OPTIONS"


def test_what_fails_is_noted_and_told_as_a_problem(client, monkeypatch, caplog):
    monkeypatch.setattr("passerelles.portal.opendata.api.operations.matching", lambda *_: 1 / 0)
    assert problem_of(get(client, "/entries"))["status"] == 500
    assert "ZeroDivisionError" in caplog.text


def test_a_value_longer_than_any_name_is_refused(client):
    assert get(client, f"/authorities?body={'a' * 121}").status_code == 422
