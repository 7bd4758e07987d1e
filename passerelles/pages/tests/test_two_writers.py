"""Two writers at the same moment, in processes of their own: one wins, the other is told, and only one version more is kept."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OPEN = """
from passerelles.pages.actions import Draft, Place, open_page, write
by = make.coordinator()
page = open_page(Place("about", "other"), by=by)
write(page, "fr", Draft("t", "the first", 0), by=by)
said = page.pk
"""
WRITE = """
from pathlib import Path
from passerelles.pages.actions import Draft, Overtaken, write
from passerelles.pages.models import Page
page, by = Page.objects.get(), make.coordinator()
print("ready", flush=True)
sys.stdin.readline()
try:
    print(write(page, "fr", Draft("t", "mine", 1), by=by).number)
except Overtaken:
    print("overtaken")
"""
KEPT = """
from passerelles.pages.models import Text, Version
said = [Text.objects.get().latest, list(Version.objects.order_by("number").values_list("number", "body"))]
"""


def test_of_writers_at_once_one_wins(site):
    site.ask(OPEN)
    writers = [site.script(WRITE) for _ in range(3)]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    told = []
    for writer in writers:
        writer.stdin.write("\n")
        writer.stdin.flush()
    for writer in writers:
        out, errors = writer.communicate(timeout=90)
        assert writer.returncode == 0, errors
        told.append(out.strip())
    assert sorted(told) == ["2", "overtaken", "overtaken"]
    assert site.ask(KEPT) == [2, [[1, "the first"], [2, "mine"]]]
