"""The harness itself: it sees what it is there to see."""

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.template import engines
from django.test import RequestFactory

from passerelles.people.models import Group
from tests import make, strict


def answer(view, method="get"):
    return strict.get_never_writes(view)(getattr(RequestFactory(), method)("/page"))


def forgive():
    """The rule was broken on purpose."""
    seen = list(strict.broken)
    strict.broken.clear()
    return seen


def writing(request):
    make.group("written")
    return HttpResponse()


def renaming(request):
    Group.objects.update(slug="renamed")
    return HttpResponse()


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("view", [writing, renaming])
def test_a_get_that_writes_fails(view, method):
    with pytest.raises(strict.Forbidden):
        answer(view, method)
    assert "/page writes" in forgive()[0]


@pytest.mark.django_db
def test_a_get_that_writes_while_it_is_sent_fails():
    response = answer(lambda request: StreamingHttpResponse(str(make.group("streamed")).encode() for _ in "x"))
    with pytest.raises(strict.Forbidden):
        b"".join(response.streaming_content)
    assert forgive()


@pytest.mark.django_db
def test_a_post_may_write_and_a_get_may_read():
    assert answer(writing, "post").status_code == 200
    assert answer(lambda request: HttpResponse(Group.objects.count())).content == b"1"


@pytest.mark.parametrize("template", ["{{ nobody }}", "{{ nobody.name }}", "{{ nobody|upper }}"])
def test_an_undefined_variable_fails(template):
    with pytest.raises(strict.Forbidden):
        engines["django"].from_string(template).render({})
    assert forgive()


@pytest.mark.parametrize("template", ["{% if nobody %}{% endif %}", "{{ known }}"])
def test_a_variable_may_be_asked_for(template):
    engines["django"].from_string(template).render({"known": ""})
