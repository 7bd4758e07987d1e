"""The files of the register as tests read them."""

import csv
import io

from passerelles.portal.opendata.dumping import BY_NAME, records
from passerelles.portal.opendata.site import about
from passerelles.portal.opendata.writers import streamed

SITE = "https://register.example.org"


def whole(name):
    return b"".join(streamed(BY_NAME[name].writer(about(SITE)), records(site=SITE)))


def lines(name):
    return list(csv.DictReader(io.StringIO(whole(name).decode("utf-8-sig"))))
