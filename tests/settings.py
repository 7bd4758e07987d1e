"""The site's settings under test: strict where a visitor would only notice late, quick where strictness costs nothing."""

import os

from passerelles.settings import *  # noqa: F403
from passerelles.settings import ASKED_A_MINUTE, DATA_DIR, MADE_AN_HOUR, MIDDLEWARE, TEMPLATES
from tests.strict import Undefined

MIDDLEWARE = ["tests.strict.get_never_writes", *MIDDLEWARE]  # outermost: it sees what sessions and messages write, too
TEMPLATES = [{**engine, "OPTIONS": {**engine["OPTIONS"], "string_if_invalid": Undefined()}} for engine in TEMPLATES]
STATIC_ROOT = DATA_DIR / "nothing collected"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True  # whatever was collected here by hand: files are served from where they stand
ALLOWED_HOSTS = ["*"]
SECRET_KEY = "of the tests"
ASKED_A_MINUTE = dict.fromkeys(ASKED_A_MINUTE, 100_000)  # whoever tests limits sets them
MADE_AN_HOUR = dict.fromkeys(MADE_AN_HOUR, 100_000)

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs a loop in the tests' thread; the ORM is called beside it
