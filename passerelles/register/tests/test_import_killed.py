"""A process killed in the middle of an import leaves nothing of it; the next one imports it whole."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PREPARE = """
from passerelles.places.models import Place
from passerelles.people.models import Group, Role, User
from passerelles.people.actions import give_role
group = Group.objects.create(slug="chine", name={"fr": "Chine"})
give_role(User.objects.create_user("c@example.org", "x"), Role.COORDINATOR, group)
"""
# The import goes on until the first of two batches of entries is projected, says so, and waits to be killed.
HALF = """
import sys, time
from django.core.management import call_command
from passerelles.register import projecting
real = projecting._project
def project(entries):
    number = real(entries)
    if WAIT:
        print("half", flush=True)
        time.sleep(600)
    return number
projecting._project, projecting.BATCH = project, 8
call_command("import_sheet", sys.argv[1], group="chine", by="c@example.org", visibility="public")
"""
SETUP = "import django; django.setup()\n"


def program(code, data, *arguments, **how):
    environment = {**os.environ, "PASSERELLES_DATA": str(data), "DJANGO_SETTINGS_MODULE": "passerelles.settings"}
    environment.pop("PASSERELLES_DATABASE", None)
    command = [sys.executable, "-c", SETUP + code, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, **how)


def run(code, data, *arguments):
    process = program(code, data, *arguments)
    told = process.communicate(timeout=120)[0]
    assert process.returncode == 0
    return told


def held(data):
    with sqlite3.connect(data / "db.sqlite3") as database:
        count = lambda table: database.execute(f"select count(*) from {table}").fetchone()[0]  # noqa: E731, S608 - our own tables
        tables = ("register_claim", "register_entry", "register_evidence", "register_verdict", "library_document", "people_organisation")
        return {table: count(table) for table in tables}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9 here")
def test_a_killed_import_leaves_nothing_and_the_next_is_whole(tmp_path):
    path = ROOT / "demo" / "documents" / "registre-2026.xlsx"
    run('from django.core.management import call_command; call_command("migrate", verbosity=0)\n' + PREPARE, tmp_path)
    before = held(tmp_path)
    process = program("WAIT = True" + HALF, tmp_path, path, start_new_session=True)
    try:
        while (line := process.stdout.readline()) and "half" not in line:
            time.sleep(0)
        assert "half" in line
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
    assert held(tmp_path) == before
    run("WAIT = False" + HALF, tmp_path, path)
    after = held(tmp_path)
    assert after["register_entry"] == 16 and after["library_document"] == 1
    assert after["register_claim"] == after["register_verdict"] > 60
