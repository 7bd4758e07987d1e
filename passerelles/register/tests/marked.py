"""What nobody outside may read, marked, beside what the public may see: for tests that look for the marks in every answer."""

from tests import make

MOVED = (  # rivals of what is public, figures of public actions, other months and currencies
    {"measure": "people", "low": 99, "high": 99, "soil": "FR", "date": "2024-05"},
    {"measure": "people", "low": 99, "high": 99, "date": "2004-06"},
    {"measure": "money", "low": 7700, "high": 7700, "unit": "CNY", "soil": "CN", "date": "1901"},
)
SECRETS = ("MARKED", "ville-ombre", "baotou", "包头")


def public_things():
    """What the public may see, some of it from documents it may not."""
    entry = make.public_partnership(theme="culture", milestone={"what": "Signature", "date": "2004-06"})
    make.accepted(make.office(), "state", "active")
    make.accepted(make.network(make.authority()), "wish", {"wants": "un partenaire"})
    make.accepted(entry, "movement", {"measure": "people", "low": 12, "high": 12, "soil": "FR", "date": "2024-05"})
    make.accepted(entry, "movement", {"measure": "money", "low": 500, "high": 500, "soil": "CN", "date": "2004-06"})
    project = make.project()
    make.accepted(project, "name", {"text": "Parc"})
    make.accepted(project, "since", 2020)
    return entry


def secret_things(entry, coordinator):
    """Marked sentences and entries: of the group, of somebody alone, proposed, rejected; and hidden claims on a public entry."""
    for visibility in ("network", "group", "private"):
        of = make.document(f"MARKED sentence of {visibility}: Lyon et Baotou.", title=f"MARKED {visibility}", visibility=visibility)
        secret = make.partnership(make.body(f"Ville-Ombre {visibility}"), "Baotou")
        make.accepted(secret, "kind", "contact", of=of)
        make.accepted(secret, "since", 1901, of=of)
        make.accepted(secret, "theme", "gastronomy", of=of)
        make.accepted(entry, "description", {"text": f"MARKED of {visibility}"}, of=of)
        make.accepted(entry, "since", 1901, of=of)
        for value in MOVED:
            make.accepted(entry, "movement", value | {"what": f"MARKED of {visibility}"}, of=of)
            make.accepted(secret, "movement", value, of=of)
        make.accepted(make.project(), "soil", "CN", of=of)
        make.accepted(make.project(), "budget", {"low": 77000, "soil": "FR", "date": "2020"}, of=of)
        make.accepted(make.network(), "count", {"what": "MARKED", "number": 7}, of=of)
        make.doubt(of, about="rival", entry=entry, suggestions=["MARKED"])
    open_but_unjudged = make.document("MARKED, not judged: Nantes et Baotou.", name="seen.txt", visibility="group")
    make.claim(make.practice("Nantes", "MARKED practice"), "name", {"text": "MARKED practice"}, of=open_but_unjudged)
    make.claim(entry, "milestone", {"what": "MARKED proposal"}, of=open_but_unjudged)
