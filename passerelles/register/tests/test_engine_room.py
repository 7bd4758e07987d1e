"""The engine room: everything can be looked at, what actions write cannot be changed there."""

import pytest
from django.contrib import admin
from django.urls import reverse

from tests import make

pytestmark = pytest.mark.django_db
ROOMS = [model._meta for model in admin.site._registry if model._meta.app_label in ("places", "people", "library", "register")]


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.label)
def test_an_administrator_looks_at_every_table(signed_in, room):
    make.public_partnership()
    browser = signed_in(make.administrator())
    assert browser.get(reverse(f"admin:{room.app_label}_{room.model_name}_changelist")).status_code == 200
    first = room.model._default_manager.first()
    if first:
        assert browser.get(reverse(f"admin:{room.app_label}_{room.model_name}_change", args=[first.pk])).status_code == 200


def test_a_claim_cannot_be_changed_there(signed_in):
    claim = make.claim()
    browser = signed_in(make.administrator())
    address = reverse("admin:register_claim_change", args=[claim.pk])
    assert browser.post(address, {"state": "accepted"}).status_code == 403
    assert browser.post(reverse("admin:register_claim_delete", args=[claim.pk])).status_code == 403


def test_only_an_administrator_enters(signed_in, coordinator):
    assert signed_in(coordinator).get("/admin/").status_code == 302
