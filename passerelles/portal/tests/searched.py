"""Asks the page of search and reads what it answers, for the tests of search."""

import html
import re

from tests import make


def found(client, query="", lang="fr", **asked):
    """The page of a search, its marks taken away so that sentences can be looked for in it."""
    answer = client.get(f"/{lang}/search/", {"q": query, **asked})
    assert answer.status_code == 200
    return answer.content.decode()


def bare(page):
    return html.unescape(re.sub(r"</?(?:mark|span)[^>]*>", "", page))


def titles(page):
    """The titles of the results, without documents that nobody gave one: what entries of these tests are said in."""
    found = [re.sub(r"<[^>]+>", "", title).strip() for title in re.findall(r"<h2 lang=[^>]*><a[^>]*>(.*?)</a></h2>", page, re.DOTALL)]
    return [title for title in found if not re.fullmatch(r"document-\d+\.txt", title)]


def secret_entry(**says):
    """An entry that only its group sees, of a place that nothing else names."""
    of = make.document("Une rencontre au théâtre d’ombres de Baotou.", visibility="group", title="Ombres")
    entry = make.partnership("Lyon", "Baotou")
    make.accepted(entry, "kind", "contact", of=of)
    make.accepted(entry, "theme", "gastronomy", of=of)
    make.accepted(entry, "description", {"text": "Une soirée de marionnettes."}, of=of)
    return entry
