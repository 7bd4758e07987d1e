"""The desk in a real browser: the minutes of the demonstration judged by keyboard alone, and without JavaScript too."""

import re
import sys
from pathlib import Path
from statistics import median

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from passerelles.library.actions import Brought, take
from passerelles.library.models import Document
from passerelles.library.working import work
from passerelles.register.models import Claim, Doubt, Entry
from tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MINUTES = Path(settings.BASE_DIR) / "demo" / "documents" / "minutes-2024-03-groupe-chine.pdf"
KEYSTROKES = 1.5  # for each proposal
SOON = 200  # milliseconds until the next proposal shows…
GENEROUS = 5  # …times this: the machine that runs the tests may be busy

# Notes how long after each key another item is the current one, and how long until the server's answer is on the page.
WATCH = """
() => {
  window.shown = []; window.answered = [];
  const current = () => document.querySelector(".item.current")?.id;
  let at = null, from = null, sent = null;
  document.addEventListener("keydown", () => { at = sent = performance.now(); from = current(); }, true);
  new MutationObserver(() => {
    if (at !== null && current() !== from) { window.shown.push(performance.now() - at); at = null; }
  }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["class"] });
  document.body.addEventListener("htmx:afterSettle", () => {
    if (sent !== null) { window.answered.push(performance.now() - sent); sent = null; }
  });
}
"""
CURRENT = """
() => {
  const item = document.querySelector(".item.current.waiting:not(.sent)");
  if (!item) return null;
  const options = [...item.querySelectorAll("[name=suggestion]")].map((each) => each.value);
  const lit = document.querySelectorAll(".words.current").length;
  const place = item.getBoundingClientRect();
  return { id: item.id, options, lit, isSeen: place.top >= 0 && place.bottom <= innerHeight };
}
"""
WAITING = "() => document.querySelectorAll('.item.waiting').length"


@pytest.fixture
def minutes() -> Document:
    """The demonstration's minutes, brought and read as on a site: through the queue, by the worker."""
    document, _ = take(Brought(MINUTES.name, MINUTES.read_bytes(), make.group(), visibility="public"), by=make.coordinator())
    work(until_empty=True)
    document.refresh_from_db()
    return document


@pytest.fixture
def desk(browser, live_server, minutes):
    """Opens the minutes' page at the desk, signed in as the coordinator: desk(java_script_enabled=False)."""
    contexts = []

    def opened(**how):
        client = Client()
        client.force_login(make.coordinator())
        context = browser.new_context(viewport={"width": 1280, "height": 800}, **how)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        contexts.append(context)
        page = context.new_page()
        page.wrong = []
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        page.goto(live_server.url + reverse("desk_document", args=[minutes.pk]))
        return page

    yield opened
    for context in contexts:
        context.close()


def key_for(item: dict) -> str:
    """What a person who knows the network presses: it is Jingzhou that is in Hubei; other questions wait for another day."""
    if item["id"].startswith("claim-"):
        return "a"
    return str(item["options"].index("Jingzhou (Hubei)") + 1) if "Jingzhou (Hubei)" in item["options"] else "r"


def judge_all(page, choose) -> int:
    """Judge what is current until nothing waits; return how many keys were pressed."""
    strokes = 0
    while item := page.evaluate(CURRENT):
        assert item["isSeen"], f"{item['id']} is judged unseen"
        assert item["lit"], f"the words of {item['id']} are not lit in the text"
        page.keyboard.press(choose(item))
        strokes += 1
        page.wait_for_function(
            "id => !document.querySelector('.item.sent') && document.getElementById(id)?.matches('.current.waiting') !== true",
            arg=item["id"],
        )
    return strokes


def test_the_minutes_are_judged_by_keyboard_alone(desk, minutes, capsys):
    page = desk()
    page.evaluate(WATCH)
    proposals, doubts = Claim.objects.proposed().count(), Doubt.objects.open().count()
    assert (proposals > 90, doubts > 3) == (True, True)
    strokes = judge_all(page, key_for)
    assert (Claim.objects.proposed().count(), Doubt.objects.open().count(), page.wrong) == (0, 0, [])
    assert strokes / proposals <= KEYSTROKES
    shown, answered = page.evaluate("() => [window.shown, window.answered]")
    with capsys.disabled():
        sys.stdout.write(f"\n{proposals} proposals and {doubts} doubts: {strokes} keys, {strokes / proposals:.2f} a proposal; ")
        sys.stdout.write(
            f"the next shows after {median(shown):.0f} ms (at most {max(shown):.0f}), answers after {median(answered):.0f} ms\n"
        )
    assert median(shown) <= SOON
    assert max(shown) <= SOON * GENEROUS
    assert median(answered) <= SOON * GENEROUS
    pair = Entry.objects.public().get(key="partnership|FR/commune/11069|CN/prefecture/421000")
    assert (pair.tie, pair.title["fr"]) == ("cooperation", "Carcassonne – Jingzhou")


