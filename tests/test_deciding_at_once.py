"""Requests decided by real processes at once, and by ones killed with kill -9 in the middle: one decision, whole, with its letters once."""

import random
import time

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ROUNDS = 12

WRITE = """
from passerelles.requests.tests import making
from passerelles.requests.stages import HostState, Stage
officer = make.officer("Lyon")
make.coordinator(email="first@example.org"), make.coordinator(email="second@example.org")
for number in range({number}):
    request = making.request(stage=Stage.OFFERED, contact_email=f"asker{{number}}@example.org", asker=None, asker_place=None)
    making.hosted(request, "Lyon", HostState.ASKED)
said = 0
"""
IMPORTS = """
import random
from passerelles.common.refusing import Refused
from passerelles.requests.actions import *
from passerelles.requests.models import Host, Request
from passerelles.people.models import User
from passerelles.requests.stages import HostState, Stage, WAITING
"""
# Reads a request, waits to be told "go", decides; says what came of it. Each line from outside is one of both.
DECIDE = (
    IMPORTS
    + """
by = User.objects.get(email="{email}")
for line in iter(sys.stdin.readline, ""):
    request = Request.objects.get(pk=int(line))
    print("seen", flush=True)
    sys.stdin.readline()
    try:
        {decide}
        print("done", flush=True)
    except Refused as refused:
        print(refused, flush=True)
"""
)
DECLINE = 'decline(request, by=by, criterion="notice", reason="{email}")'
ASK_MORE = 'ask_more(request, "{email}", by=by)'
# Of each request: its stage, and what its history, letters and mails say of it.
TOLD = """
from passerelles.common.models import Mail
from passerelles.requests.models import Letter, Request, Step
said = [
    {
        "stage": request.stage,
        "steps": [step.kind for step in request.steps.all()],
        "after": [step.after for step in request.steps.all()],
        "letters": [letter.step.kind for letter in request.letters.all()],
        "mails": Mail.objects.filter(to=request.contact_email).count(),
        "hosts": [host.state for host in request.hosts.all()],
        "asked_no_more": Mail.objects.filter(key__startswith=f"request/{request.pk}/step/", subject__contains="n’est plus").count(),
    }
    for request in Request.objects.order_by("pk")
]
"""


def decider(site, email, decide):
    return site.script(DECIDE.format(email=email, decide=decide.format(email=email)))


def say(process, line):
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def heard(process):
    return process.stdout.readline().strip()


@pytest.mark.parametrize("other", [DECLINE, ASK_MORE], ids=["decline", "ask more"])
def test_of_two_processes_that_decide_at_once_one_wins_and_the_other_is_told_by_whom(site, other):
    site.ask(WRITE.format(number=ROUNDS))
    both = [decider(site, "first@example.org", DECLINE), decider(site, "second@example.org", other)]
    told = []
    for number in range(1, ROUNDS + 1):
        for process in both:
            say(process, number)
        assert [heard(process) for process in both] == ["seen", "seen"]  # both have read it as it was
        for process in random.Random(number).sample(both, 2):
            say(process, "go")
        told.append([heard(process) for process in both])
    for process in both:
        process.communicate()
    for words in told:
        assert words.count("done") == 1, words
        winner = ("first", "second")[words.index("done")]
        assert next(each for each in words if each != "done").startswith(f"{winner} a été plus rapide"), words
    for row in site.ask(TOLD):
        assert len(row["steps"]) == len(row["letters"]) == row["mails"] == 1 and row["after"] == [row["stage"]]
        assert row["hosts"] == (["left"] if row["stage"] == "declined" else ["asked"])
        assert row["asked_no_more"] == (row["stage"] == "declined")


# Decides what waits, one after the other, as fast as it can.
WORK = (
    IMPORTS
    + """
by, chance = User.objects.get(email="first@example.org"), random.Random({seed})
lyon = User.objects.get(memberships__organisation__isnull=False)
print("deciding", flush=True)
for request in Request.objects.filter(stage__in=WAITING).exclude(stage=Stage.QUESTIONED).order_by("pk"):
    try:
        if chance.random() < 0.5:
            accept(request, [answer_as_host(request.hosts.get(), True, by=lyon)], by=by)
        else:
            decline(request, by=by, criterion="notice", reason="Trop tard.")
        print("decided", flush=True)
    except Refused:
        pass
"""
)
KILLED = 60
WHOLE = {  # what a request's history may be, and what it comes with: stage, letters, host
    (): ("offered", [], ["asked"]),
    ("answered",): ("offered", [], ["accepted"]),
    ("answered", "accepted"): ("accepted", ["accepted"], ["accepted"]),
    ("answered", "declined"): ("declined", ["declined"], ["accepted"]),
    ("declined",): ("declined", ["declined"], ["left"]),
}


def test_a_decider_killed_in_the_middle_leaves_each_decision_whole_or_undone_and_letters_go_out_once(site, mail_server):
    box, port = mail_server
    box.__init__()
    site.ask(WRITE.format(number=KILLED))
    chance, decided = random.Random(3), 0
    for seed in range(5):
        process = site.script(WORK.format(seed=seed))
        assert heard(process) == "deciding"
        lines = [heard(process) for _ in range(4)]
        assert lines == ["decided"] * 4  # it is at work, however slow the machine
        time.sleep(chance.random() * 0.05)
        process.kill()
        process.communicate()
        told = site.ask(TOLD)
        for row in told:
            assert (row["stage"], row["letters"], row["hosts"]) == WHOLE[tuple(row["steps"])], row
            assert row["mails"] == len(row["letters"])
        now = sum(row["stage"] != "offered" for row in told)
        assert decided < now < KILLED
        decided = now
    mailing = {"PASSERELLES_EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "PASSERELLES_EMAIL_HOST": "127.0.0.1"}
    senders = [site.start("manage.py", "send_mails", **mailing, PASSERELLES_EMAIL_PORT=str(port)) for _ in range(2)]  # both at once
    for sender in senders:
        sender.communicate(timeout=60)
    answered = [f"asker{number}@example.org" for number, row in enumerate(told) if row["letters"]]
    assert sorted(mail["To"] for mail in box.mails if mail["To"].startswith("asker")) == sorted(answered) and len(answered) == decided
