"""One search over everything: apps write rows (`write`, `forget`), and say what kinds they have (`Kind`, settings.FINDABLES)."""

from passerelles.common.finding.forgetting import forget_words
from passerelles.common.finding.kinds import Kind, kinds
from passerelles.common.finding.writing import Row, forget, write, write_several

__all__ = ["Kind", "Row", "forget", "forget_words", "kinds", "write", "write_several"]
