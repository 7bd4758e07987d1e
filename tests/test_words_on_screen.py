"""Every word on the screen is marked, and every marked word is said in French and in Chinese."""

import ast
import re
from gettext import GNUTranslations
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from django.template import Engine
from django.template.base import Lexer, TokenType
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "passerelles"
CATALOGUES = {lang: PACKAGE / "locale" / lang / "LC_MESSAGES" / "django.po" for lang in ("fr", "zh_Hans")}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
STRING = re.compile(r"""u?'(?:\\.|[^'\\])*'|u?"(?:\\.|[^"\\])*\"""")
CALL = re.compile(rf"\b(_|gettext|ngettext|pgettext|npgettext)\(((?:\s*(?:{STRING.pattern})\s*,?)+)")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]")
FORMATS = set("CSV XLSX PDF HTML SVG PNG XML IATI DCAT Atom RDF JSON LD Turtle".split())  # the same in every language
OWN_WORDS = ("command",)  # apps that speak otherwise: the report of the command


def templates():
    for path in sorted(PACKAGE.glob("*/templates/**/*")):
        is_letter = re.search(r"\.(fr|zh|en)\.txt$", path.name)  # written whole in its language
        if path.suffix in (".html", ".txt") and path.relative_to(PACKAGE).parts[0] not in OWN_WORDS and not is_letter:
            yield path


def test_a_letter_is_written_in_every_language():
    letters = [path.name.rsplit(".", 2)[:2] for path in PACKAGE.glob("*/templates/**/*.*.txt")]
    names = {name for name, _lang in letters}
    assert names and all({lang for name, lang in letters if name == each} == {"fr", "zh", "en"} for each in names)


def modules():
    for path in sorted(PACKAGE.rglob("*.py")):
        if not {"tests", "migrations", "reading"} & set(path.relative_to(PACKAGE).parts[:-1]) and "command" not in path.parts:
            yield path
    yield from sorted((PACKAGE / "register" / "reading").rglob("*.py"))


def marked():
    """Every (context, msgid) of the sources."""
    found = {}
    for path in templates():
        for name, words in in_template(path.read_text(encoding="utf-8"), path):
            found.setdefault(key_of(name, words), path)
    for path in modules():
        for name, words in in_python(path.read_bytes()):
            found.setdefault(key_of(name, words), path)
    found.pop(("", ""), None)
    return found


def in_template(text, path):
    """What Django's own extractor makes of a template: calls among noise, their words as Python writes them."""
    for name, arguments in CALL.findall(templatize(text, origin=str(path))):
        yield name, [ast.literal_eval(word) for word in STRING.findall(arguments)]


def in_python(source):
    for _line, name, words, _comments in extract_python(BytesIO(source), list(KEYWORDS), [], {"encoding": "utf-8"}):
        yield name, words if isinstance(words, tuple) else (words,)


def key_of(name, words):
    context, msgid = (words[0], words[1]) if name.startswith(("p", "np")) else ("", words[0])
    return context, (msgid or "").replace("\r", "")


def messages(lang):
    with CATALOGUES[lang].open("rb") as file:
        return {(message.context or "", first(message.id)): message for message in read_po(file) if message.id}


def first(words):
    return words[0] if isinstance(words, tuple) else words


def said(message):
    return message.string if isinstance(message.string, (tuple, list)) else (message.string,)


@pytest.mark.parametrize("lang", CATALOGUES)
def test_every_marked_word_is_in_the_catalogue(lang):
    held = messages(lang)
    missing = [f"{path.relative_to(ROOT)}: {msgid}" for (context, msgid), path in marked().items() if (context, msgid) not in held]
    assert missing == [], "run `make messages` and translate what is new"


@pytest.mark.parametrize("lang", CATALOGUES)
def test_every_message_is_translated(lang):
    broken = [first(message.id) for message in messages(lang).values() if message.fuzzy or not all(said(message))]
    assert broken == []


