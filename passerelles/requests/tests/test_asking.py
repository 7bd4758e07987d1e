"""The public form and the link it mails: from a stranger's words to a request the network has received."""

from html import unescape

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from passerelles.common.models import Mail
from passerelles.people.queries import digest_of
from passerelles.requests.models import Request, Step
from passerelles.requests.tests.asking import HOSTILE, confirmed, days_ahead, last_mail, link_in, said, stamped
from tests import make

pytestmark = pytest.mark.django_db


def refused(client, **values):
    """The words of the page that a form comes back on; nothing was written."""
    response = client.post("/en/ask/", said(**values))
    assert response.status_code == 200 and not Request.objects.exists() and not Mail.objects.exists()
    return unescape(response.content.decode())


# The path


def test_a_stranger_sends_a_request_confirms_it_and_the_coordinator_hears_of_it(client, coordinator, settings):
    settings.SITE_ADDRESS = "https://reseau.example.org"
    make.authority("Xuzhou")
    response = client.post("/zh-hans/ask/", said())
    assert response.status_code == 302 and response.url == "/zh-hans/ask/sent/"
    asked = Request.objects.get()
    assert (asked.stage, asked.language, asked.received_at, str(asked.asker_place)) == ("unconfirmed", "zh-hans", None, "Xuzhou")
    assert asked.asker == make.authority("Xuzhou") and asked.themes == ["urban", "environment"]
    link = link_in(last_mail())
    assert link.startswith("/zh-hans/ask/") and Mail.objects.count() == 1
    token = link.rstrip("/").rpartition("/")[2]
    assert asked.token == digest_of(token) and token not in asked.token  # only a digest is kept
    assert client.get(link).status_code == 200
    asked.refresh_from_db()
    assert asked.stage == "unconfirmed"  # machines open links
    client.post(link + "confirm/")
    asked.refresh_from_db()
    assert asked.stage == "received" and asked.received_at and asked.likeness_keys.exists()
    assert list(Step.objects.values_list("kind", "by")) == [("sent", None), ("confirmed", None)]
    mail = last_mail(coordinator.email)
    assert "/fr/" in mail.body and mail.language == "fr" and asked.asker_name not in last_mail().body


@pytest.mark.parametrize("language", ["fr", "zh-hans", "en"])
def test_the_form_is_there_in_every_language_without_an_account(client, language):
    make.group()
    page = client.get(f"/{language}/ask/").content.decode()
    assert page.count("<fieldset>") == 8 and f'lang="{language.replace("hans", "Hans")}"' in page
    assert "id_group" in page and 'name="group" value=' in page  # the only group is not asked about


def test_of_several_groups_one_is_chosen(client):
    make.group(), make.group("vietnam")
    assert '<select name="group"' in client.get("/en/ask/").content.decode()
    client.post("/en/ask/", said(group=make.group("vietnam").pk))
    assert Request.objects.get().group == make.group("vietnam")


def test_without_a_group_there_is_nobody_to_ask(client):
    assert "No network can be asked here yet" in client.get("/en/ask/").content.decode()


def test_an_authority_that_the_register_does_not_know_is_written_by_no_form(client):
    client.post("/en/ask/", said())
    assert Request.objects.get().asker is None and Request.objects.get().asker_country == "CN"


@pytest.mark.parametrize("name", ["徐州", "徐州市", "Xuzhou", "xuzhou"])
def test_a_city_is_understood_in_characters_and_pinyin_and_shown_back(client, name):
    link = confirmed(client, place=name)
    assert "徐州市" in client.get(link).content.decode()
    assert Request.objects.get().asker_place.key == "CN/prefecture/320300"


def test_a_place_that_may_be_several_is_asked_about_and_what_is_chosen_counts(client):
    page = refused(client, place="Valence", asker_country="FR")
    assert "Several places are called so." in page and 'type="radio" name="place_is"' in page
    client.post("/en/ask/", said(place="Valence", asker_country="FR", place_is="FR/commune/26362"))
    assert Request.objects.get().asker_place.key == "FR/commune/26362"


def test_a_request_of_someone_from_elsewhere_needs_no_place(client):
    client.post("/en/ask/", said(place="", asker_country="", asker_name="Hội An"))
    assert Request.objects.get().asker_place is None


