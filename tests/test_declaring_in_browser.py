"""Officers and coordinators in a real browser: declare, answer the yearly question, import and undo; without JavaScript too."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from passerelles.register.actions import open_campaign
from passerelles.register.letters import token_of
from passerelles.register.models import Batch, CampaignAnswer, Claim, Entry
from tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
REGISTER = Path(settings.BASE_DIR) / "demo" / "documents" / "registre-2026.xlsx"


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def window(browser, live_server, request):
    """Gives a window that somebody (or nobody) is signed in to: window(user)."""
    opened = []

    def open_for(user=None):
        context = browser.new_context(base_url=live_server.url, java_script_enabled=request.param, viewport={"width": 390, "height": 900})
        opened.append(context)
        if user:
            client = Client()
            client.force_login(user)
            cookie = client.cookies[settings.SESSION_COOKIE_NAME]
            context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return context.new_page()

    yield open_for
    for context in opened:
        context.close()


def test_an_officer_declares_a_partnership(window):
    page = window(make.officer())
    page.goto("/en/my-organisation/")
    page.get_by_role("link", name="a partnership").first.click()
    page.fill("[name=partner]", "Suzhou")
    page.fill("[name=since]", "1998")
    page.get_by_role("button", name="Show the sentence").click()
    page.get_by_label("Anhui").check()  # two cities are called so: asked, none taken
    page.get_by_role("button", name="Show the sentence").click()
    expect(page.locator("main")).to_contain_text("1998")
    assert not Entry.objects.exists()
    page.get_by_role("button", name="Sign and send").click()
    page.get_by_text("Your declaration is kept").wait_for()
    assert Entry.objects.get().key.endswith("CN/prefecture/341300")
    page.get_by_role("button", name="Withdraw").first.click()
    page.get_by_text("Your declaration is withdrawn").wait_for()
    assert Claim.objects.filter(state="withdrawn").count() == 1


def test_the_link_of_the_mail_answers_with_one_button(window):
    make.public_partnership()
    officer = make.officer()
    until = timezone.localdate() + timedelta(days=9)
    campaign = open_campaign(make.group(), until=until, address="http://localhost/", by=make.coordinator())
    page = window()
    page.goto(f"/en/still-true/{token_of(campaign.mails.get())}/")
    assert not CampaignAnswer.objects.exists()
    page.get_by_role("button", name="Still true").click()
    page.get_by_text("You said that it is still true").wait_for()
    assert CampaignAnswer.objects.get().by == officer


def test_a_register_is_imported_and_undone(window):
    page = window(make.coordinator())
    page.goto("/en/imports/")
    page.set_input_files("[name=file]", REGISTER)
    page.select_option("[name=visibility]", "public")
    page.get_by_role("button", name="Open the file").click()
    page.get_by_role("button", name="Go on to the names").click()
    page.get_by_role("button", name="See what would change").click()
    page.get_by_text("Toulouse – Chongqing").wait_for()
    assert not Entry.objects.exists()
    page.get_by_role("button", name="Import all of it").click()
    page.get_by_role("button", name="Undo the whole import").wait_for()
    assert Entry.objects.public().count() == 16
    page.get_by_role("button", name="Undo the whole import").click()
    page.get_by_text("nothing of it is in the register").wait_for()
    assert not Entry.objects.public().exists() and Batch.objects.get().state == "undone"
