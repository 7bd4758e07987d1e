"""Briefs as the API tells them: as their page shows them, counted as their PDF is."""

import json

import pytest

from passerelles.common.limits import Limits
from passerelles.portal import typesetting
from passerelles.portal.briefs.subjects import KINDS
from passerelles.portal.tests.opendata.asked import get, problem_of
from passerelles.register.models import Entry
from tests import make

pytestmark = pytest.mark.django_db


def test_a_brief_is_told_as_its_page_shows_it(client, register):
    told = get(client, f"/briefs/partnership/{register.pk}?lang=en&with=zh").json()
    assert [sheet["lang"] for sheet in told["sheets"]] == ["en", "zh"] and told["sheets"][1]["title"]["text"] == "圣艾蒂安—徐州市"
    [kind] = [line for line in told["sheets"][0]["sections"][0]["lines"] if line["label"] == "Kind"]
    assert kind["words"]["text"] == "twinning" and told["sources"][int(kind["sources"]) - 1]["words"]["text"] == "Bilan 2021"
    assert "MARKED" not in json.dumps(told) and "\u200b" not in json.dumps(told, ensure_ascii=False)


def test_a_brief_shows_what_whoever_has_the_key_may_see(client, register, token):
    hidden = Entry.objects.get(parties__organisation=make.authority("Baotou"))
    for path in (f"/briefs/partnership/{hidden.pk}", f"/briefs/authority/{make.authority('Baotou').pk}"):
        assert problem_of(get(client, path))["status"] == problem_of(get(client, f"{path}.pdf"))["status"] == 404
        assert "Lyon" in json.dumps(get(client, path, token).json(), ensure_ascii=False)


def test_whoever_has_a_key_may_ask_for_what_everybody_may_see(client, register, token):
    hidden = Entry.objects.get(parties__organisation=make.authority("Baotou"))
    assert problem_of(get(client, f"/briefs/partnership/{hidden.pk}?for=public", token))["status"] == 404
    path = f"/briefs/partnership/{register.pk}"
    assert "MARKED" in get(client, path, token).content.decode()
    for ending in ("", ".pdf"):
        assert get(client, f"{path}{ending}?for=public", token).content == get(client, f"{path}{ending}").content


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_brief_can_be_asked_for(client, register, kind):
    pk = {"partnership": register.pk, "authority": make.authority("Saint-Étienne").pk, "group": make.group().pk}[kind]
    assert get(client, f"/briefs/{kind}/{pk}").json()["sheets"][0]["lang"] == "fr"


@pytest.mark.parametrize("path", ["/briefs/nothing/1", "/briefs/group/1?lang=de", "/briefs/group/1?with=x", "/briefs/group/1?for=me"])
def test_a_brief_of_no_kind_or_language_is_not_understood(client, path):
    assert problem_of(get(client, path))["status"] == 422


def test_a_name_of_before_is_refused_with_those_of_the_page(client):
    """A language stood beside by `beside`, where the page says `with`: left out in silence, the answer would lack a language."""
    told = problem_of(get(client, "/briefs/group/1?beside=zh"))
    assert told["status"] == 400 and told["errors"] == [{"where": "beside", "why": "this takes for, lang, with"}]


def test_a_brief_as_pdf_is_that_of_the_page_and_not_sent_twice(client, register):
    path = f"/briefs/partnership/{register.pk}.pdf?lang=fr&with=zh"
    answer = get(client, path)
    assert answer["Content-Disposition"] == 'attachment; filename="brief-saint-etienne-xuzhou-fr-zh.pdf"'
    assert answer.content == client.get(f"/fr/briefs/partnership/{register.pk}.pdf?with=zh").content
    assert get(client, path, **{"If-None-Match": answer["ETag"]}).status_code == 304


def test_the_file_of_a_chinese_brief_has_its_name(client, register):
    answer = get(client, f"/briefs/partnership/{register.pk}.pdf?lang=zh")
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''brief-%E5%9C%A3")


def test_a_brief_tells_backslashes_as_they_are_written(client, register):
    make.accepted(register, "milestone", {"what": r"voir \u200b ici", "date": "2019"})
    assert r"voir \u200b ici" in {line["words"]["text"] for line in _lines(get(client, f"/briefs/partnership/{register.pk}").json())}


def _lines(told):
    return [line for sheet in told["sheets"] for section in sheet["sections"] for line in section["lines"]]


def test_a_brief_that_takes_too_much_is_told_as_a_problem(client, register, monkeypatch):
    monkeypatch.setattr(typesetting, "BOUNDS", Limits(memory=600 * 2**20, seconds=0.001))
    answer = get(client, f"/briefs/partnership/{register.pk}.pdf?lang=en")
    assert problem_of(answer)["status"] == 503 and answer["Retry-After"] == "60"


def test_pdfs_are_counted_by_the_hour_too(client, register, settings):
    settings.MADE_AN_HOUR, settings.SITE_PROCESSES = {"printed": 1}, 1
    answers = [get(client, f"/briefs/partnership/{register.pk}.pdf") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429] and problem_of(answers[1])["status"] == 429
    assert int(answers[1]["Retry-After"]) <= 3600 and client.get(f"/fr/briefs/partnership/{register.pk}.pdf").status_code == 429
