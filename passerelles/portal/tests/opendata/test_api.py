"""The read API: what it answers has the shape it describes, shows what its caller may see, and says no in one way."""

import json
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import override
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from passerelles.common.limits import Limits
from passerelles.common.refusing import Refused
from passerelles.people.actions import end_role, issue_key, revoke_key
from passerelles.people.models import ApiKey
from passerelles.people.queries import digest_of
from passerelles.portal import typesetting
from passerelles.portal.briefs.subjects import KINDS
from passerelles.portal.opendata.api.reference import openapi, operations, shapes
from passerelles.register.actions import merge
from passerelles.register.models import Entry
from passerelles.register.queries import paging
from tests import make

pytestmark = pytest.mark.django_db
PAIRS = [("Saint-Étienne", "Xuzhou"), ("Lyon", "Guangzhou"), ("Nantes", "Qingdao")]
API = "/api/v1"


def get(client, path, token="", **headers):
    headers |= {"Authorization": f"Bearer {token}"} if token else {}
    return client.get(f"{API}{path}", headers=headers)


def problem_of(answer):
    assert answer["Content-Type"] == "application/problem+json" and answer["Access-Control-Allow-Origin"] == "*"
    told = json.loads(answer.content)
    assert {"type", "title", "status", "detail", "instance"} <= set(told) and told["status"] == answer.status_code
    return told


@pytest.fixture
def token(coordinator):
    return issue_key("Tests", by=coordinator)[1]


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
        [found] = get(client, f"/places?code={code}").json()["items"]
        assert (found["code"], found["scheme"]) == (code, scheme)
        assert get(client, f"/places/{found['key']}").json() == found


def test_an_authority_is_found_by_the_code_of_its_territory(client, register):
    [found] = get(client, "/authorities?code=42218").json()["items"]
    assert found["name"]["zh"] == "圣艾蒂安" and found["partnerships"] == 1
    assert client.get(found["entries"]).json()["items"][0]["id"] == register.pk


# Pages


@pytest.mark.parametrize("path", ["/entries", "/entries?sort=newest", "/authorities", "/documents", "/places"])
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
@pytest.mark.parametrize(("path", "queries"), [("/entries", 8), ("/authorities", 1), ("/documents", 1), ("/places", 1)])
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


# Briefs


def test_a_brief_is_told_as_its_page_shows_it(client, register):
    told = get(client, f"/briefs/partnership/{register.pk}?lang=en&with=zh").json()
    assert [sheet["lang"] for sheet in told["sheets"]] == ["en", "zh"] and told["sheets"][1]["title"]["text"] == "圣艾蒂安—徐州市"
    [kind] = [line for line in told["sheets"][0]["sections"][0]["lines"] if line["label"] == "Kind"]
    assert kind["words"]["text"] == "twinning" and told["sources"][int(kind["sources"]) - 1]["words"]["text"] == "Bilan 2021"
    assert "MARKED" not in json.dumps(told) and "\u200b" not in json.dumps(told, ensure_ascii=False)


def test_a_brief_shows_what_whoever_has_the_key_may_see(client, register, token):
    hidden = Entry.objects.get(parties__organisation=make.authority("Baotou"))
    for path in (f"/briefs/partnership/{hidden.pk}", f"/briefs/authority/{make.authority('Baotou').pk}"):
        assert problem_of(get(client, path))["status"] == problem_of(get(client, f"{path}.pdf"))["status"] == 404
        assert "Lyon" in json.dumps(get(client, path, token).json(), ensure_ascii=False)


def test_whoever_has_a_key_may_ask_for_what_everybody_may_see(client, register, token):
    hidden = Entry.objects.get(parties__organisation=make.authority("Baotou"))
    assert problem_of(get(client, f"/briefs/partnership/{hidden.pk}?for=public", token))["status"] == 404
    path = f"/briefs/partnership/{register.pk}"
    assert "MARKED" in get(client, path, token).content.decode()
    for ending in ("", ".pdf"):
        assert get(client, f"{path}{ending}?for=public", token).content == get(client, f"{path}{ending}").content


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_brief_can_be_asked_for(client, register, kind):
    pk = {"partnership": register.pk, "authority": make.authority("Saint-Étienne").pk, "group": make.group().pk}[kind]
    assert get(client, f"/briefs/{kind}/{pk}").json()["sheets"][0]["lang"] == "fr"


