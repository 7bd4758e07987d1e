"""How often the API may be asked and whether an answer has changed; the keys of members."""

import json
import re

import pytest
from django.urls import reverse

from passerelles.common.refusing import Refused
from passerelles.people.actions import issue_key, revoke_key
from passerelles.people.models import ApiKey
from passerelles.people.queries import digest_of
from passerelles.portal.tests.opendata.asked import API, get, problem_of
from tests import make

pytestmark = pytest.mark.django_db


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
