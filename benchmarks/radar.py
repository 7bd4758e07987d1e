"""Measures the radar on a site of its own: its pages among 1,000, 10,000 and 100,000 requests, to a coordinator and to an officer.

    python -m benchmarks radar [--quick] [--on sqlite|postgresql|both]

As `register` measures: whole application, in this process, signed in, beside a minimal Django view of as many rows. Requests are those
of `requests`, with what a network does of them: hosts that are asked and answer, decisions with their steps, some drafts, and a few
requests of another group. *anew* is the first visit after a request changed: what is kept until then is made again. The calendar stands
beside a minimal view of as many rows as it shows stays at most.
"""

import argparse
import random
import resource
import statistics
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.register import Figures, Visitor, measure
from benchmarks.requests import BATCH, QUICK, SIZES, Delegations, note_keys_of
from benchmarks.sites import processor, run_on, settle, site

MEMBERS = 200  # authorities that delegations ask for
ENTRIES = 400  # of the register, for the minimal view to show
TIMES, ANEW = 12, 3
NOW = datetime.now(UTC).replace(microsecond=0)
STAGES = {"accepted": 40, "declined": 35, "redirected": 6, "received": 6, "offered": 5, "questioned": 3, "withdrawn": 3, "draft": 2}
KINDS = {"delegation": 80, "partner": 8, "expertise": 5, "speaker": 3, "school": 2, "other": 2}
STATES = {"accepted": ("accepted", "accepted", "declined"), "offered": ("asked", "accepted"), "received": ("wanted",)}


class Network(Delegations):
    """Requests with all that is done to them."""

    def __init__(self) -> None:
        from benchmarks.filling import Filler
        from passerelles.people.models import GroupMember
        from tests import make

        super().__init__()
        filler = Filler()
        filler.fill(ENTRIES)
        self.hosts = filler.homes[:MEMBERS]
        self.elsewhere = make.group("elsewhere")
        GroupMember.objects.bulk_create(GroupMember(group=self.group, organisation=each) for each in self.hosts)
        self.coordinator, self.officer = make.coordinator(self.group), make.officer(self.hosts[3], of=self.group)

    def request(self) -> Any:
        made, chance = super().request(), self.chance
        made.stage = chance.choices(list(STAGES), list(STAGES.values()))[0]
        made.kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
        made.group = self.elsewhere if chance.random() < 0.03 else self.group
        made.changed_at = made.begun_at = NOW - timedelta(minutes=chance.randrange(3 * 365 * 24 * 60))
        made.received_at = None if made.stage == "draft" else made.begun_at
        if made.stage in ("accepted", "declined", "redirected"):
            made.answered_at = made.begun_at + timedelta(days=chance.randrange(1, 40))
        return made

    def done(self, made: Any) -> tuple[list[Any], list[Any]]:
        """The hosts and the steps of a request."""
        from passerelles.requests.models import Host, Step

        chance, states = self.chance, STATES.get(made.stage, ("declined", "left"))
        several = {self.hosts[int(MEMBERS * chance.random() ** 1.5)] for _ in range(chance.choice((1, 1, 2, 3)))}
        asked, answered = made.begun_at + timedelta(days=2), made.begun_at + timedelta(days=chance.randrange(3, 20))
        hosts = [Host(request=made, organisation=each, state=chance.choice(states), asked_at=asked) for each in several]
        for host in hosts:
            host.answered_at = answered if host.state in ("accepted", "declined") else None
        moves = [("received", "received", "confirmed"), ("received", made.stage, "offered")]
        steps = [Step(request=made, before=a, after=b, kind=kind, by=self.coordinator, at=answered) for a, b, kind in moves]
        return hosts, steps


def fill(network: Network, target: int) -> None:
    """Write requests and what was done to them straight into their tables until there are `target`."""

    from passerelles.requests.models import Host, Request, Step

    missing = target - Request.objects.count()
    for at in range(0, missing, BATCH):
        made = Request.objects.bulk_create([network.request() for _ in range(min(BATCH, missing - at))])
        note_keys_of(made)
        done = [network.done(each) for each in made if each.stage != "draft"]
        Host.objects.bulk_create([host for hosts, _steps in done for host in hosts], BATCH)
        Step.objects.bulk_create([step for _hosts, steps in done for step in steps], BATCH)
    settle()


