from django.urls import path

from passerelles.requests.views import deciding

urlpatterns = [
    path("requests/criteria/", deciding.criteria, name="request_criteria"),
    path("requests/<int:pk>/answers/", deciding.answers, name="request_answers"),
    path("requests/<int:pk>/decide/<slug:choice>/", deciding.decide, name="request_decide"),
    path("requests/<int:pk>/answer/", deciding.answer, name="request_answer"),
]
