"""Signing in and out, a new password by mail, one's own account."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from passerelles.people.models import FailedSignIn
from passerelles.people.trying import PAUSE, TRIES, TRIES_OF_ALL
from passerelles.people.views import LINKS_A_DAY
from tests import make

pytestmark = pytest.mark.django_db


def test_an_address_in_any_case_and_a_password_sign_in(client):
    someone = make.user("anna@example.org", language="zh-hans")
    answer = client.post("/fr/sign-in/", {"username": " Anna@Example.ORG ", "password": make.PASSWORD})
    assert answer.status_code == 302 and answer.url == "/zh-hans/"
    assert client.get("/fr/account/").context["user"] == someone


def test_a_wrong_password_says_so_and_keeps_the_address(client):
    make.user("anna@example.org")
    answer = client.post("/en/sign-in/", {"username": "anna@example.org", "password": "wrong"})
    assert answer.status_code == 200
    assert "do not go together" in answer.content.decode() and 'value="anna@example.org"' in answer.content.decode()


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("/fr/account/", "/fr/account/"),
        ("https://elsewhere.example/x", "/fr/"),  # another site's page is never where one is sent
        ("//elsewhere.example/x", "/fr/"),
        ("javascript:alert(1)", "/fr/"),
    ],
)
def test_signing_in_leads_where_one_wanted_to_go_on_this_site(client, wanted, leads_to):
    make.user("anna@example.org")
    answer = client.post("/fr/sign-in/", {"username": "anna@example.org", "password": make.PASSWORD, "next": wanted})
    assert answer.url == leads_to


def test_a_page_of_the_network_asks_to_sign_in(client):
    answer = client.get("/fr/account/")
    assert answer.status_code == 302 and answer.url == "/fr/sign-in/?next=/fr/account/"


def test_signing_out_takes_a_button_not_a_link(signed_in, stranger):
    browser = signed_in(stranger)
    assert browser.get("/fr/sign-out/").status_code == 405
    assert browser.post("/fr/sign-out/").status_code == 302
    assert browser.get("/fr/account/").status_code == 302


def link_in(mail):
    return re.search(r"http://\S+", mail.body)[0]


def test_a_forgotten_password_is_replaced_through_a_link_that_works_once(client, mailoutbox):
    make.user("anna@example.org", language="en")
    client.post("/fr/password/", {"email": "ANNA@example.org"})
    [mail] = mailoutbox
    assert mail.to == ["anna@example.org"] and mail.subject == "A new password for Passerelles"
    link = link_in(mail)
    assert client.get(link).status_code == 200
    assert client.get(link).status_code == 200  # a mail scanner that opens it uses nothing up
    new = {"new_password1": "quite another long one", "new_password2": "quite another long one"}
    assert client.post(link, new).status_code == 302
    assert client.login(username="anna@example.org", password="quite another long one")
    assert client.get(link).status_code == 410


def test_an_unknown_address_is_answered_the_same_and_gets_no_mail(client, mailoutbox):
    make.user("anna@example.org")
    answers = [client.post("/en/password/", {"email": email}).content.decode() for email in ("anna@example.org", "nobody@example.org")]
    assert answers[0].replace("anna@", "nobody@") == answers[1]
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("path", ["x/y", "MQ/abc-def", "9999999999999999999999/a", "%ff/a"])
def test_a_made_up_link_is_over(client, path):
    assert client.get(f"/fr/password/{path}/").status_code == 410


def test_a_closed_account_neither_signs_in_nor_gets_a_link(client, mailoutbox):
    make.user("anna@example.org", is_active=False)
    client.post("/fr/password/", {"email": "anna@example.org"})
    assert client.post("/fr/sign-in/", {"username": "anna@example.org", "password": make.PASSWORD}).status_code == 200
    assert mailoutbox == []


def test_one_keeps_ones_name_and_language(signed_in, stranger):
    answer = signed_in(stranger).post("/fr/account/", {"name": "Anna", "language": "zh-hans"})
    assert answer.url == "/zh-hans/account/"
    again = make.again(stranger)
    assert (again.name, again.language) == ("Anna", "zh-hans")


def test_one_changes_ones_password_and_stays_signed_in(signed_in, stranger):
    browser = signed_in(stranger)
    short = browser.post("/fr/account/password/", {"new_password1": "short", "new_password2": "short"})
    assert short.status_code == 200 and make.again(stranger).check_password(make.PASSWORD)
    new = {"old_password": make.PASSWORD, "new_password1": "quite another long one", "new_password2": "quite another long one"}
    assert browser.post("/fr/account/password/", new).status_code == 302
    assert browser.get("/fr/account/").status_code == 200


def test_the_account_says_what_one_is(signed_in, coordinator, officer):
    assert "Groupe chine" in signed_in(coordinator).get("/fr/account/").content.decode()
    assert "Saint-Étienne" in signed_in(officer).get("/fr/account/").content.decode()


def test_forms_of_the_account_ask_for_the_sites_own_token(stranger):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(stranger)
    assert browser.post("/fr/account/", {"name": "Mallory", "language": "fr"}).status_code == 403


def test_ten_wrong_passwords_are_followed_by_a_pause(client):
    make.user("anna@example.org")
    make.user("paul@example.org")
    for _ in range(10):
        client.post("/en/sign-in/", {"username": "anna@example.org", "password": "wrong"})
    right = {"username": "Anna@example.org", "password": make.PASSWORD}
    assert "Too many wrong passwords" in client.post("/en/sign-in/", right).content.decode()
    assert client.post("/en/sign-in/", right, REMOTE_ADDR="192.0.2.9").status_code == 302  # from elsewhere she signs in
    assert client.post("/en/sign-in/", {**right, "username": "paul@example.org"}).status_code == 302
    FailedSignIn.objects.update(at=timezone.now() - PAUSE)
    assert client.post("/en/sign-in/", right).status_code == 302


def test_one_password_is_not_tried_on_everybody(client):
    make.user("anna@example.org")
    elsewhere = "2001:db8:1:2::"
    for number in range(TRIES_OF_ALL):
        client.post("/en/sign-in/", {"username": f"n{number}@example.org", "password": "123456"}, REMOTE_ADDR=f"{elsewhere}{number:x}")
    right = {"username": "anna@example.org", "password": make.PASSWORD}
    assert "Too many wrong passwords" in client.post("/en/sign-in/", right, REMOTE_ADDR=f"{elsewhere}ffff").text
    assert client.post("/en/sign-in/", right).status_code == 302


def test_a_new_password_of_one_s_own_asks_for_the_old_one(signed_in):
    anna = make.user("anna@example.org")
    new = {"new_password1": "quite another long one", "new_password2": "quite another long one"}
    for old, status in (("", 200), ("wrong", 200), (make.PASSWORD, 302)):
        assert signed_in(anna).post("/en/account/password/", {**new, "old_password": old}).status_code == status


def test_the_engine_room_has_no_door_where_passwords_are_not_counted(client):
    make.administrator("anna@example.org")
    answer = client.get("/admin/")
    answer = client.get(answer.url)
    assert answer.status_code == 302 and answer.url == "/fr/sign-in/?next=/admin/"
    assert client.get("/admin/login/?next=//elsewhere.example/").url == "/fr/sign-in/?next=/admin/"
    assert client.post("/admin/login/", {"username": "anna@example.org", "password": make.PASSWORD}).status_code == 405
    assert client.post(answer.url, {"username": "anna@example.org", "password": make.PASSWORD}).url == "/admin/"


def test_a_mail_server_that_is_down_tells_nobody_who_has_an_account(client, settings, caplog):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1", 1
    make.user("anna@example.org")
    known, unknown = (client.post("/fr/password/", {"email": email}) for email in ("anna@example.org", "nobody@example.org"))
    assert known.status_code == unknown.status_code == 200
    assert known.text.replace("anna@", "nobody@") == unknown.text
    assert "could not be sent" in caplog.text and "/password/" not in caplog.text


def test_a_name_holds_nothing_that_turns_or_hides_what_stands_beside_it(signed_in, stranger):
    signed_in(stranger).post("/fr/account/", {"name": "An\u202ena\u200b\u0007", "language": "fr"})
    assert make.again(stranger).name == "Anna"


def test_nobody_fills_another_s_letter_box(client, mailoutbox):
    make.user("anna@example.org")
    answers = {client.post("/fr/password/", {"email": "anna@example.org"}).status_code for _ in range(TRIES + 5)}
    assert answers == {200} and len(mailoutbox) == TRIES
    assert client.post("/fr/sign-in/", {"username": "anna@example.org", "password": make.PASSWORD}).status_code == 302


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "au moins 10 caractères"), ("zh-hans", "至少需要 10 个字符"), ("en", "needs at least 10 characters")]
)
def test_a_short_password_is_refused_in_the_language_of_the_page(language, words, signed_in, stranger):
    short = {"old_password": make.PASSWORD, "new_password1": "xK3!", "new_password2": "xK3!"}
    page = signed_in(stranger).post(f"/{language}/account/password/", short).content.decode()
    assert words in page and ("Ce mot de passe" in page) is (language == "fr")


@pytest.mark.parametrize("email", ["known", "nobody@example.org"])
def test_links_for_new_passwords_are_bounded_by_the_day_whether_or_not_an_address_is_known(client, settings, officer, email):
    settings.SITE_PROCESSES = 1
    email = officer.email if email == "known" else email
    pages = [
        client.post("/en/password/", {"email": email}, REMOTE_ADDR=f"10.0.0.{number}").content.decode() for number in range(LINKS_A_DAY + 1)
    ]
    assert not any("in a day" in page for page in pages[:-1]) and "Too many links were asked for in a day" in pages[-1]
