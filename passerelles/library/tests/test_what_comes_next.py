"""Whoever brings documents is told what happens next: a coordinator is led to each one's desk, an officer told who judges."""

import pytest
from django.urls import reverse

from passerelles.library.models import Document
from tests import make

pytestmark = pytest.mark.django_db


def page(client, name, *args):
    return client.get(f"/en{reverse(name, args=args)[3:]}").text


def test_an_officer_is_told_that_the_coordinator_judges_what_they_brought(officer, partner_officer, coordinator, signed_in):
    document = make.document(brought_by=officer)
    assert "The coordinator of its group judges" in page(signed_in(officer), "document", document.pk)
    for other in (coordinator, partner_officer):
        assert "The coordinator of its group judges" not in page(signed_in(other), "document", document.pk)


def test_of_documents_brought_together_each_that_was_read_leads_to_its_desk(coordinator, officer, signed_in):
    first, second = (make.document(brought_by=coordinator) for _ in range(2))
    Document.objects.update(batch="together")
    Document.objects.filter(pk=second.pk).update(state="failed", cause="damaged")
    shown = page(signed_in(coordinator), "batch", "together")
    assert f"/en/desk/documents/{first.pk}/" in shown and f"/en/desk/documents/{second.pk}/" not in shown
    Document.objects.update(brought_by=officer)
    assert "/en/desk/" not in page(signed_in(officer), "batch", "together")
