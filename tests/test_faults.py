"""What must survive: servers and judges killed with kill -9 in the middle of their work, in real processes on a site of their own."""

import http.client
import os
import random
import select
import signal
import socket
import subprocess
import sys
import time
import urllib.parse

import pytest

from passerelles.library.tests.site import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SESSION = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
someone = make.coordinator()
session = SessionStore()
session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(someone.pk), "django.contrib.auth.backends.ModelBackend"
session[HASH_SESSION_KEY] = someone.get_session_auth_hash()
session.save()
said = [session.session_key, make.group().pk]
"""


def until(is_so, seconds=20):
    end = time.monotonic() + seconds
    while not is_so() and time.monotonic() < end:
        time.sleep(0.05)
    return is_so()


class Server:
    """The site as visitors meet it: gunicorn, on a free port of this machine."""

    def __init__(self, site):
        self.site, self.process = site, None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def start(self):
        words = [
            sys.executable,
            "-m",
            "gunicorn",
            "--bind",
            f"127.0.0.1:{self.port}",
            "--workers",
            "1",
            "--threads",
            "2",
            "passerelles.wsgi",
        ]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(words, cwd=ROOT, env=self.site.environment(), start_new_session=True, **quiet)
        assert until(self.answers, 30)

    def answers(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.be_gone()

    def be_gone(self):
        """Wait until what was killed is: its children hold the port a little longer than it, and the next server must not meet them."""
        self.process.wait()
        assert until(lambda: not self.answers())

    def post(self, path, fields, session):
        """Send a form as a signed-in browser does; None where the server went away meanwhile."""
        token = "a" * 32
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={session}; csrftoken={token}",
            "X-CSRFToken": token,
            "Origin": f"http://127.0.0.1:{self.port}",
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("POST", path, urllib.parse.urlencode(fields), headers)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()


def test_a_server_killed_while_taking_in_loses_nothing_it_answered_for_and_doubles_nothing(site):
    session, group = site.ask(SESSION)
    server, chance, answered = Server(site), random.Random(7), set()
    texts = {number: f"Dijon et Dalian sont jumelées depuis 1990. Compte rendu n° {number}." for number in range(12)}

    def bring(number):
        fields = {"text": texts[number], "title": f"Compte rendu {number}", "visibility": "public", "group": group}
        return server.post("/fr/documents/new/", fields, session)

    for round_of in range(3):
        server.start()
        for number in texts:
            if number in answered and chance.random() < 0.8:
                continue  # most people do not bring again what they saw arrive
            killer = None
            if number % 4 == round_of:
                killer = subprocess.Popen(["sh", "-c", f"sleep {chance.random() * 0.03:.3f}; kill -9 -{server.process.pid}"])
            status = bring(number)
            if status == 302:
                answered.add(number)
            assert status in (302, None)
            if killer:
                killer.wait()
                server.be_gone()
                server.start()
        server.kill()
    assert answered == set(texts)
    site.manage("work", "--until-empty")
    told = site.ask(
        """
from django.db.models import Count
from passerelles.register.models import Claim, Evidence, Entry
said = {
    "texts": sorted(Document.objects.values_list("text", flat=True)),
    "states": sorted(set(Document.objects.values_list("state", flat=True))),
    "tasks": sorted(set(Task.objects.values_list("state", flat=True))),
    "readings": sorted(set(Document.objects.annotate(n=Count("readings")).values_list("n", flat=True))),
    "entries": Entry.objects.filter(kind="partnership").count(),
    "kinds": Claim.objects.filter(name="kind", entry__kind="partnership").count(),
    "doubled": Evidence.objects.values("claim", "passage", "start", "end").annotate(n=Count("pk")).filter(n__gt=1).count(),
}
"""
    )
    assert [text.strip() for text in told["texts"]] == sorted(texts.values())  # nothing lost, nothing double
    assert (told["states"], told["tasks"], told["readings"]) == (["read"], ["done"], [1])
    assert (told["entries"], told["kinds"], told["doubled"]) == (1, len(texts), 0)


JUDGE = """
import random
from passerelles.common.refusing import Refused
from passerelles.register.actions import *
from passerelles.register.models import *
coordinator, chance = make.again(make.coordinator()), random.Random({seed})
documents = list(Document.objects.all())
print("judging", flush=True)
while True:
    claim = chance.choice(list(Claim.objects.all()))
    try:
        chance.choice([
            lambda: accept(claim, by=coordinator), lambda: reject(claim, by=coordinator), lambda: undo(by=coordinator),
            lambda: accept_undisputed(chance.choice(documents), by=coordinator), lambda: choose(claim, by=coordinator),
        ])()
        print("judged", flush=True)
    except Refused:
        pass
