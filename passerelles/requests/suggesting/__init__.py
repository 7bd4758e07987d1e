"""Who could answer a request or a wish: all authorities of one side, ranked, each with the reasons that speak for it.

Pure: plain values in, plain values out. No Django, no database, no clock, no words on a screen (queries/suggestions.py has those).
"""

from passerelles.requests.suggesting.model import Asked, Circumstances, Fact, Line, Spot, Suggestion
from passerelles.requests.suggesting.prepared import Known, Side
from passerelles.requests.suggesting.ranking import rank, suggest
from passerelles.requests.suggesting.weights import Weights

__all__ = ["Asked", "Circumstances", "Fact", "Known", "Line", "Side", "Spot", "Suggestion", "Weights", "rank", "suggest"]
