"""The portal's addresses, one file for each of its parts."""

from passerelles.portal.urls import briefs, charts, finding, opendata

urlpatterns = [*finding.urlpatterns, *charts.urlpatterns, *briefs.urlpatterns, *opendata.urlpatterns]
