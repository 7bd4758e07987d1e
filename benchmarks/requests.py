"""Measures requests on a site of its own: recognising one delegation among 1,000, 10,000 and 100,000 requests, and what a new one costs.

    python -m benchmarks requests [--quick] [--on sqlite|postgresql|both]

Requests are invented: authorities of the gazetteer, heads of common surnames, three years of dates, a third in each language; one
in five is another door of a delegation that asked already. Keys are noted as intake notes them.
"""

import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from benchmarks.sites import processor, run_on, settle, site

SIZES, QUICK = (1_000, 10_000, 100_000), (1_000, 10_000)
ASKED = 60
NOW = datetime(2026, 11, 1, tzinfo=UTC)
BATCH = 2000
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超霞平刚桂英华玉兰红建国文辉志永海云天成嘉禾立新春学礼"
BODIES = ("{}人民政府外事办公室", "{}人民政府", "{}文化广电和旅游局", "{}教育局", "{}商务局")
LATIN = ("Ville de {}", "{} Municipal Government", "Bureau des affaires étrangères de {}")
THEMES = ("culture", "heritage", "tourism", "economy", "education", "health", "agriculture", "urban", "energy", "water")
LETTER = "我市{}一行{}人拟于{}访问贵市，考察{}，拜会有关部门，洽谈合作。"


class Delegations:
    """Invents requests, always the same ones."""

    def __init__(self) -> None:
        from pypinyin import lazy_pinyin

        from passerelles.places.models import Place
        from tests import make

        self.chance = random.Random(5)
        self.group = make.group("bench")
        self.places = list(Place.objects.filter(country="CN", level__in=("prefecture", "province")).order_by("key"))
        self.pinyin: Callable[[str], list[str]] = lazy_pinyin
        self.known: list[dict[str, Any]] = []

    def invent(self) -> dict[str, Any]:
        if self.known and self.chance.random() < 0.2:
            return self.other_door(self.chance.choice(self.known))
        place, chance = self.chance.choice(self.places), self.chance
        name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2))
        starts = date(2025, 1, 1) + timedelta(days=chance.randrange(1000))
        said = {
            "asker_place": place,
            "asker_name": chance.choice(BODIES).format(place.zh or place.name),
            "head_name": name,
            "head_rank": chance.choice(("head", "deputy", "director")),
            "starts": starts,
            "ends": starts + timedelta(days=chance.randrange(1, 5)),
            "size": chance.randrange(3, 15),
            "themes": chance.sample(THEMES, 2),
            "contact_email": f"fao@{place.code}.example.org",
        }
        said["purpose"] = LETTER.format(name, said["size"], starts.isoformat(), "、".join(said["themes"]))
        self.known.append(said)
        return said

    def other_door(self, said: dict[str, Any]) -> dict[str, Any]:
        """The same delegation, in Latin letters, some days later."""
        later = timedelta(days=self.chance.randrange(4))
        name = " ".join(self.pinyin(said["head_name"])).title()
        asker = self.chance.choice(LATIN).format(said["asker_place"].name)
        return {**said, "head_name": name, "asker_name": asker, "starts": said["starts"] + later, "ends": said["ends"] + later}

    def request(self) -> Any:
        from passerelles.requests.models import Request

        common = {"group": self.group, "stage": "received", "dating": "fixed", "language": "zh", "asker_country": "CN", "received_at": NOW}
        return Request(**common, **self.invent())


def fill(delegations: Delegations, target: int) -> float:
    """Write requests and their keys straight into their tables until there are `target`; return CPU seconds for each one's keys."""
    from passerelles.requests.models import Request

    spent, missing = 0.0, target - Request.objects.count()
    for at in range(0, missing, BATCH):
        made = Request.objects.bulk_create([delegations.request() for _ in range(min(BATCH, missing - at))])
        spent += note_keys_of(made)
    return spent / missing


def note_keys_of(made: list[Any]) -> float:
    """Keep the keys of new requests; return CPU seconds for making them, writing left out."""
    from passerelles.requests.models import LikenessKey
    from passerelles.requests.queries.alike import traits_for
    from passerelles.requests.recognising import keys_of

    began = time.process_time()
    keys = [LikenessKey(request=each, key=key) for each in made for key in keys_of(traits_for(each))]
    spent = time.process_time() - began
    LikenessKey.objects.bulk_create(keys, BATCH)
    return spent


def measure_size(delegations: Delegations, size: int) -> None:
    from passerelles.requests.actions import note_keys
    from passerelles.requests.models import LikenessKey, Request
    from passerelles.requests.queries.alike import alike_to
    from tests import make

    keying = fill(delegations, size)
    settle()
    per_request = LikenessKey.objects.count() / size
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"  {size:,} requests, {per_request:.1f} keys each, {keying * 1000:.2f} ms CPU to make them; {memory} MB")
    coordinator = make.coordinator(delegations.group)
    noting, asking, found = [], [], 0
    for _ in range(ASKED):
        new = delegations.request()
        new.save()
        noting.append(_spent(lambda new=new: note_keys(Request.objects.get(pk=new.pk))))
        fresh = Request.objects.with_hosts().get(pk=new.pk)
        asking.append(_spent(lambda fresh=fresh: alike_to(fresh, coordinator)))
        found += len(alike_to(fresh, coordinator))
    print(f"    a new request: keys noted in {_said(noting)}, others recognised in {_said(asking)}, {found / ASKED:.1f} found on average")


def _spent(do: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), processor()
    do()
    return time.perf_counter() - wall, processor() - cpu


def _said(spent: list[tuple[float, float]]) -> str:
    walls, cpus = zip(*spent, strict=True)
    p95 = statistics.quantiles(walls, n=20)[18]
    return f"{statistics.median(walls) * 1000:.1f} ms p50 {p95 * 1000:.1f} ms p95 {statistics.median(cpus) * 1000:.1f} ms CPU"


def main(*, is_quick: bool, engines: Sequence[str] = ("sqlite",)) -> None:
    """Measure in a process of its own, on a site that is thrown away."""
    print("One delegation at several doors", flush=True)
    run_on(engines, "requests", *(["--quick"] if is_quick else []))


if __name__ == "__main__":
    site()
    delegations = Delegations()
    for size in QUICK if "--quick" in sys.argv else SIZES:
        measure_size(delegations, size)
