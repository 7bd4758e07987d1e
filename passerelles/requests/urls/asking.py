"""What the public asks, without an account."""

from django.urls import path

from passerelles.requests.views import amending, asking, attachments, entering

urlpatterns = [
    path("ask/", asking.ask, name="ask"),
    path("ask/sent/", asking.sent, {"is_draft": False}, name="ask_sent"),
    path("ask/kept/", asking.sent, {"is_draft": True}, name="ask_draft_kept"),
    path("ask/<str:token>/", asking.asked, name="asked"),
    path("ask/<str:token>/confirm/", asking.confirm, name="asked_confirm"),
    path("ask/<str:token>/withdraw/", asking.withdraw, name="asked_withdraw"),
    path("ask/<str:token>/write/", asking.write, name="asked_write"),
    path("ask/<str:token>/files/", attachments.add, name="asked_attach"),
    path("ask/<str:token>/files/<int:number>/remove/", attachments.take_away, name="asked_remove_file"),
    path("requests/new/", entering.new, name="request_new"),
    path("requests/<int:pk>/change/", amending.change, name="request_change"),
    path("requests/<int:pk>/withdraw/", amending.withdraw, name="request_withdraw"),
    path("requests/<int:pk>/files/<int:number>/", attachments.download, name="request_attachment"),
    path("requests/<int:pk>/files/<int:number>/remove/", attachments.discard, name="request_remove_file"),
]
