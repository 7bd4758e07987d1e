"""Visits for tests: plain functions with boring defaults.

visit = making.visit()                     # Xuzhou comes to Saint-Étienne for three days of May 2027; being prepared
"""

from datetime import date
from typing import Any

from passerelles.people.models import Organisation
from passerelles.visits.models import Visit, VisitHost
from passerelles.visits.stages import VisitStage
from tests import make


def visit(*hosts: Organisation | str, stage: VisitStage = VisitStage.PREPARED, **values: Any) -> Visit:
    """A visit of Xuzhou's to hosts (Saint-Étienne by default)."""
    values = {
        "group": make.group(),
        "title": {"fr": "Xuzhou à Saint-Étienne", "zh": "徐州访问圣艾蒂安", "en": "Xuzhou in Saint-Étienne"},
        "visitor": make.authority(make.PARTNER),
        "starts": date(2027, 5, 10),
        "ends": date(2027, 5, 12),
        "size": 6,
        **values,
    }
    values.setdefault("opened_by", make.coordinator(values["group"]))
    made: Visit = Visit.objects.create(stage=stage, **values)
    for number, host in enumerate(hosts or (make.HOME,)):
        organisation = make.authority(host) if isinstance(host, str) else host
        VisitHost.objects.create(visit=made, organisation=organisation, position=number)
    return made
