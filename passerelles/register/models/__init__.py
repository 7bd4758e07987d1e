"""The register's tables."""

from passerelles.common.models import MailState
from passerelles.register.models.batches import Batch, BatchState, KnownColumns
from passerelles.register.models.campaigns import Campaign, CampaignAnswer, CampaignMail
from passerelles.register.models.claims import Claim, ClaimState, Doubt, DoubtState, Evidence, Verdict, VerdictKind
from passerelles.register.models.entries import Entry, EntryKind, EntryTheme, Merge, Party
from passerelles.register.models.kept import EntryFacet, Presence, Tally

__all__ = [
    "Batch",
    "BatchState",
    "Campaign",
    "CampaignAnswer",
    "CampaignMail",
    "Claim",
    "ClaimState",
    "Doubt",
    "DoubtState",
    "Entry",
    "EntryFacet",
    "EntryKind",
    "EntryTheme",
    "Evidence",
    "KnownColumns",
    "MailState",
    "Merge",
    "Party",
    "Presence",
    "Tally",
    "Verdict",
    "VerdictKind",
]
