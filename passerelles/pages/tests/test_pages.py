"""The portal's own pages: who sees what, in which language; drafts, history, two writers at once; hostile text."""

from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from passerelles.common.finding import kinds
from passerelles.common.models import Findable
from passerelles.common.refusing import Refused
from passerelles.pages import menus
from passerelles.pages.actions import Draft, Overtaken, Place, move_page, open_page, publish, restore, withdraw, write
from passerelles.pages.forms import TextForm
from passerelles.pages.models import Menu, Page, PageKind, Text, Version
from passerelles.pages.queries import changes
from passerelles.pages.writing import html_of, written
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_french():
    with override("fr"):
        yield


def page(slug="about", kind=PageKind.OTHER, by=None, texts=None, is_published=True, **values):
    """A page with a text a language: published, if nothing else is said."""
    by = by or make.coordinator()
    opened = open_page(Place(slug, kind, **values), by=by)
    for language, (title, body) in (texts or {"fr": ("À propos", "Un **réseau**.")}).items():
        version = write(opened, language, Draft(title, body, 0), by=by)
        if is_published:
            publish(version, by=by)
    return opened


def shown(client, slug="about", lang="fr"):
    with override({"zh": "zh-hans"}.get(lang, lang)):
        return client.get(reverse("page", args=[slug]))


# Reading


def test_a_page_is_read_in_the_visitors_language(client):
    page(texts={"fr": ("À propos", "Un réseau."), "zh": ("关于", "一个网络。")})
    assert "Un réseau." in shown(client).content.decode()
    chinese = shown(client, lang="zh").content.decode()
    assert "一个网络。" in chinese and "fallback" not in chinese


def test_a_page_that_is_not_written_in_a_language_says_so_and_shows_another(client):
    page(texts={"zh": ("关于", "一个网络。")})
    english = shown(client, lang="en").content.decode()
    assert "This page is not written in this language yet: here it is in Chinese." in english
    assert '<h1 lang="zh-Hans">关于</h1>' in english


def test_a_draft_is_for_its_writers_alone(client, signed_in, coordinator, officer, stranger):
    page(is_published=False)
    for reader in (client, signed_in(officer), signed_in(stranger)):
        assert shown(reader).status_code == 404
    assert "À propos</a>" not in client.get(reverse("pages")).content.decode()
    inside = shown(signed_in(coordinator))
    assert inside.status_code == 200 and "Rien de cette page n’est public" in inside.content.decode()


def test_a_later_draft_changes_nothing_in_public(client):
    written_page = page()
    write(written_page, "fr", Draft("À propos", "MARKED", 1), by=make.coordinator())
    assert "MARKED" not in shown(client).content.decode()
    assert "MARKED" not in client.get(reverse("pages")).content.decode()


def test_a_history_is_a_timeline_and_press_comes_newest_first(client):
    body = "Avant.\n\n- 2007: **Bordeaux**\n- 2005-11: Wuhan\n  avec une suite\n- pas de date\n\nAprès."
    page("history", PageKind.HISTORY, texts={"fr": ("Histoire", body)})
    page("press", PageKind.PRESS, texts={"fr": ("Presse", body)})
    history, press = shown(client, "history").content.decode(), shown(client, "press").content.decode()
    assert history.index("novembre 2005") < history.index("2007</span>") and 'class="timeline' in history
    assert press.index("2007</span>") < press.index("novembre 2005") and 'class="dated' in press
    for said in ("Avant.", "Après.", "pas de date", "avec une suite", "<strong>Bordeaux</strong>"):
        assert said in history


def test_a_groups_page_leads_to_its_brief(client):
    make.public_partnership()
    page("group", PageKind.GROUP, group=make.group())
    assert reverse("brief", args=["group", make.group().pk]) in shown(client, "group").content.decode()


