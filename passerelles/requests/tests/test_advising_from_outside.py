"""Opinions of those who are not in the register: asked by name and address, given by the link of a mail; and whom one may ask at all."""

from datetime import timedelta

import lxml.html
import pytest
from django.urls import reverse
from django.utils import timezone

from passerelles.common.models import Mail
from passerelles.common.refusing import Refused
from passerelles.requests.actions import decline
from passerelles.requests.actions.advising import Outsider, ask_opinion, give_opinion, give_opinion_by_link
from passerelles.requests.actions.purging import purge
from passerelles.requests.actions.reminding import remind
from passerelles.requests.models import Host, Opinion, OpinionState, Step
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.terms import Rank
from passerelles.requests.tests import making
from passerelles.requests.tests.asking import link_in
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
CONSULATE = Outsider("Consulat de Démo", "visites@consulat.example.org", "en")


@pytest.fixture(autouse=True)
def at_an_address(settings):
    settings.SITE_ADDRESS = "https://reseau.example.org"


@pytest.fixture
def link(coordinator):
    """The path of the link that the consulate got."""
    ask_opinion(making.request(), CONSULATE, by=coordinator, question="Connue ?")
    return link_in(Mail.objects.get(to=CONSULATE.email))


def asked_on_page(client, request, **said):
    return client.post(reverse("request_opinions", args=[request.pk]), {"language": "en", **said}, follow=True).text


def test_who_is_not_in_the_register_is_asked_by_mail_and_answers_by_its_link(client, coordinator, signed_in):
    request = making.request()
    page = asked_on_page(
        signed_in(coordinator), request, name="Consulat de Démo", email="Visites@consulat.example.org", question="<b>Connue"
    )
    assert "A mail goes to: visites@consulat.example.org" in page and "Consulat de Démo" in page
    mail = Mail.objects.get()
    assert (mail.to, mail.language, mail.reply_to) == ("visites@consulat.example.org", "en", coordinator.email)
    link = link_in(mail)
    assert link.startswith("/en/opinions/")
    page = client.get(link).text
    assert "Visiter des parcs" in page and "&lt;b&gt;Connue" in page and "wang@xuzhou.example.org" not in page and "Wang Demo" not in page
    page = client.post(link, {"state": "for", "words": "Délégation <i>connue"}, follow=True).text
    assert "Délégation &lt;i&gt;connue" in page and "<textarea" not in page
    opinion = Opinion.objects.get()
    assert (opinion.state, opinion.given_by, opinion.given_at is None) == ("for", None, False)
    assert "Consulat de Démo a rendu son avis : favorable" in Mail.objects.filter(to=coordinator.email).latest("pk").body
    page = signed_in(coordinator).get(request.get_absolute_url()).text
    assert "Délégation &lt;i&gt;connue" in page and page.count("by the link of the mail") == 2


def told(page):
    return " ".join(lxml.html.fromstring(page).text_content().split())


def test_the_link_says_enough_to_answer_and_names_nobody(client, coordinator):
    said = {"size": 7, "head_name": "Zhou Mingyuan", "head_rank": Rank.HEAD, "sites": "les caves de Reims", "composition": "Li Demo"}
    asked = making.request("Lyon", **said)
    Host.objects.create(request=asked, organisation=make.authority("Pau"), state=HostState.LEFT)
    ask_opinion(asked, CONSULATE, by=coordinator)
    link = link_in(Mail.objects.get(to=CONSULATE.email))
    page = client.get(link).text
    for words in ("How many7 persons", "Led bymayor, president", "Sites wished forles caves de Reims", "HostsLyon", "Give this opinion"):
        assert words in told(page)
    assert "Pau" not in page and "Zhou Mingyuan" not in page and "Li Demo" not in page
    page = client.post(link, {"state": "for", "words": "Connue"}, follow=True).text
    assert "<h1>Your opinion</h1>" in page
    decline(asked, by=coordinator, criterion="dates")
    assert "les caves de Reims" not in client.get(link).text


def test_an_opinion_is_given_once_by_the_link(link, client):
    client.post(link, {"state": "against", "words": "Non"})
    assert "given meanwhile" in client.post(link, {"state": "for", "words": "Oui"}, follow=True).text
    assert Opinion.objects.get().words == "Non"


def test_a_forged_link_and_one_of_an_address_of_before_open_nothing(link, client):
    assert client.get("/en/opinions/x/").status_code == client.get(link[:-2] + "/").status_code == 404
    Opinion.objects.update(email="other@example.org")
    assert client.get(link).status_code == client.post(link, {"state": "for"}).status_code == 404
    assert Opinion.objects.get().state == OpinionState.ASKED


