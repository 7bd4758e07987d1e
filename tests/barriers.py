"""What axe-core finds of a page that keeps people out."""

from axe_playwright_python.sync_playwright import Axe

GRAVE = ("serious", "critical")


def barriers(page):
    """Return the serious and critical findings, each with the first pieces of the page it is about."""
    found = Axe().run(page).response["violations"]
    return [(each["id"], [node["html"][:200] for node in each["nodes"]][:3]) for each in found if each["impact"] in GRAVE]
