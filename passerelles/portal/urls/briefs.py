"""Briefs: a page and a PDF of each subject; a page's language is the brief's, `?with=zh` sets another beside it."""

from django.urls import path

from passerelles.portal.views import briefs

urlpatterns = [
    path("briefs/", briefs.briefs, name="briefs"),
    path("briefs/<slug:kind>/<int:pk>/", briefs.brief, name="brief"),
    path("briefs/<slug:kind>/<int:pk>.pdf", briefs.brief_pdf, name="brief_pdf"),
]