def test_with_accept_all_of_the_entry_a_key_judges_several(desk, minutes):
    page = desk()
    proposals = Claim.objects.proposed().count()
    strokes = judge_all(page, lambda item: "A" if _is_clear(page, item["id"]) else key_for(item))
    assert Claim.objects.proposed().count() == 0
    assert strokes / proposals <= KEYSTROKES / 2


def _is_clear(page, pk: str) -> bool:
    return page.evaluate("id => document.getElementById(id).classList.contains('clear')", pk)


def test_keys_go_on_back_undo_correct_and_explain(desk, minutes):
    page = desk()
    page.evaluate(WATCH)
    first = page.evaluate(CURRENT)["id"]
    page.keyboard.press("j")
    second = page.evaluate(CURRENT)["id"]
    page.keyboard.press("k")
    assert (first != second, page.evaluate(CURRENT)["id"]) == (True, first)
    page.keyboard.press("r")
    page.wait_for_selector(f"#{first}.rejected")
    page.keyboard.press("u")
    page.wait_for_selector(f"#{first}.waiting")
    page.keyboard.press("?")
    expect(page.locator("#keys dl")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys dl")).to_be_hidden()
    theme = Claim.objects.get(entry__key="partnership|FR/region/28|CN/province/350000", name="theme", canonical='"health"')
    page.locator(f"#claim-{theme.pk}").click(position={"x": 4, "y": 4})
    page.keyboard.press("e")
    page.locator(f"#asked-claim-{theme.pk} select").select_option("sport")
    page.locator(f"#asked-claim-{theme.pk} button.primary").click()
    page.wait_for_selector(f"#claim-{theme.pk}.rejected")
    assert Claim.objects.accepted().get(entry=theme.entry).canonical == '"sport"'
    assert page.wrong == []


def test_words_in_the_text_lead_to_what_was_read_in_them(desk, minutes):
    page = desk()
    page.locator(".words", has_text="Sens – Lijiang").first.click()
    current = page.evaluate(CURRENT)["id"].removeprefix("claim-")
    assert Claim.objects.get(pk=current).entry.key == "partnership|FR/commune/89387|CN/prefecture/530700"


def test_the_desk_works_without_java_script(desk, minutes):
    page = desk(java_script_enabled=False)
    claim = Claim.objects.get(entry__key="partnership|FR/region/28|CN/province/350000", name="kind")
    page.locator(f"#claim-{claim.pk} [data-key=a]").click()
    page.wait_for_url(re.compile(rf"#claim-{claim.pk}$"))
    expect(page.locator(f"#claim-{claim.pk}.accepted")).to_have_count(1)
    page.locator(f"#claim-{claim.pk} [data-key=e]").click()
    page.locator("select[name=value]").select_option("twinning")
    page.locator("#asked button.primary").click()
    expect(page.locator(f"#claim-{claim.pk}.rejected")).to_have_count(1)
    page.locator("[data-key=u]").click()
    expect(page.locator(f"#claim-{claim.pk}.accepted")).to_have_count(1)
    doubt = Doubt.objects.get(about="place")
    page.locator(f"#doubt-{doubt.pk} [value='Jingzhou (Hubei)']").click()
    expect(page.locator(f"#doubt-{doubt.pk}.waiting")).to_have_count(0)
    assert Entry.objects.get(key="partnership|FR/commune/11069|CN/prefecture/421000").is_public


def test_two_entries_are_merged_and_split_again(desk, minutes, live_server):
    one, other = make.network(make.authority("Bretagne")), make.network(make.body("Région Bretagne"))
    for entry in (one, other):
        make.claim(entry, "wish", {"wants": "un institut"})
    page = desk()
    page.goto(live_server.url + reverse("desk"))
    page.locator("ul.pairs a", has_text="Région Bretagne").click()
    expect(page.locator("ul.reasons")).to_contain_text("Bretagne")
    page.locator(f"button[name=into][value='{one.pk}']").click()
    expect(page.locator(".messages")).to_contain_text(re.compile("Merged|Fusionn"))
    other.refresh_from_db()
    assert other.survivor == one
    page.locator("tr", has_text="Région Bretagne").locator("button").click()
    page.wait_for_selector("tr .badge")
    other.refresh_from_db()
    assert other.survivor is None
    page.goto(live_server.url + reverse("desk"))
    assert page.locator("ul.pairs a", has_text="Région Bretagne").count() == 0


def test_a_page_of_the_desk_fits_a_phone(desk, minutes):
    page = desk()
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_an_undone_answer_is_asked_again_where_the_eyes_are(desk, minutes):
    page = desk()
    doubt = page.locator(".item.doubt.waiting").first
    asked = doubt.get_attribute("id")
    doubt.locator(".asks").click()
    page.keyboard.press("1")
    page.wait_for_selector(f"#{asked}:not(.waiting)")
    page.keyboard.press("u")
    page.wait_for_selector(f"#{asked}.current.waiting")
    told = page.locator("#messages .message").bounding_box()
    assert told and 0 <= told["y"] <= 800 - told["height"]
    page.keyboard.press("1")  # at once: no hand goes to the mouse
    page.wait_for_selector(f"#{asked}:not(.waiting)")
    assert page.wrong == []
