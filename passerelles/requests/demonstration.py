"""The demonstration's requests, from a file beside its documents: entered, asked of hosts, accepted as people do. Again changes nothing."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from passerelles.people.models import Group, Organisation, User
from passerelles.requests.actions import accept, answer_as_host, ask_hosts
from passerelles.requests.actions.asking import Said
from passerelles.requests.actions.entering import enter
from passerelles.requests.models import Request
from passerelles.requests.terms import Dating

Json = Mapping[str, Any]
AS_WRITTEN = tuple("kind asker_name contact_name contact_email purpose themes days size head_name head_rank through".split())


def load(folder: Path, by: User) -> None:
    """Enter the requests that `requests.toml` has, where nobody has asked anything yet."""
    if not Request.objects.exists():
        for said in requests_in(folder):
            _load(said, by)


def requests_in(folder: Path) -> Iterator[Json]:
    path = folder / "requests.toml"
    yield from tomllib.loads(path.read_text(encoding="utf-8"))["requests"] if path.exists() else ()


@transaction.atomic
def _load(said: Json, by: User) -> None:
    """`by` coordinates: what is accepted is accepted by them, after its host's own yes."""
    officer, host = User.objects.get(email=said["by"]), Organisation.objects.get(key=said["host"])
    with translation.override(said["language"]):
        asked = enter(Said(_columns(said), said["place"], said.get("is_authority", False)), host=host, letter=None, by=officer)
    if said.get("accepted"):
        ask_hosts(asked, [host], by=by)
        accept(asked, [answer_as_host(asked.hosts.get(), True, by=officer)], by=by)


def _columns(said: Json) -> dict[str, Any]:
    today = timezone.localdate()
    days = {name: today + timedelta(days=said[f"{name}_in"]) for name in ("starts", "ends")}
    dating = Dating.WINDOW if "days" in said else Dating.FIXED
    return {**{name: said[name] for name in AS_WRITTEN if name in said}, **days, "dating": dating, "group": Group.objects.get(slug="chine")}
