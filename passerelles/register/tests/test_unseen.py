"""What a private document says is told to nobody else: not by an import's check, a doubt, a campaign or the engine room."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from passerelles.register.actions import import_batch, merge, name_columns, open_batch, open_campaign
from passerelles.register.actions.importing import Spreadsheet, plan_of
from passerelles.register.importing import opening
from passerelles.register.importing.comparing import compare
from passerelles.register.letters import Bearer
from passerelles.register.models import Claim, Doubt, Tally
from passerelles.register.queries.answers import progress_of
from passerelles.register.queries.entries import entry_page
from passerelles.register.views.answering import _asked
from tests import make

pytestmark = pytest.mark.django_db


def private(by, **values):
    return make.document("secret", visibility="private", brought_by=by, **values)


@pytest.fixture
def boss():
    """The coordinator of another group, with papers of their own."""
    return make.coordinator(make.group("other"))


@pytest.mark.parametrize(("visibility", "is_told"), [("private", False), ("group", False), ("network", True), ("public", True)])
def test_an_import_is_compared_with_what_its_group_may_see(boss, coordinator, monkeypatch, visibility, is_told):
    from passerelles.register.actions import importing

    monkeypatch.setattr(importing, "opened", lambda data, name: opening.read_sheet((data, name)))
    other = make.group("other")
    paper = make.document("secret", visibility=visibility, brought_by=boss, group=other)
    make.accepted(make.partnership(of=other), "since", 1987, paper, by=boss)
    rows = "Collectivité française;Partenaire chinois;Depuis\nSaint-Étienne;Xuzhou;1994\n"
    batch = open_batch(Spreadsheet("a.csv", rows.encode(), make.group()), by=coordinator)
    name_columns(batch, batch.mapping, by=coordinator)
    assert ("1987" in str(compare(plan_of(batch)).lines)) is is_told
    import_batch(batch, by=coordinator)
    assert any("1987" in doubt.suggestions for doubt in Doubt.objects.all()) is is_told
    assert Claim.objects.filter(canonical__contains="1994").count() == 1


@pytest.mark.parametrize(("visibility", "is_named"), [("private", False), ("group", False), ("public", True)])
def test_a_doubt_names_no_pair_that_the_documents_group_may_not_see(boss, visibility, is_named):
    other = make.group("other")
    paper = make.document("secret", visibility=visibility, brought_by=boss, group=other)
    make.accepted(make.partnership("Bretagne", "Xuzhou", of=other), "since", 1987, paper, by=boss)
    document = make.document("Rennes est jumelée avec Xuzhou.")
    make.reading(document, partnerships=[make.tie(document, "Rennes", "Xuzhou")])
    assert Doubt.objects.filter(about="partner").exists() is is_named


def test_a_campaign_counts_what_its_links_page_shows(coordinator):
    officer = make.officer()
    make.public_partnership()
    make.accepted(make.partnership("Saint-Étienne", "Pékin"), "since", 1990, private(coordinator), by=coordinator)
    until = timezone.localdate() + timedelta(days=20)
    campaign = open_campaign(make.group(), until=until, address="http://x/", by=coordinator)
    shown = _asked(Bearer(campaign, make.authority(), officer))
    assert progress_of(campaign, make.authority()) == (0, len(shown)) == (0, 1)


def test_a_page_counts_no_absorbed_entry_that_was_never_public(coordinator, client):
    entry, hidden = make.public_partnership(), make.partnership("Loire", "Xuzhou")
    make.accepted(hidden, "since", 1987, private(coordinator), by=coordinator)
    merge(hidden, entry, by=coordinator)
    assert entry_page(entry, coordinator).absorbed == []
    make.accepted(hidden, "kind", "cooperation", by=coordinator)
    assert entry_page(entry, coordinator).absorbed == [hidden]


def test_projecting_all_mends_the_kept_numbers():
    make.public_partnership()
    kept = list(Tally.objects.order_by("kind", "name", "value").values_list("kind", "name", "value", "number"))
    Tally.objects.update(number=7)
    call_command("project", "--all")
    assert list(Tally.objects.order_by("kind", "name", "value").values_list("kind", "name", "value", "number")) == kept
