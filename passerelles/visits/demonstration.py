"""The demonstration's visits: of its requests that were accepted, with the programme that stands beside each. Again changes nothing."""

from collections.abc import Mapping
from datetime import time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile

from passerelles.people.models import User
from passerelles.requests.demonstration import requests_in
from passerelles.requests.models import Request
from passerelles.requests.stages import HostState, Stage
from passerelles.visits.actions import add_paper, add_photograph, look_at, open_visit, write_gift, write_slot, write_staff_time
from passerelles.visits.models import Slot, Visit

Json = Mapping[str, Any]


def load(folder: Path, by: User) -> None:
    """Open the visit of each request of `requests.toml` that was accepted and has none."""
    for said in requests_in(folder):
        asked = Request.objects.filter(asker_name=said["asker_name"], stage=Stage.ACCEPTED, visit=None).first()
        if asked and "programme" in said:
            visit = _opened(asked, by)
            slots = [write_slot(visit, _slot(line, visit), by=by) for line in said["programme"]]
            officer = User.objects.get(email=said["by"])
            _account(visit, said, slots, officer)
            _bring(visit, said, folder, officer)


def _opened(asked: Request, by: User) -> Visit:
    hosts = [host.organisation for host in asked.hosts.filter(state=HostState.ACCEPTED).select_related("organisation")]
    if asked.starts is None or asked.ends is None:
        raise ValueError("a request of the demonstration that was accepted says its days")
    return open_visit(asked, hosts, asked.starts, asked.ends, by=by)


def _slot(line: Json, visit: Visit) -> dict[str, Any]:
    day = visit.starts + timedelta(days=line["day"])
    hours = {name: time.fromisoformat(line[name]) for name in ("starts", "ends")}
    return {"day": day, **hours, "kind": line["kind"], "title": line["title"], "soil": visit.group.home}


def _account(visit: Visit, said: Json, slots: list[Slot], officer: User) -> None:
    """What its host's officer writes down: gifts, hours, what was looked at."""
    host = visit.hosts.select_related("organisation")[0]
    for gift in said.get("gifts", ()):
        slot = slots[gift["line"]] if "line" in gift else None
        write_gift(visit, {**{name: value for name, value in gift.items() if name != "line"}, "slot": slot}, by=officer)
    for line in said.get("hours", ()):
        hours = Decimal(str(line["hours"]))
        write_staff_time(visit, {**line, "hours": hours, "organisation": host.organisation}, by=officer)
    look_at(host, {each["item"]: (each["state"], each["note"]) for each in said.get("looked_at", ())}, by=officer)


def _bring(visit: Visit, said: Json, folder: Path, officer: User) -> None:
    for paper in said.get("papers", ()):
        add_paper(visit, _file(folder / "papers" / paper["file"]), {name: paper[name] for name in ("kind", "readers")}, by=officer)
    for photograph in said.get("photographs", ()):
        words = {name: value for name, value in photograph.items() if name != "file"}
        add_photograph(visit, _file(folder / "pictures" / photograph["file"]), words, by=officer)


def _file(path: Path) -> "ContentFile[bytes]":
    return ContentFile(path.read_bytes(), name=path.name)
