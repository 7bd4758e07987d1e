from django.urls import path

from passerelles.portal.views import searching

urlpatterns = [
    path("search/", searching.search, name="search"),
    path("search/suggestions/", searching.suggestions, name="suggestions"),
]
