"""The register's tables."""

from passerelles.register.models.claims import Claim, ClaimState, Doubt, DoubtState, Evidence, Verdict, VerdictKind
from passerelles.register.models.entries import Entry, EntryKind, EntryTheme, Merge, Party
from passerelles.register.models.kept import EntryFacet, Presence, Tally

__all__ = [
    "Claim",
    "ClaimState",
    "Doubt",
    "DoubtState",
    "Entry",
    "EntryFacet",
    "EntryKind",
    "EntryTheme",
    "Evidence",
    "Merge",
    "Party",
    "Presence",
    "Tally",
    "Verdict",
    "VerdictKind",
]
