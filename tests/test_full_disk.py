"""A disk with no room left, and one that is read-only: said in words, nothing lost, and all goes on once there is room."""

import subprocess
import sys
import urllib.error
import urllib.request

import pytest
from django.db import connection

from passerelles.library.tests.site import ROOT, Site
from tests.test_faults import SESSION, Server

pytestmark = [pytest.mark.django_db, pytest.mark.skipif(connection.vendor != "sqlite", reason="its disk is the database server's")]


@pytest.fixture
def disk(tmp_path):
    """A small disk of its own, where whoever runs the tests may mount one."""
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(tmp_path)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("a disk can be mounted by root alone")
    yield tmp_path
    subprocess.run(["umount", "--lazy", str(tmp_path)], check=True)


@pytest.fixture
def site(disk, migrated):
    site = Site(disk, like=migrated)
    yield site
    site.close()


def fill(disk):
    """Leave no byte; return the file that takes them."""
    full = disk / "full"
    with full.open("wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            try:
                while file.write(b"0" * size):
                    pass
            except OSError:
                continue
    return full


def migrate(site):
    return subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=site.environment(), capture_output=True, text=True, check=False
    )


def asked(server, path):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{server.port}{path}") as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


def test_a_server_on_a_full_disk_says_so_loses_nothing_and_goes_on_when_there_is_room(site, disk):
    session, group = site.ask(SESSION)
    fields = {"text": "Dijon et Dalian sont jumelées. " * 9000, "title": "Compte rendu", "visibility": "public", "group": group}
    full, server = fill(disk), Server(site)
    try:
        server.start()
        said = [asked(server, path) for path in ("/fr/", "/zh-hans/entries/", "/api/v1/entries")]
        assert [(status, headers["Retry-After"]) for status, headers, _ in said] == [(507, "60")] * 3
        assert "plus de place" in said[0][2] and "网站已无存储空间" in said[1][2] and '"status": 507' in said[2][2]
        assert server.post("/fr/documents/new/", fields, session) == 507
        full.unlink()
        assert [asked(server, path)[0] for path in ("/fr/", "/zh-hans/entries/", "/api/v1/entries")] == [200] * 3
        full = fill(disk)
        assert [asked(server, path)[0] for path in ("/fr/", "/zh-hans/entries/")] == [200] * 2  # what is open is read on
        assert server.post("/fr/documents/new/", fields, session) == 507
        full.unlink()
        assert server.post("/fr/documents/new/", fields, session) == 302
    finally:
        server.kill()
    assert site.ask("said = Document.objects.count()") == 1


def test_migrate_says_that_a_disk_is_full(disk):
    site = Site.__new__(Site)
    site.folder = disk
    fill(disk)
    run = migrate(site)
    assert run.returncode == 1 and "No room is left where the database is" in run.stderr and "Traceback" not in run.stderr


def test_migrate_says_that_a_folder_cannot_be_written(site, disk):
    for path in disk.glob("db.sqlite3-*"):
        path.unlink()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    run = migrate(site)
    assert run.returncode == 1 and f"{disk} cannot be written" in run.stderr and "Traceback" not in run.stderr
