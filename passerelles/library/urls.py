from django.urls import path

from passerelles.library import desk, views

urlpatterns = [
    path("documents/", views.documents, name="documents"),
    path("documents/new/", desk.upload, name="upload"),
    path("documents/batch/<slug:batch>/", desk.batch, name="batch"),
    path("documents/<int:pk>/", views.document, name="document"),
    path("documents/<int:pk>/original/", views.original, name="document_original"),
    path("documents/<int:pk>/retry/", desk.document_retry, name="document_retry"),
    path("documents/<int:pk>/version/", desk.document_version, name="document_version"),
    path("documents/<int:pk>/visibility/", desk.document_visibility, name="document_visibility"),
    path("documents/<int:pk>/title/", desk.document_title, name="document_title"),
]
