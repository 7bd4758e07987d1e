"""The desk's addresses."""

from django.urls import URLPattern, path

from passerelles.register.desk import document, duplicates, judging, queue

urlpatterns: list[URLPattern] = [
    path("desk/", queue.desk, name="desk"),
    path("desk/documents/<int:pk>/", document.desk_document, name="desk_document"),
    path("desk/documents/<int:pk>/accept/", judging.accept_all, name="desk_accept_all"),
    path("desk/documents/<int:pk>/undo/", judging.undo_last, name="desk_undo"),
    path("desk/documents/<int:pk>/claims/<int:claim>/correct/", judging.correct_claim, name="desk_correct"),
    path("desk/documents/<int:pk>/claims/<int:claim>/<slug:verdict>/", judging.judge_claim, name="desk_judge"),
    path("desk/documents/<int:pk>/entries/<int:entry>/parties/", judging.correct_pair, name="desk_parties"),
    path("desk/documents/<int:pk>/doubts/<int:doubt>/", judging.answer_doubt, name="desk_doubt"),
    path("desk/duplicates/", duplicates.desk_duplicates, name="desk_duplicates"),
    path("desk/duplicates/<int:one>/<int:other>/", duplicates.compare_entries, name="desk_compare"),
    path("desk/merges/", duplicates.desk_merges, name="desk_merges"),
    path("desk/merges/<int:pk>/split/", duplicates.split_merge, name="desk_split"),
]