@pytest.mark.parametrize("path", ["/briefs/nothing/1", "/briefs/group/1?lang=de", "/briefs/group/1?with=x", "/briefs/group/1?for=me"])
def test_a_brief_of_no_kind_or_language_is_not_understood(client, path):
    assert problem_of(get(client, path))["status"] == 422


def test_a_brief_as_pdf_is_that_of_the_page_and_not_sent_twice(client, register):
    path = f"/briefs/partnership/{register.pk}.pdf?lang=fr&with=zh"
    answer = get(client, path)
    assert answer["Content-Disposition"] == 'attachment; filename="brief-saint-etienne-xuzhou-fr-zh.pdf"'
    assert answer.content == client.get(f"/fr/briefs/partnership/{register.pk}.pdf?with=zh").content
    assert get(client, path, **{"If-None-Match": answer["ETag"]}).status_code == 304


def test_the_file_of_a_chinese_brief_has_its_name(client, register):
    answer = get(client, f"/briefs/partnership/{register.pk}.pdf?lang=zh")
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''brief-%E5%9C%A3")


def test_a_brief_tells_backslashes_as_they_are_written(client, register):
    make.accepted(register, "milestone", {"what": r"voir \u200b ici", "date": "2019"})
    assert r"voir \u200b ici" in {line["words"]["text"] for line in _lines(get(client, f"/briefs/partnership/{register.pk}").json())}


def _lines(told):
    return [line for sheet in told["sheets"] for section in sheet["sections"] for line in section["lines"]]


def test_a_brief_that_takes_too_much_is_told_as_a_problem(client, register, monkeypatch):
    monkeypatch.setattr(typesetting, "BOUNDS", Limits(memory=600 * 2**20, seconds=0.001))
    answer = get(client, f"/briefs/partnership/{register.pk}.pdf?lang=en")
    assert problem_of(answer)["status"] == 503 and answer["Retry-After"] == "60"


def test_pdfs_are_counted_by_the_hour_too(client, register, settings):
    settings.MADE_AN_HOUR, settings.SITE_PROCESSES = {"printed": 1}, 1
    answers = [get(client, f"/briefs/partnership/{register.pk}.pdf") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429] and problem_of(answers[1])["status"] == 429
    assert int(answers[1]["Retry-After"]) <= 3600 and client.get(f"/fr/briefs/partnership/{register.pk}.pdf").status_code == 429


# How often, and whether it has changed


