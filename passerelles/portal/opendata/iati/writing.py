"""Elements of IATI's XML. What no XML may hold is left out here: else one identifier or language that has it stops every file."""

from lxml import etree

from passerelles.common.words import unmarked
from passerelles.portal.opendata.records import Words

Element = etree._Element
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def add(parent: Element, name: str, *, text: str = "", **attributes: str) -> Element:
    element = etree.SubElement(parent, name, {key: unmarked(value) for key, value in attributes.items()})
    element.text = unmarked(text) or None
    return element


def narrate(element: Element, words: Words) -> None:
    """Words by language; those of no known language stand without one, as their activity names none that would be theirs."""
    for lang, text in words.items():
        if text:
            add(element, "narrative", text=text, **({LANG: lang} if lang else {}))
