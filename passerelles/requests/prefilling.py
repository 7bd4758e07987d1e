"""A letter read into a form: what the reader finds of who asks, when, how many, about what. Guesses, shown to be corrected.

`filled_from` reads in a child with bounds, as the worker does; `guessed` is pure.
"""

import re
from collections import Counter
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from passerelles.common.limits import Breach, Limits, run
from passerelles.library.models import Document
from passerelles.library.sheet import Sheet, read_file
from passerelles.library.sheet import Task as File
from passerelles.reading import Unreadable
from passerelles.reading.model import Attendance, Moment, PlaceMention
from passerelles.reading.reader import Reading
from passerelles.register.terms import THEME_NAMES
from passerelles.requests.terms import SIZES, Dating

LIMITS = Limits(memory=2 * 2**30, seconds=30.0)  # somebody waits
MOST_THEMES = 4
SHOWN = 2_000  # characters of the letter, as its purpose
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
_SIZE = re.compile(
    r"(\d{1,3})\s*(?:personnes|participants|membres|délégués|people|participants|members|delegates|persons|名成员|名团员|人|位)",
    re.IGNORECASE,
)
_ASKER = re.compile(r"(?:[\u4e00-\u9fff]{2,12}(?:人民政府)?(?:外事办公室|外事侨务办公室|人民政府|对外友好协会|友好协会))")


def filled_from(letter: Document) -> dict[str, Any]:
    """Return initial values of a form; none where the letter cannot be read in time."""
    with TemporaryDirectory(prefix="passerelles-") as directory:
        path = Path(directory) / (letter.name.replace("/", "_")[-60:] or "letter")
        path.symlink_to(letter.original.path)
        try:
            sheet = run(read_file, File(path, is_compared=True), limits=LIMITS)
        except (Unreadable, Breach):
            return {}
    return guessed(sheet)


def guessed(sheet: Sheet) -> dict[str, Any]:
    """Return what a letter that was read seems to say, by the form's fields."""
    reading, text = sheet.reading, sheet.text
    if reading is None:
        return {}
    found: dict[str, Any] = {"purpose": text[:SHOWN].strip(), "themes": _themes(reading), **_asker(reading, text), **_days(reading)}
    email, size = _EMAIL.search(text), _SIZE.search(text)
    people = reading.of(Attendance)
    found |= {"contact_email": email[0]} if email else {}
    found |= {"size": int(size[1])} if size and int(size[1]) in SIZES else {}
    return found | ({"head_name": people[0].name} if people else {})


def _themes(reading: Reading) -> list[str]:
    counted = Counter(cue.key for cue in reading.cues.within("themes", 0, len(reading.text)))
    return [theme for theme, _times in counted.most_common() if theme in THEME_NAMES][:MOST_THEMES]


def _asker(reading: Reading, text: str) -> dict[str, Any]:
    """The partner's place that is named most, and its office where the letter names one."""
    places = [found.place for found in reading.of(PlaceMention) if found.place.country == "CN" and not found.is_part]
    if not places:
        return {}
    most = Counter(place.key for place in places).most_common(1)[0][0]
    place = next(each for each in places if each.key == most)
    office, name = _ASKER.search(text), place.zh or place.name
    said = {"asker_country": place.country, "place": name, "place_is": place.key, "is_authority": True}
    return {**said, "asker_name": office[0] if office else name}


def _days(reading: Reading) -> dict[str, Any]:
    """The first days to come that are said whole: one period, else the first and last of what is said."""
    published = reading.document.published or ""
    days = [(when.starts, when.ends or when.starts) for when in reading.of(Moment) if when.starts and len(when.starts) == 10]
    days = [(first, last) for first, last in days if last and len(last) == 10 and first > published]
    period = next(((first, last) for first, last in days if last > first), None) or (days[0] if days else None)
    if period is None:
        return {}
    starts, ends = (date.fromisoformat(day) for day in period)
    return {"dating": Dating.FIXED, "starts": starts, "ends": ends}
