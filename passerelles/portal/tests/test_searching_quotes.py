"""What a result quotes: words of the text as they are read, without marks, and nothing in another language that was not asked for."""

import re

import pytest

from passerelles.portal.tests.searched import bare, found, titles
from tests import make

pytestmark = pytest.mark.django_db


def quoted(page):
    return [bare(each).strip() for each in re.findall(r'<p class="excerpt"[^>]*>(.*?)</p>', page, re.DOTALL)]


def test_what_was_found_by_its_theme_is_not_quoted_in_another_language(client):
    entry, of = make.public_partnership("Dijon", "Dalian"), make.document("Source.", title="Source")
    make.accepted(entry, "theme", "ageing", of)
    make.accepted(entry, "description", {"text": "双方交流葡萄酒。", "lang": "zh"}, of)
    page = found(client, "vieillissement")
    assert titles(page) == ["Dijon – Dalian"] and quoted(page) == []
    assert quoted(found(client, "养老", "zh-hans")) == ["双方交流葡萄酒。"]  # its beginning, for who reads it
    assert quoted(found(client, "葡萄酒")) == ["双方交流葡萄酒。"]  # which holds what was asked


@pytest.mark.parametrize(
    ("query", "lang"),
    [("老龄化", "zh-hans"), ("personnes âgées", "fr"), ("seniors", "fr"), ("older people", "en"), ("elderly", "en")],
)
def test_a_theme_is_found_by_what_else_it_is_called(client, query, lang):
    make.accepted(make.public_partnership("Dijon", "Dalian"), "theme", "ageing")
    make.accepted(make.public_partnership("Nantes", "Qingdao"), "theme", "sport")
    page = found(client, query, lang, kind="partnership")
    assert len(titles(page)) == 1 and "Nantes" not in titles(page)[0] and "南特" not in titles(page)[0]


TEXT = """---
titre: Compte rendu du séminaire
date: 2022-10-06
auteur: Ondine Valcourt
---

# Compte rendu du séminaire

**Objet :** l’eau et *les jardins* des deux rives*.
"""


def test_marks_and_what_a_file_says_of_itself_are_not_quoted(client):
    make.document(TEXT, title="Compte rendu du séminaire")
    assert quoted(found(client, "eau")) == ["… Objet : l’eau et les jardins des deux rives*."]
    assert titles(found(client, "Valcourt")) == ["Compte rendu du séminaire"]  # found all the same
