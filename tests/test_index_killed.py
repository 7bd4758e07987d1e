"""An index never parts from what it is of: processes are killed with kill -9 while they write both, on a site of their own."""

import random
import signal
import time

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WRITING = """
print("ready", flush=True)
of = make.document("Source.")
for number in range(10_000):
    make.accepted(make.partnership(), "description", {"text": f"Le tramway numero{number} de Xuzhou."}, of=of)
"""
FOUND = """
from django.contrib.auth.models import AnonymousUser
from passerelles.common.finding.asking import Asked
from passerelles.common.finding.candidates import candidates
from passerelles.common.models import Findable
from passerelles.register.models import Claim
from passerelles.register.findables import FINDABLES
last = Claim.objects.filter(state="accepted").count() - 1
rows = lambda word: len(candidates(Findable.objects.all(), Asked.of(word)).rows)
said = [last, [word for word in range(last + 3) if rows(f"numero{word}")]]
held = list(Findable.objects.order_by("kind", "object_id", "part").values_list("kind", "heading", "tokens"))
for kind in FINDABLES:
    for number in kind.numbers():
        kind.index(number)
said.append(held == list(Findable.objects.order_by("kind", "object_id", "part").values_list("kind", "heading", "tokens")))
"""


def test_a_process_killed_while_it_writes_leaves_an_index_of_what_there_is(site):
    chance = random.Random(5)
    for _ in range(3):
        writer = site.script(WRITING)
        assert writer.stdout.readline() == "ready\n"
        time.sleep(2 + chance.random())
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        last, found, is_as_written_anew = site.ask(FOUND)
        assert last >= 0 and is_as_written_anew
        assert found == list(range(last + 1))