# Bad input


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"starts": days_ahead(20), "ends": days_ahead(19)}, "The last day is before the first."),
        ({"starts": days_ahead(-3)}, "This day is over."),
        ({"ends": days_ahead(9000)}, "more than five years ahead"),
        ({"starts": ""}, "Needed for these dates"),
        ({"dating": "window"}, "Needed for these dates"),
        ({"dating": "window", "days": "4"}, "fewer days than that between your two dates"),
        ({"starts": "2027-02-30"}, "Enter a valid date"),
        ({"size": "10000"}, "between 1 and 999 participants"),
        ({"size": "0"}, "between 1 and 999 participants"),
        ({"size": "six"}, "Enter a whole number"),
        ({"size": "9" * 400}, "between 1 and 999 participants"),
        ({"days": "-1"}, "greater than or equal to 0"),
        ({"contact_email": "wang@"}, "Enter a valid email address"),
        ({"contact_email": "a@example.org\nBcc: all@example.org"}, "Enter a valid email address"),
        ({"asker_name": "\u202e \u200b"}, "This field is required"),
        ({"asker_name": "x" * 251}, "at most 250 characters"),
        ({"purpose": "x" * 10_001}, "less than 10000 characters"),
        ({"place": "Zzyzx Qqqqqqqqq"}, "We know no place of this name"),
        ({"kind": "party"}, "not one of the available choices"),
        ({"themes": ["urban", "<script>"]}, "not one of the available choices"),
        ({"group": "999"}, "not one of the available choices"),
    ],
)
def test_what_cannot_be_is_refused_clearly_and_nothing_is_lost(client, values, words):
    page = refused(client, **values)
    assert words in page and ("参观城市公园" in page or "purpose" in values) and "王小明" in page and 'value="urban"' in page


def test_a_nul_is_not_understood(client):
    assert client.post("/en/ask/", said(purpose="a\0b")).status_code == 400


def test_more_days_than_the_window_has_are_refused_and_as_many_are_taken(client):
    client.post("/en/ask/", said(dating="window", days="3"))
    assert Request.objects.get().days == 3


def test_script_and_odd_characters_are_kept_as_text_and_shown_as_text(client):
    odd = f"{HOSTILE} 𠮷 é\u202e\u0007"
    kept = f"{HOSTILE} 𠮷 é"
    fields = (
        "asker_name",
        "contact_name",
        "purpose",
        "head_name",
        "composition",
        "sites",
        "payment",
        "through",
        "approved_by",
        "others_asked",
    )
    link = confirmed(client, **dict.fromkeys(fields, odd), contact_phone=odd[:40])
    asked = Request.objects.get()
    assert {getattr(asked, name) for name in fields} == {kept}
    with override("en"):
        page = client.get(link).content.decode()
    assert "<script>alert(1)" not in page and "<img src=x" not in page and page.count("&lt;script&gt;alert(1)") >= 9
    assert "{{ 7|add:7 }}" in page


def test_a_refused_form_shows_hostile_text_as_text(client):
    page = client.post("/en/ask/", said(size=HOSTILE, starts=HOSTILE, asker_name=HOSTILE, purpose=HOSTILE, place=HOSTILE[:100]))
    assert "<script>alert(1)" not in page.content.decode() and "<img src=x" not in page.content.decode()


# Machines


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"website": "https://example.org"}, "must stay empty"),
        ({"stamp": 0}, "very quick"),
        ({"stamp": -3600}, "very quick"),
        ({"stamp": 2 * 24 * 3600}, "too long ago"),
        ({"stamp": "forged"}, "too long ago"),
        ({"stamp": ""}, "too long ago"),
    ],
)
def test_what_looks_like_a_machine_is_told_so_and_may_send_again(client, values, words):
    if isinstance(values.get("stamp"), int):
        values = {"stamp": stamped(values["stamp"])}
    page = refused(client, **values)
    assert words in page and "王小明" in page and "https://example.org" not in page


def test_one_address_sends_so_many_an_hour_and_one_is_mailed_so_often(client, settings):
    settings.SITE_PROCESSES = 1
    form = said()
    answers = [client.post("/en/ask/", form).status_code for _ in range(5)]
    assert answers == [302, 302, 302, 302, 200] and Mail.objects.count() == 4  # whoever asks, one mailbox gets four
    caches["limits"].clear()
    answers = [client.post("/en/ask/", form | {"contact_email": f"a{number}@example.org"}).status_code for number in range(21)]
    assert answers == [302] * 20 + [200]
    caches["limits"].clear()


def test_the_answer_is_the_same_whether_or_not_an_address_is_known(client, coordinator):
    pages = [client.post("/en/ask/", said(contact_email=email), follow=True) for email in (coordinator.email, "nobody@example.org")]
    assert pages[0].redirect_chain == pages[1].redirect_chain
    assert coordinator.email not in pages[0].content.decode()


# Links


