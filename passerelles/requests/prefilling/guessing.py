"""What a letter that was read seems to say, by the form's fields. Pure: readings in, initial values out."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from passerelles.library.sheet import Sheet
from passerelles.reading.gazetteer import Place
from passerelles.reading.model import Attendance, OrganisationMention, PlaceMention
from passerelles.reading.reader import Reading
from passerelles.register.terms import THEME_NAMES
from passerelles.requests.naming import EMAIL
from passerelles.requests.prefilling.answering import contact_of, phone_of, signed_by
from passerelles.requests.prefilling.days import days_of
from passerelles.requests.prefilling.elsewhere import others_of
from passerelles.requests.prefilling.leaders import leader_of
from passerelles.requests.prefilling.paying import paid_by
from passerelles.requests.prefilling.phrases import hidden
from passerelles.requests.prefilling.sizes import size_of
from passerelles.requests.prefilling.speaking import spoken_of
from passerelles.requests.prefilling.wanting import sites_of
from passerelles.requests.recognising.words import HAN

MOST_THEMES = 4
SHOWN = 2_000  # characters of the letter, as its purpose
LEVEL = "(?:特别行政区|自治区|自治州|省|市|州|县|区)?"
OFFICE = LEVEL + "(?:人民政府)?(?:外事侨务办公室|外事办公室|外办|人民政府|人民对外友好协会|对外友好协会|友好协会)"
APPROVED = re.compile(r"经(?P<by>[\u4e00-\u9fff]{1,20}?(?:政府|办公室|外办|委员会|协会|厅|局|部))(?:正式|已)?(?:批准|同意|审批|批复|核准)")
TELLING = ("place", "starts", "size", "head_name", "head_rank")  # what a letter says and a covering mail does not
WHEN = ("dating", "starts", "ends", "days")  # said together
QUOTED: dict[str, Callable[[Reading], str]] = {
    "sites": sites_of,
    "others_asked": others_of,
    "contact_name": contact_of,
    "signed": signed_by,  # who is to be answered where nobody is named for it
    "contact_phone": phone_of,
}


def guessed(sheet: Sheet, today: date) -> dict[str, Any]:
    """Return what one document seems to say. `today` tells which May is meant where the letter has no date."""
    reading, text = sheet.reading, sheet.text
    if reading is None:
        return {}
    found: dict[str, Any] = {
        "purpose": hidden(text)[:SHOWN].strip(),
        "themes": _themes(reading),
        **_asker(reading, text),
        **days_of(reading, today),
        **paid_by(reading, _place_of_asker(reading)),
        **spoken_of(reading),
    }
    found |= {name: value for name, read in QUOTED.items() if (value := read(reading))}
    approved = APPROVED.search(text)
    found |= {"approved_by": approved["by"]} if approved else {}
    email, size, people = EMAIL.search(text), size_of(reading), reading.of(Attendance)
    found |= {"contact_email": email[0]} if email else {}
    found |= {"size": size} if size else {}
    return found | ({"head_name": people[0].name} if people else {}) | leader_of(reading)


def together(guesses: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return what a mail and the letters in it say: of each field what the most telling of them says."""
    found: dict[str, Any] = {}
    mail, letters = guesses[:1], sorted(guesses[1:], key=_told, reverse=True)
    order = [*letters, *mail] if letters and _told(letters[0]) >= _told(mail[0]) else [*mail, *letters]
    for guess in order:
        known = {*found, *(WHEN if "dating" in found else ())}
        found |= {name: value for name, value in guess.items() if name not in known}
    if found:
        themes = dict.fromkeys(theme for guess in order for theme in guess.get("themes", ()))
        found["themes"] = list(themes)[:MOST_THEMES]
    signed = found.pop("signed", "")
    return ({"contact_name": signed} if signed else {}) | found


def _told(guess: dict[str, Any]) -> int:
    return sum(name in guess for name in TELLING)


def _themes(reading: Reading) -> list[str]:
    counted = Counter(cue.key for cue in reading.cues.within("themes", 0, len(reading.text)))
    return [theme for theme, _times in counted.most_common() if theme in THEME_NAMES][:MOST_THEMES]


def _place_of_asker(reading: Reading) -> Place | None:
    """The partner's place that is named most."""
    places = [found.place for found in reading.of(PlaceMention) if found.place.country == "CN" and not found.is_part]
    most = Counter(place.key for place in places).most_common(1)
    return next(each for each in places if each.key == most[0][0]) if most else None


def _asker(reading: Reading, text: str) -> dict[str, Any]:
    """The asker's place, and its own office where the letter names one: another's may have approved the journey."""
    place = _place_of_asker(reading)
    if place is None:
        return {}
    name = place.zh or place.name
    office = re.search(re.escape(re.sub(r"(?<=..)[省市州县区]$", "", place.zh)) + OFFICE, text) if place.zh else None
    said = {"asker_country": place.country, "place": name, "place_is": place.key, "is_authority": True}
    return {**said, "asker_name": office[0] if office else _as_named(reading, place)}


def _as_named(reading: Reading, place: Place) -> str:
    """Who asks in the letter's own words: a letter that names its place in our script is not answered in characters, nor the reverse."""
    named = [found.quote.text for found in reading.of(PlaceMention) if found.place.key == place.key and not found.is_part]
    if any(HAN.search(words) for words in named):
        return place.zh or place.name
    offices = [
        each.name for each in reading.of(OrganisationMention) if each.kind == "authority" and each.place and each.place.key == place.key
    ]
    words = " ".join(max(offices, key=len, default=named[0]).split())
    return words[:1].upper() + words[1:]