# Hostile text


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "a <svg/onload=alert(1)> b",
        "<!-- --><iframe src=//e.org></iframe>",
        "![x](https://e.org/x.png)",
        "![x](javascript:alert(1))",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](<javascript:alert(1)>)",
        "[x](\x01javascript:alert(1))",
        "[x](vbscript:x) [y](data:text/html;base64,PHNjcmlwdD4=) [z](file:///etc/passwd)",
        "[x](//e.org/x)",
        "[x]: javascript:alert(1)\n\n[x]",
        "<javascript:alert(1)>",
        '[x](/a "onclick=alert(1)")',
        '[x](/a"onclick="alert(1))',
        '```"><script>alert(1)</script>\n<b>\n```',
        "`<script>`",
        "|<script>|\n|-|\n|<img src=x>|",
        "- 2005: <script>alert(1)</script> [x](javascript:alert(1))",
        "{{ 7|add:7 }} {% load static %}",
    ],
)
def test_hostile_markdown_is_text(body):
    found = []

    class Seen(HTMLParser):
        def handle_starttag(self, tag, attributes):
            found.append((tag, dict(attributes)))

    text = written(body, is_dated=body.startswith("- 2005"))
    Seen().feed(text.body + "".join(item.body for item in text.items) + text.after)
    for tag, attributes in found:
        assert tag in ("p", "a", "pre", "code", "table", "thead", "tbody", "tr", "th", "td", "b", "ul", "li") and tag != "b", body
        assert set(attributes) <= {"href", "title", "class"}, body
        href = "".join(attributes.get("href", "").split()).lower()
        assert href.startswith(("http://", "https://", "mailto:", "/", "#")) and not href.startswith("//") if href else True, body


def test_links_to_the_web_to_mail_and_to_this_site_are_links():
    for address in (
        "https://example.org/a?b=c#d",
        "http://example.org",
        "mailto:a@example.org",
        "/fr/entries/",
        "#top",
        "?kind=office",
        "autre/",
    ):
        assert f'<a href="{address}">' in html_of(f"[x]({address})")


def test_what_is_written_after_a_list_of_dated_items_comes_after_it():
    text = written("Avant.\n\n- 2005: Un\n  et plus\n- 2007-03: Deux\n\n## Après\n\nFin.", is_dated=True, newest_first=True)
    assert text.body == "<p>Avant.</p>\n" and text.after == "<h3>Après</h3>\n<p>Fin.</p>\n"
    assert [item.date for item in text.items] == ["2007-03", "2005"]
    page = render_to_string("pages/_written.html", {"text": text, "is_timeline": False})
    assert page.index("Avant.") < page.index("Deux") < page.index("Un") < page.index("Après")


def test_headings_begin_under_the_pages_own():
    assert html_of("# Un\n\n###### Six") == "<h2>Un</h2>\n<h6>Six</h6>\n"


def test_hostile_titles_and_notes_are_text_on_every_page(client, signed_in, coordinator):
    attack = "<script>alert(1)</script>"
    made = page(texts={"fr": (attack, attack)}, menu=Menu.FOOT, kind=PageKind.HISTORY)
    write(made, "fr", Draft(attack, f"{attack}\n- 2005: {attack}", 1, note=attack), by=coordinator)
    menus.forget()
    desk = [reverse("desk_pages"), reverse("write_page", args=[made.pk, "fr"]), reverse("move_page", args=[made.pk])]
    desk += [reverse("page_history", args=[made.pk, "fr"]), reverse("page_version", args=[made.pk, "fr", 2])]
    for reader, addresses in ((client, [reverse("pages"), reverse("page", args=["about"])]), (signed_in(coordinator), desk)):
        for address in addresses:
            body = reader.get(address).content.decode()
            assert ("<script>alert" not in body and "&lt;script&gt;alert" in body) or address.endswith(f"{made.pk}/"), address


# Writing


def post(client, made, act, body="Un autre texte.", title="À propos", seen=1, language="fr", **headers):
    said = {"title": title, "body": body, "seen": seen, "note": "", "act": act}
    return client.post(reverse("write_page", args=[made.pk, language]), said, **headers)


def test_a_preview_shows_and_keeps_nothing(signed_in, coordinator):
    made = page()
    answer = post(signed_in(coordinator), made, "preview", "Un **aperçu**.").content.decode()
    assert "<strong>aperçu</strong>" in answer and "rien n’est encore gardé" in answer
    assert Version.objects.count() == 1 and Text.objects.get().latest == 1


def test_a_draft_is_kept_and_then_published(client, signed_in, coordinator):
    made, writer = page(), signed_in(coordinator)
    assert post(writer, made, "draft").status_code == 302
    assert "Un autre texte." not in shown(client).content.decode()
    assert post(writer, made, "publish", "Le troisième.", seen=2).status_code == 302
    assert "Le troisième." in shown(client).content.decode()
    assert list(Version.objects.order_by("number").values_list("number", "body")) == [
        (1, "Un **réseau**."),
        (2, "Un autre texte."),
        (3, "Le troisième."),
    ]


