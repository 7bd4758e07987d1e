"""The published criteria: data, read and weighed. Pure: no Django, no database, no clock."""

from passerelles.requests.criteria.table import ANSWERS, CRITERIA, Answers, Criterion, published, with_shares
from passerelles.requests.criteria.weighing import Contribution, Facts, Weighed, strongest, weigh

__all__ = [
    "ANSWERS",
    "CRITERIA",
    "Answers",
    "Contribution",
    "Criterion",
    "Facts",
    "Weighed",
    "published",
    "strongest",
    "weigh",
    "with_shares",
]
