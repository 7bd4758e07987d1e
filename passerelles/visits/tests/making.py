"""Visits for tests: plain functions with boring defaults.

visit = making.visit()                     # Xuzhou comes to Saint-Étienne for three days of May 2027; being prepared
"""

from datetime import date, time
from typing import Any

from passerelles.people.models import Organisation
from passerelles.visits.models import Participant, Report, Slot, Visit, VisitHost
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


def slot(of: Visit, starts: str = "09:30", ends: str = "11:00", **values: Any) -> Slot:
    """A meeting at the town hall on the first day."""
    people = values.pop("participants", ())
    values = {
        "day": of.starts,
        "soil": of.soil,
        "title": {"fr": "Réunion en mairie", "zh": "市政厅会谈"},
        "where": {"fr": "Hôtel de Ville", "zh": "市政厅"},
        "notes": {},
        **values,
    }
    made: Slot = Slot.objects.create(visit=of, starts=time.fromisoformat(starts), ends=time.fromisoformat(ends), **values)
    made.participants.set(people)
    return made


def participant(of: Visit, name: str = "Wang Demo", **values: Any) -> Participant:
    values = {"role": {"fr": "maire adjoint", "zh": "副市长"}, "other_name": "王示范", "languages": "zh", **values}
    made: Participant = Participant.objects.create(visit=of, name=name, **values)
    return made


def report(of: Visit, language: str = "fr", text: str = "Ils ont vu le port.") -> Report:
    document = make.document(text, group=of.group)
    made: Report = Report.objects.create(visit=of, language=language, text=text, document=document, written_by=of.opened_by)
    return made
