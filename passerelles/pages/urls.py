"""Pages for everybody, and the desk where they are written."""

from django.urls import path

from passerelles.pages import desk, views

urlpatterns = [
    path("pages/", views.pages, name="pages"),
    path("pages/<slug:slug>/", views.page, name="page"),
    path("desk/pages/", desk.desk_pages, name="desk_pages"),
    path("desk/pages/new/", desk.new_page, name="new_page"),
    path("desk/pages/<int:pk>/", desk.move, name="move_page"),
    path("desk/pages/<int:pk>/<slug:language>/", desk.write_text, name="write_page"),
    path("desk/pages/<int:pk>/<slug:language>/history/", desk.text_history, name="page_history"),
    path("desk/pages/<int:pk>/<slug:language>/history/<int:number>/", desk.version, name="page_version"),
    path("desk/pages/<int:pk>/<slug:language>/history/<int:number>/<slug:act>/", desk.act, name="page_act"),
]
