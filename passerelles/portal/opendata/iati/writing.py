"""Elements of IATI's XML."""

from lxml import etree

from passerelles.portal.opendata.records import Words

Element = etree._Element
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def add(parent: Element, name: str, *, text: str = "", **attributes: str) -> Element:
    element = etree.SubElement(parent, name, attributes)
    element.text = text or None
    return element


def narrate(element: Element, words: Words) -> None:
    """Words by language; those of no known language stand without one."""
    for lang, text in words.items():
        if text:
            etree.SubElement(element, "narrative", {LANG: lang} if lang else {}).text = text
