"""Search as its page needs it: results with their excerpts, facets with their numbers, suggestions. All of it through what one may see."""

from passerelles.portal.queries.searching.finding import Search, search, suggest

__all__ = ["Search", "search", "suggest"]