def test_who_comes_second_is_told_and_loses_nothing(signed_in, coordinator):
    made, other = page(), make.coordinator(email="other@example.org")
    post(signed_in(other), made, "draft", "Ligne commune.\nLa leur.")
    answer = post(signed_in(coordinator), made, "publish", "Ligne commune.\nLa mienne.", seen=1)
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "La mienne.</textarea>" in body and "<del>La leur.</del>" in body and "<ins>La mienne.</ins>" in body
    assert 'name="seen" value="2"' in body  # what they send now follows what they were shown
    assert [version.body for version in Version.objects.order_by("number")][-1] == "Ligne commune.\nLa leur."
    assert post(signed_in(coordinator), made, "draft", "Ligne commune.\nLes deux.", seen=2).status_code == 302


def test_the_first_text_is_written_once_too():
    made, by = page(texts={}), make.coordinator()
    write(made, "en", Draft("About", "One", 0), by=by)
    with pytest.raises(Overtaken):
        write(made, "en", Draft("About", "Two", 0), by=by)


def test_an_older_version_comes_back_as_a_new_one(client, signed_in, coordinator):
    made = page()
    publish(write(made, "fr", Draft("Vandale", "MARKED", 1), by=coordinator), by=coordinator)
    first = Version.objects.get(number=1)
    act = reverse("page_act", args=[made.pk, "fr", 1, "restore"])
    signed_in(coordinator).post(act, {"seen": 2})
    third = Version.objects.get(number=3)
    assert (third.body, third.restores, third.by) == (first.body, 1, coordinator)
    assert "MARKED" in shown(client).content.decode()  # until somebody publishes what came back
    signed_in(coordinator).post(reverse("page_act", args=[made.pk, "fr", 3, "publish"]))
    assert "MARKED" not in shown(client).content.decode()
    with pytest.raises(Overtaken):
        restore(first, seen=1, by=coordinator)


def test_only_the_last_version_is_published(coordinator):
    made = page()
    write(made, "fr", Draft("t", "later", 1), by=coordinator)
    with pytest.raises(Overtaken):
        publish(Version.objects.get(number=1), by=coordinator)


def test_a_text_can_be_taken_from_the_public_and_the_history_says_so(client, signed_in, coordinator):
    made = page()
    withdraw(made.texts.get(), by=coordinator)
    assert shown(client).status_code == 404
    history = signed_in(coordinator).get(reverse("page_history", args=[made.pk, "fr"])).content.decode()
    assert "retirée du public" in history and "version 1 publiée" in history


def test_what_changed_is_told_line_by_line():
    told = [(change.sign, change.line) for change in changes("un\ndeux\ntrois", "un\n2\ntrois")]
    assert told == [(" ", "un"), ("-", "deux"), ("+", "2"), (" ", "trois")]


# Who may write


def test_pages_are_written_by_coordinators_a_groups_by_its_own(officer, stranger, coordinator):
    other = make.coordinator(make.group("vietnam"))
    common, own = page("common"), page("own", group=make.group())
    for person in (officer, stranger, make.observer()):
        for where in (common, own):
            with pytest.raises(Refused):
                write(where, "fr", Draft("t", "b", 1), by=person)
    write(common, "fr", Draft("t", "b", 1), by=other)
    with pytest.raises(Refused):
        write(own, "fr", Draft("t", "b", 1), by=other)
    with pytest.raises(Refused):
        move_page(common, Place("common", PageKind.OTHER, make.group()), by=other)  # into a group that is not theirs
    write(own, "fr", Draft("t", "b", 1), by=make.administrator())


def test_the_desk_of_pages_is_closed_to_others(client, signed_in, officer):
    own = page("own", group=make.group())
    outsider = signed_in(make.coordinator(make.group("vietnam")))
    for name, arguments in (("write_page", ["fr"]), ("move_page", []), ("page_history", ["fr"]), ("page_version", ["fr", 1])):
        address = reverse(name, args=[own.pk, *arguments])
        assert client.get(address).status_code == 302
        assert signed_in(officer).get(address).status_code == 403
        assert outsider.get(address).status_code == 404
    for act in ("publish", "restore", "withdraw"):
        assert outsider.post(reverse("page_act", args=[own.pk, "fr", 1, act])).status_code == 404
    assert Text.objects.get().published is not None


def test_a_page_is_opened_and_moved_in_the_browser(signed_in, coordinator):
    client = signed_in(coordinator)
    said = {"slug": "About-Us", "kind": "presentation", "group": "", "menu": "foot", "position": "10"}
    assert client.post(reverse("new_page"), said).status_code == 302
    assert Page.objects.get().slug == "about-us"
    assert "déjà cette adresse" in client.post(reverse("new_page"), said).content.decode()
    assert client.post(reverse("move_page", args=[Page.objects.get().pk]), {**said, "slug": "us"}).status_code == 302
    assert (Page.objects.get().slug, Page.objects.get().menu) == ("us", "foot")
    assert client.get(reverse("write_page", args=[Page.objects.get().pk, "de"])).status_code == 404


