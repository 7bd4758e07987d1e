from django.urls import path

from passerelles.portal.views.opendata import api, files, iati, machines, widget

urlpatterns = [
    path("data/", files.data, name="data"),
    path("data/api/", api.reference, name="api_reference"),
    path("data/iati/", iati.iati, name="iati"),
    path("data/iati/<int:pk>/", iati.iati_of, name="iati_of"),
    path("feeds/latest.atom", machines.feed, name="feed"),
    path("feeds/group/<slug:slug>.atom", machines.feed_of_group, name="feed_of_group"),
    path("feeds/theme/<slug:theme>.atom", machines.feed_of_theme, name="feed_of_theme"),
    path("feeds/authority/<int:pk>.atom", machines.feed_of_authority, name="feed_of_authority"),
    path("widget/<int:pk>/", widget.widget, name="widget"),
]