def test_what_waits_no_more_is_neither_shown_nor_given(link, client, coordinator):
    decline(Opinion.objects.get().request, by=coordinator, criterion="dates")
    page = client.get(link).text
    assert "waits for no answer any more" in page and "Visiter des parcs" not in page and "<textarea" not in page
    client.post(link, {"state": "for"})
    assert Opinion.objects.get().state == OpinionState.ASKED
    with pytest.raises(Refused, match="no answer any more"):
        give_opinion_by_link(Opinion.objects.get(), OpinionState.FAVOURABLE)


def test_each_address_is_asked_once_and_must_be_one(coordinator):
    request = making.request()
    ask_opinion(request, CONSULATE, by=coordinator)
    with pytest.raises(Refused, match="asked already"):
        ask_opinion(request, Outsider("X", CONSULATE.email.upper()), by=coordinator)
    for wrong in (Outsider("", "a@example.org"), Outsider("X", "no address"), Outsider("X", "a@example.org\nBcc: b@example.org")):
        with pytest.raises(Refused, match="e-mail address"):
            ask_opinion(request, wrong, by=coordinator)
    for someone in (make.officer(), make.stranger()):
        with pytest.raises(Refused, match="for others"):
            ask_opinion(request, Outsider("X", "x@example.org"), by=someone)
    assert Opinion.objects.count() == Mail.objects.count() == 1


@pytest.mark.parametrize("said", [{}, {"name": "X"}, {"email": "x@example.org"}, {"of": True, "name": "X", "email": "x@example.org"}])
def test_one_is_chosen_or_named_not_both(said, coordinator, signed_in):
    said = {**said, "of": make.body("Ambassade", kind="ministry").pk} if "of" in said else said
    assert "Choose somebody in the list, or give" in asked_on_page(signed_in(coordinator), making.request(), **said)
    assert not Opinion.objects.exists()


def test_a_coordinator_notes_what_an_outsider_wrote(link, coordinator, signed_in, client):
    opinion = Opinion.objects.get()
    give_opinion(opinion, OpinionState.FAVOURABLE, "Par courrier", by=coordinator)
    page = signed_in(coordinator).get(opinion.request.get_absolute_url()).text
    assert "an opinion given · Consulat de Démo" in " ".join(lxml.html.fromstring(page).text_content().split())
    assert "Par courrier" in client.get(link).text


def test_an_outsider_who_is_late_is_written_to_once(link):
    Opinion.objects.update(due=timezone.localdate() - timedelta(days=1))
    for _again in range(2):
        remind()
    assert Mail.objects.filter(to=CONSULATE.email).count() == 2


def test_the_address_is_erased_with_the_requests_people_and_its_link_with_it(link, client):
    opinion = Opinion.objects.get()
    assert purge(opinion.request).columns["advisers"] == 1
    opinion.refresh_from_db()
    assert (opinion.email, opinion.outsider) == ("", "Consulat de Démo")
    assert not Mail.objects.filter(to=CONSULATE.email).exists() and client.get(link).status_code == 404


def test_the_address_is_for_who_decides(link, coordinator, signed_in):
    page = Opinion.objects.get().request.get_absolute_url()
    assert CONSULATE.email in signed_in(coordinator).get(page).text
    host = signed_in(making.hosted(Opinion.objects.get().request) and make.officer()).get(page).text
    assert "Consulat de Démo" in host and CONSULATE.email not in host
    observer = signed_in(make.observer()).get(page).text
    assert "Consulat de Démo" not in observer and CONSULATE.email not in observer


# Whom one may ask


def test_whom_one_may_ask_stands_by_kind_and_name(coordinator, signed_in):
    for name, kind in (("Musée B", "museum"), ("Écologie", "ministry"), ("Agence", "agency"), ("Éducation", "ministry"), ("Zoo", "museum")):
        make.body(name, kind=kind)
    make.officer(), make.authority("Lyon")
    page = lxml.html.fromstring(signed_in(coordinator).get(reverse("request_opinions", args=[making.request().pk])).content)
    groups = {group.get("label"): [each.text for each in group] for group in page.xpath("//select[@name='of']/optgroup")}
    assert list(groups) == ["ministry", "agency", "museum", "local authority"]
    assert groups["ministry"] == ["Écologie", "Éducation"] and groups["museum"] == ["Musée B", "Zoo"]
    assert "Saint-Étienne" in groups["local authority"] and "Lyon" not in groups["local authority"]


def test_an_authority_that_nobody_speaks_for_is_not_asked_whatever_page_says_so(coordinator, signed_in):
    lyon, request = make.authority("Lyon"), making.request(stage=Stage.RECEIVED)
    with pytest.raises(Refused, match="Lyon is not asked for an opinion: nobody speaks for it"):
        ask_opinion(request, lyon, by=coordinator)
    asked_on_page(signed_in(coordinator), request, of=lyon.pk)
    assert not Opinion.objects.exists() and not Step.objects.exists()
    make.officer("Lyon")
    assert ask_opinion(request, lyon, by=coordinator)
