"""A request's page: what each standpoint reads of it, and for whom it does not exist."""

import pytest
from django.urls import reverse

from passerelles.people.actions import join
from passerelles.requests.actions import move, note
from passerelles.requests.models import Attachment
from passerelles.requests.stages import UNSENT, HostState, Stage
from passerelles.requests.terms import StepKind
from passerelles.requests.tests import making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
PRIVATE = ("wang@xuzhou.example.org", "Wang Demo", "letter.pdf", "words of the host", "a reason that is told")


def whole(**values):
    """A request with everything that only some may read."""
    request = making.request(**values)
    making.hosted(request, state=HostState.ASKED, words="words of the host")
    Attachment.objects.create(request=request, name="letter.pdf", format="pdf", size=2048, sha256="0" * 64)
    note(request, StepKind.ASKED_MORE, by=make.coordinator(request.group), reason="a reason that is told")
    note(request, StepKind.ADVISED, by=make.observer(request.group), reason="an opinion")
    return request


def page(request, person, signed_in):
    return signed_in(make.again(person)).get(f"/en/requests/{request.pk}/")


def test_who_reads_the_file_sees_contacts_files_and_words(signed_in, coordinator, officer, partner_officer):
    request = whole()
    for person in (coordinator, officer, partner_officer):
        text = page(request, person, signed_in).content.decode()
        assert all(words in text for words in PRIVATE), person


def test_who_sees_only_its_line_reads_no_contact_and_no_file(signed_in):
    request = whole()
    join(make.authority("Lyon"), make.group())
    for person in (make.officer("Lyon"), make.observer()):
        text = page(request, person, signed_in).content.decode()
        assert "Visiter des parcs urbains" in text and "more asked for" in text
        assert not [words for words in PRIVATE if words in text], person


def test_its_asker_reads_no_opinion_that_was_asked_for(signed_in, partner_officer, coordinator):
    request = whole()
    assert "an opinion" not in page(request, partner_officer, signed_in).content.decode()
    assert "an opinion" in page(request, coordinator, signed_in).content.decode()


def test_for_strangers_and_other_groups_it_does_not_exist(signed_in, stranger):
    request = whole()
    for person in (stranger, make.coordinator(make.group("vietnam"))):
        assert page(request, person, signed_in).status_code == 404


@pytest.mark.parametrize("stage", UNSENT)
def test_what_was_not_sent_has_no_page(signed_in, coordinator, stage):
    assert page(making.request(stage=stage), coordinator, signed_in).status_code == 404


def test_a_joined_request_leads_to_the_one_that_leads_and_back(signed_in, coordinator):
    leader = making.request()
    joined = making.request(asker=make.authority("Chengdu"))
    move(joined, Stage.JOINED, StepKind.JOINED, by=coordinator, changes={"joined_to": leader})
    for one, other in ((leader, joined), (joined, leader)):
        assert reverse("request", args=[other.pk]).split("/", 2)[2] in page(one, coordinator, signed_in).content.decode()


def test_a_bare_request_has_its_page(signed_in, coordinator):
    values = {
        "asker": None,
        "asker_place": None,
        "asker_name": "",
        "asker_country": "",
        "size": None,
        "themes": ["gone"],
        "languages": ["fr", "xx"],
    }
    request = making.request(purpose="", starts=None, ends=None, received_at=None, **values)
    text = page(request, coordinator, signed_in).content.decode()
    assert "an asker without a name" in text and "Nobody is named as a host yet." in text


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_queries_for_one_host_and_for_many(signed_in, coordinator, number, django_assert_num_queries):
    request = making.request(*("Saint-Étienne", "Lyon", "Lille")[:number], stage=Stage.DECLINED)
    for _each in range(number):
        note(request, StepKind.ASKED_MORE, by=coordinator)
    client = signed_in(coordinator)
    with django_assert_num_queries(32):
        client.get(f"/en/requests/{request.pk}/")
