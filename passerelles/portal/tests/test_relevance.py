"""What must come among the first three: a table of queries in French, Chinese and English over a small network."""

import tomllib
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.utils.translation import override

from passerelles.common.finding import Row, write
from passerelles.common.models import Findable
from passerelles.places.actions import gazetteer
from passerelles.places.models import Place, PlaceName
from passerelles.portal.queries.searching import search
from tests import make

SAID = tomllib.loads((Path(__file__).parent / "relevance.toml").read_text(encoding="utf-8"))
QUERIES = [(lang, query, tuple(first)) for table in SAID["queries"] for lang, rows in table.items() for query, first in rows]


def places(names):
    """The places of a network, with every way each is written."""
    for name in names:
        make.place(name)
    known = dict(Place.objects.values_list("key", "pk"))
    rows = {(known[form.place.key], form.kind, text) for text, form in gazetteer().names() if form.place.key in known}
    PlaceName.objects.bulk_create(PlaceName(place_id=place, kind=kind, text=text) for place, kind, text in sorted(rows))


def network():
    places({party for tie in SAID["partnerships"] for party in tie["parties"]})
    for tie in SAID["partnerships"]:
        entry = make.partnership(*tie["parties"])
        themes = tie["says"].pop("theme", [])
        said = [*tie["says"].items(), *(("theme", theme) for theme in themes)]
        said += [("description", {"text": text, "lang": lang}) for lang, text in tie.get("description", {}).items()]
        of = make.document("Source.", title="Source")
        for name, value in said:
            make.accepted(entry, name, value, of)
    for project in SAID["projects"]:
        make.accepted(make.project(project["title"], *project["parties"]), "name", {"text": project["title"], "lang": "fr"})
    for practice in SAID["practices"]:
        make.accepted(make.practice(practice["holder"], practice["name"]), "name", {"text": practice["name"], "lang": "fr"})
    for wish in SAID["wishes"]:
        make.accepted(make.network(make.authority(wish["of"])), "wish", {"wants": wish["wants"]})
    for number, page in enumerate(SAID["pages"], 1):
        rows = [
            Row(title=page["title"], text=text, language=lang, visibility="public", place=f"page-{number}")
            for lang, text in page["text"].items()
        ]
        write("page", number, rows)
    for document in SAID["documents"]:
        make.document(document["text"].strip(), title=document["title"], language=document["language"])


def first_three(query, lang):
    """The French titles (of a document, its own) of what comes first on the page of a language."""
    said = QueryDict(mutable=True)
    said["q"] = query
    with override({"zh": "zh-hans"}.get(lang, lang)):
        found = search(said, AnonymousUser()).results[:3]
    titles = [Findable.objects.filter(kind=each.name, object_id=each.number).first().title for each in found]
    return [title.get("fr") or next(iter(title.values())) for title in titles]


@pytest.mark.django_db
def test_what_is_looked_for_comes_among_the_first_three():
    network()
    missed = []
    for lang, query, wanted in QUERIES:
        found = first_three(query, lang)
        missed += [f"{query}: {title} not in {found}" for title in wanted if title not in found]
    assert missed == []


def test_the_table_is_large_enough_and_in_three_languages():
    telling = [(lang, query) for lang, query, wanted in QUERIES if wanted]
    assert len(telling) >= 60 and {lang for lang, _ in telling} == {"fr", "zh", "en"}