@pytest.mark.parametrize("act", ["", "confirm/", "withdraw/", "write/"])
@pytest.mark.parametrize("token", ["x", "A" * 43, "%00", "' OR 1=1 --", digest_of("x")])
def test_a_forged_link_opens_nothing_and_tells_nothing(client, token, act):
    client.post("/en/ask/", said())
    response = client.post(f"/en/ask/{token}/{act}") if act in ("confirm/", "withdraw/") else client.get(f"/en/ask/{token}/{act}")
    assert response.status_code in (400, 404) and "王小明" not in response.content.decode()
    assert Request.objects.get().stage == "unconfirmed"


def test_the_digest_that_is_kept_opens_nothing(client):
    confirmed(client)
    assert client.get(reverse("asked", args=[Request.objects.get().token])).status_code == 404


def test_a_button_pressed_again_says_kindly_that_it_was_pressed(client, coordinator):
    link = confirmed(client)
    page = client.post(link + "confirm/", follow=True).content.decode()
    assert "confirmed already" in page and Step.objects.count() == 2
    assert Mail.objects.filter(to=coordinator.email).count() == 1


def test_an_old_link_opens_no_more(client):
    client.post("/en/ask/", said())
    link = link_in(last_mail())
    Request.objects.update(changed_at="2020-01-01T00:00:00Z")
    assert client.get(link).status_code == 404 and client.post(link + "confirm/").status_code == 404
    assert Request.objects.get().stage == "unconfirmed"


def test_a_form_from_elsewhere_is_refused():
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/en/ask/", said()).status_code == 403
    link = confirmed()
    for act in ("confirm/", "withdraw/"):
        assert strict.post(link + act).status_code == 403
    assert Request.objects.get().stage == "received"


# What the asker does later


def test_a_draft_is_kept_gone_on_with_and_sent_later(client):
    draft = {"draft": "1", "contact_email": "wang@xuzhou.example.org", "group": make.group().pk, "purpose": "公园", "stamp": stamped(9)}
    caches["limits"].clear()
    assert client.post("/zh-hans/ask/", draft).url == "/zh-hans/ask/kept/"
    asked, link = Request.objects.get(), link_in(last_mail())
    assert (asked.stage, asked.purpose) == ("draft", "公园")
    assert "公园" in client.get(link + "write/").content.decode()
    whole = said(purpose="城市公园")
    client.post(link + "write/", {**whole, "size": "", "draft": "1"})
    assert Request.objects.get().purpose == "城市公园" and Mail.objects.count() == 1  # the link is the same
    assert client.post(link + "write/", {**whole, "purpose": ""}).status_code == 200  # sent, it must be whole
    client.post(link + "write/", whole)
    assert Request.objects.get().stage == "unconfirmed" and client.get(link).status_code == 404  # a new link, to the same address
    client.post(link_in(last_mail()) + "confirm/")
    assert Request.objects.get().stage == "received" and Request.objects.count() == 1


def test_a_draft_for_another_address_is_opened_from_there_only(client):
    client.post("/en/ask/", said(draft="1"))
    link = link_in(last_mail())
    client.post(link + "write/", said(draft="1", contact_email="li@xuzhou.example.org"))
    assert client.get(link).status_code == 404 and client.get(link_in(last_mail("li@xuzhou.example.org"))).status_code == 200


def test_who_is_asked_more_sees_the_question_and_completes_the_request(client, coordinator):
    link = confirmed(client)
    asked = Request.objects.get()
    Request.objects.update(stage="questioned")
    Step.objects.create(request=asked, kind="asked_more", after="questioned", by=coordinator, reason=f"Who leads? {HOSTILE}")
    page = client.get(link).content.decode()
    assert "Who leads? &lt;script&gt;" in page and link + "write/" in page
    assert 'name="contact_email"' not in client.get(link + "write/").content.decode()
    client.post(link + "write/", said(head_name="李市长", contact_email="other@example.org"))
    asked.refresh_from_db()
    assert (asked.stage, asked.head_name, asked.contact_email) == ("received", "李市长", "wang@xuzhou.example.org")
    assert Mail.objects.filter(to=coordinator.email).count() == 2
    Request.objects.update(stage="declined")
    assert client.get(link + "write/").status_code == 302  # until it is opened again


def test_a_request_is_withdrawn_once_and_the_coordinator_told(client, coordinator):
    link = confirmed(client)
    client.post(link + "withdraw/")
    assert Request.objects.get().stage == "withdrawn" and Mail.objects.filter(to=coordinator.email).count() == 2
    client.post(link + "withdraw/")
    client.post(link + "confirm/")
    assert Request.objects.get().stage == "withdrawn" and Step.objects.count() == 3


def test_nobody_of_the_network_sees_a_request_before_it_is_confirmed(client, coordinator):
    client.post("/en/ask/", said())
    assert not Request.objects.visible_to(coordinator).exists()
    client.post(link_in(last_mail()) + "confirm/")
    assert Request.objects.visible_to(make.again(coordinator)).exists()
