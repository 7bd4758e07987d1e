"""What an asker does, for tests: a form filled in as a person does, and the link of the mail."""

import re
import time
from datetime import timedelta

from django.core import signing
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from passerelles.common.models import Mail
from passerelles.requests.forms.proof import SALT
from tests import make

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'>{{ 7|add:7 }}"


def days_ahead(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def said(**values):
    """A whole form, opened ten seconds ago."""
    caches["limits"].clear()
    whole = {
        "group": make.group().pk,
        "kind": "delegation",
        "asker_name": "徐州市人民政府外事办公室",
        "asker_country": "CN",
        "place": "徐州",
        "is_authority": "on",
        "contact_name": "王小明",
        "contact_email": "wang@xuzhou.example.org",
        "purpose": "参观城市公园,与城市规划部门交流。",
        "themes": ["urban", "environment"],
        "dating": "fixed",
        "starts": days_ahead(120),
        "ends": days_ahead(122),
        "size": "6",
        "head_rank": "deputy",
        "payer": "stay",
        "website": "",
        "stamp": stamped(10),
    }
    return {**whole, **values}


def stamped(seconds):
    return signing.dumps(time.time() - seconds, salt=SALT)


def link_in(mail):
    return re.search(r"https?://[^/]+(\S+)", mail.body)[1]


def last_mail(to="wang@xuzhou.example.org"):
    return Mail.objects.filter(to=to).latest("pk")


def confirmed(client=None, **values):
    """The path of a request's link, once its button was pressed."""
    client = client or Client()
    client.post("/en/ask/", said(**values))
    link = link_in(last_mail())
    client.post(link + "confirm/")
    return link
