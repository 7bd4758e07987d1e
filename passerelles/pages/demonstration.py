"""The demonstration's own pages, from files beside its documents. Again changes nothing."""

import tomllib
from pathlib import Path

from passerelles.pages.actions import Draft, Place, open_page, publish, write
from passerelles.pages.models import Page, PageKind
from passerelles.people.models import Group, User


def load(folder: Path, by: User) -> None:
    """Write and publish the pages that `pages/pages.toml` names and that are not there yet."""
    where = folder / "pages"
    said = tomllib.loads((where / "pages.toml").read_text(encoding="utf-8"))["pages"] if where.exists() else []
    for position, page in enumerate(said, 1):
        if not Page.objects.filter(slug=page["slug"]).exists():
            group = Group.objects.get(slug=page["group"]) if "group" in page else None
            place = Place(page["slug"], PageKind(page["kind"]), group, page.get("menu", ""), position * 10)
            opened = open_page(place, by=by)
            for path in sorted(where.glob(f"{page['slug']}.*.md")):
                title, _, body = path.read_text(encoding="utf-8").partition("\n")
                publish(write(opened, path.suffixes[-2].lstrip("."), Draft(title.lstrip("# "), body.strip(), 0), by=by), by=by)
