"""What was brought about, with the public documents that say so. Ours are told in words: each is one qualitative indicator."""

from collections.abc import Iterable

from passerelles.common.dates import first_day, last_day
from passerelles.portal.opendata.iati.planning import is_on, said
from passerelles.portal.opendata.iati.taking_part import tongue_of
from passerelles.portal.opendata.iati.writing import Element, add, narrate
from passerelles.portal.opendata.records import DocumentRecord, FullEntryRecord, StatementRecord

OTHER, QUALITATIVE = "9", "5"  # whether it is an output, an outcome or an impact, no source of ours says
OF_RESULTS = "A08"  # category of documents
PAGE = "text/html"


def add_results(activity: Element, record: FullEntryRecord, country: str) -> None:
    for each in said(record, "result"):
        if is_on(each["value"].get("soil", ""), country, record):
            _add_result(activity, each)


def _add_result(activity: Element, statement: StatementRecord) -> None:
    value = statement["value"]
    words = {value.get("lang") or tongue_of(statement): value["what"]}
    result = add(activity, "result", type=OTHER)
    narrate(add(result, "title"), words)
    _link(result, (each["document"] for each in statement["evidence"]))
    indicator = add(result, "indicator", measure=QUALITATIVE)
    narrate(add(indicator, "title"), words)
    if value.get("date"):
        _period(indicator, value["date"], words)


def _link(result: Element, documents: Iterable[DocumentRecord | None]) -> None:
    """Each document that has a page which can be reached."""
    reached = {each["address"]: each for each in documents if each and each["address"].startswith("http")}
    for address, document in reached.items():
        link = add(result, "document-link", url=address, format=PAGE)
        narrate(add(link, "title"), {document["language"]: document["title"]})
        add(link, "category", code=OF_RESULTS)


def _period(indicator: Element, day: str, words: dict[str, str]) -> None:
    period = add(indicator, "period")
    add(period, "period-start", **{"iso-date": first_day(day).isoformat()})
    add(period, "period-end", **{"iso-date": last_day(day).isoformat()})
    narrate(add(add(period, "actual"), "comment"), words)
