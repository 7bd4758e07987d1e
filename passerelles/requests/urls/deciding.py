from django.urls import path

from passerelles.requests.views import advising, deciding, hearing, numbers

urlpatterns = [
    path("requests/criteria/", deciding.criteria, name="request_criteria"),
    path("requests/numbers/", numbers.show, name="request_numbers"),
    path("requests/<int:pk>/decide/<slug:choice>/", deciding.decide, name="request_decide"),
    path("requests/<int:pk>/answer/", deciding.answer, name="request_answer"),
    path("requests/<int:pk>/hosts/<int:host>/answer/", hearing.note, name="request_note_answer"),
    path("requests/<int:pk>/hosts/<int:host>/reply/", hearing.reply, name="request_reply"),
    path("requests/<int:pk>/opinions/", advising.ask, name="request_opinions"),
    path("opinions/<str:token>/", advising.give_by_link, name="opinion_by_link"),
    path("requests/<int:pk>/opinions/<int:opinion>/", advising.give, name="request_opinion"),
]
