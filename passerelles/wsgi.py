"""The site as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from passerelles.common.checks import refuse_what_must_not_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "passerelles.settings")
application = get_wsgi_application()
refuse_what_must_not_start()
get_resolver().url_patterns  # noqa: B018 - every page is loaded now: the first visitor would wait for it else
