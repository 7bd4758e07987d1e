"""The public form of somebody who is signed in: what the network knows of them is written in it already, and stays theirs to change."""

import pytest

from passerelles.requests.models import Request
from passerelles.requests.tests.asking import said
from tests import make

pytestmark = pytest.mark.django_db


def shown(client):
    return client.get("/en/ask/").context["form"]


def test_an_officer_finds_the_organisation_and_the_name_written(signed_in, officer):
    form = shown(signed_in(officer))
    assert form["asker_name"].value() == str(make.authority()) and form["asker_country"].value() == "FR"
    assert form["place_is"].value() == make.authority().place.key and form["is_authority"].value() is True
    assert (form["contact_name"].value(), form["contact_email"].value()) == (officer.name, officer.email)


def test_who_speaks_for_nobody_finds_the_own_name_alone(signed_in, coordinator):
    form = shown(signed_in(coordinator))
    assert not form["asker_name"].value() and form["contact_email"].value() == coordinator.email


def test_a_visitor_finds_an_empty_form(client):
    form = shown(client)
    assert not form["asker_name"].value() and not form["contact_email"].value() and form["asker_country"].value() == "CN"


def test_what_an_officer_writes_instead_counts(signed_in, officer):
    signed_in(officer).post("/en/ask/", said(contact_email="autre@example.org"))
    asked = Request.objects.get()
    assert asked.contact_email == "autre@example.org" and asked.asker_country == "CN"
