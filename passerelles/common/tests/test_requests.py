"""What holds for every request and answer: a policy for browsers, no NUL, no demonstration key on a real site."""

import errno
import os
import sqlite3
from contextlib import closing

import pytest
from django.conf import settings as site
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, OperationalError, connection
from django.db.utils import ConnectionHandler
from django.utils.translation import override

from passerelles.common.checks import address_is_said, database_can_be_written, refuse_what_must_not_start, secret_key_is_own
from passerelles.common.faults import Fault, fault_of, page_of
from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/fr/", "/fr/sign-in/", "/fr/entries/99999/"])
def test_every_answer_tells_browsers_to_run_the_site_s_own_only(client, path):
    policy = client.get(path).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy


@pytest.mark.parametrize("said", [{"username": "a\0b", "password": "x"}, {"user\0name": "a"}])
def test_a_nul_in_a_form_or_an_address_is_not_understood(client, said):
    assert client.post("/fr/sign-in/", said).status_code == 400
    assert client.get("/fr/entries/", said).status_code == 400


@pytest.mark.parametrize("asked", ["9" * 5000, "²", "٣", "99999"])
def test_a_number_that_no_entry_has_is_answered(asked, client):
    document = make.document()
    client.force_login(make.coordinator())
    assert client.post(f"/fr/desk/documents/{document.pk}/accept/", {"entry": asked}).status_code < 500


@pytest.mark.parametrize("number", [2**63 - 1, 2**63, 10**30])
@pytest.mark.parametrize(
    "path", ["/fr/data/iati/{}/", "/data/iati/{}.xml", "/fr/feeds/authority/{}.atom", "/fr/widget/{}/", "/fr/entries/{}/"]
)
def test_what_no_row_can_have_as_its_number_is_not_there(client, path, number):
    assert client.get(path.format(number)).status_code == 404


def test_a_program_is_told_so_as_a_problem(client):
    for path in ("entries", "authorities", "documents", "briefs/authority"):
        answer = client.get(f"/api/v1/{path}/{10**30}")
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json"), path


@pytest.mark.parametrize(
    ("hosts", "key", "starts"),
    [
        (["localhost", "127.0.0.1"], site.DEMONSTRATION_KEY, True),
        (["register.example.org"], site.DEMONSTRATION_KEY, False),
        (["localhost", "*"], site.DEMONSTRATION_KEY, False),
        (["register.example.org"], "its own", True),
    ],
)
def test_a_site_others_reach_needs_a_key_of_its_own(hosts, key, starts, settings):
    settings.ALLOWED_HOSTS, settings.SECRET_KEY = hosts, key
    assert (secret_key_is_own() == []) == starts


@pytest.mark.parametrize(
    ("hosts", "address", "is_warned"),
    [(["localhost"], "", False), (["register.example.org"], "", True), (["register.example.org"], "https://register.example.org", False)],
)
def test_a_site_that_others_reach_says_its_address(settings, hosts, address, is_warned):
    settings.ALLOWED_HOSTS, settings.SITE_ADDRESS = hosts, address
    assert [each.id for each in address_is_said()] == ["passerelles.W001"] * is_warned


def test_a_site_whose_folder_cannot_be_written_says_so_and_does_not_start(tmp_path, monkeypatch):
    embedded = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "db.sqlite3")}
    monkeypatch.setitem(site.DATABASES, "default", embedded)
    assert database_can_be_written() == []
    monkeypatch.setattr(os, "access", lambda place, _how: place != tmp_path)  # whoever runs tests as root may write anywhere
    assert [each.id for each in database_can_be_written()] == ["passerelles.E002"]
    with pytest.raises(ImproperlyConfigured, match="cannot be written"):
        refuse_what_must_not_start()


def test_migrate_names_a_folder_that_is_not_there(tmp_path, monkeypatch):
    monkeypatch.setitem(site.DATABASES, "default", {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "no" / "db.sqlite3")})
    with pytest.raises(CommandError, match=r"is not there.*Make it"):
        call_command("migrate")


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), Fault.NO_ROOM),
        (FileNotFoundError(errno.ENOENT, "No such file"), None),
        (DatabaseError("malformed"), None),
        (ZeroDivisionError(), None),
        (None, None),
    ],
)
def test_what_is_at_fault_is_told_from_errors_of_the_program(error, fault):
    assert fault_of(error) == fault


def test_a_full_database_is_told_from_one_that_is_wrong(tmp_path):
    with closing(sqlite3.connect(tmp_path / "small.sqlite3")) as small:
        small.execute("CREATE TABLE kept (text)")
        small.execute("PRAGMA max_page_count = 2")
        with pytest.raises(sqlite3.OperationalError) as full:
            small.execute("INSERT INTO kept VALUES (zeroblob(100000))")
        with pytest.raises(sqlite3.OperationalError) as wrong:
            small.execute("SELECT nothing FROM nowhere")
    assert (fault_of(full.value), fault_of(wrong.value)) == (Fault.NO_ROOM, None)
    with pytest.raises(sqlite3.OperationalError) as shut:
        sqlite3.connect(tmp_path / "no" / "small.sqlite3")
    assert fault_of(shut.value) == Fault.NO_DATABASE


@pytest.mark.parametrize("fault", list(Fault))
@pytest.mark.parametrize(
    ("lang", "says"), [("fr", "Ce qui était enregistré auparavant est intact"), ("zh-hans", "完好无损"), ("en", "is untouched")]
)
def test_what_is_at_fault_is_said_in_the_visitors_language(fault, lang, says, django_assert_num_queries):
    with override(lang), django_assert_num_queries(0):
        page = page_of(fault)
    assert says in page.content.decode() and page.status_code == fault and page["Retry-After"] == "60"


def test_a_server_that_does_not_answer_is_said_to_be_away():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server")
    away = ConnectionHandler({"default": {**connection.settings_dict, "PORT": "1", "HOST": "127.0.0.1"}})
    with pytest.raises(OperationalError) as told:
        away["default"].ensure_connection()
    assert fault_of(told.value) == Fault.NO_DATABASE
