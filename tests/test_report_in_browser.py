"""The report as a person meets it: in a real browser, on a desk and on a phone, with a mouse, with a keyboard, without JavaScript."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from passerelles.command.main import main

pytestmark = pytest.mark.browser

DEMO = Path(__file__).parents[1] / "demo" / "documents"
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def report(tmp_path_factory):
    """The report of the demonstration documents, in French."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    main(["read", str(DEMO), "--together", "--format", "html", "--lang", "fr", "--out", str(path)])
    return path


@pytest.fixture
def open_page(browser, report):
    """Opens the report and, at the end, checks that no script failed and that nothing but the file itself was asked for."""
    contexts = []
    asked, failed = [], []

    def opened(viewport=DESK, anchor="", **given):
        context = browser.new_context(viewport=viewport, **given)
        context.set_default_timeout(5000)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: failed.append(str(error)))
        page.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
        page.goto(report.as_uri() + anchor)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert {url.partition("#")[0] for url in asked if not url.startswith("data:")} == {report.as_uri()}
    assert failed == []


def place_mark(page, name="Xuzhou"):
    return page.locator(".text a.place", has_text=re.compile(f"^{name}$")).first


def test_hovering_a_place_shows_its_card_with_its_code(open_page):
    page = open_page()
    place_mark(page).hover()
    expect(page.locator("#card")).to_contain_text("320300")
    page.mouse.move(1, 1)
    expect(page.locator("#card")).to_be_hidden()


def test_the_keyboard_shows_the_same_card_and_escape_closes_it(open_page):
    page = open_page()
    mark = place_mark(page)
    mark.focus()
    assert "320300" in page.locator("#card").inner_text()
    assert mark.get_attribute("aria-describedby") == "card"
    page.keyboard.press("Escape")
    assert page.locator("#card").is_hidden()


def test_a_tap_shows_the_card_inside_the_screen_and_a_tap_elsewhere_closes_it(open_page):
    page = open_page(PHONE, has_touch=True)
    place_mark(page).tap()
    box = page.locator("#card").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    page.locator("article h2").first.tap()
    assert page.locator("#card").is_hidden()


def test_the_legend_hides_a_type_and_shows_it_again(open_page):
    page = open_page()
    mark = place_mark(page)

    def line():
        return mark.evaluate("element => getComputedStyle(element).textDecorationLine")

    assert line() == "underline"
    page.locator("#show-place").uncheck()
    assert line() == "none"
    page.locator("#show-place").check()
    assert line() == "underline"


def test_hiding_doubts_hides_their_notes(open_page):
    page = open_page()
    note = page.locator(".note.of-doubt").first
    assert note.is_visible()
    page.locator("#show-doubt").uncheck()
    assert note.is_hidden()


@pytest.mark.parametrize("language", ["fr", "zh", "en"])
def test_a_phone_has_nothing_to_scroll_sideways(open_page, language):
    page = open_page(PHONE)
    page.locator(f"[data-lang={language}]").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_notes_stand_beside_the_text_on_a_desk_and_under_it_on_a_phone(open_page):
    def boxes(viewport):
        page = open_page(viewport)
        noted = page.locator(".noted:has(> .of-doubt)").first
        noted.scroll_into_view_if_needed()
        return noted.locator("> p, > h3, > h4, > h5").first.bounding_box(), noted.locator("> .of-doubt").first.bounding_box()

    text, note = boxes(DESK)
    assert note["x"] >= text["x"] + text["width"]
    assert note["x"] + note["width"] <= DESK["width"]
    text, note = boxes(PHONE)
    assert note["y"] >= text["y"] + text["height"] - 1


def test_the_switch_speaks_three_languages_and_leaves_documents_alone(open_page):
    page = open_page()
    text = page.locator("article .text").first.inner_text()
    heading = page.locator("#partnerships h2")
    assert heading.inner_text() == "Partenariats trouvés"
    page.locator("[data-lang=zh]").click()
    assert heading.inner_text() == "发现的伙伴关系"
    assert page.evaluate("document.documentElement.lang") == "zh"
    page.locator("[data-lang=en]").click()
    assert heading.inner_text() == "Partnerships found"
    page.locator("[data-lang=fr]").click()
    assert page.locator("article .text").first.inner_text() == text


def test_a_partnership_leads_to_its_sentence(open_page):
    page = open_page()
    link = page.locator("#partnerships tbody a", has_text="Saint-Étienne").first
    link.click()
    page.wait_for_function("location.hash")
    target = page.locator(page.evaluate("location.hash"))
    assert target.evaluate("element => { const box = element.getBoundingClientRect(); return box.top >= 0 && box.top < innerHeight }")


def test_without_javascript_a_mark_leads_to_its_fact(open_page):
    page = open_page(java_script_enabled=False)
    assert page.locator(".languages").is_hidden()
    mark = place_mark(page)
    assert mark.get_attribute("title")
    mark.click()
    assert "320300" in page.locator(mark.get_attribute("href")).inner_text()


def test_chinese_is_set_upright_in_its_own_fonts(open_page):
    page = open_page()
    style = page.locator(".text[lang=zh] p").first.evaluate(
        "element => [getComputedStyle(element).fontFamily, getComputedStyle(element).fontStyle]"
    )
    assert "Songti" in style[0] and style[1] == "normal"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(open_page, scheme):
    page = open_page(color_scheme=scheme)
    for selector in ("body", ".meta", ".text a.place", ".text .m.doubt", ".note.of-doubt > b", "a", ".file", ".text .m.tie"):
        ratio = page.locator(selector).first.evaluate(CONTRAST)
        assert ratio >= 4.5, f"{selector} in {scheme}: {ratio:.2f}"


CONTRAST = """
element => {
  const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  let ground = element;
  while (ground.parentElement && parse(getComputedStyle(ground).backgroundColor)[3] === 0) ground = ground.parentElement;
  const [a, b] = [light(parse(getComputedStyle(element).color)), light(parse(getComputedStyle(ground).backgroundColor))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
"""


def test_a_report_of_fifty_documents_opens_quickly(browser, tmp_path):
    path = tmp_path / "fifty.html"
    documents = sorted(DEMO.iterdir())
    copies = []
    for number in range(50):
        source = documents[number % len(documents)]
        copies.append(tmp_path / f"{number:02}-{source.name}")
        copies[-1].write_bytes(source.read_bytes())
    main(["read", *map(str, copies), "--format", "html", "--out", str(path)])
    page = browser.new_page()
    page.goto(path.as_uri(), wait_until="load")
    spent = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    page.close()
    assert spent < 5000  # half a second on a desk; machines that test are slow
