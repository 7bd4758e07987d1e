"""What holds of every reading of every document, whoever wrote it."""

from dataclasses import fields, is_dataclass

from passerelles.reading.model import Milestone, Span
from passerelles.reading.output import as_json


def spans_of(thing):
    """Every span in a finding, however deep."""
    if isinstance(thing, Span):
        yield thing
    elif isinstance(thing, tuple | list):
        for part in thing:
            yield from spans_of(part)
    elif is_dataclass(thing) and not isinstance(thing, Milestone) and type(thing).__module__ == "passerelles.reading.model":
        for field in fields(thing):
            yield from spans_of(getattr(thing, field.name))


def false_quotes(reading):
    """The findings' spans that are not the text's own words."""
    text = reading.text
    for finding in reading:
        for span in spans_of(finding):
            if not (0 <= span.start < span.end <= len(text) and text[span.start : span.end] == span.text):
                yield type(finding).__name__, span


def false_offsets(printed, text):
    """The offsets in what is printed that are not the words printed beside them."""
    for thing in _objects(printed):
        start, end = thing.get("start"), thing.get("end")
        if start is None:
            continue
        if not 0 <= start < end <= len(text) or ("wants" not in thing and "quote" not in thing and _words(thing, text) != text[start:end]):
            yield thing
        for before, after in thing.get("context", []):
            if not 0 <= before < after <= len(text):
                yield thing


def printed_of(reading):
    return as_json(reading, "test")


def _words(thing, text):
    """A decision's and a person's words are theirs without the marks around; everything else prints its quote as `text`."""
    return text[thing["start"] : thing["end"]] if "owner" in thing or "role" in thing else thing["text"]


def _objects(printed):
    if isinstance(printed, dict):
        yield printed
        for part in printed.values():
            yield from _objects(part)
    elif isinstance(printed, list):
        for part in printed:
            yield from _objects(part)