# Menus and lists


def test_menus_show_published_pages_in_order_and_in_the_visitors_language(client):
    page("second", texts={"fr": ("Deuxième", ""), "zh": ("第二", "")}, menu=Menu.FOOT, position=2)
    page("first", texts={"fr": ("Premier", "")}, menu=Menu.FOOT, position=1)
    page("head", texts={"fr": ("En tête", "")}, menu=Menu.HEAD)
    page("hidden", texts={"fr": ("MARKED", "")}, menu=Menu.FOOT, is_published=False)
    menus.forget()
    body = client.get("/fr/").content.decode()
    assert body.index("En tête") < body.index("Premier") < body.index("Deuxième") and "MARKED" not in body
    assert "第二" in client.get("/zh-hans/").content.decode()


def test_menus_ask_the_database_once_a_minute(client, django_assert_num_queries):
    page(menu=Menu.FOOT)
    menus.forget()
    with django_assert_num_queries(1):
        menus.lines()
    with django_assert_num_queries(0):
        menus.lines()


@pytest.mark.django_db(transaction=True)
def test_menus_follow_a_change_at_once_where_it_was_made(client):
    assert "Nouvelle venue" not in client.get("/fr/").content.decode()
    page(texts={"fr": ("Nouvelle venue", "")}, menu=Menu.HEAD)
    assert "Nouvelle venue" in client.get("/fr/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_lists_ask_no_more_for_more_pages(client, signed_in, coordinator, django_assert_num_queries, number):
    for each in range(number):
        page(f"page-{each}", texts={"fr": ("t", "b"), "zh": ("题", "文")})
    with django_assert_num_queries(2):
        client.get(reverse("pages"))
    with django_assert_num_queries(2):
        client.get(reverse("page", args=["page-0"]))
    writer = signed_in(coordinator)
    with django_assert_num_queries(7):
        writer.get(reverse("desk_pages"))


# Finding


def found():
    return list(Findable.objects.filter(kind="page").order_by("part").values_list("language", "text", "visibility"))


def test_what_is_public_of_a_page_is_found_and_nothing_else(coordinator):
    made = page(texts={"fr": ("À propos", "Un **réseau** & [des liens](/fr/)."), "zh": ("关于", "一个网络。")})
    public = [("fr", "Un réseau & des liens.", "public"), ("zh", "一个网络。", "public")]
    assert found() == public
    write(made, "fr", Draft("À propos", "MARKED", 1), by=coordinator)
    assert found() == public
    withdraw(made.texts.get(language="fr"), by=coordinator)
    assert found() == public[1:]
    withdraw(made.texts.get(language="zh"), by=coordinator)
    assert found() == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Avant. novembre 2005\u00a0: Rencontre de Wuhan. 2010\u00a0: À Nankin."),
        ("zh", "Avant. 2005年11月：Rencontre de Wuhan. 2010年：À Nankin."),
        ("en", "Avant. November 2005: Rencontre de Wuhan. 2010: À Nankin."),
    ],
)
def test_dated_items_are_found_as_the_page_says_them(language, said):
    body = "Avant.\n\n- 2010: À Nankin.\n- 2005-11: Rencontre de **Wuhan**."
    page(kind=PageKind.HISTORY, texts={language: ("Histoire", body)})
    assert found() == [(language, said, "public")]


def test_a_page_that_moves_is_found_where_it_is(coordinator):
    made = page("old")
    move_page(made, Place("new", PageKind.OTHER), by=coordinator)
    row = Findable.objects.get(kind="page")
    assert kinds()["page"].address(row.object_id, row.place) == reverse("page", args=["new"])
    Findable.objects.all().delete()
    kinds()["page"].index(made.pk)
    assert list(kinds()["page"].numbers()) == [made.pk] and found()


@pytest.mark.parametrize(("title", "kept"), [("Mentions\x0b \u202elégales\u200b", "Mentions légales"), ("\u200b\u202e", None)])
def test_a_title_hides_and_turns_nothing_beside_it(title, kept):
    form = TextForm({"title": title, "body": "", "seen": 0})
    assert form.is_valid() == (kept is not None) and form.cleaned_data.get("title") == kept


def test_the_page_of_all_pages_is_called_so_in_chinese_too(client):
    page = client.get("/zh-hans/pages/").content.decode()
    assert "<h1>所有页面</h1>" in page and "页码" not in page
