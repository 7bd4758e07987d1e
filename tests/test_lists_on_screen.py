"""What is listed, and what stands in brackets, reads in each language as people write it: 文化、环境 and （徐州） in Chinese."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.utils.translation import override

from passerelles.requests.files import said_formats
from passerelles.requests.letters import Answer, draft_of
from passerelles.requests.terms import StepKind
from passerelles.requests.tests import making
from tests import make

PACKAGE = Path(__file__).parents[1] / "passerelles"
APPS = ("ledger", "requests", "visits")
SET_BY_HAND = re.compile(r"""join:", |["'], ["']\.join\(|f"[^"]*\}, \{|\}\}, |%\}, \{\{|if not forloop\.last %\}, |[ >]\(\{\{""")
KNOWN = ("saying.py", "weights.py")  # a town goes after or before what is in it; a mistake in a table is said to who wrote it
OURS = ("commands", "tests", "letters")  # said to who runs a command; letters are written whole in their language


def shown(app):
    for path in sorted((PACKAGE / app).rglob("*")):
        if path.suffix in (".py", ".html", ".txt") and not set(OURS) & set(path.parts):
            yield path


def lines_by_hand(path):
    """Lines that set a list or a bracket by themselves; in a sentence, which has its words in each language, they may."""
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    plain = ((number, re.sub(r"{% blocktranslate.*?{% endblocktranslate %}", "", line)) for number, line in lines)
    return [f"{path.name}:{number}" for number, line in plain if SET_BY_HAND.search(line)]


@pytest.mark.parametrize("app", APPS)
def test_no_list_and_no_bracket_is_set_by_hand(app):
    found = [place for path in shown(app) for place in lines_by_hand(path)]
    assert [place for place in found if place.split(":")[0] not in KNOWN] == []


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "eau et santé · Ville (métropole) · "), ("zh-hans", "eau、santé · Ville（métropole） · ")]
)
def test_a_template_sets_them_in_its_language(language, said):
    page = "{% load common %}{{ names|listed }} · Ville{{ more|bracketed }} · {{ nothing|bracketed }}"
    with override(language):
        assert engines["django"].from_string(page).render({"names": ["eau", "santé"], "more": "métropole", "nothing": ""}) == said


@pytest.mark.django_db
def test_a_letter_lists_hosts_in_each_of_its_languages():
    request = making.request(language="zh-hans")
    answer = Answer(StepKind.ACCEPTED, hosts=[make.authority("Lyon"), make.authority("Paris")])
    body = draft_of(request, answer, "Colette Ferrand").body
    assert "里昂、巴黎" in body and "Lyon et Paris" in body


@pytest.mark.django_db
def test_a_request_lists_its_themes_in_chinese(coordinator, client):
    client.force_login(coordinator)
    request = making.request(themes=["culture", "environment"], languages=["zh", "fr"])
    page = client.get(f"/zh-hans/requests/{request.pk}/").content.decode()
    assert "文化、环境" in page and "中文、法语" in page and "文化, 环境" not in page


@pytest.mark.django_db
def test_formats_are_listed_in_chinese():
    with override("zh-hans"):
        assert said_formats().startswith("pdf、docx、")