def test_an_answer_that_has_not_changed_is_not_sent_again(client, register):
    first = get(client, "/entries")
    again = get(client, "/entries", **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    make.accepted(register, "theme", "water")
    assert get(client, "/entries", **{"If-None-Match": first["ETag"]}).status_code == 200


def test_a_head_says_the_same_without_the_body(client, register):
    answer, head = get(client, "/entries"), client.head(f"{API}/entries")
    assert head.content == b"" and head["ETag"] == answer["ETag"] and head["Content-Length"] == str(len(answer.content))


def test_pages_of_other_sites_may_ask(client):
    answer = client.options(f"{API}/entries", headers={"Origin": "https://example.org", "Access-Control-Request-Headers": "authorization"})
    assert answer.status_code == 204 and answer["Access-Control-Allow-Origin"] == "*"
    assert "Authorization" in answer["Access-Control-Allow-Headers"] and "Access-Control-Allow-Credentials" not in answer


def test_an_address_and_a_key_are_counted_apart(client, settings, token, coordinator):
    settings.ASKED_A_MINUTE, settings.SITE_PROCESSES = {"visitor": 2, "member": 3}, 1
    statuses = [get(client, "/places").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    told = get(client, "/places")
    assert problem_of(told)["status"] == 429 and 0 < int(told["Retry-After"]) <= 60 and told["RateLimit-Remaining"] == "0"
    assert [get(client, "/places", token).status_code for _ in range(4)] == [200, 200, 200, 429]
    other = issue_key("Second", by=coordinator)[1]
    assert get(client, "/places", other).status_code == 429  # the same person's


def test_guessing_keys_is_counted_too(client, settings):
    settings.ASKED_A_MINUTE, settings.SITE_PROCESSES = {"visitor": 2, "member": 3}, 1
    assert [get(client, "/places", f"psr_{number}").status_code for number in range(3)] == [401, 401, 429]


def test_a_household_of_ipv6_is_one_visitor(client, settings):
    settings.ASKED_A_MINUTE, settings.SITE_PROCESSES = {"visitor": 2, "member": 3}, 1
    asked = [client.get(f"{API}/places", REMOTE_ADDR=f"2001:db8:1:2::{number}").status_code for number in range(1, 4)]
    assert asked == [200, 200, 429] and client.get(f"{API}/places", REMOTE_ADDR="2001:db8:1:3::1").status_code == 200


def test_visitors_of_ipv4_are_several_though_the_site_listens_on_ipv6(client, settings):
    settings.ASKED_A_MINUTE, settings.SITE_PROCESSES = {"visitor": 1, "member": 3}, 1
    seen = ("::ffff:203.0.113.7", "::ffff:198.51.100.9", "203.0.113.7")  # the last is the first one by its other name
    assert [client.get(f"{API}/places", REMOTE_ADDR=address).status_code for address in seen] == [200, 200, 429]


def test_each_process_allows_its_share(client, settings):
    settings.ASKED_A_MINUTE, settings.SITE_PROCESSES = {"visitor": 4, "member": 4}, 2
    assert [get(client, "/places").status_code for _ in range(3)] == [200, 200, 429]


# Keys


def test_a_key_is_shown_once_and_only_its_digest_kept(signed_in, officer):
    client = signed_in(officer)
    text = client.post(reverse("keys"), {"name": "Notre site"}).content.decode()
    token = re.search(r'id="token">([^<]+)<', text)[1]
    key = ApiKey.objects.get()
    assert key.digest == digest_of(token) and token not in json.dumps(list(ApiKey.objects.values()), default=str)
    assert token not in client.get(reverse("keys")).content.decode() and "Notre site" in client.get(reverse("keys")).content.decode()
    assert get(client, "/entries", token).status_code == 200


def test_a_revoked_key_opens_nothing(client, signed_in, officer):
    key, token = issue_key("Essai", by=officer)
    signed_in(officer).post(reverse("revoke_key", args=[key.pk]))
    assert get(client, "/entries", token).status_code == 401


def test_a_key_is_revoked_by_its_owner_alone(signed_in, officer, coordinator, client):
    key, token = issue_key("Essai", by=officer)
    assert signed_in(coordinator).post(reverse("revoke_key", args=[key.pk])).status_code == 404
    with pytest.raises(Refused):
        revoke_key(key, by=coordinator)
    assert get(client, "/entries", token).status_code == 200


def test_keys_are_for_the_networks_own_people(signed_in, stranger):
    text = signed_in(stranger).post(reverse("keys"), {"name": "Essai"}).content.decode()
    assert not ApiKey.objects.exists() and 'id="token"' not in text


def test_nobody_has_more_than_ten_keys(signed_in, officer):
    for number in range(10):
        issue_key(f"{number}", by=officer)
    signed_in(officer).post(reverse("keys"), {"name": "Essai"})
    assert ApiKey.objects.count() == 10


def test_the_key_of_a_closed_account_opens_nothing(client, officer):
    token = issue_key("Essai", by=officer)[1]
    officer.is_active = False
    officer.save()
    assert get(client, "/entries", token).status_code == 401
