"""Django's settings. Everything a site may change is an environment variable; the defaults run the demonstration on one machine."""

import os
from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("PASSERELLES_DATA") or BASE_DIR / "var")  # the database and the originals of an embedded site

DEBUG = os.environ.get("PASSERELLES_DEBUG", "") == "1"
DEMONSTRATION_KEY = "demonstration only: a real site sets PASSERELLES_SECRET_KEY"  # no site that others reach starts with it
SECRET_KEY = os.environ.get("PASSERELLES_SECRET_KEY") or DEMONSTRATION_KEY
ALLOWED_HOSTS = os.environ.get("PASSERELLES_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = list(filter(None, os.environ.get("PASSERELLES_ORIGINS", "").split(",")))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.admin",
    "django_htmx",
    "passerelles.common",
    "passerelles.places",
    "passerelles.people",
    "passerelles.library",
    "passerelles.register",
    "passerelles.ledger",
    "passerelles.requests",
    "passerelles.visits",
    "passerelles.pages",
    "passerelles.portal",
    "passerelles.command",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "passerelles.common.middleware.content_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "passerelles.common.middleware.Compressed",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "passerelles.common.middleware.Holdable",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",  # forgetting to open a page closes it
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "passerelles.urls"
WSGI_APPLICATION = "passerelles.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "passerelles.people.context.standing_of_visitor",
                "passerelles.pages.context.page_menus",
            ],
        },
    }
]

DATABASES = {"default": dj_database_url.config("PASSERELLES_DATABASE", default=f"sqlite:///{DATA_DIR}/db.sqlite3", conn_max_age=60)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Writers wait their turn from the beginning of a transaction; readers never wait (docs/decisions).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; PRAGMA cache_size=-32000;",
    }
# Who asks how often is counted in each process (docs/decisions/0082): a GET writes to no database.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "limits": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "limits", "OPTIONS": {"MAX_ENTRIES": 20_000}},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "passerelles.people.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "passerelles" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("PASSERELLES_TIME_ZONE", "Europe/Paris")

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "media"  # never served: originals go through a view that asks who is there
# Once collected, static files have names that browsers keep for ever; before that (tests, development) they are found where they are.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not (STATIC_ROOT / "staticfiles.json").exists()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "passerelles.common.collecting.Collected"},
}

EMAIL_BACKEND = os.environ.get("PASSERELLES_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = os.environ.get("PASSERELLES_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("PASSERELLES_EMAIL_PORT", "25"))
DEFAULT_FROM_EMAIL = os.environ.get("PASSERELLES_EMAIL_FROM", "passerelles@localhost")

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
IS_BEHIND_PROXY = os.environ.get("PASSERELLES_HTTPS") == "1"
if IS_BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

# What fails is told where the server tells the rest (journalctl): Django alone would mail it to administrators, of whom there are none.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"untold": {"()": "passerelles.common.faults.Untold"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["untold"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "level": "ERROR"}},  # not each page that is not there
}

