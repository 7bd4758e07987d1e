"""The ledger in short, on the page of an entry or of an authority (settings.SECTIONS)."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from passerelles.ledger.queries.accounts import KINDS, authority_account, entry_account
from passerelles.ledger.queries.balancing import balance_page
from passerelles.people.models import Organisation
from passerelles.people.queries import Visitor
from passerelles.register.models import Entry

NOTHING = mark_safe("")


def section(about: Entry | Organisation, user: Visitor) -> SafeString:
    """Return what an entry's or an authority's page says of given and received; nothing where nothing is known."""
    if isinstance(about, Entry) and about.kind not in KINDS:
        return NOTHING
    account = entry_account(about, user) if isinstance(about, Entry) else authority_account(about)
    page = balance_page(account, user)
    return render_to_string("ledger/_section.html", {"page": page}) if page.lines or page.others else NOTHING
