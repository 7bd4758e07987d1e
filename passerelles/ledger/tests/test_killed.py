"""A process killed while a sum is being written leaves neither the verdict nor any part of the sums; the next one writes both whole."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SETUP = "import django; django.setup()\n"
PREPARE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests import make
entry = make.partnership()
value = {"measure": "people", "low": 12, "high": 12, "soil": "FR", "date": "2024-05"}
make.accepted(entry, "movement", value)
make.claim(entry, "movement", value | {"low": 15, "high": 15})
"""
# Accepts the rival; in the middle of the sums, says so and waits to be killed.
ACCEPT = """
import sys, time
from passerelles.ledger import posting
from passerelles.ledger.models import Sum
from passerelles.people.models import User
from passerelles.register.actions import accept
from passerelles.register.models import Claim
if sys.argv[1] == "wait":
    real = posting._added
    def added(*arguments):
        if Sum.objects.filter(account="network/0").exists() and posting.Posting.objects.exists():
            print("half", flush=True)
            time.sleep(600)
        return real(*arguments)
    posting._added = added
accept(Claim.objects.get(state="proposed"), by=User.objects.get(email__startswith="coordinator"))
"""


def program(code, data, *arguments):
    environment = {**os.environ, "PASSERELLES_DATA": str(data), "DJANGO_SETTINGS_MODULE": "passerelles.settings"}
    environment.pop("PASSERELLES_DATABASE", None)
    command = [sys.executable, "-c", SETUP + code, *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True)


def run(code, data, *arguments):
    process = program(code, data, *arguments)
    process.communicate(timeout=120)
    assert process.returncode == 0


def held(data):
    with sqlite3.connect(data / "db.sqlite3") as database:
        sums = database.execute("select account, low, high, disputed from ledger_sum order by account").fetchall()
        rows = database.execute("select count(*) from ledger_movement").fetchone()[0]
        states = database.execute("select state from register_claim order by id").fetchall()
    return sums, rows, [state for (state,) in states]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9 here")
def test_a_verdict_killed_among_the_sums_is_as_if_it_had_not_been_given(tmp_path):
    run(PREPARE, tmp_path)
    before = held(tmp_path)
    process = program(ACCEPT, tmp_path, "wait")
    try:
        assert "half" in process.stdout.readline()
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
    assert held(tmp_path) == before and before[1] == 1
    run(ACCEPT, tmp_path, "go")
    sums, rows, states = held(tmp_path)
    assert rows == 2 and states == ["accepted", "accepted"]
    assert {(low, high, disputed) for _account, low, high, disputed in sums} == {(12, 15, 1)} and len(sums) == 5