# What the network's own rules are.
SITE_NAME = _("Passerelles")
TAKERS = ("passerelles.register.reading.take",)  # who takes its kinds of findings out of a reading
FOLLOWERS = ("passerelles.register.actions.following.follow_visibility",)  # who keeps something of a document's visibility
HIDERS = ("passerelles.register.actions.hiding.hide",)  # who keeps words of documents: a newer reader's secrets are hidden there too
KEEPERS = ("passerelles.register.actions.erasing.let_go",)  # who stands on what is erased: names the sentences it needs
PROJECTORS = ("passerelles.ledger.actions.follow",)  # who keeps something of what is accepted of an entry, in the same step
SECTIONS = (
    "passerelles.ledger.sections.section",
    "passerelles.requests.sections.section",
    "passerelles.visits.sections.section",
)  # who adds a section to the page of an entry or an authority
OWN = ("passerelles.requests.sections.own",)  # who adds links to the page of an organisation that an officer speaks for
AWAITED = (
    "passerelles.requests.awaiting.awaited",
    "passerelles.visits.awaiting.awaited",
)  # who says on the first page what waits for somebody
REOPENED_UNLESS = ("passerelles.visits.standing.why_not_reopened",)  # who says why an accepted request cannot be opened again
LATER = ("passerelles.visits.standing.later",)  # who knows of requests whose journey is after a day, whatever they say themselves
STAYS = ("passerelles.visits.stays.stays",)  # who knows journeys better than their requests do: the radar's calendar shows them
ASKED = ("passerelles.visits.asked.section",)  # who adds a section to the page of whoever asked without an account
CAME_OF = ("passerelles.visits.came.of_request",)  # who says on the page of a request what came of it
TITLERS = ("passerelles.visits.titles.titles_of",)  # who wrote movements of the ledger, and calls them what they are in each language
BEHIND = ("passerelles.visits.titles.pages_behind",)  # who wrote movements of the ledger, and has pages that say so to who may see them
RECEPTIONS = ("passerelles.visits.receptions.receptions",)  # who knows better than a request whom an organisation receives, and when
SITE_ADDRESS = os.environ.get("PASSERELLES_ADDRESS", "").rstrip("/")  # where nobody's request tells: in files written at night
DATA_TITLE = os.environ.get("PASSERELLES_DATA_TITLE", "Passerelles: register of decentralised cooperation")
DATA_PUBLISHER = os.environ.get("PASSERELLES_DATA_PUBLISHER", "Passerelles")
DATA_LICENCE = os.environ.get(
    "PASSERELLES_DATA_LICENCE", "https://creativecommons.org/licenses/by/4.0/"
)  # of facts; quotes keep their document's
IATI_REFERENCE = os.environ.get("PASSERELLES_IATI_REFERENCE", "")  # the network's own identifier: it reports for members that have none
DUMPS_ROOT = DATA_DIR / "dumps"
SITE_PROCESSES = int(os.environ.get("PASSERELLES_SITES", "2"))  # that answer visitors: each counts its share of what one may ask
ASKED_A_MINUTE = {"visitor": 120, "member": 600}  # of the API, from one address or with one key
MADE_AN_HOUR = {"files": 20, "printed": 200}  # for one address or account: a file may take a minute of a thread, a PDF or PNG a second
DESCRIBERS = ("passerelles.portal.opendata.structured.describe",)  # who says for search engines what a page is about
PREVIEW = "passerelles.portal.preview.picture_of"  # who knows the picture that a link to a page is shown with
MARKERS = ("passerelles.register.marking.marks",)  # who marks words on a document's page
DEMONSTRATIONS = (
    "passerelles.pages.demonstration.load",
    "passerelles.requests.demonstration.load",
    "passerelles.visits.demonstration.load",
)  # who has something of its own to load with the demonstration
FINDABLES = (
    "passerelles.register.findables.FINDABLES",
    "passerelles.library.finding.FINDABLES",
    "passerelles.pages.findables.FINDABLES",
)  # who has something to be found
SITEMAP = ("passerelles.portal.opendata.sitemap.MAPPED", "passerelles.pages.mapped.MAPPED")  # whose pages the sitemap lists
SITEMAP_PAGES = (  # and those there is one of
    *("home", "entries", "authorities", "documents", "map", "statistics", "reciprocity", "briefs"),
    *("pages", "data", "api_reference", "iati", "ask", "request_criteria", "request_numbers"),
)
LARGEST_DOCUMENT = 50 * 2**20  # bytes
LARGEST_UPLOAD = 500 * 2**20  # bytes of all the files brought at once
FILE_UPLOAD_HANDLERS = [
    "passerelles.library.uploading.UploadBound",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "passerelles.library.uploading.BoundedFileHandler",
]
LEASE_SECONDS = float(os.environ.get("PASSERELLES_LEASE_SECONDS", "600"))  # for how long a silent worker keeps what it took
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
PURGED_AFTER_DAYS = int(os.environ.get("PASSERELLES_PURGED_AFTER_DAYS", "90"))  # after a visit: names, passports, telephones, diets
DORMANT_AFTER_MONTHS = int(os.environ.get("PASSERELLES_DORMANT_AFTER_MONTHS", "36"))
