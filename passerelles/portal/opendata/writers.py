"""Files written record by record: JSON Lines, CSV, GeoJSON. A writer gives bytes and holds none, whatever the size of the register."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from passerelles.common.sheets import MARK, csv_lines
from passerelles.portal.opendata.columns import ENTRY_COLUMNS, STATEMENT_COLUMNS, Row, entry_row, of_file, statement_rows, titles
from passerelles.portal.opendata.records import FullEntryRecord, PlaceRecord
from passerelles.portal.opendata.site import About


class Writer(Protocol):
    """What makes a file of records, one after the other."""

    def head(self) -> bytes: ...
    def of(self, record: FullEntryRecord) -> bytes: ...
    def tail(self) -> Iterable[bytes]: ...


def streamed(writer: Writer, records: Iterable[FullEntryRecord]) -> Iterator[bytes]:
    """A whole file, piece by piece."""
    yield writer.head()
    for record in records:
        if piece := writer.of(record):
            yield piece
    yield from filter(None, writer.tail())


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class JsonLines:
    """One JSON object a line: first what the file is, then an entry with all its statements on each line."""

    def __init__(self, about: About) -> None:
        self.about = about

    def head(self) -> bytes:
        return f"{_json(self.about)}\n".encode()

    def of(self, record: FullEntryRecord) -> bytes:
        return f"{_json({'record': 'entry', **record})}\n".encode()

    def tail(self) -> Iterable[bytes]:
        return ()


class Csv:
    """A table as RFC 4180 wants it, with the mark by which Excel knows UTF-8."""

    columns = ENTRY_COLUMNS

    def __init__(self, about: About) -> None:
        self.end = of_file(about)

    def head(self) -> bytes:
        return f"{MARK}{csv_lines([titles(self.columns)])}".encode()

    def rows(self, record: FullEntryRecord) -> Iterable[Row]:
        return [entry_row(record)]

    def of(self, record: FullEntryRecord) -> bytes:
        return csv_lines([*row, *self.end] for row in self.rows(record)).encode()

    def tail(self) -> Iterable[bytes]:
        return ()


class StatementsCsv(Csv):
    """The same of statements."""

    columns = STATEMENT_COLUMNS

    def rows(self, record: FullEntryRecord) -> Iterable[Row]:
        return statement_rows(record)


class GeoJson:
    """RFC 7946: partnerships as lines between their parties, offices and occasions as points; what has no place has no geometry."""

    def __init__(self, about: About) -> None:
        self.about, self.is_first = about, True

    def head(self) -> bytes:
        said = _json({"type": "FeatureCollection", **{name: value for name, value in self.about.items() if name != "record"}})
        return f'{said[:-1]},"features":[\n'.encode()

    def of(self, record: FullEntryRecord) -> bytes:
        before, self.is_first = ("" if self.is_first else ",\n"), False
        properties = {name: value for name, value in record.items() if name != "statements"}
        feature = {"type": "Feature", "id": record["id"], "geometry": geometry(record), "properties": properties}
        return f"{before}{_json(feature)}".encode()

    def tail(self) -> Iterable[bytes]:
        return (b"\n]}\n",)


def geometry(record: FullEntryRecord) -> dict[str, Any] | None:
    """Where an entry is: at its place, else at its parties' places."""
    places = [record["place"]] if record["place"] else [party["place"] for party in record["parties"]]
    points = [point for place in places if place and (point := _position(place))]
    if len(points) == 1:
        return {"type": "Point", "coordinates": points[0]}
    return {"type": "LineString", "coordinates": points} if points else None


def _position(place: PlaceRecord) -> list[float] | None:
    """Longitude, then latitude, to some ten metres."""
    if place["longitude"] is None or place["latitude"] is None:
        return None
    return [round(place["longitude"], 4), round(place["latitude"], 4)]
