"""The register's tables."""

from passerelles.register.models.claims import Claim, ClaimState, Doubt, DoubtState, Evidence, Verdict, VerdictKind
from passerelles.register.models.entries import Entry, EntryKind, EntryTheme, Merge, Party

__all__ = [
    "Claim",
    "ClaimState",
    "Doubt",
    "DoubtState",
    "Entry",
    "EntryKind",
    "EntryTheme",
    "Evidence",
    "Merge",
    "Party",
    "Verdict",
    "VerdictKind",
]
