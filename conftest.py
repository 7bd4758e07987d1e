"""What all tests share: rules that no page may break, a place for originals, the four roles."""

import pytest
from django.core.cache import caches
from django.test import Client, override_settings
from django.utils import timezone
from django.utils.translation import deactivate, override

from passerelles.library.tests.site import Site
from passerelles.pages import menus
from tests import make, strict
from tests import postbox as postbox_of_tests

MEETS_DATABASE = {"db", "transactional_db", "django_db_reset_sequences", "live_server", "admin_user"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark the tests that meet the database, so that `-m database` runs them alone (on PostgreSQL, make test-postgresql)."""
    for item in items:
        if item.get_closest_marker("django_db") or MEETS_DATABASE & set(item.fixturenames):
            item.add_marker(pytest.mark.database)


def pytest_report_header():
    from django.db import connection

    return f"database: {connection.vendor}"


@pytest.fixture(autouse=True, scope="session")
def originals(tmp_path_factory):
    """Files that tests take in lie where nobody keeps them."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield


@pytest.fixture(autouse=True)
def no_menus():
    """No page stands in a menu, and nothing asks for one, so that each page's queries are its own; tests of menus forget this."""
    menus.keep((), seconds=3600)


@pytest.fixture(autouse=True)
def nothing_forbidden():
    """No page, of the test client or of the live server, wrote at a GET or named an undefined variable."""
    strict.broken.clear()
    yield
    assert strict.broken == []


@pytest.fixture(autouse=True)
def nothing_counted():
    """What one test asked of the site counts for no other."""
    caches["limits"].clear()


@pytest.fixture(autouse=True)
def in_the_settings_language():
    """Each test begins in the settings' language: a page that a test opens leaves its own behind."""
    deactivate()


@pytest.fixture(scope="session")
def migrated(django_db_setup, django_db_blocker, tmp_path_factory):
    """A site as migrations leave it, which each `site` is a copy of."""
    with django_db_blocker.unblock():
        made = Site(tmp_path_factory.mktemp("migrated"))
        yield made
        made.close()


@pytest.fixture
def site(db, migrated, tmp_path):
    """A site of its own, with real processes; nobody else's."""
    made = Site(tmp_path, like=migrated)
    yield made
    made.close()


@pytest.fixture(scope="session")
def mail_server():
    with postbox_of_tests.mail_server() as server:
        yield server


@pytest.fixture
def postbox(mail_server, settings):
    """A real mail server that mails go to; empty, and taking what it is given."""
    box, port = mail_server
    box.__init__()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    return box


@pytest.fixture
def in_english():
    """For tests that read refusals and labels as they stand in the code."""
    with override("en"):
        yield


# The same four people everywhere (STYLE.md §19).


@pytest.fixture
def one_day(monkeypatch):
    """The clock stands still: what compares pages asked minutes apart would else differ over midnight."""
    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def coordinator(db):
    """Coordinates the network's common group."""
    return make.coordinator()


@pytest.fixture
def officer(db):
    """Speaks for Saint-Étienne, a member authority."""
    return make.officer()


@pytest.fixture
def partner_officer(db):
    """Speaks for Xuzhou, the other country's side."""
    return make.partner_officer()


@pytest.fixture
def stranger(db):
    """Has an account and no role."""
    return make.stranger()


@pytest.fixture
def signed_in(db):
    """Gives a browser-like client that somebody signed in with: signed_in(coordinator).get(…). CSRF is checked where asked for."""

    def client(user, **how):
        made = Client(**how)
        made.force_login(user)
        return made

    return client
