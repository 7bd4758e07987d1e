"""What nobody goes on with is dropped, files included; nothing else is."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from passerelles.requests.actions.attaching import attach
from passerelles.requests.models import Request
from passerelles.requests.stages import Stage
from passerelles.requests.tests import making

pytestmark = pytest.mark.django_db


def aged(stage, days):
    return making.request(
        stage=stage, changed_at=timezone.now() - timedelta(days=days), joined_to=making.request() if stage == Stage.JOINED else None
    )


def test_old_drafts_and_unconfirmed_requests_are_dropped_with_their_files(capsys, django_capture_on_commit_callbacks):
    gone = [aged(Stage.UNCONFIRMED, 15), aged(Stage.DRAFT, 91)]
    kept = [
        aged(Stage.UNCONFIRMED, 13),
        aged(Stage.DRAFT, 89),
        *(aged(stage, 999) for stage in Stage if stage not in ("draft", "unconfirmed")),
    ]
    file = attach(gone[0], ContentFile(b"%PDF-1.7", name="a.pdf"), by=None).file.name
    with django_capture_on_commit_callbacks(execute=True):
        call_command("tidy_requests")
    assert not default_storage.exists(file) and capsys.readouterr().out == "unconfirmed 1, draft 1, letters 0\n"
    left = set(Request.objects.values_list("pk", flat=True))
    assert not left & {each.pk for each in gone} and left >= {each.pk for each in kept}
