"""Front matter: what a Markdown file says of itself between two lines of dashes, before its text."""

import re
from collections.abc import Sequence

from passerelles.reading.formats.drafts import Draft, first_title, one_line

_LONGEST = 4000  # characters
_MATTER = re.compile(r"\ufeff?\s*---[ \t]*\n(?P<lines>(?:(?!---)[^\n]*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
_FIELD = re.compile(r"[ \t]*(?:#|-[ \t]|$)|[ \t]+\S|[^\W\d_][\w -]{0,30}[ \t]*[:：]")  # a comment, an item, a line that goes on, a name
_TITLE = re.compile(r"^(?:title|titre|标题|題目|题目)[ \t]*[:：][ \t]*(?P<title>\S[^\n]*)$", re.IGNORECASE | re.MULTILINE)


def title_of(text: str, drafts: Sequence[Draft]) -> str | None:
    """Return the title of a text with front matter: the one told there, else its first heading. None where there is no front matter."""
    matter = _matter(text)
    if matter is None:
        return None
    told = _TITLE.search(matter["lines"])
    if told and (title := one_line(told["title"].strip().strip("\"'"))):
        return title
    after = [draft for draft in drafts if draft.start >= matter.end()]
    heading = next((index for index, draft in enumerate(after) if draft.kind == "heading"), 0)
    return first_title(text, after[heading:])


def end_of(text: str) -> int:
    """Return where the text after the front matter begins; 0 where there is none."""
    matter = _matter(text)
    return matter.end() if matter else 0


def _matter(text: str) -> re.Match[str] | None:
    matter = _MATTER.match(text[:_LONGEST])
    return matter if matter and all(_FIELD.match(line) for line in matter["lines"].splitlines()) else None