"""
WRITE_TO_JUDGE = """
make.coordinator()
for number in range(6):
    document = make.document(f"Dijon – Dalian, {number}.")
    for name, value in {"kind": "twinning", "since": 1984 + number, "theme": "water", "state": "active"}.items():
        make.claim(make.partnership("Dijon", "Dalian") if number % 2 else make.partnership(), name, value, document)
said = Document.objects.count()
"""
WHOLE = """
from passerelles.register.models import *
from passerelles.register.projecting import project
from passerelles.register.tallying import recount
torn = []
AFTER = {"accept": "accepted", "reject": "rejected"}
for claim in Claim.objects.all():
    last = claim.verdicts.filter(undone_at=None).exclude(kind__in=["undo", "choose"]).order_by("pk").last()
    if claim.state != (AFTER[last.kind] if last else "proposed"):
        torn.append([claim.pk, claim.state, last and last.kind])
def written():
    tallies = Tally.objects.exclude(number=0).values_list("kind", "name", "value", "number")
    return str(list(Entry.objects.order_by("pk").values())) + str(sorted(tallies)) + str(sorted(EntryFacet.objects.values_list("entry", "name", "value")))
before = written()
for entry in Entry.objects.filter(claims__verdicts__isnull=False).distinct():
    project(entry)
recount()
said = [torn, before == written(), Verdict.objects.count(), Claim.objects.count()]
"""


def test_a_judge_killed_in_the_middle_leaves_each_verdict_whole_or_undone(site):
    site.ask(WRITE_TO_JUDGE)
    chance, verdicts = random.Random(5), 0
    for seed in range(4):
        judge = site.script(JUDGE.format(seed=seed))
        assert judge.stdout.readline() == "judging\n"
        assert [judge.stdout.readline() for _ in range(10)] == ["judged\n"] * 10  # it is at work, however slow the machine
        time.sleep(chance.random())
        judge.kill()
        judge.communicate()
        torn, is_projected, given, claims = site.ask(WHOLE)
        assert torn == []  # a claim's columns are those of its last verdict
        assert is_projected  # and the public columns and kept numbers are those of the claims
        assert claims == 24
        assert given >= verdicts
        verdicts = given
    assert verdicts > 20


def test_two_judges_at_once_leave_the_same(site):
    site.ask(WRITE_TO_JUDGE)
    judges = [site.script(JUDGE.format(seed=seed)) for seed in (11, 12)]
    for judge in judges:
        assert judge.stdout.readline() == "judging\n"
    time.sleep(3)
    assert [judge.poll() for judge in judges] == [None, None]  # neither met an error
    for judge in judges:
        judge.kill()
        judge.communicate()
    torn, is_projected, given, _claims = site.ask(WHOLE)
    assert (torn, is_projected) == ([], True) and given > 20


STEP = """
from passerelles.register.steps import step
with step():
    print("begun", flush=True)
    sys.stdin.read()
print("ended", flush=True)
"""


def test_a_step_of_the_register_waits_for_the_one_before(site):
    first = site.script(STEP)
    assert first.stdout.readline() == "begun\n"
    second = site.script(STEP)
    time.sleep(3)
    assert not select.select([second.stdout], [], [], 0)[0]  # it waits
    assert first.communicate()[0] == "ended\n"
    assert second.stdout.readline() == "begun\n"


def test_the_site_and_its_worker_start_and_stop_together(site):
    """What `make run` starts ends at Ctrl-C, children included; a worker that was killed is started again."""
    server = Server(site)
    serve = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(server.port), "--sites", "1"],
        cwd=ROOT, env=site.environment(), start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        assert until(server.answers, 30)
        first = worker_of(serve)
        os.kill(first, signal.SIGKILL)
        assert until(lambda: worker_of(serve) not in (None, first))
        serve.send_signal(signal.SIGINT)
        told, _ = serve.communicate(timeout=30)
        assert f"http://127.0.0.1:{server.port}/" in told and "Traceback" not in told
        assert not server.answers()
    finally:
        if serve.poll() is None:
            os.killpg(serve.pid, signal.SIGKILL)
            serve.communicate()


def worker_of(serve):
    told = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(serve.pid)], capture_output=True, text=True, check=False).stdout
    return next((int(line.split()[0]) for line in told.splitlines() if "django work" in line), None)


def test_a_taken_port_is_said(site):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        serve = site.start("manage.py", "serve", "--port", str(taken.getsockname()[1]))
        _, errors = serve.communicate(timeout=30)
    assert serve.returncode == 1 and "is taken" in errors and "Traceback" not in errors