@pytest.mark.parametrize("lang", CATALOGUES)
def test_translations_fill_the_same_blanks(lang):
    differ = []
    for message in messages(lang).values():
        asked = {blank for each in ([message.id] if isinstance(message.id, str) else message.id) for blank in PLACEHOLDER.findall(each)}
        filled = {blank for each in said(message) for blank in PLACEHOLDER.findall(each)}
        differ += [message.id] if asked != filled else []
    assert differ == []


def test_french_is_set_as_french():
    """Espaces insécables before high punctuation and inside guillemets, and the apostrophe of print."""
    wrong = re.compile(r" [;:!?»]|« |(?<=\w)'(?=\w)|\w[;!?](?=\s|$)|\.\.\.")
    assert [text for message in messages("fr").values() for text in said(message) if wrong.search(text)] == []


def test_chinese_is_set_as_chinese():
    """Full-width punctuation after characters, and none of the French or English quotes."""
    wrong = re.compile(r"[\u4e00-\u9fff][,;:!?]|[«»]|[\u4e00-\u9fff]\.(?!\w)|\([^)]*[\u4e00-\u9fff]")
    assert [text for message in messages("zh_Hans").values() for text in said(message) if wrong.search(text)] == []


@pytest.mark.parametrize("lang", CATALOGUES)
def test_catalogues_are_compiled(lang):
    compiled = CATALOGUES[lang].with_suffix(".mo")
    assert compiled.exists(), "run `make install`"
    with compiled.open("rb") as file:
        shown = GNUTranslations(file)
    plain = [message for message in messages(lang).values() if isinstance(message.id, str) and not message.context]
    assert [message.id for message in plain if shown.gettext(message.id) != message.string] == [], "run `make install`"


class Words(HTMLParser):
    """Collects the words a visitor would read in what is left of a template when its marked parts are gone."""

    SPOKEN = ("title", "alt", "placeholder", "aria-label", "aria-description")
    SILENT = ("script", "style", "code", "kbd")

    def __init__(self):
        super().__init__()
        self.found, self.silent = [], 0

    def handle_starttag(self, tag, attributes):
        self.silent += tag in self.SILENT
        self.found += [value for name, value in attributes if name in self.SPOKEN and value and has_words(value)]
        if tag == "input" and ("type", "submit") in attributes:
            self.found += [value for name, value in attributes if name == "value" and has_words(value)]

    def handle_endtag(self, tag):
        self.silent -= tag in self.SILENT

    def handle_data(self, data):
        if not self.silent and has_words(data):
            self.found.append(data.strip())


def has_words(text):
    return any(word not in FORMATS for word in re.findall(r"[^\W\d_]{2,}", text))


def unmarked(text):
    """The words of a template that are in no {% translate %} and no {% blocktranslate %}."""
    left, is_inside = [], False
    for token in Lexer(text).tokenize():
        if token.token_type == TokenType.BLOCK:
            verb = token.split_contents()[0]
            is_class = token.contents == "block body_class"  # of the page's body: no visitor reads it
            is_inside = is_class or verb in ("blocktranslate", "blocktrans", "comment") or (is_inside and not verb.startswith("end"))
        elif token.token_type == TokenType.TEXT and not is_inside:
            left.append(token.contents)
    reader = Words()
    reader.feed("".join(left))
    reader.close()
    return reader.found


@pytest.mark.parametrize("path", list(templates()), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_word_of_a_template_is_marked(path):
    assert unmarked(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ('<p title="Hello there">1</p>', ["Hello there"]),
        ("<p>{% translate 'Hello' %} · {{ name }} 12</p>", []),
        ("{% blocktranslate count n=n %}One{% plural %}Many{% endblocktranslate %}", []),
        ("{% blocktranslate %}One{% endblocktranslate %}<b>Two</b>", ["Two"]),
        ('<input type="submit" value="Send">', ["Send"]),
        ("{# a comment #}<script>let words = 1</script>", []),
    ],
)
def test_the_check_of_templates_sees(text, found):
    assert unmarked(text) == found


def test_templates_compile():
    engine = Engine.get_default()
    for path in templates():
        engine.from_string(path.read_text(encoding="utf-8"))
