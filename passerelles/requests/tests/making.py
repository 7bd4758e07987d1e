"""Requests for tests: plain functions with boring defaults.

request = making.request()                                   # received: Xuzhou would like to be received by Saint-Étienne
making.hosted(request, "Lyon", state=HostState.ASKED)        # and Lyon is asked
"""

from datetime import date
from typing import Any

from django.utils import timezone

from passerelles.people.models import Organisation
from passerelles.requests.actions.asking import Said
from passerelles.requests.models import Host, Request
from passerelles.requests.stages import UNSENT, HostState, Stage
from passerelles.requests.terms import Dating
from tests import make


def request(*hosts: Organisation | str, stage: Stage = Stage.RECEIVED, **values: Any) -> Request:
    """A request of Xuzhou's foreign affairs office, received today, for some days of May 2027; `hosts` as its asker wishes."""
    values = {
        "group": make.group(),
        "asker": make.authority(make.PARTNER),
        "asker_name": "徐州市人民政府外事办公室",
        "asker_country": "CN",
        "contact_name": "Wang Demo",
        "contact_email": "wang@xuzhou.example.org",
        "purpose": "Visiter des parcs urbains et rencontrer les services de l’urbanisme.",
        "themes": ["urban"],
        "dating": Dating.FIXED,
        "starts": date(2027, 5, 10),
        "ends": date(2027, 5, 12),
        "size": 6,
        "language": "fr",
        "received_at": None if stage in UNSENT else timezone.now(),
        **values,
    }
    values.setdefault("asker_place", values["asker"].place if values["asker"] else None)
    made: Request = Request.objects.create(stage=stage, **values)
    for host in hosts:
        hosted(made, host)
    return made


def hosted(of: Request, organisation: Organisation | str = make.HOME, state: HostState = HostState.WANTED, **values: Any) -> Host:
    organisation = make.authority(organisation) if isinstance(organisation, str) else organisation
    made: Host = Host.objects.create(request=of, organisation=organisation, state=state, **values)
    return made


def said(**columns: Any) -> Said:
    """What a form says of the same request, some columns aside."""
    kept = {"asker_name": "徐州市人民政府外事办公室", "asker_country": "CN", "contact_name": "Wang Demo", "size": 6}
    return Said({**kept, **columns}, make.place(make.PARTNER).key, is_authority=True)
