"""The demonstration's visits: of its requests that were accepted, with the programme that stands beside each. Again changes nothing."""

from collections.abc import Mapping
from datetime import time, timedelta
from pathlib import Path
from typing import Any

from passerelles.people.models import User
from passerelles.requests.demonstration import requests_in
from passerelles.requests.models import Request
from passerelles.requests.stages import HostState, Stage
from passerelles.visits.actions.opening import open_visit
from passerelles.visits.actions.programme import write_slot
from passerelles.visits.models import Visit


def load(folder: Path, by: User) -> None:
    """Open the visit of each request of `requests.toml` that was accepted and has none."""
    for said in requests_in(folder):
        asked = Request.objects.filter(asker_name=said["asker_name"], stage=Stage.ACCEPTED, visit=None).first()
        if asked and "programme" in said:
            visit = _opened(asked, by)
            for line in said["programme"]:
                write_slot(visit, _slot(line, visit), by=by)


def _opened(asked: Request, by: User) -> Visit:
    hosts = [host.organisation for host in asked.hosts.filter(state=HostState.ACCEPTED).select_related("organisation")]
    if asked.starts is None or asked.ends is None:
        raise ValueError("a request of the demonstration that was accepted says its days")
    return open_visit(asked, hosts, asked.starts, asked.ends, by=by)


def _slot(line: Mapping[str, Any], visit: Visit) -> dict[str, Any]:
    day = visit.starts + timedelta(days=line["day"])
    hours = {name: time.fromisoformat(line[name]) for name in ("starts", "ends")}
    return {"day": day, **hours, "kind": line["kind"], "title": line["title"], "soil": visit.group.home}
