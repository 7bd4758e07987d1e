"""Every address of the site. Pages are under their language's name, so that a link keeps its language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from passerelles.people.views import engine_room_sign_in

urlpatterns = [
    path("admin/login/", engine_room_sign_in, name="engine_room_sign_in"),
    path("admin/", admin.site.urls),
    path("", include("passerelles.portal.urls.plain")),  # what programs ask for has no language of its own
    *i18n_patterns(
        path("", include("passerelles.portal.urls")),
        path("", include("passerelles.pages.urls")),
        path("", include("passerelles.visits.urls")),
        path("", include("passerelles.requests.urls")),
        path("", include("passerelles.ledger.urls")),
        path("", include("passerelles.register.urls")),
        path("", include("passerelles.library.urls")),
        path("", include("passerelles.people.urls")),
    ),
]

# To a program it is said as one.
handler400 = "passerelles.portal.views.opendata.api.not_understood"
handler404 = "passerelles.portal.views.opendata.api.not_there"
handler500 = "passerelles.portal.views.opendata.api.failed"
