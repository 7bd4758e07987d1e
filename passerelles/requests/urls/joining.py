"""Where requests are joined, parted and kept apart."""

from django.urls import path

from passerelles.requests.views import joining

urlpatterns = [
    path("requests/<int:pk>/join/", joining.join_requests, name="request_join"),
    path("requests/<int:pk>/part/", joining.part_request, name="request_part"),
    path("requests/<int:pk>/apart/<int:other>/", joining.keep_requests_apart, name="request_keep_apart"),
    path("requests/<int:pk>/again/<int:other>/", joining.propose_requests_again, name="request_propose_again"),
]
