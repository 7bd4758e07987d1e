"""The engine room: everything can be looked at, what actions write cannot be changed there."""

import pytest
from django.contrib import admin
from django.urls import reverse

from passerelles.register.actions import keep_apart
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


def test_a_group_is_put_below_no_group_that_is_below_it(signed_in):
    root = make.group()
    sub = make.group("sichuan", parent=root)
    said = {
        "slug": "chine",
        "name": '{"fr": "Chine"}',
        "home": "FR",
        "partner": "CN",
        "memberships-TOTAL_FORMS": 0,
        "memberships-INITIAL_FORMS": 0,
    }
    browser, address = signed_in(make.administrator()), reverse("admin:people_group_change", args=[root.pk])
    for above in (sub, root):
        assert "parent" in browser.post(address, {**said, "parent": above.pk}).context["adminform"].form.errors
    assert browser.post(address, {**said, "parent": make.group("asie").pk}).status_code == 302


def test_only_an_administrator_enters(signed_in, coordinator):
    assert signed_in(coordinator).get("/admin/").status_code == 302


@pytest.mark.parametrize("room", [each for each in ROOMS if each.app_label in ("library", "register")], ids=lambda room: room.label)
def test_no_table_there_tells_or_finds_what_a_private_document_says(room, signed_in, coordinator):
    paper = make.document("ULTRASECRET", visibility="private", brought_by=coordinator, name="Ultrasecret.txt")
    entry, other = make.project("Parc Ultrasecret"), make.project("Jardin Ultrasecret")
    claim = make.accepted(entry, "description", {"text": "Ultrasecret", "lang": "fr"}, paper, by=coordinator)
    make.doubt(paper, claims=[claim], suggestions=["Ultrasecret"], entry=entry)
    keep_apart(entry, other, by=coordinator)
    browser, first = signed_in(make.administrator()), room.model._default_manager.first()
    addresses = [reverse(f"admin:{room.app_label}_{room.model_name}_changelist")]
    addresses += [reverse(f"admin:{room.app_label}_{room.model_name}_{page}", args=[first.pk]) for page in ("change", "history") if first]
    for address in addresses:
        assert "ultrasecret" not in browser.get(address).content.decode().lower(), address
    found = browser.get(addresses[0], {"q": "ultrasecret"}).context["cl"]
    assert found.result_count == 0 or not found.search_fields