def pages(network: Network) -> dict[str, list[str]]:
    """The addresses of each page of the radar."""
    from passerelles.places.models import Place
    from passerelles.requests.models import Request

    chance = random.Random(2)
    sent = Request.objects.filter(group=network.group, stage__in=("received", "offered", "accepted")).order_by("pk")
    numbers = list(sent.values_list("pk", flat=True))
    provinces = list(Place.objects.filter(country="CN", level="province").order_by("key").values_list("pk", flat=True))
    today = NOW.date()
    return {
        "list": ["/fr/requests/"],
        "list, in Chinese": ["/zh-hans/requests/"],
        "list, page 20": ["/fr/requests/?page=20"],
        "list, oldest first": ["/fr/requests/?sort=longest"],
        "list, travel first": ["/fr/requests/?sort=soonest"],
        "list, somebody waits": ["/fr/requests/?waits=1"],
        "list, a stage": ["/fr/requests/?stage=questioned", "/fr/requests/?stage=declined"],
        "list, a rare kind": ["/fr/requests/?kind=speaker", "/fr/requests/?kind=other"],
        "list, a theme": [f"/fr/requests/?theme={theme}" for theme in ("water", "health", "sport")],
        "list, a country": ["/fr/requests/?country=CN", "/fr/requests/?country=VN"],
        "list, a province": [f"/fr/requests/?province={pk}" for pk in chance.sample(provinces, 6)],
        "list, a host": [f"/fr/requests/?host={each.pk}" for each in (network.hosts[0], network.hosts[60], network.hosts[199])],
        "list, a period": [f"/fr/requests/?since={today}&until={today + timedelta(days=30)}"],
        "list, four filters": [f"/fr/requests/?waits=1&kind=delegation&theme=culture&province={provinces[9]}"],
        "calendar": ["/fr/requests/calendar/", f"/fr/requests/calendar/?month={today.year}-02"],
        "by authority": ["/fr/requests/by-host/"],
        "by province": ["/fr/requests/by-province/"],
        "capacity of an authority": [f"/fr/requests/capacity/{each.pk}/" for each in network.hosts[:4]],
        "a request": [f"/fr/requests/{pk}/" for pk in chance.sample(numbers, min(12, len(numbers)))],
    }


def measure_size(network: Network, size: int, smallest: dict[str, float]) -> None:
    from passerelles.requests.queries.calendar import MOST

    began = time.monotonic()
    fill(network, size)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"\n{size:,} requests, written in {time.monotonic() - began:.0f} s; {memory} MB")
    titles = ("p50 ms", "p95 ms", "CPU ms", "anew", "queries", "KB", "rows", "× minimal", "CPU × smallest")
    print(f"  {'page':36}" + "".join(f"{title:>{len(title) + 2}}" for title in titles))
    for who in (network.coordinator, network.officer):
        visitor = Visitor(who)
        for name, paths in pages(network).items():
            label = f"{name} ({'coordinator' if who == network.coordinator else 'officer'})"
            found = measure(visitor, paths, TIMES, f"/minimal/{MOST}/" if name == "calendar" else "")
            print_line(label, found, _anew(visitor, paths[0]), smallest.setdefault(label, found.cpu))


def _anew(visitor: Visitor, path: str) -> float:
    """CPU milliseconds of the first visit after a request changed."""
    from passerelles.requests.models import Request

    spent, one = [], Request.objects.filter(stage="received").order_by("pk")[0]
    for _ in range(ANEW):
        Request.objects.filter(pk=one.pk).update(changed_at=datetime.now(UTC))
        before = processor()
        visitor.get(path)
        spent.append(processor() - before)
    return statistics.median(spent) * 1000


def print_line(label: str, found: Figures, anew: float, smallest: float) -> None:
    times = f"{found.p50:8.1f}{found.p95:8.1f}{found.cpu:8.1f}{anew:6.1f}"
    counted = f"{found.queries:9}{found.size / 1000:4.0f}{found.rows:6}"
    print(f"  {label:36}{times}{counted}{found.ratio:11.2f}{found.cpu / smallest:16.2f}", flush=True)


def measure_here(is_quick: bool) -> None:
    site()
    network: Network = Network()
    smallest: dict[str, float] = {}
    for size in QUICK if is_quick else SIZES:
        measure_size(network, size, smallest)


def main(*, is_quick: bool, engines: Sequence[str] = ("sqlite",)) -> None:
    print("The radar", flush=True)
    run_on(engines, "radar", *(["--quick"] if is_quick else []))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.radar")
    parser.add_argument("--quick", action="store_true")
    measure_here(parser.parse_args().quick)
